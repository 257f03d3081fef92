package customs

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/scenario"
)

// Allowance is what one buyer has imported in a calendar year, for regimes that limit it. What is sent back is given back.
type Allowance struct {
	Year  int
	Value decimal.Decimal // of what was treated under a limit by person and year, in the regime's currency
	Goods []Imported
}

// Imported is a weight of goods of a code.
type Imported struct {
	HS    string
	Grams int64
}

// Before is what counts against the limits of a consignment of the date: nothing in a new year.
func (a *Allowance) Before(on scenario.Date) (decimal.Decimal, []Imported) {
	if a.Year != on.Year() {
		return decimal.Zero, nil
	}
	return a.Value, a.Goods
}

// Take counts a consignment that customs has assessed under a limit by person and year; others do not count.
func (a *Allowance) Take(g *scenario.Regime, c *Consignment, as *Assessment) {
	if !limited(g, as.Treatment) {
		return
	}
	if year := c.day(scenario.ByOrder).Year(); a.Year != year {
		*a = Allowance{Year: year}
	}
	a.Value = a.Value.Add(as.Intrinsic).Add(c.Carriage)
	for _, it := range c.Items {
		a.Goods = append(a.Goods, Imported{it.HS, it.Grams})
	}
}

// GiveBack takes a consignment that went back out of the count, in the year in which it was counted.
func (a *Allowance) GiveBack(g *scenario.Regime, c *Consignment, as *Assessment) {
	if !limited(g, as.Treatment) || a.Year != c.day(scenario.ByOrder).Year() {
		return
	}
	a.Value = decimal.Max(a.Value.Sub(as.Intrinsic).Sub(c.Carriage), decimal.Zero)
	for _, it := range c.Items {
		left := it.Grams
		for i := range a.Goods {
			if a.Goods[i].HS == it.HS {
				back := min(left, a.Goods[i].Grams)
				a.Goods[i].Grams -= back
				left -= back
			}
		}
	}
}

// limited reports whether a treatment has a limit by person and year.
func limited(g *scenario.Regime, treatment string) bool {
	for i := range g.Treatments {
		if g.Treatments[i].ID != treatment {
			continue
		}
		for _, l := range g.Treatments[i].When.Limits {
			if l.Of == scenario.PerPersonYear {
				return true
			}
		}
	}
	return false
}
