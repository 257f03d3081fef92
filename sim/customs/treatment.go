package customs

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/scenario"
)

// treat finds the first treatment that fits and leaves the values of the goods as it sees them: what a price without tax
// is depends on the taxes of the treatment.
func (b *border) treat() (*scenario.Treatment, error) {
	for i := range b.g.Treatments {
		t := &b.g.Treatments[i]
		if !b.c.holds(t.From, t.To, t.Decides, t.Standing) {
			continue
		}
		b.value(t.ID)
		fits, err := b.fits(&t.When)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.ID, err)
		}
		if fits {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%w: regime %s, %s traffic on %s / 制度 %s 没有适用于 %s 的通关方式", ErrTreatment, b.g.ID, b.c.Traffic, b.c.Date, b.g.ID, b.c.Traffic)
}

// one reports whether a list is empty or has the value.
func one(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }

func (b *border) fits(t *scenario.Terms) (bool, error) {
	if !one(t.Traffic, b.c.Traffic) || !one(t.Scheme, b.c.Scheme) || !one(t.Mode, b.c.Mode) {
		return false, nil
	}
	pieces := 0
	for i := range b.lines {
		l := &b.lines[i]
		pieces += l.pieces()
		if !one(t.Origin, l.origin) || t.List != "" && !b.listed(t.List, l.HS) {
			return false, nil
		}
	}
	if t.Single && pieces != 1 {
		return false, nil
	}
	for i := range t.Limits {
		if within, err := b.within(&t.Limits[i]); err != nil || !within {
			return false, err
		}
	}
	return true, nil
}

func (b *border) listed(list, hs string) bool {
	for i := range b.g.Lists {
		if b.g.Lists[i].ID == list {
			return b.g.Lists[i].HS.Match(hs) >= 0
		}
	}
	return false
}

// within reports whether the consignment keeps to a limit. Values are compared in whole minor units, as they are declared.
func (b *border) within(l *scenario.Limit) (bool, error) {
	value, grams, before := decimal.Zero, int64(0), decimal.Zero
	for i := range b.lines {
		k := &b.lines[i]
		if l.HS.Match(k.HS) < 0 {
			continue
		}
		v := k.value(l.On)
		if l.Of == scenario.PerItem { // the dearest piece speaks for all
			v = v.DivRound(decimal.NewFromInt(int64(k.pieces())), places)
			value, grams = decimal.Max(value, v), max(grams, k.Grams/int64(k.pieces()))
			continue
		}
		value, grams = plus(value, v), grams+k.Grams
	}
	switch {
	case l.Of == scenario.PerOrder && b.c.Order.IsPositive():
		value = b.c.Order
	case l.Of == scenario.PerPersonYear:
		before = b.c.Year
	}
	value = plus(of(l.Share, value), before).Round(b.g.Currency.Exponent())
	if l.Above != nil {
		if low, err := b.inRegime(l.Above); err != nil || !value.GreaterThan(low) {
			return false, err
		}
	}
	if l.UpTo != nil {
		if high, err := b.inRegime(l.UpTo); err != nil || value.GreaterThan(high) {
			return false, err
		}
	}
	if l.Of == scenario.PerPersonYear {
		for _, x := range b.c.YearGoods {
			if l.HS.Match(x.HS) >= 0 {
				grams += x.Grams
			}
		}
	}
	kg := decimal.New(grams, -3)
	return (l.AboveKG.IsZero() || kg.GreaterThan(l.AboveKG)) && (l.UpToKG.IsZero() || !kg.GreaterThan(l.UpToKG)), nil
}
