// Package ledger keeps double-entry books per currency. Every posting balances to the minor unit; every posting names
// the day and the cause.
package ledger

import (
	"errors"
	"fmt"
	"slices"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Account is a place in the books. Debits are positive, credits negative.
type Account uint8

// The chart of accounts, in the terms of the Chinese accounting standard for small enterprises (2013).
const (
	Bank         Account = iota // 银行存款
	Platform                    // 应收账款—平台
	TaxReclaim                  // 应交税费—待抵退进口增值税
	Ordered                     // 预付账款—采购
	Inventory                   // 库存商品
	InTransit                   // 在途物资
	Shipped                     // 发出商品
	Deferred                    // 预收账款
	Capital                     // 实收资本
	Exchange                    // 货币兑换
	Sales                       // 主营业务收入
	Refunds                     // 销售退回
	CostOfSales                 // 主营业务成本
	Commission                  // 销售费用—平台佣金
	Postage                     // 销售费用—运费
	WarehouseFee                // 销售费用—海外仓费
	Duty                        // 税金及附加—进口税费
	Loss                        // 营业外支出—货损
	BankCharge                  // 财务费用—手续费
	Interest                    // 财务费用—利息
	PlatformFee                 // 销售费用—平台服务费
	Accounts                    // the number of accounts
)

// Names are the accounts' names.
var Names = [Accounts]scenario.Text{
	{Zh: "银行存款", En: "Cash at bank"}, {Zh: "应收账款—平台", En: "Receivable from marketplaces"}, {Zh: "应交税费—待抵退进口增值税", En: "Recoverable import VAT"},
	{Zh: "预付账款—采购", En: "Prepaid purchases"}, {Zh: "库存商品", En: "Inventory"}, {Zh: "在途物资", En: "Goods in transit to the warehouse"}, {Zh: "发出商品", En: "Goods shipped to buyers"},
	{Zh: "预收账款", En: "Orders not yet delivered"}, {Zh: "实收资本", En: "Paid-in capital"}, {Zh: "货币兑换", En: "Currency exchange"},
	{Zh: "主营业务收入", En: "Sales"}, {Zh: "销售退回", En: "Sales returns"}, {Zh: "主营业务成本", En: "Cost of sales"}, {Zh: "销售费用—平台佣金", En: "Marketplace commission"},
	{Zh: "销售费用—运费", En: "Postage"}, {Zh: "销售费用—海外仓费", En: "Overseas warehouse fees"}, {Zh: "税金及附加—进口税费", En: "Import duty and tax"}, {Zh: "营业外支出—货损", En: "Goods lost"},
	{Zh: "财务费用—手续费", En: "Payment and bank charges"}, {Zh: "财务费用—利息", En: "Interest"},
	{Zh: "销售费用—平台服务费", En: "Marketplace fees"},
}

// ProfitAndLoss reports whether the account belongs to the profit and loss statement.
func (a Account) ProfitAndLoss() bool { return a >= Sales && a < Accounts }

// Kind is the account's part of the statements: asset, liability, equity, income or expense.
func (a Account) Kind() string {
	switch {
	case a < Deferred:
		return "asset"
	case a == Deferred:
		return "liability"
	case a < Sales:
		return "equity"
	case a == Sales || a == Refunds:
		return "income"
	}
	return "expense"
}

// Entry is one line of a posting: an amount to an account in a currency, by index into the book's currencies.
type Entry struct {
	Posting  uint32 // entries of a posting share its number
	Day      uint16
	Account  Account
	Currency uint8
	Cause    Cause
	Minor    int64 // debit positive, credit negative
}

// Cause says what made a posting.
type Cause uint8

// The causes.
const (
	Opening Cause = iota
	Purchase
	Receipt
	Consign
	Arrive
	Order
	Dispatch
	Clearance
	Delivery
	Lost
	Return
	Settle
	Convert
	Storage
	InterestRun
	Reclaimed
	Subscription
	Causes
)

// CauseNames are the causes' names.
var CauseNames = [Causes]scenario.Text{
	{Zh: "投入资本", En: "Capital paid in"}, {Zh: "采购", En: "Purchase"}, {Zh: "到货入库", En: "Goods received"}, {Zh: "海外仓发货", En: "Consignment sent"}, {Zh: "海外仓入库", En: "Consignment arrived"},
	{Zh: "下单", En: "Orders"}, {Zh: "交运", En: "Dispatch"}, {Zh: "清关", En: "Customs clearance"}, {Zh: "妥投", En: "Delivery"}, {Zh: "丢件", En: "Parcels lost"}, {Zh: "退货退款", En: "Return and refund"},
	{Zh: "回款", En: "Payout"}, {Zh: "兑换", En: "Conversion"}, {Zh: "仓储", En: "Storage"}, {Zh: "利息", En: "Interest"}, {Zh: "进口增值税退回", En: "Import VAT refunded"},
	{Zh: "平台月费", En: "Subscription"},
}

// ErrUnbalanced is returned for a posting whose debits do not equal its credits in some currency.
var ErrUnbalanced = errors.New("posting does not balance")

// Book is a shop's books. Its currencies are given once; amounts name them by index. The zero Book is not usable.
type Book struct {
	Currencies []money.Currency
	Balances   [][Accounts]int64 // by currency
	Journal    Journal
	Postings   uint32
}

// New is an empty book in the given currencies.
func New(currencies []money.Currency) Book {
	return Book{Currencies: currencies, Balances: make([][Accounts]int64, len(currencies))}
}

// Line is a part of a posting under construction.
type Line struct {
	Account  Account
	Currency int
	Minor    int64
}

// Post books the lines of one cause on a day. Zero lines are dropped; nothing is booked when the posting does not
// balance in every currency.
func (b *Book) Post(day int, cause Cause, lines ...Line) error {
	used := false
	for _, l := range lines {
		used = used || l.Minor != 0
		sum := int64(0)
		for _, other := range lines {
			if other.Currency == l.Currency {
				sum += other.Minor
			}
		}
		if sum != 0 {
			return fmt.Errorf("%s of day %d: %w by %s", CauseNames[cause].En, day, ErrUnbalanced, money.Amount{Minor: sum, Currency: b.Currencies[l.Currency]})
		}
	}
	if !used {
		return nil
	}
	b.Postings++
	for _, l := range lines {
		if l.Minor != 0 {
			b.Balances[l.Currency][l.Account] += l.Minor
			b.Journal.add(Entry{b.Postings, uint16(day), l.Account, uint8(l.Currency), cause, l.Minor})
		}
	}
	return nil
}

// Clone is a copy that goes its own way.
func (b *Book) Clone() Book {
	out := *b
	out.Balances = slices.Clone(b.Balances)
	out.Journal = b.Journal.clone()
	return out
}

// Balance is the balance of an account in a currency, by index.
func (b *Book) Balance(a Account, currency int) int64 { return b.Balances[currency][a] }

// Check sums the trial balance of every currency and compares the balances with the journal.
func (b *Book) Check() error {
	again := New(b.Currencies)
	for e := range b.Journal.All() {
		again.Balances[e.Currency][e.Account] += e.Minor
	}
	for c, row := range b.Balances {
		var sum int64
		for a, v := range row {
			sum += v
			if v != again.Balances[c][a] {
				return fmt.Errorf("%s in %s: balance %d, journal %d", Names[a].En, b.Currencies[c], v, again.Balances[c][a])
			}
		}
		if sum != 0 {
			return fmt.Errorf("trial balance in %s: %w by %d", b.Currencies[c], ErrUnbalanced, sum)
		}
	}
	return nil
}
