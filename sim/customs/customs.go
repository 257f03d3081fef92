// Package customs assesses what the border asks: duty, anti-dumping duty and value added tax, line by line, each with
// its rule, base, rate and source. It works in decimal and rounds each charge once, to the minor unit, as its rule says.
//
// Values are stated in the currency of the regime; the caller converts at the customs rate of exchange of the month.
package customs

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Item is one kind of goods in a consignment.
type Item struct {
	HS    string          // six digits
	Price decimal.Decimal // what all pieces of it cost the buyer, tax included where the price includes tax
}

// Consignment is what is declared.
type Consignment struct {
	Destination string // country
	Origin      string // country
	Date        scenario.Date
	Traffic     string // "parcel" to a consumer, "stock" to a warehouse
	Items       []Item
	Freight     decimal.Decimal // freight and insurance to the border
	// TaxIncluded says that the prices contain the destination's VAT, as consumers' prices in the EU do.
	TaxIncluded bool
}

// Line is one charge.
type Line struct {
	Rule    string          `json:"rule"`
	Name    scenario.Text   `json:"name"`
	Base    decimal.Decimal `json:"base"`
	Rate    decimal.Decimal `json:"rate"` // zero for flat charges
	Amount  money.Amount    `json:"amount"`
	Payer   string          `json:"payer"`
	Reclaim bool            `json:"reclaim"`
	Source  scenario.Source `json:"source"`
}

// Assessment is the border's calculation.
type Assessment struct {
	Intrinsic decimal.Decimal `json:"intrinsic"` // value of the goods alone, without tax and freight
	CIF       decimal.Decimal `json:"cif"`
	Lines     []Line          `json:"lines"`
}

// Sum adds the charges that the payer bears; "" adds them all.
func (a *Assessment) Sum(payer string) int64 {
	var sum int64
	for _, l := range a.Lines {
		if payer == "" || l.Payer == payer {
			sum += l.Amount.Minor
		}
	}
	return sum
}

// Assess applies the regime's rules of the date, in their order. The error names what the regime lacks.
func Assess(g *scenario.Regime, c Consignment) (*Assessment, error) {
	vat, vatSource, err := VAT(g, c.Destination, c.Date)
	if err != nil {
		return nil, err
	}
	a := &Assessment{}
	one := decimal.NewFromInt(1)
	net := func(gross decimal.Decimal) decimal.Decimal {
		if !c.TaxIncluded {
			return gross
		}
		return gross.DivRound(one.Add(vat), 8)
	}
	gross := decimal.Zero
	headings := map[string]bool{}
	for _, it := range c.Items {
		if it.Price.IsNegative() {
			return nil, fmt.Errorf("HS %s: value %s is negative / 申报价值为负", it.HS, it.Price)
		}
		gross = gross.Add(it.Price)
		headings[it.HS] = true
	}
	a.Intrinsic = net(gross)
	a.CIF = a.Intrinsic.Add(c.Freight)
	duties := decimal.Zero
	intrinsic := a.Intrinsic.Round(2)
	for i := range g.Rules {
		u := &g.Rules[i]
		if !c.Date.In(u.From, u.To) || u.Traffic != "both" && u.Traffic != c.Traffic ||
			u.Above != nil && !intrinsic.GreaterThan(u.Above.Decimal()) || u.UpTo != nil && intrinsic.GreaterThan(u.UpTo.Decimal()) {
			continue
		}
		add := func(base, rate, amount decimal.Decimal, src scenario.Source) error {
			m, err := money.FromDecimal(amount, g.Currency, money.Rounding(u.Rounding))
			if err != nil {
				return fmt.Errorf("%s: %w", u.ID, err)
			}
			if m.Minor != 0 {
				a.Lines = append(a.Lines, Line{u.ID, u.Name, base.Round(2), rate, m, u.Payer, u.Reclaim, src})
			}
			if u.Kind == scenario.AdValorem || u.Kind == scenario.AntiDumping {
				duties = duties.Add(m.Decimal())
			}
			return nil
		}
		switch u.Kind {
		case scenario.FlatPerHeading:
			err = add(decimal.NewFromInt(int64(len(headings))), decimal.Zero, u.Amount.Decimal().Mul(decimal.NewFromInt(int64(len(headings)))), u.Source)
		case scenario.FlatPerParcel:
			err = add(one, decimal.Zero, u.Amount.Decimal(), u.Source)
		case scenario.VATOnSale:
			err = add(a.Intrinsic, vat, gross.Sub(a.Intrinsic), vatSource)
		case scenario.VATOnImport:
			base := a.base(u.Base, duties)
			err = add(base, vat, base.Mul(vat), vatSource)
		case scenario.AdValorem, scenario.AntiDumping:
			kind := map[scenario.RuleKind]string{scenario.AdValorem: "customs", scenario.AntiDumping: "anti_dumping"}[u.Kind]
			for _, it := range c.Items {
				d := duty(g, it.HS, c.Origin, kind, c.Date)
				if d == nil {
					if kind == "customs" {
						return nil, fmt.Errorf("no duty for HS %s from %s on %s / 税则缺少 HS %s", it.HS, c.Origin, c.Date, it.HS)
					}
					continue
				}
				base := net(it.Price)
				if u.Base != scenario.Intrinsic && gross.IsPositive() {
					base = base.Add(c.Freight.Mul(it.Price).DivRound(gross, 8)) // freight shared by value
				}
				if err = add(base, d.Rate, base.Mul(d.Rate), d.Source); err != nil {
					break
				}
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *Assessment) base(b scenario.Base, duties decimal.Decimal) decimal.Decimal {
	switch b {
	case scenario.CIF:
		return a.CIF
	case scenario.CIFDuty:
		return a.CIF.Add(duties)
	}
	return a.Intrinsic
}

// VAT is the standard rate of a country on a date and where it is published.
func VAT(g *scenario.Regime, country string, on scenario.Date) (decimal.Decimal, scenario.Source, error) {
	for _, v := range g.VAT {
		if v.Country == country && on.In(v.From, v.To) {
			return v.Rate, v.Source, nil
		}
	}
	return decimal.Zero, scenario.Source{}, fmt.Errorf("regime %s has no VAT of %s on %s / 制度 %s 缺少 %s 的增值税率", g.ID, country, on, g.ID, country)
}

// duty is the row of the kind with the longest match, a named origin before "*".
func duty(g *scenario.Regime, hs, origin, kind string, on scenario.Date) *scenario.Duty {
	var best *scenario.Duty
	for i := range g.Duties {
		d := &g.Duties[i]
		if d.Kind != kind || !strings.HasPrefix(hs, d.HS) || d.Origin != "*" && d.Origin != origin || !on.In(d.From, d.To) {
			continue
		}
		if best == nil || len(d.HS) > len(best.HS) || len(d.HS) == len(best.HS) && best.Origin == "*" {
			best = d
		}
	}
	return best
}

// Changes are the dates after from and up to to on which a rule, a duty or a VAT rate of the regime begins or has just
// ended, ascending: between two of them every assessment is the same.
func Changes(g *scenario.Regime, from, to scenario.Date) []scenario.Date {
	set := map[scenario.Date]bool{}
	note := func(a, b scenario.Date) {
		if a > from && a <= to {
			set[a] = true
		}
		if b != 0 && b+1 > from && b+1 <= to {
			set[b+1] = true
		}
	}
	for _, u := range g.Rules {
		note(u.From, u.To)
	}
	for _, d := range g.Duties {
		note(d.From, d.To)
	}
	for _, v := range g.VAT {
		note(v.From, v.To)
	}
	var out []scenario.Date
	for d := from + 1; d <= to; d++ {
		if set[d] {
			out = append(out, d)
		}
	}
	return out
}
