package customs

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/scenario"
)

// duty is the row of a kind of duty that falls on an item, or nil.
func (b *border) duty(kind string, l *line) *scenario.Duty {
	var best *scenario.Duty
	mark := -1
	for i := range b.g.Duties {
		d := &b.g.Duties[i]
		if d.Kind != kind || !b.c.holds(d.From, d.To, d.Decides, d.Standing) || !one(d.Origin, l.origin) || d.Exporter != "" && d.Exporter != l.Exporter ||
			d.Document != "" &&
				!slices.Contains(b.c.Documents, d.Document) || d.MetalMin.IsPositive() && !l.Metal.GreaterThan(d.MetalMin) || d.Metal && l.Metal.IsZero() {
			continue
		}
		n := d.HS.Match(l.HS)
		if n < 0 {
			continue
		}
		if d.Exporter != "" {
			n += 200
		}
		if len(d.Origin) > 0 {
			n += 100
		}
		if n > mark {
			best, mark = d, n
		}
	}
	return best
}

// tax is the row of a kind of tax that falls on an item, or nil.
func (b *border) tax(kind string, l *line) *scenario.Tax {
	var best *scenario.Tax
	mark := -1
	for i := range b.g.Taxes {
		t := &b.g.Taxes[i]
		if t.Kind != kind || t.Country != b.c.Destination || !b.c.holds(t.From, t.To, t.Decides, t.Standing) {
			continue
		}
		n := t.HS.Match(l.HS)
		if n < 0 || len(t.Regions) > 0 && !slices.Contains(t.Regions, b.c.Region) {
			continue
		}
		if len(t.Regions) > 0 {
			n += 100
		}
		if n > mark && b.dear(t, l) {
			best, mark = t, n
		}
	}
	return best
}

// dear reports whether an item's price without tax is high enough for a tax.
func (b *border) dear(t *scenario.Tax, l *line) bool {
	if t.AtLeast == nil {
		return true
	}
	floor, err := b.inRegime(t.AtLeast)
	return err == nil && l.net.GreaterThanOrEqual(floor.Mul(quantity(t.Per, []*line{l})))
}

// Domestic is the rate of the tax inside the price of goods sold from stock in a country, 0 where there is none.
func Domestic(g *scenario.Regime, country, hs string, on scenario.Date) (decimal.Decimal, error) {
	if g.Domestic == "" {
		return decimal.Zero, nil
	}
	b := border{g: g, c: &Consignment{Destination: country, Date: on}}
	if t := b.tax(g.Domestic, &line{Item: &Item{HS: hs}}); t != nil {
		return t.Rate, nil
	}
	return decimal.Zero, fmt.Errorf("regime %s has no %s of %s on %s / 制度 %s 缺少 %s 的税率", g.ID, g.Domestic, country, on, g.ID, country)
}

// Changes are the dates after from and up to to on which a treatment, a rule, a duty or a tax of the regime begins or has
// just ended, ascending: between two of them every assessment is the same.
func Changes(g *scenario.Regime, from, to scenario.Date) []scenario.Date {
	var out []scenario.Date
	note := func(a, b scenario.Date) {
		if a > from && a <= to {
			out = append(out, a)
		}
		if b != 0 && b+1 > from && b+1 <= to {
			out = append(out, b+1)
		}
	}
	for _, t := range g.Treatments {
		note(t.From, t.To)
	}
	for i := range g.Rules {
		note(g.Rules[i].From, g.Rules[i].To)
	}
	for i := range g.Duties {
		note(g.Duties[i].From, g.Duties[i].To)
	}
	for i := range g.Taxes {
		note(g.Taxes[i].From, g.Taxes[i].To)
	}
	for _, t := range g.Gates {
		note(t.From, t.To)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
