package customs

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// due reports whether a rule applies to the consignment under a treatment.
func (b *border) due(u *scenario.Rule, treatment string) bool {
	return one(u.In, treatment) && one(u.Countries, b.c.Destination) && one(u.Mode, b.c.Mode) && one(u.Scheme, b.c.Scheme) &&
		b.c.holds(u.From, u.To, u.Decides, u.Standing)
}

// falls reports whether a rule falls on an item: its origin is meant, and no duty that excludes the rule falls on it.
func (b *border) falls(u *scenario.Rule, l *line) bool {
	if !one(u.Origin, l.origin) {
		return false
	}
	for _, kind := range u.Unless {
		if d := b.duty(kind, l); d != nil && (d.Rate.IsPositive() || d.Amount != nil) {
			return false
		}
	}
	return true
}

// formula is what a rule, or the row of its table, asks of some of the lines.
type formula struct {
	lines   []*line
	rate    decimal.Decimal
	amount  *money.Amount
	per     scenario.Quantity
	least   *money.Amount
	leastBy scenario.Quantity
	free    decimal.Decimal // of the quantity for least
	most    *money.Amount
	mostBy  scenario.Quantity
	metal   bool
	source  string
}

// apply charges what a rule asks: once for each item that has a row of duty, once for each rate of tax, or once for all.
func (b *border) apply(u *scenario.Rule, treatment string) error {
	if !b.due(u, treatment) {
		return nil
	}
	var lines []*line
	for i := range b.lines {
		if b.falls(u, &b.lines[i]) {
			lines = append(lines, &b.lines[i])
		}
	}
	formulas, err := b.formulas(u, lines)
	if err != nil {
		return err
	}
	for i := range formulas {
		if err := b.charge(u, &formulas[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *border) formulas(u *scenario.Rule, lines []*line) ([]formula, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	own := formula{
		lines:   lines,
		rate:    u.Rate,
		amount:  u.Amount,
		per:     u.Per,
		least:   u.Least,
		leastBy: u.LeastPer,
		free:    u.LeastFrom,
		most:    u.Most,
		source:  u.Source,
	}
	if u.Table == "" {
		return []formula{own}, nil
	}
	var out []formula
	rows := map[*scenario.Tax]int{}
	for _, l := range lines {
		f := own
		f.lines = []*line{l}
		switch d, t := b.duty(u.Table, l), b.tax(u.Table, l); {
		case d != nil:
			f.rate, f.source, f.metal = d.Rate, d.Source, d.Metal
			if d.Amount != nil {
				f.amount, f.per = d.Amount, d.Per
			}
			if d.Least != nil {
				f.least, f.leastBy = d.Least, d.LeastPer
			}
			if d.Most != nil {
				f.most, f.mostBy = d.Most, d.MostPer
			}
		case t != nil:
			if at, ok := rows[t]; ok {
				out[at].lines = append(out[at].lines, l)
				continue
			}
			rows[t] = len(out)
			f.rate, f.source = t.Rate, t.Source
		case u.Strict:
			return nil, fmt.Errorf("%w: HS %s from %s on %s / 税则缺少 HS %s（原产 %s）", ErrTariff, l.HS, l.origin, b.c.Date, l.HS, l.origin)
		default:
			continue
		}
		out = append(out, f)
	}
	return out, nil
}

// charge works a formula out, rounds it once and notes it.
func (b *border) charge(u *scenario.Rule, f *formula) error {
	var w *working
	if !b.levy {
		w = &working{currency: b.g.Currency}
	}
	base, err := b.base(u, f, w)
	if err != nil {
		return err
	}
	full := decimal.Zero
	if p := b.payer(u.Payer); f.rate.IsPositive() && p != scenario.PaysMarketplace && p != scenario.PaysBuyer {
		b.varies = true
	}
	if f.rate.IsPositive() {
		full = base.Mul(f.rate)
		w.rate(f.rate, u.Inside)
		if u.Inside {
			full = full.DivRound(unity.Sub(f.rate), places)
		}
		if u.Deduct != nil {
			less, err := b.inRegime(u.Deduct)
			if err != nil {
				return err
			}
			full = decimal.Max(full.Sub(less), decimal.Zero)
			w.deduct(less)
		}
	}
	if f.amount != nil {
		each, err := b.inRegime(f.amount)
		if err != nil {
			return err
		}
		n := quantity(f.per, f.lines)
		full = plus(full, each.Mul(n))
		w.specific(each, n, f.per)
	}
	if f.least != nil {
		each, err := b.inRegime(f.least)
		if err != nil {
			return err
		}
		n := decimal.Max(quantity(f.leastBy, f.lines).Sub(f.free), decimal.Zero)
		full = decimal.Max(full, each.Mul(n))
		w.bound("max", each, n, f.leastBy)
	}
	if f.most != nil {
		each, err := b.inRegime(f.most)
		if err != nil {
			return err
		}
		n := quantity(f.mostBy, f.lines)
		full = decimal.Min(full, each.Mul(n))
		w.bound("min", each, n, f.mostBy)
	}
	w.factor(u.Factor)
	paid, err := b.round(of(u.Factor, full), u)
	if err != nil {
		return err
	}
	if u.Waive != nil {
		most, err := b.inRegime(u.Waive)
		if err != nil {
			return err
		}
		if !paid.Decimal().GreaterThan(most) {
			return nil
		}
	}
	if u.Factor.IsZero() {
		full = paid.Decimal()
	}
	b.bear(u.Group, full, f.lines)
	if paid.Minor == 0 {
		return nil
	}
	if b.levy {
		b.charges = append(b.charges, Line{Rule: u.ID, Group: u.Group, Amount: paid, Payer: b.payer(u.Payer), Reclaim: u.Reclaim})
		return nil
	}
	hs := ""
	if len(f.lines) == 1 && u.Table != "" {
		hs = f.lines[0].HS
	}
	b.charges = append(b.charges, Line{
		Rule: u.ID, Name: u.Name, Group: u.Group, HS: hs, Base: base.Round(b.g.Currency.Exponent()), Rate: f.rate, Working: w.String(), Amount: paid,
		Payer: b.payer(u.Payer), Reclaim: u.Reclaim, Claim: u.Claim, Source: b.g.Cite(f.source),
	})
	return nil
}

// base is the value that a rate is taken of.
func (b *border) base(u *scenario.Rule, f *formula, w *working) (decimal.Decimal, error) {
	if !f.rate.IsPositive() {
		return quantity(f.per, f.lines), nil
	}
	base := decimal.Zero
	for _, l := range f.lines {
		v := l.value(u.Base)
		if f.metal {
			v = v.Mul(l.Metal)
		}
		base = plus(base, v)
	}
	if !u.Share.IsZero() {
		w.share(base, u.Share)
		base = base.Mul(u.Share)
	}
	for _, l := range f.lines {
		for _, p := range u.Plus {
			base = plus(base, l.borne[slot(p)])
		}
	}
	if u.ExcessOf != nil {
		free, err := b.inRegime(u.ExcessOf)
		if err != nil {
			return base, err
		}
		w.excess(base, free)
		base = decimal.Max(base.Sub(free), decimal.Zero)
	}
	if u.Step != nil {
		step := u.Step.Decimal()
		base = base.Round(places/2).DivRound(step, places).Floor().Mul(step)
		w.step()
	}
	w.base(base)
	return base, nil
}

// round rounds a charge to the rule's unit.
func (b *border) round(v decimal.Decimal, u *scenario.Rule) (money.Amount, error) {
	// Quotients are cut at 16 places: what is short of a whole unit by less than a millionth is that unit.
	v = v.Round(places / 2)
	if u.Unit == nil {
		return money.FromDecimal(v, b.g.Currency, u.Rounding)
	}
	unit := u.Unit.Decimal()
	units, err := money.FromDecimal(v.DivRound(unit, places/2).Shift(-b.g.Currency.Exponent()), b.g.Currency, u.Rounding)
	if err != nil {
		return units, err
	}
	return money.FromDecimal(unit.Mul(decimal.NewFromInt(units.Minor)), b.g.Currency, money.HalfUp)
}

// bear notes what the lines bear of a charge, by value, for the charges that are computed on it.
func (b *border) bear(g scenario.Group, full decimal.Decimal, lines []*line) {
	if len(lines) == 1 {
		at := &lines[0].borne[slot(g)]
		*at = plus(*at, full)
		return
	}
	values := make([]decimal.Decimal, len(lines))
	for i, l := range lines {
		values[i] = l.net
	}
	for i, v := range split(full, values) {
		at := &lines[i].borne[slot(g)]
		*at = at.Add(v)
	}
}

// payer is who bears a charge under the term of delivery.
func (b *border) payer(p string) string {
	if p != scenario.PaysImporter {
		return p
	}
	if b.c.Term == DAP && b.c.Traffic != "stock" && b.c.Traffic != "bonded_stock" {
		return scenario.PaysBuyer
	}
	return scenario.PaysByCarrier
}

// quantity counts the lines.
func quantity(per scenario.Quantity, lines []*line) decimal.Decimal {
	n := int64(0)
	switch per {
	case scenario.EachHeading:
		var seen []string
		for _, l := range lines {
			if !slices.Contains(seen, l.HS) {
				seen = append(seen, l.HS)
			}
		}
		n = int64(len(seen))
	case scenario.EachLine:
		n = int64(len(lines))
	case scenario.EachPiece, scenario.EachHundred:
		for _, l := range lines {
			n += int64(l.pieces())
		}
		if per == scenario.EachHundred {
			return decimal.New(n, -2)
		}
	case scenario.EachKG:
		for _, l := range lines {
			n += l.Grams
		}
		return decimal.New(n, -3)
	case scenario.EachNetKG:
		for _, l := range lines {
			n += l.content()
		}
		return decimal.New(n, -3)
	default:
		n = 1
	}
	return decimal.NewFromInt(n)
}
