package scenario

import (
	"fmt"
	"slices"
	"strings"

	"chuhai/sim/draw"
	"chuhai/sim/money"
)

// Limits of a scenario: above them something is a mistake.
const (
	MaxDays   = 365
	MaxLegs   = 4  // of a service or freight
	maxLag    = 60 // days from a delivery to its review or return
	maxGoods  = 500
	maxShares = 1e-9
)

func (r *reader) check(ok bool, path, zh, en string) {
	if !ok {
		r.fail(path, zh, en)
	}
}

func (r *reader) text(path string, t Text) {
	r.check(strings.TrimSpace(t.Zh) != "" && strings.TrimSpace(t.En) != "", path, "中英文都要填写", "both zh and en must be given")
}

func (r *reader) share(path string, v float64) {
	r.check(v >= 0 && v <= 1, path, fmt.Sprintf("%g 应在 0 到 1 之间", v), fmt.Sprintf("%g must lie between 0 and 1", v))
}

func (r *reader) positive(path string, v int64) {
	r.check(v > 0, path, fmt.Sprintf("%d 应大于 0", v), fmt.Sprintf("%d must be greater than 0", v))
}

func (r *reader) oneOf(path, v string, allowed ...string) {
	list := strings.Join(allowed, ", ")
	r.check(slices.Contains(allowed, v), path, fmt.Sprintf("%q 不可用，可用：%s", v, list), fmt.Sprintf("found %q, allowed: %s", v, list))
}

func (r *reader) transit(path string, t Transit) {
	ok := t.Min >= 0 && t.Min < t.Median && t.Median < t.P90 && t.P90 <= draw.MaxDays
	same := t.Min >= 0 && t.Min == t.Median && t.Median == t.P90
	r.check(ok || same, path, fmt.Sprintf("min %g、median %g、p90 %g 应递增（或三者相等），且不超过 %d 天", t.Min, t.Median, t.P90, draw.MaxDays),
		fmt.Sprintf("min %g, median %g, p90 %g must ascend (or all be equal) and stay within %d days", t.Min, t.Median, t.P90, draw.MaxDays))
}

func (r *reader) source(path string, s Source) {
	r.check(s.Title != "", path+".title", "写明出处", "name the source")
	r.oneOf(path+".confidence", string(s.Confidence), string(Real), string(Estimated), string(Invented))
}

func validateBehaviour(r *reader, b *Behaviour) {
	r.share("behaviour.review_on_time", b.ReviewOnTime)
	r.share("behaviour.review_late", b.ReviewLate)
	r.share("behaviour.quality_shift", b.QualityShift)
	stars := func(path string, d *[5]float64) {
		sum := 0.0
		for _, v := range d {
			r.share(path, v)
			sum += v
		}
		r.check(sum > 1-maxShares && sum < 1+maxShares, path, fmt.Sprintf("之和为 %g，应为 1", sum), fmt.Sprintf("they sum to %g, want 1", sum))
	}
	stars("behaviour.stars_on_time", &b.OnTime)
	stars("behaviour.stars_late", &b.Late)
	r.check(b.ReviewLag >= 1 && b.ReviewLag <= maxLag, "behaviour.review_lag", fmt.Sprintf("应在 1 到 %d 之间", maxLag), fmt.Sprintf("want 1 to %d", maxLag))
	r.check(b.ReturnLag >= 1 && b.ReturnLag <= maxLag, "behaviour.return_lag", fmt.Sprintf("应在 1 到 %d 之间", maxLag), fmt.Sprintf("want 1 to %d", maxLag))
	r.check(b.PriorStars >= 1 && b.PriorStars <= 5, "behaviour.prior_stars", "应在 1 到 5 之间", "want 1 to 5")
	r.check(b.Position >= 0 && b.Position <= 3, "behaviour.position", "应在 0 到 3 之间", "want 0 to 3")
	r.source("behaviour.source", b.Source)
}

// validateLibrary checks each item of a reference file by itself, where it stands.
func validateLibrary(r *reader, l *library) {
	for i := range l.Goods {
		validateGood(r, fmt.Sprintf("goods[%d]", i), &l.Goods[i])
	}
	for i, m := range l.Marketplaces {
		p := fmt.Sprintf("marketplaces[%d]", i)
		r.text(p+".name", m.Name)
		r.source(p+".source", m.Source)
		r.check(m.Currency.Valid(), p+".currency", "应为三个大写字母的货币代码", "want a currency code of three capitals")
		r.positive(p+".settlement.cycle_days", int64(m.Settlement.CycleDays))
		r.check(m.Settlement.ReserveDays >= 0 && m.Settlement.ReserveDays <= 90, p+".settlement.reserve_days", "应在 0 到 90 之间", "want 0 to 90")
		for k, c := range m.Categories {
			cp := fmt.Sprintf("%s.categories[%d]", p, k)
			r.text(cp+".name", c.Name)
			r.check(c.Searches >= 0 && c.Searches <= 1e6, cp+".searches", "应在 0 到 1000000 之间", "want 0 to 1,000,000")
			r.check(c.Outside > 0, cp+".outside", "应大于 0", "must be greater than 0")
			r.positive(cp+".reference", c.Reference.Minor)
			r.check(
				c.Reference.Currency == m.Currency,
				cp+".reference",
				"货币应与平台一致："+string(m.Currency),
				"the currency must be the marketplace's: "+string(m.Currency),
			)
			r.check(
				c.ReferralAt.Currency == m.Currency,
				cp+".referral_at",
				"货币应与平台一致："+string(m.Currency),
				"the currency must be the marketplace's: "+string(m.Currency),
			)
			r.share(cp+".return_rate", c.ReturnRate)
			r.share(cp+".referral", c.Referral.InexactFloat64())
		}
	}
	sum := 0.0
	for i, g := range l.Segments {
		p := fmt.Sprintf("segments[%d]", i)
		r.text(p+".name", g.Name)
		r.share(p+".share", g.Share)
		r.check(g.Price > 0, p+".price", "应大于 0：涨价会少卖", "must be greater than 0: a dearer price sells less")
		sum += g.Share
	}
	r.check(
		len(l.Segments) == 0 || sum > 1-maxShares && sum < 1+maxShares,
		"segments",
		fmt.Sprintf("各 share 之和为 %g，应为 1", sum),
		fmt.Sprintf("the shares sum to %g, want 1", sum),
	)
	if b := l.Behaviour; b != nil {
		validateBehaviour(r, b)
	}
	for i, g := range l.Legs {
		p := fmt.Sprintf("legs[%d]", i)
		r.text(p+".name", g.Name)
		r.transit(p+".transit", g.Transit)
		r.oneOf(p+".mode", string(g.Mode), string(Air), string(Rail), string(Sea), string(Road))
		r.source(p+".source", g.Source)
		for k, d := range g.Departs {
			r.check(d >= 1 && d <= 7, fmt.Sprintf("%s.departs[%d]", p, k), "应为 1（周一）到 7（周日）", "want 1 (Monday) to 7 (Sunday)")
		}
	}
	for i, v := range l.Services {
		p := fmt.Sprintf("services[%d]", i)
		r.text(p+".name", v.Name)
		r.source(p+".source", v.Source)
		r.check(len(v.Legs) > 0 && len(v.Legs) <= MaxLegs, p+".legs", "应有 1 到 4 段", "want 1 to 4 legs")
		r.check(
			v.Customs == -1 || v.Customs >= 1 && v.Customs <= len(v.Legs),
			p+".customs",
			"应为 -1（已清关），或 1 到段数之间",
			"want -1 (cleared already), or 1 to the number of legs",
		)
		r.oneOf(p+".traffic", v.Traffic, append([]string{""}, Traffics...)...)
		r.check(v.Handle >= 0 && v.Handle <= 30, p+".handle", "应在 0 到 30 之间", "want 0 to 30")
		r.check(v.Promise >= 1 && v.Promise <= 120, p+".promise", "应在 1 到 120 之间", "want 1 to 120")
		r.positive(p+".max_g", int64(v.MaxG))
		r.share(p+".loss", v.Loss)
		r.positive(p+".tariff.step_g", int64(v.Tariff.StepG))
		r.check(v.Tariff.First >= 0 && v.Tariff.Step >= 0 && v.Tariff.Parcel >= 0, p+".tariff", "不可为负", "must not be negative")
	}
	for i, v := range l.Freights {
		p := fmt.Sprintf("freights[%d]", i)
		r.text(p+".name", v.Name)
		r.source(p+".source", v.Source)
		r.check(len(v.Legs) > 0 && len(v.Legs) <= MaxLegs, p+".legs", "应有 1 到 4 段", "want 1 to 4 legs")
		r.check(
			v.Customs >= 1 && v.Customs <= len(v.Legs) || v.Customs == -1 && v.From != "",
			p+".customs",
			"应在 1 到段数之间；海外仓之间不过关时为 -1",
			"want 1 to the number of legs, or -1 for a transfer that crosses no border",
		)
		r.oneOf(p+".traffic", v.Traffic, append([]string{""}, Traffics...)...)
	}
	for i := range l.Regimes {
		validateRegime(r, fmt.Sprintf("regimes[%d]", i), &l.Regimes[i])
	}
	validateHeadings(r, l.Headings)
	for i := range l.Exports {
		validateExport(r, fmt.Sprintf("exports[%d]", i), &l.Exports[i])
	}
}

func validateGood(r *reader, p string, g *Good) {
	r.text(p+".name", g.Name)
	r.text(p+".hs_name", g.HSName)
	for i, e := range g.Elements {
		r.text(fmt.Sprintf("%s.elements[%d].name", p, i), e.Name)
		r.text(fmt.Sprintf("%s.elements[%d].value", p, i), e.Value)
	}
	r.source(p+".source", g.Source)
	r.positive(p+".grams", int64(g.Grams))
	r.positive(p+".length_mm", int64(g.LengthMM))
	r.positive(p+".width_mm", int64(g.WidthMM))
	r.positive(p+".height_mm", int64(g.HeightMM))
	r.share(p+".culture", g.Culture)
	digits := len(g.HS) == 6 && strings.Trim(g.HS, "0123456789") == ""
	r.check(digits, p+".hs", fmt.Sprintf("%q 应为六位 HS 编码", g.HS), fmt.Sprintf("%q must be an HS code of six digits", g.HS))
	r.check(len(g.Suppliers) > 0, p+".suppliers", "至少一个供应商", "want at least one supplier")
	for k, v := range g.Suppliers {
		sp := fmt.Sprintf("%s.suppliers[%d]", p, k)
		r.text(sp+".name", v.Name)
		r.share(sp+".quality", v.Quality)
		r.transit(sp+".lead", v.Lead)
		r.check(len(v.Tiers) > 0 && v.Tiers[0].From == v.MOQ && v.MOQ > 0, sp+".tiers", "首档数量应等于起订量 moq", "the first tier must start at the moq")
		for t := 1; t < len(v.Tiers); t++ {
			r.check(v.Tiers[t].From > v.Tiers[t-1].From && v.Tiers[t].Unit.Minor <= v.Tiers[t-1].Unit.Minor, fmt.Sprintf("%s.tiers[%d]", sp, t),
				"数量应递增，单价不升", "quantities must ascend and unit prices must not rise")
		}
		for t, tier := range v.Tiers {
			r.positive(fmt.Sprintf("%s.tiers[%d].unit", sp, t), tier.Unit.Minor)
		}
	}
}

// validate checks what holds between the parts of a resolved scenario.
func validate(r *reader, s *Scenario) {
	r.check(s.ID != "" && len(s.ID) <= 64, "id", "应为 1 到 64 个字符", "want 1 to 64 characters")
	r.text("title", s.Title)
	r.text("summary", s.Summary)
	r.check(s.Level >= 1 && s.Level <= 3, "level", fmt.Sprintf("%d 应为 1、2 或 3", s.Level), fmt.Sprintf("%d must be 1, 2 or 3", s.Level))
	r.check(
		s.Days >= 1 && s.Days <= MaxDays,
		"days",
		fmt.Sprintf("%d 应在 1 到 %d 之间", s.Days, MaxDays),
		fmt.Sprintf("%d must lie between 1 and %d", s.Days, MaxDays),
	)
	r.check(
		s.Home.Capital.Minor > 0 && s.Home.Capital.Currency == s.Home.Currency,
		"home.capital",
		"应为正金额，货币 "+string(s.Home.Currency),
		"want a positive amount in "+string(s.Home.Currency),
	)
	r.check(len(s.Goods) > 0 && len(s.Goods) <= maxGoods, "use.goods", "至少一种商品", "want at least one good")
	r.check(len(s.Segments) > 0 && len(s.Segments) <= 8, "use", "参考文件应给出 1 到 8 个客群", "the reference files must give 1 to 8 segments")
	r.check(s.Behaviour.PriorWeight > 0, "use", "参考文件缺少 behaviour", "the reference files give no behaviour")
	legs := map[string]*Leg{}
	for i := range s.Legs {
		legs[s.Legs[i].ID] = &s.Legs[i]
	}
	chain := func(path, what string, ids []string, from string) {
		at := from
		for _, id := range ids {
			l := legs[id]
			if l == nil {
				r.fail(path, fmt.Sprintf("%s：没有名为 %q 的运输段", what, id), fmt.Sprintf("%s: there is no leg %q", what, id))
				return
			}
			if l.From != at {
				r.fail(
					path,
					fmt.Sprintf("%s：运输段 %q 从 %s 出发，货在 %s", what, id, l.From, at),
					fmt.Sprintf("%s: leg %q starts at %s, but the goods are at %s", what, id, l.From, at),
				)
				return
			}
			at = l.To
		}
	}
	hub := func(warehouse string) string {
		for _, w := range s.Warehouses {
			if w.ID == warehouse {
				return w.Hub
			}
		}
		return ""
	}
	for i, g := range s.Goods {
		r.check(
			g.Deliver == "" || hub(g.Deliver) != "",
			fmt.Sprintf("use.goods[%d]", i),
			fmt.Sprintf("%s 送到 %q，请加入 use.warehouses", g.ID, g.Deliver),
			fmt.Sprintf("%s is delivered to %q: name it in use.warehouses", g.ID, g.Deliver),
		)
	}
	for i, v := range s.Services {
		p := fmt.Sprintf("use.services[%d]", i)
		from := s.Home.Hub
		if v.From != "home" {
			from = hub(v.From)
			r.check(
				from != "",
				p,
				fmt.Sprintf("%s 需要海外仓 %q，请加入 use.warehouses", v.ID, v.From),
				fmt.Sprintf("%s needs warehouse %q in use.warehouses", v.ID, v.From),
			)
		}
		chain(p, v.ID, v.Legs, from)
	}
	for i, f := range s.Freights {
		p := fmt.Sprintf("use.freights[%d]", i)
		r.check(
			hub(f.Warehouse) != "",
			p,
			fmt.Sprintf("%s 需要海外仓 %q，请加入 use.warehouses", f.ID, f.Warehouse),
			fmt.Sprintf("%s needs warehouse %q in use.warehouses", f.ID, f.Warehouse),
		)
		from := s.Home.Hub
		if f.From != "" {
			from = hub(f.From)
			r.check(
				from != "",
				p,
				fmt.Sprintf("%s 需要海外仓 %q，请加入 use.warehouses", f.ID, f.From),
				fmt.Sprintf("%s needs warehouse %q in use.warehouses", f.ID, f.From),
			)
		}
		chain(p, f.ID, f.Legs, from)
	}
	for i, m := range s.Marketplaces {
		p := fmt.Sprintf("use.marketplaces[%d]", i)
		r.check(len(m.Categories) > 0, p, m.ID+" 不卖所选的任何商品", m.ID+" sells none of the chosen goods")
		r.check(slices.ContainsFunc(s.Services, func(v Service) bool { return slices.Contains(v.Countries, m.Country) }), p,
			"没有服务送达 "+m.Country, "no service delivers to "+m.Country)
		r.check(s.RegimeFor(m.Country) != nil, p, "没有 "+m.Country+" 的海关制度", "no customs regime for "+m.Country)
		r.check(s.Rates.Has(m.Currency), p, "rates.quote 缺少 "+string(m.Currency), "rates.quote lacks "+string(m.Currency))
	}
	for i, h := range s.Warehouses {
		r.check(s.RegimeFor(h.Country) != nil, fmt.Sprintf("use.warehouses[%d]", i), "没有 "+h.Country+" 的海关制度", "no customs regime for "+h.Country)
	}
	r.check(s.Rates.Has(s.Home.Currency), "rates.quote", "缺少本币 "+string(s.Home.Currency), "lacks the home currency "+string(s.Home.Currency))
	first, last := s.Start-Date(s.Rates.Shift), s.Start-Date(s.Rates.Shift)+Date(s.Days-1)
	n := len(s.Rates.Rows)
	r.check(n > 0 && s.Rates.Rows[0].Date <= first.Month()-31 && s.Rates.Rows[n-1].Date >= last-4, "rates.shift",
		fmt.Sprintf("汇率表应覆盖 %s 前两个月到 %s", first, last), fmt.Sprintf("the rate table must reach from two months before %s to %s", first, last))
	weight := 0
	for i, in := range s.Rubric {
		p := fmt.Sprintf("rubric[%d]", i)
		r.text(p+".name", in.Name)
		r.oneOf(p+".id", in.ID, Indicators...)
		r.check(in.Floor < in.Par && in.Par < in.Ceiling, p, fmt.Sprintf("floor %g、par %g、ceiling %g 应递增", in.Floor, in.Par, in.Ceiling),
			fmt.Sprintf("floor %g, par %g and ceiling %g must ascend", in.Floor, in.Par, in.Ceiling))
		r.positive(p+".weight", int64(in.Weight))
		for id, m := range scored { // order does not matter: at most one is the indicator
			r.check(in.ID != id || s.Uses(m), p+".id", fmt.Sprintf("%s 需要 use.mechanisms: %s", id, m), fmt.Sprintf("%s needs use.mechanisms: %s", id, m))
		}
		r.check(in.ID != "tasks" || len(s.Tasks) > 0, p+".id", "剧本没有任务，不能按任务评分", "the scenario has no tasks to score")
		weight += in.Weight
	}
	r.check(weight == 100, "rubric", fmt.Sprintf("各 weight 之和为 %d，应为 100", weight), fmt.Sprintf("the weights sum to %d, want 100", weight))
	for i, t := range s.Tasks {
		p := fmt.Sprintf("tasks[%d]", i)
		r.text(p+".title", t.Title)
		r.text(p+".why", t.Why)
		r.oneOf(p+".done", t.Done, Milestones...)
		r.positive(p+".count", int64(t.Count))
	}
}

// scored are the mechanisms without which an indicator measures nothing.
var scored = map[string]Mechanism{"response": WithService, "health": WithHealth, "compliance": WithCompliance}

// Indicators are the ids that a rubric may weigh; package score computes them.
var Indicators = []string{"profit", "cash", "on_time", "rating", "sell_through", "availability", "released", "tasks", "response", "health", "compliance"}

// Milestones are what a task may ask for.
var Milestones = []string{
	"purchase",
	"received",
	"listing",
	"order",
	"dispatched",
	"cleared",
	"delivered",
	"review",
	"settled",
	"converted",
	"consignment",
	"ticket",
	"title",
	"advert",
	"festival",
	"paper",
	"checked",
	"declared",
	"forward",
	"stocked",
	"ways",
}

// Has reports whether the currency is the base or among the quotes.
func (r *Rates) Has(c money.Currency) bool { return c == r.Base || slices.Contains(r.Quote, c) }

// RegimeFor is the customs regime of a destination country, or nil.
func (s *Scenario) RegimeFor(country string) *Regime {
	for i := range s.Regimes {
		if slices.Contains(s.Regimes[i].Countries, country) {
			return &s.Regimes[i]
		}
	}
	return nil
}
