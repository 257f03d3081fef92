package scenario

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Export is how goods leave a country: the supervision modes, and what the tax office gives back of the value added tax
// that was paid when the goods were bought.
type Export struct {
	ID       string         `yaml:"id"`
	Name     Text           `yaml:"name"`
	Country  string         `yaml:"country"`
	Currency money.Currency `yaml:"currency"`
	Sources  []Reference    `yaml:"sources"`
	Modes    []ExportMode   `yaml:"modes"`
	Rates    []RefundRate   `yaml:"rates"`
}

// Cite is the source with the short name.
func (x *Export) Cite(id string) Source { return (&Regime{Sources: x.Sources}).Cite(id) }

// ExportMode is a supervision mode (监管方式) between two dates.
type ExportMode struct {
	ID        string          `yaml:"id"` // 9610, 9710, 9810, 1210, 0110, 1039
	Name      Text            `yaml:"name"`
	Refund    bool            `yaml:"refund,omitempty"`  // VAT is refunded against the supplier's invoice
	Trigger   Trigger         `yaml:"trigger,omitempty"` // when the refund can be claimed
	LagDays   int             `yaml:"lag_days,omitempty"`
	Reconcile bool            `yaml:"reconcile,omitempty"`  // what is not sold by 30 April of the year after is paid back
	NoInvoice NoInvoice       `yaml:"no_invoice"`           // goods bought without an invoice
	Deemed    decimal.Decimal `yaml:"deemed,omitempty"`     // deemed profit as a share of the proceeds, where no invoices are kept
	IncomeTax decimal.Decimal `yaml:"income_tax,omitempty"` // on it
	Fee       *money.Amount   `yaml:"fee,omitempty"`        // of a declaration
	FeePer    Quantity        `yaml:"fee_per,omitempty"`    // consignment, or piece for each parcel of a list
	Documents []string        `yaml:"documents"`
	From      Date            `yaml:"from"`
	To        Date            `yaml:"to,omitempty"`
	Source    string          `yaml:"source"`
}

// Trigger is the event from which a refund can be claimed.
type Trigger string

// The triggers.
const (
	OnDeparture Trigger = "departure" // the goods have left
	OnSummary   Trigger = "summary"   // the summary declaration, by the 15th of the month after
	OnEntry     Trigger = "entry"     // the goods have entered the special zone
	OnSale      Trigger = "sale"      // the goods are sold abroad
)

// NoInvoice is what becomes of goods that were bought without a VAT invoice.
type NoInvoice string

// The consequences.
const (
	Exempt NoInvoice = "exempt" // neither refund nor tax
	Taxed  NoInvoice = "taxed"  // the export counts as a sale at home: VAT falls due on the proceeds
)

// RefundRate is the VAT on goods and how much of it is given back on export.
type RefundRate struct {
	HS     Headings        `yaml:"hs,omitempty"` // empty: all goods
	VAT    decimal.Decimal `yaml:"vat"`
	Refund decimal.Decimal `yaml:"refund"`
	From   Date            `yaml:"from"` // the export date on the declaration decides
	To     Date            `yaml:"to,omitempty"`
	Source string          `yaml:"source"`
}

// validateExport checks an export regime by itself.
func validateExport(r *reader, p string, x *Export) {
	v := regimeReader{r, &Regime{Sources: x.Sources, Currency: x.Currency}}
	r.text(p+".name", x.Name)
	r.currency(p+".currency", x.Currency)
	for i, s := range x.Sources {
		r.source(fmt.Sprintf("%s.sources[%d]", p, i), Source{Title: s.Title, Confidence: s.Confidence})
	}
	for i := range x.Modes {
		m, mp := &x.Modes[i], fmt.Sprintf("%s.modes[%d]", p, i)
		r.text(mp+".name", m.Name)
		v.period(mp, m.From, m.To)
		v.cite(mp+".source", m.Source)
		r.oneOf(mp+".trigger", string(m.Trigger), "", string(OnDeparture), string(OnSummary), string(OnEntry), string(OnSale))
		r.check(m.Refund == (m.Trigger != ""), mp+".trigger", "有退税才有触发时点", "a mode has a trigger if, and only if, it has a refund")
		r.oneOf(mp+".no_invoice", string(m.NoInvoice), string(Exempt), string(Taxed))
		r.within(mp+".lag_days", int64(m.LagDays), 0, MaxDays)
		r.portion(mp+".deemed", m.Deemed)
		r.portion(mp+".income_tax", m.IncomeTax)
		v.money(mp+".fee", m.Fee)
		if m.Fee != nil {
			r.check(m.Fee.Currency == x.Currency, mp+".fee", "货币应为 "+string(x.Currency), "the currency must be "+string(x.Currency))
		}
		r.oneOf(mp+".fee_per", string(m.FeePer), string(EachConsignment), string(EachPiece))
		r.check(
			!slices.ContainsFunc(x.Modes[:i], func(o ExportMode) bool { return o.ID == m.ID && o.From <= m.From && (o.To == 0 || o.To >= m.From) }),
			mp+".from",
			fmt.Sprintf("%s 的生效期重叠", m.ID),
			fmt.Sprintf("the periods of %s overlap", m.ID),
		)
	}
	for i := range x.Rates {
		f, fp := &x.Rates[i], fmt.Sprintf("%s.rates[%d]", p, i)
		v.period(fp, f.From, f.To)
		v.cite(fp+".source", f.Source)
		r.portion(fp+".vat", f.VAT)
		r.check(!f.Refund.IsNegative() && f.Refund.LessThanOrEqual(f.VAT), fp+".refund", "退税率不可高于增值税率", "the refund must not exceed the VAT")
	}
}
