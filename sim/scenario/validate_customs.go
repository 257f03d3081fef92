package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// validateRegime checks a regime by itself: that its rows cite sources it has, its rules name treatments and tables it
// has, and every figure stays within bounds.
func validateRegime(r *reader, p string, g *Regime) {
	r.text(p+".name", g.Name)
	r.currency(p+".currency", g.Currency)
	r.check(len(g.Countries) > 0, p+".countries", "至少一个目的国", "want at least one destination")
	for i, s := range g.Sources {
		sp := fmt.Sprintf("%s.sources[%d]", p, i)
		r.source(sp, Source{Title: s.Title, Confidence: s.Confidence})
		r.check(
			!slices.ContainsFunc(g.Sources[:i], func(o Reference) bool { return o.ID == s.ID }),
			sp+".id",
			fmt.Sprintf("%q 重复", s.ID),
			fmt.Sprintf("%q is used twice", s.ID),
		)
	}
	v := regimeReader{r, g}
	for i := range g.Treatments {
		v.treatment(fmt.Sprintf("%s.treatments[%d]", p, i), &g.Treatments[i])
	}
	r.check(len(g.Treatments) > 0, p+".treatments", "至少一种通关方式", "want at least one treatment")
	for i := range g.Rules {
		v.rule(fmt.Sprintf("%s.rules[%d]", p, i), &g.Rules[i])
		r.check(!slices.ContainsFunc(g.Rules[:i], func(o Rule) bool { return o.ID == g.Rules[i].ID }), fmt.Sprintf("%s.rules[%d].id", p, i),
			fmt.Sprintf("%q 重复", g.Rules[i].ID), fmt.Sprintf("%q is used twice", g.Rules[i].ID))
	}
	for i := range g.Duties {
		v.duty(fmt.Sprintf("%s.duties[%d]", p, i), &g.Duties[i])
	}
	for i := range g.Taxes {
		v.tax(fmt.Sprintf("%s.taxes[%d]", p, i), &g.Taxes[i])
	}
	for i, l := range g.Lists {
		lp := fmt.Sprintf("%s.lists[%d]", p, i)
		r.text(lp+".name", l.Name)
		v.cite(lp+".source", l.Source)
	}
	for i, t := range g.Gates {
		gp := fmt.Sprintf("%s.gates[%d]", p, i)
		r.text(gp+".name", t.Name)
		v.traffics(gp+".traffic", t.Traffic)
		r.oneOf(gp+".without", t.Without, Refusals...)
		v.period(gp, t.From, t.To)
		v.cite(gp+".source", t.Source)
	}
	in := &g.Inspect
	r.share(p+".inspection.yellow", in.Yellow)
	r.share(p+".inspection.red", in.Red)
	r.check(in.Yellow+in.Red <= 1, p+".inspection", "yellow 与 red 之和不应超过 1", "yellow and red must not sum to more than 1")
	r.transit(p+".inspection.yellow_hold", in.YellowHold)
	r.transit(p+".inspection.red_hold", in.RedHold)
	r.check(in.Risk >= 0 && in.Risk <= 100, p+".inspection.risk", "应在 0 到 100 之间", "must lie between 0 and 100")
	v.rate(p+".inspection.penalty", in.Penalty)
	v.money(p+".inspection.fine", in.Fine)
	if in.Fine != nil {
		r.check(in.Fine.Currency == g.Currency, p+".inspection.fine", "货币应为 "+string(g.Currency), "the currency must be "+string(g.Currency))
	}
	r.within(p+".inspection.reclaim_days", int64(in.ReclaimDays), 0, MaxDays)
	v.cite(p+".inspection.source", in.Source)
}

// regimeReader checks the rows of one regime.
type regimeReader struct {
	*reader
	g *Regime
}

func (v *regimeReader) cite(path, id string) {
	v.check(
		slices.ContainsFunc(v.g.Sources, func(s Reference) bool { return s.ID == id }),
		path,
		fmt.Sprintf("sources 里没有 %q", id),
		fmt.Sprintf("sources has no %q", id),
	)
}

func (v *regimeReader) period(path string, from, to Date) {
	v.check(to == 0 || to >= from, path+".to", fmt.Sprintf("%s 早于 from %s", to, from), fmt.Sprintf("%s is before from, %s", to, from))
}

func (v *regimeReader) traffics(path string, all []string) {
	for i, t := range all {
		v.oneOf(fmt.Sprintf("%s[%d]", path, i), t, Traffics...)
	}
}

func (v *regimeReader) money(path string, a *money.Amount) {
	if a != nil {
		v.within(path, a.Minor, 0, maxUnit)
	}
}

func (v *regimeReader) decides(path string, d Deciding, s Standing) {
	v.oneOf(path+".decides", string(d), string(ByEntry), string(ByOrder), string(ByExport))
	v.oneOf(path+".standing", string(s), string(InForce), string(Proposed))
}

func (v *regimeReader) per(path string, q Quantity) {
	v.oneOf(
		path,
		string(q),
		string(EachConsignment),
		string(EachHeading),
		string(EachLine),
		string(EachPiece),
		string(EachHundred),
		string(EachKG),
		string(EachNetKG),
	)
}

// rate checks a rate of duty or tax: none known is above 1,000 %.
func (v *regimeReader) rate(path string, d decimal.Decimal) {
	v.check(
		!d.IsNegative() && d.LessThanOrEqual(decimal.NewFromInt(10)),
		path,
		fmt.Sprintf("%s 应在 0 到 10 之间", d),
		fmt.Sprintf("%s must lie between 0 and 10", d),
	)
}

func (v *regimeReader) treatment(p string, t *Treatment) {
	v.text(p+".name", t.Name)
	v.decides(p, t.Decides, t.Standing)
	v.period(p, t.From, t.To)
	v.cite(p+".source", t.Source)
	v.traffics(p+".when.traffic", t.When.Traffic)
	for i, s := range t.When.Scheme {
		v.oneOf(fmt.Sprintf("%s.when.scheme[%d]", p, i), s, append([]string{""}, Schemes...)...)
	}
	if t.When.List != "" {
		v.check(slices.ContainsFunc(v.g.Lists, func(l GoodsList) bool { return l.ID == t.When.List }), p+".when.list",
			fmt.Sprintf("lists 里没有 %q", t.When.List), fmt.Sprintf("lists has no %q", t.When.List))
	}
	for i, l := range t.When.Limits {
		lp := fmt.Sprintf("%s.when.limits[%d]", p, i)
		v.oneOf(lp+".of", string(l.Of), string(PerConsignment), string(PerItem), string(PerOrder), string(PerPersonYear))
		v.oneOf(lp+".on", string(l.On), "", string(Intrinsic), string(FOB), string(CIF), string(Transaction))
		v.portion(lp+".share", l.Share)
		v.money(lp+".above", l.Above)
		v.money(lp+".up_to", l.UpTo)
		v.check(
			l.Above != nil || l.UpTo != nil || !l.AboveKG.IsZero() || !l.UpToKG.IsZero(),
			lp,
			"限额缺少 above、up_to、above_kg 或 up_to_kg",
			"a limit needs above, up_to, above_kg or up_to_kg",
		)
	}
}

func (v *regimeReader) rule(p string, u *Rule) {
	v.text(p+".name", u.Name)
	v.decides(p, u.Decides, u.Standing)
	v.period(p, u.From, u.To)
	v.cite(p+".source", u.Source)
	v.oneOf(p+".group", string(u.Group), string(CustomsDuty), string(Excise), string(SalesTax), string(Fee))
	v.oneOf(p+".payer", u.Payer, PaysMarketplace, PaysOnAccount, PaysByCarrier, PaysBuyer, PaysImporter)
	v.oneOf(p+".rounding", string(u.Rounding), "", string(money.HalfUp), string(money.HalfEven), string(money.Down), string(money.Up))
	for i, in := range u.In {
		v.check(slices.ContainsFunc(v.g.Treatments, func(t Treatment) bool { return t.ID == in }), fmt.Sprintf("%s.in[%d]", p, i),
			fmt.Sprintf("treatments 里没有 %q", in), fmt.Sprintf("treatments has no %q", in))
	}
	for i, c := range u.Countries {
		v.oneOf(fmt.Sprintf("%s.countries[%d]", p, i), c, v.g.Countries...)
	}
	tabled := func(kind string) bool {
		return slices.ContainsFunc(v.g.Duties, func(d Duty) bool { return d.Kind == kind }) ||
			slices.ContainsFunc(v.g.Taxes, func(t Tax) bool { return t.Kind == kind })
	}
	if u.Table != "" {
		v.check(tabled(u.Table), p+".table", fmt.Sprintf("税率表里没有 %q", u.Table), fmt.Sprintf("no duty or tax is of kind %q", u.Table))
	}
	for i, k := range u.Unless {
		v.check(tabled(k), fmt.Sprintf("%s.unless[%d]", p, i), fmt.Sprintf("税率表里没有 %q", k), fmt.Sprintf("no duty is of kind %q", k))
	}
	v.rate(p+".rate", u.Rate)
	v.check(u.Table != "" || u.Rate.IsPositive() || u.Amount != nil, p, "缺少 table、rate 或 amount", "want a table, a rate or an amount")
	v.check(u.Table == "" || u.Rate.IsZero(), p+".rate", "已有 table，不应再写 rate", "the table has the rate")
	if u.Table != "" || u.Rate.IsPositive() {
		v.oneOf(p+".base", string(u.Base), string(Intrinsic), string(FOB), string(CIF), string(Transaction), string(ChargesOnly))
	}
	for i, g := range u.Plus {
		v.oneOf(fmt.Sprintf("%s.plus[%d]", p, i), string(g), string(CustomsDuty), string(Excise), string(SalesTax), string(Fee))
	}
	v.portion(p+".share", u.Share)
	v.portion(p+".factor", u.Factor)
	for _, a := range []struct {
		name string
		v    *money.Amount
	}{{"excess_of", u.ExcessOf}, {"deduct", u.Deduct}, {"amount", u.Amount}, {"least", u.Least}, {"most", u.Most}, {"waive", u.Waive}} {
		v.money(p+"."+a.name, a.v)
	}
	for _, a := range []struct {
		name string
		v    *money.Amount
	}{{"step", u.Step}, {"unit", u.Unit}} {
		if a.v != nil {
			v.positive(p+"."+a.name, a.v.Minor)
			v.check(a.v.Currency == v.g.Currency, p+"."+a.name, "货币应为 "+string(v.g.Currency), "the currency must be "+string(v.g.Currency))
		}
	}
	v.per(p+".per", u.Per)
	v.per(p+".least_per", u.LeastPer)
}

func (v *regimeReader) duty(p string, d *Duty) {
	v.check(d.Kind != "", p+".kind", "缺少税种", "name the kind of duty")
	v.decides(p, d.Decides, d.Standing)
	v.period(p, d.From, d.To)
	v.cite(p+".source", d.Source)
	v.rate(p+".rate", d.Rate)
	v.portion(p+".metal_above", d.MetalMin)
	v.money(p+".amount", d.Amount)
	v.money(p+".least", d.Least)
	v.money(p+".most", d.Most)
	v.per(p+".per", d.Per)
	v.per(p+".least_per", d.LeastPer)
	v.per(p+".most_per", d.MostPer)
}

func (v *regimeReader) tax(p string, t *Tax) {
	v.check(t.Kind != "" && t.Category != "", p, "缺少 kind 或 category", "name the kind and the category")
	v.check(slices.Contains(v.g.Countries, t.Country), p+".country", fmt.Sprintf("countries 里没有 %q", t.Country), fmt.Sprintf("countries has no %q", t.Country))
	for i, s := range t.Regions {
		v.check(
			strings.HasPrefix(s, t.Country+"-"),
			fmt.Sprintf("%s.regions[%d]", p, i),
			fmt.Sprintf("%q 应写作 %s-…（ISO 3166-2）", s, t.Country),
			fmt.Sprintf("%q: want %s-… as in ISO 3166-2", s, t.Country),
		)
	}
	v.decides(p, t.Decides, t.Standing)
	v.period(p, t.From, t.To)
	v.cite(p+".source", t.Source)
	v.check(
		!t.Rate.IsNegative() && t.Rate.LessThan(decimal.NewFromInt(1)),
		p+".rate",
		fmt.Sprintf("%s 应不小于 0、小于 1", t.Rate),
		fmt.Sprintf("%s must be at least 0 and less than 1", t.Rate),
	)
	v.money(p+".at_least", t.AtLeast)
	v.per(p+".per", t.Per)
}
