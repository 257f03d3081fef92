package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// AskAdvance asks to be paid early for a part of what a marketplace owes. Its next payouts repay it.
type AskAdvance struct {
	Marketplace string `json:"marketplace"`
	Minor       int64  `json:"minor"` // marketplace currency
}

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
		return 0, reject("terms", "赊购额度还剩 %s，这张单要 %s", "suppliers will wait for %s more, the order comes to %s", money.Amount{Minor: free, Currency: home}, money.Amount{Minor: cost, Currency: home})
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
		if err := sh.Book.Post(w.st.Day, ledger.SupplierPaid, ledger.Ref{Subject: ledger.APurchase, Number: uint32(p.Purchase + 1)}, ledger.Line{Account: ledger.Payable, Minor: p.Minor}, ledger.Line{Account: ledger.Bank, Minor: -p.Minor}); err != nil {
			return err
		}
		w.event(n, Event{Kind: "supplier_paid", Minor: p.Minor, Money: string(w.currencies[0]), Count: int64(p.Purchase + 1)})
	}
	return nil
}

// advanceable is how much more of what marketplaces owe in a currency is paid early.
func (w *World) advanceable(sh *shop, currency int) int64 {
	if w.s.Lending == nil {
		return 0
	}
	most := decimal.NewFromInt(max(sh.Book.Balance(ledger.Platform, currency), 0)).Mul(w.s.Lending.Advance.Share).RoundDown(0).IntPart()
	return max(most+sh.Book.Balance(ledger.Advance, currency), 0)
}

func (w *World) advance(sh *shop, c *AskAdvance) error {
	if w.s.Lending == nil {
		return reject("marketplace", "本剧本不能提前收款", "nobody pays early in this scenario")
	}
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == c.Marketplace })
	if m < 0 {
		return reject("marketplace", "没有平台 %q", "there is no marketplace %q", c.Marketplace)
	}
	cur := w.marketCur[m]
	if most := w.advanceable(sh, cur); c.Minor <= 0 || c.Minor > most {
		return reject("minor", "金额应大于 0，且不超过可融资的 %s", "the amount must be greater than 0 and at most %s", money.Amount{Minor: most, Currency: w.currencies[cur]})
	}
	fee := decimal.NewFromInt(c.Minor).Mul(w.s.Lending.Advance.Fee).RoundUp(0).IntPart()
	line := func(a ledger.Account, v int64) ledger.Line { return ledger.Line{Account: a, Currency: cur, Minor: v} }
	return sh.Book.Post(w.st.Day, ledger.PaidEarly, aMarket(m), line(ledger.Bank, c.Minor-fee), line(ledger.Financing, fee), line(ledger.Advance, -c.Minor))
}

// repayAdvance takes out of a payout what was paid early.
func (w *World) repayAdvance(sh *shop, m int, paid int64) error {
	cur := w.marketCur[m]
	back := min(-sh.Book.Balance(ledger.Advance, cur), paid)
	if back <= 0 {
		return nil
	}
	return sh.Book.Post(w.st.Day, ledger.PaidEarly, aMarket(m), ledger.Line{Account: ledger.Advance, Currency: cur, Minor: back}, ledger.Line{Account: ledger.Bank, Currency: cur, Minor: -back})
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
		ref := ledger.Ref{Subject: ledger.AConversion, Number: uint32(len(sh.Deals) + 1)}
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
	costs := c.Purchase != nil || c.Consign != nil || c.Advertise != nil && c.Advertise.Budget > 0 || c.Finance != nil && c.Finance.Forward != nil
	if !sh.Administered || !costs {
		return nil
	}
	return reject("administration", "店铺透支超过额度，处于托管中：先还清透支，才能再采购、发货、推广或锁汇", "the shop is overdrawn beyond its credit line and under administration: it may buy, restock, advertise and hedge again once the overdraft is repaid")
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
}

// PayableView is a debt to a supplier.
type PayableView struct {
	Purchase int   `json:"purchase"`
	Minor    int64 `json:"minor"`
	Due      int   `json:"due"`
}

// AdvanceView is what a marketplace's currency would bring early.
type AdvanceView struct {
	Marketplace string         `json:"marketplace"`
	Currency    money.Currency `json:"currency"`
	Most        int64          `json:"most"`
	Outstanding int64          `json:"outstanding"`
}

// CreditOf is a shop's credit.
func (w *World) CreditOf(number int) (*CreditView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	v := &CreditView{
		Home: w.currencies[0], Drawn: max(-sh.Book.Balance(ledger.Bank, 0), 0), Annual: w.s.Credit.Annual, Owed: sh.owed(), Payables: []PayableView{}, Advances: []AdvanceView{}, Administered: sh.Administered,
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
		c := w.marketCur[m]
		v.Advances = append(v.Advances, AdvanceView{w.s.Marketplaces[m].ID, w.currencies[c], w.advanceable(sh, c), -sh.Book.Balance(ledger.Advance, c)})
	}
	return v, nil
}
