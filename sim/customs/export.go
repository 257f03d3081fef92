package customs

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Departure is what is declared for export.
type Departure struct {
	Mode      string        // supervision mode
	Date      scenario.Date // export date on the declaration
	Sold      scenario.Date // when the goods were sold abroad, for modes that refund on sale; zero: not yet
	Goods     []Bought
	Parcels   int // of a list; 0 counts as 1
	Documents []string
}

// Bought is one kind of goods with what it cost and what it fetched, in the country's currency.
type Bought struct {
	HS       string
	Cost     decimal.Decimal // purchase price without VAT
	Invoiced bool            // the supplier gave a VAT invoice
	Proceeds decimal.Decimal // what the goods sell for abroad
}

// Refund is what the tax office does with one kind of goods.
type Refund struct {
	HS      string          `json:"hs"`
	VAT     decimal.Decimal `json:"vat"`     // rate
	Rate    decimal.Decimal `json:"rate"`    // of the refund
	Paid    money.Amount    `json:"paid"`    // VAT in the purchase, on the invoice
	Back    money.Amount    `json:"back"`    // refunded
	Kept    money.Amount    `json:"kept"`    // paid and not refunded: a cost
	Due     money.Amount    `json:"due"`     // VAT that falls due because there is no invoice
	Income  money.Amount    `json:"income"`  // income tax on deemed profit
	Working string          `json:"working"` // of the refund, or of what falls due
	Source  scenario.Source `json:"source"`
}

// Export is what leaving costs and brings back.
type Export struct {
	Mode      string          `json:"mode"`
	ModeName  scenario.Text   `json:"mode_name"`
	Refunds   []Refund        `json:"refunds"`
	Fee       money.Amount    `json:"fee"`
	On        scenario.Date   `json:"on"`        // day on which the refund is paid out; zero: not before the goods are sold
	Reconcile scenario.Date   `json:"reconcile"` // by when unsold goods' refund is paid back; zero: never
	Missing   []string        `json:"missing"`   // documents
	Source    scenario.Source `json:"source"`
}

// Back is the sum of the refunds.
func (e *Export) Back() int64 {
	var sum int64
	for _, r := range e.Refunds {
		sum += r.Back.Minor
	}
	return sum
}

// Cost is the sum of what stays with the exporter: VAT that is not refunded, tax that falls due, and the fee.
func (e *Export) Cost() int64 {
	sum := e.Fee.Minor
	for _, r := range e.Refunds {
		sum += r.Kept.Minor + r.Due.Minor + r.Income.Minor
	}
	return sum
}

// Leave works out the export of goods under a supervision mode. The formula is the trading company's: refund = purchase
// price without VAT × refund rate; the rest of the VAT is cost.
func Leave(x *scenario.Export, d Departure) (*Export, error) {
	i := slices.IndexFunc(x.Modes, func(m scenario.ExportMode) bool { return m.ID == d.Mode && d.Date.In(m.From, m.To) })
	if i < 0 {
		return nil, fmt.Errorf("mode: %s has no supervision mode %q on %s / %s 没有监管方式 %q", x.ID, d.Mode, d.Date, d.Date, d.Mode)
	}
	m := &x.Modes[i]
	e := &Export{Mode: m.ID, ModeName: m.Name, Fee: money.Amount{Currency: x.Currency}, Refunds: []Refund{}, Missing: []string{}, Source: x.Cite(m.Source)}
	for k := range d.Goods {
		r, err := leave(x, m, &d.Goods[k], d.Date)
		if err != nil {
			return nil, fmt.Errorf("goods[%d]: %w", k, err)
		}
		e.Refunds = append(e.Refunds, r)
	}
	if m.Fee != nil {
		e.Fee = *m.Fee
		if m.FeePer == scenario.EachPiece {
			e.Fee.Minor *= int64(max(d.Parcels, 1))
		}
	}
	for _, doc := range m.Documents {
		if !slices.Contains(d.Documents, doc) {
			e.Missing = append(e.Missing, doc)
		}
	}
	e.On = refundDay(m, d)
	if m.Reconcile {
		e.Reconcile = scenario.NewDate(d.Date.Year()+1, 4, 30)
	}
	return e, nil
}

// refundDay is when the money comes.
func refundDay(m *scenario.ExportMode, d Departure) scenario.Date {
	lag := scenario.Date(m.LagDays)
	switch m.Trigger {
	case scenario.OnDeparture, scenario.OnEntry:
		return d.Date + lag
	case scenario.OnSummary:
		return (d.Date.Month() + 31).Month() + 14 + lag
	case scenario.OnSale:
		if d.Sold != 0 {
			return d.Sold + lag
		}
	}
	return 0
}

func leave(x *scenario.Export, m *scenario.ExportMode, b *Bought, on scenario.Date) (r Refund, err error) {
	if b.Cost.IsNegative() || b.Proceeds.IsNegative() {
		return r, fmt.Errorf("HS %s: cost and proceeds must not be negative / 成本和货款不可为负", b.HS)
	}
	rate := refundRate(x, b.HS, on)
	if rate == nil {
		return r, fmt.Errorf("no VAT refund rate for HS %s on %s / 缺少 HS %s 的退税率", b.HS, on, b.HS)
	}
	r = Refund{HS: b.HS, VAT: rate.VAT, Source: x.Cite(rate.Source)}
	w := working{currency: x.Currency}
	round := func(v decimal.Decimal) (a money.Amount) {
		if err == nil {
			a, err = money.FromDecimal(v.Round(places/2), x.Currency, money.HalfUp)
		}
		return a
	}
	zero := decimal.Zero
	paid, back, due, income := zero, zero, zero, zero
	switch {
	case b.Invoiced:
		paid = b.Cost.Mul(rate.VAT)
		if m.Refund {
			r.Rate = rate.Refund
			back = b.Cost.Mul(rate.Refund)
			w.base(b.Cost)
			w.rate(rate.Refund, false)
		}
	case m.NoInvoice == scenario.Taxed:
		// The proceeds are taken to include the tax.
		due = b.Proceeds.Mul(rate.VAT).DivRound(decimal.NewFromInt(1).Add(rate.VAT), places)
		w.base(b.Proceeds)
		w.text += " ÷ " + percent(decimal.NewFromInt(1).Add(rate.VAT)) + " × " + percent(rate.VAT)
	default:
		income = b.Proceeds.Mul(m.Deemed).Mul(m.IncomeTax)
		w.base(b.Proceeds)
		w.text += " × " + percent(m.Deemed) + " × " + percent(m.IncomeTax)
	}
	r.Paid, r.Back, r.Due, r.Income = round(paid), round(back), round(due), round(income)
	r.Kept = money.Amount{Minor: r.Paid.Minor - r.Back.Minor, Currency: x.Currency}
	r.Working = w.String()
	return r, err
}

// refundRate is the row with the longest heading.
func refundRate(x *scenario.Export, hs string, on scenario.Date) *scenario.RefundRate {
	var best *scenario.RefundRate
	mark := -1
	for i := range x.Rates {
		f := &x.Rates[i]
		if n := f.HS.Match(hs); n > mark && on.In(f.From, f.To) {
			best, mark = f, n
		}
	}
	return best
}
