package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// incomeYear is where a shop stands with its income tax in the calendar year.
type incomeYear struct {
	Base    int64 // the profit on which earlier years were taxed: the greatest at a year's end, so that losses are carried on
	Accrued int64 // tax of this year in the books
}

// taxable is the profit of the calendar year up to now, by the books: before income tax, and without fines, surcharges and
// settlements, which lessen no tax. Differences that are not realised are neither taxed nor deducted.
func (sh *shop) taxable() int64 {
	return sh.Book.Profit(ledger.IncomeTax, ledger.Penalty) - sh.Income.Base
}

// incomeTax is the tax on a profit of a year: the small enterprise's rate up to its ceiling, the ordinary one on all of a
// greater profit.
func (w *World) incomeTax(profit int64) int64 {
	t := &w.s.Taxes.Income
	rate := t.Rate
	if profit > t.Ceiling.Minor {
		rate = t.Above
	}
	return decimal.NewFromInt(max(profit, 0)).Mul(rate).Round(0).IntPart()
}

// quarterEnds books, on a quarter's last evening, what the year's profit up to now owes beyond what is booked already, and
// makes a return of it. A loss takes back what earlier quarters booked; what was paid for them is set off against the
// returns to come.
func (w *World) quarterEnds(n int, sh *shop) error {
	tomorrow := w.Date() + 1
	const quarter, year = 3, 12
	if tomorrow != tomorrow.Period(quarter) {
		return nil
	}
	tax := w.incomeTax(sh.taxable())
	more := tax - sh.Income.Accrued
	sh.Income.Accrued = tax
	i := len(sh.TaxReturns)
	if err := sh.Book.Move(w.st.Day, ledger.TaxAccrued, aFiling(i), more, ledger.IncomeTax, ledger.IncomeDue); err != nil {
		return err
	}
	if tomorrow == tomorrow.Period(year) {
		sh.Income = incomeYear{Base: sh.Income.Base + max(sh.taxable(), 0)}
	}
	owed := -sh.Book.Balance(ledger.IncomeDue, 0)
	for k := range sh.TaxReturns {
		if r := &sh.TaxReturns[k]; r.Register == ofIncome && r.Filed < 0 {
			owed -= r.Minor
		}
	}
	if owed <= 0 {
		return nil
	}
	due := w.s.Taxes.Income.Due
	sh.TaxReturns = append(
		sh.TaxReturns,
		taxReturn{
			Register: ofIncome,
			From:     max(int(w.Date().Period(quarter)-w.s.Start), 0),
			To:       w.st.Day,
			Minor:    owed,
			Due:      int(w.Date().After(due.Months, due.Day) - w.s.Start),
			Filed:    -1,
		},
	)
	w.event(n, Event{Kind: "tax_return", Minor: owed, Money: string(w.currencies[0]), Count: int64(i + 1)})
	return nil
}

// ofIncome marks a return of income tax, which has no register.
const ofIncome = -1

// surcharge is what a day's delay of a return of income tax costs.
func (w *World) surcharge(n int, sh *shop, i int) error {
	r := &sh.TaxReturns[i]
	v := decimal.NewFromInt(r.Minor).Mul(w.s.Taxes.Income.Daily).RoundUp(0).IntPart()
	if r.Fined == 0 {
		w.event(n, Event{Kind: "tax_fined", Minor: v, Money: string(w.currencies[0]), Count: int64(i + 1)})
	}
	r.Fined++
	return sh.Book.Move(w.st.Day, ledger.TaxFined, aFiling(i), v, ledger.Penalty, ledger.Bank)
}

// IncomeView is a shop's income tax in the calendar year.
type IncomeView struct {
	Profit  int64           `json:"profit"` // taxable, up to now
	Rate    decimal.Decimal `json:"rate"`
	Tax     int64           `json:"tax"`     // on it
	Accrued int64           `json:"accrued"` // of it, in the books: the quarters that are over
	Owed    int64           `json:"owed"`    // booked and not yet paid; negative: paid in advance
	To      int             `json:"to"`      // the running quarter's last day
	Due     int             `json:"due"`     // day by which its return is to be filed
	Daily   decimal.Decimal `json:"daily"`   // surcharge
	Source  scenario.Source `json:"source"`
}

func (w *World) incomeView(sh *shop) *IncomeView {
	t := &w.s.Taxes.Income
	const quarter = 3
	last := w.Date().Period(quarter).After(quarter, 1) - 1
	v := &IncomeView{
		Profit:  sh.taxable(),
		Accrued: sh.Income.Accrued,
		Owed:    -sh.Book.Balance(ledger.IncomeDue, 0),
		To:      int(last - w.s.Start),
		Due:     int(last.After(t.Due.Months, t.Due.Day) - w.s.Start),
		Rate:    t.Rate,
		Daily:   t.Daily,
		Source:  t.Source,
	}
	if v.Profit > t.Ceiling.Minor {
		v.Rate = t.Above
	}
	v.Tax = w.incomeTax(v.Profit)
	return v
}
