package customs

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/scenario"
)

// value works out what the items are worth under a treatment: prices without the taxes they include, with carriage,
// freight and insurance shared by price.
func (b *border) value(treatment string) {
	if len(b.lines) == 0 {
		b.lines = make([]line, len(b.c.Items))
	}
	prices := make([]decimal.Decimal, len(b.c.Items))
	for i := range b.c.Items {
		it := &b.c.Items[i]
		prices[i] = it.Price
		b.lines[i] = line{Item: it, origin: it.Origin, net: it.Price}
		if it.Origin == "" {
			b.lines[i].origin = b.c.Origin
		}
	}
	inland, freight, carriage := split(b.c.Inland, prices), split(plus(b.c.Freight, b.c.Insurance), prices), split(b.c.Carriage, prices)
	for i := range b.lines {
		l := &b.lines[i]
		l.inland, l.freight, l.carriage = inland[i], freight[i], carriage[i]
		if !b.c.TaxIncluded {
			continue
		}
		// A tax that falls on dear goods only is first taken to fall on these; if the price without it is too low for it, it
		// does not.
		l.tax = b.inside(treatment, l)
		l.net = l.Price.DivRound(unity.Add(l.tax), places)
		if tax := b.inside(treatment, l); !tax.Equal(l.tax) {
			l.tax = tax
			l.net = l.Price.DivRound(unity.Add(tax), places)
		}
		if !l.carriage.IsZero() {
			l.carriage = l.carriage.DivRound(unity.Add(l.tax), places)
		}
	}
}

// inside is what the consumption taxes of a treatment add to an item's value, as a share of it.
func (b *border) inside(treatment string, l *line) decimal.Decimal {
	sum := decimal.Zero
	var borne [groups]decimal.Decimal
	for i := range b.g.Rules {
		u := &b.g.Rules[i]
		if u.Group != scenario.SalesTax && u.Group != scenario.Excise || !b.due(u, treatment) || !b.falls(u, l) {
			continue
		}
		if b.payer(u.Payer) == scenario.PaysBuyer {
			continue // asked for at the till or at the door, on top of the price
		}
		rate := u.Rate
		if u.Table != "" {
			t := b.tax(u.Table, l)
			if t == nil {
				continue
			}
			rate = t.Rate
		}
		base := unity
		if !u.Share.IsZero() {
			base = u.Share
		}
		if u.Base == scenario.ChargesOnly {
			base = decimal.Zero
		}
		for _, p := range u.Plus {
			base = plus(base, borne[slot(p)])
		}
		full := base.Mul(rate)
		if u.Inside {
			full = full.DivRound(unity.Sub(rate), places)
		}
		borne[slot(u.Group)] = plus(borne[slot(u.Group)], full)
		sum = plus(sum, of(u.Factor, full))
	}
	return sum
}

// split shares a total out by weight; the last takes what is left, so that the shares are the total.
func split(total decimal.Decimal, weights []decimal.Decimal) []decimal.Decimal {
	if len(weights) == 1 || total.IsZero() {
		out := make([]decimal.Decimal, len(weights))
		out[len(out)-1] = total
		return out
	}
	out := make([]decimal.Decimal, len(weights))
	sum := decimal.Zero
	for _, w := range weights {
		sum = sum.Add(w)
	}
	left := total
	for i, w := range weights[:len(weights)-1] {
		if sum.IsPositive() {
			out[i] = total.Mul(w).DivRound(sum, places)
		}
		left = left.Sub(out[i])
	}
	out[len(out)-1] = left
	return out
}

var unity = decimal.NewFromInt(1)

// plus is a + b: most of what is added here is nothing.
func plus(a, b decimal.Decimal) decimal.Decimal {
	switch {
	case b.IsZero():
		return a
	case a.IsZero():
		return b
	}
	return a.Add(b)
}

// of is a share of a value, where a share of zero stands for all of it.
func of(share, v decimal.Decimal) decimal.Decimal {
	if share.IsZero() {
		return v
	}
	return v.Mul(share)
}
