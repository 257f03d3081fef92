package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// payable is what a shop owes a supplier.
type payable struct {
	Purchase int // index
	Minor    int64
	Due      int
	Paid     bool
}

// spendable is what a shop may spend of its home account: what it holds, and where the scenario lends its credit line.
func (w *World) spendable(sh *shop) int64 {
	cash := sh.Book.Balance(ledger.Bank, 0)
	if w.s.Lending != nil {
		cash += w.s.Credit.Limit.Minor
	}
	return cash
}

// owed is what a shop owes its suppliers.
func (sh *shop) owed() int64 { return -sh.Book.Balance(ledger.Payable, 0) }

// onTerms is the price of a purchase that is paid later, or why the supplier will not wait.
func (w *World) onTerms(sh *shop, cost int64) (int64, error) {
	if w.s.Lending == nil {
		return 0, reject("terms", "本剧本的供应商不赊账", "suppliers do not wait for their money in this scenario")
	}
	t := &w.s.Lending.Supplier
	cost += decimal.NewFromInt(cost).Mul(t.Surcharge).Round(0).IntPart()
	if free := t.Ceiling.Minor - sh.owed(); cost > free {
		home := w.currencies[0]
		return 0, reject(
			"terms",
			"赊购额度还剩 %s，这张单要 %s",
			"suppliers will wait for %s more, the order comes to %s",
			money.Amount{Minor: free, Currency: home},
			money.Amount{Minor: cost, Currency: home},
		)
	}
	return cost, nil
}

// payablesDue pays suppliers on their day, whatever the account holds.
func (w *World) payablesDue(n int, sh *shop) error {
	for i := range sh.Payables {
		p := &sh.Payables[i]
		if p.Paid || p.Due > w.st.Day {
			continue
		}
		p.Paid = true
		if err := sh.Book.Move(w.st.Day, ledger.SupplierPaid, aPurchase(p.Purchase), p.Minor, ledger.Payable, ledger.Bank); err != nil {
			return err
		}
		w.event(n, Event{Kind: "supplier_paid", Minor: p.Minor, Money: string(w.currencies[0]), Count: int64(p.Purchase + 1)})
	}
	return nil
}

// administer looks after a shop that is out of credit at the end of a day. Beyond its credit line it comes under
// administration: it decides nothing that costs money, and its foreign money is sold for what it owes. It is free again
// once its home account is no longer overdrawn.
func (w *World) administer(n int, sh *shop) error {
	if w.s.Lending == nil {
		return nil
	}
	if !sh.Administered {
		if sh.Book.Balance(ledger.Bank, 0) >= -w.s.Credit.Limit.Minor {
			return nil
		}
		sh.Administered = true
		w.event(n, Event{Kind: "administration", Minor: -sh.Book.Balance(ledger.Bank, 0), Money: string(w.currencies[0])})
	}
	for c := 1; c < len(w.currencies) && sh.Book.Balance(ledger.Bank, 0) < 0; c++ {
		held := sh.Book.Balance(ledger.Bank, c)
		if held <= 0 {
			continue
		}
		got, rate, err := w.fx.Deal(money.Amount{Minor: held, Currency: w.currencies[c]}, w.currencies[0], w.Date(), w.s.Rates.Spread)
		if err != nil {
			return err
		}
		ref := aConversion(len(sh.Deals))
		if err := sh.Book.Swap(w.st.Day, ledger.Convert, ref, c, held, 0, got.Minor, ledger.Bank, ledger.BankCharge); err != nil {
			return err
		}
		sh.Deals = append(sh.Deals, deal{Channel: -1, Day: w.st.Day, Arrives: w.st.Day, From: c, Sold: held, Got: got.Minor, Rate: rate, Done: true})
	}
	if sh.Book.Balance(ledger.Bank, 0) >= 0 {
		sh.Administered = false
		w.event(n, Event{Kind: "administration_over"})
	}
	return nil
}

// forbidden is why a shop under administration may not decide something.
func (sh *shop) forbidden(c *Command) error {
	costs := c.Purchase != nil || c.Consign != nil || c.Advertise != nil && c.Advertise.Budget > 0 ||
		c.Finance != nil && (c.Finance.Forward != nil || c.Finance.Buy != nil)
	if !sh.Administered || !costs {
		return nil
	}
	return reject(
		"administration",
		"店铺透支超过额度，处于托管中：先还清透支，才能再采购、发货、推广或锁汇",
		"the shop is overdrawn beyond its credit line and under administration: it may buy, restock, advertise and hedge again once the overdraft is repaid",
	)
}

// CreditView is what a shop may borrow and what it owes.
type CreditView struct {
	Home         money.Currency  `json:"home"`
	Limit        int64           `json:"limit"`  // of the credit line
	Drawn        int64           `json:"drawn"`  // of it
	Annual       decimal.Decimal `json:"annual"` // its interest a year, charged by day
	Days         int             `json:"days"`   // for which suppliers wait
	Surcharge    decimal.Decimal `json:"surcharge"`
	Ceiling      int64           `json:"ceiling"` // of what they wait for
	Owed         int64           `json:"owed"`
	Share        decimal.Decimal `json:"share"` // of what marketplaces owe that is paid early
	Fee          decimal.Decimal `json:"fee"`
	Payables     []PayableView   `json:"payables"` // not yet paid, by day
	Advances     []AdvanceView   `json:"advances"` // by marketplace
	Administered bool            `json:"administered"`
	Bank         *BankView       `json:"bank"`  // its loans; null without credit
	Cover        *CoverView      `json:"cover"` // export credit insurance; null without credit
}

// PayableView is a debt to a supplier.
type PayableView struct {
	Purchase int   `json:"purchase"`
	Minor    int64 `json:"minor"`
	Due      int   `json:"due"`
}

// CreditOf is a shop's credit.
func (w *World) CreditOf(number int) (*CreditView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	v := &CreditView{
		Home:         w.currencies[0],
		Drawn:        max(-sh.Book.Balance(ledger.Bank, 0), 0),
		Annual:       w.s.Credit.Annual,
		Owed:         sh.owed(),
		Payables:     []PayableView{},
		Advances:     []AdvanceView{},
		Administered: sh.Administered,
	}
	if l := w.s.Lending; l != nil {
		v.Limit, v.Days, v.Surcharge, v.Ceiling, v.Share, v.Fee = w.s.Credit.Limit.Minor, l.Supplier.Days, l.Supplier.Surcharge, l.Supplier.Ceiling.Minor, l.Advance.Share, l.Advance.Fee
	}
	for _, p := range sh.Payables {
		if !p.Paid {
			v.Payables = append(v.Payables, PayableView{p.Purchase + 1, p.Minor, p.Due})
		}
	}
	for m := range w.s.Marketplaces {
		v.Advances = append(v.Advances, w.advanceView(sh, m))
	}
	v.Cover = w.coverView(sh)
	var err error
	v.Bank, err = w.bankView(number-1, sh)
	return v, err
}
