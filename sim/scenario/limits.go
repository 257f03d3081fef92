package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Limits of what is read: above them something is a mistake, and the engine's sums would no longer be sure to hold.
const (
	MaxFile     = 10 << 20 // bytes of a file
	maxScalar   = 4096     // bytes of a value
	maxKey      = 100      // bytes of a key that is repeated in a message
	maxID       = 64
	maxUnit     = 1_000_000_00   // minor units: a price, a fee or a charge
	maxCapital  = 100_000_000_00 // minor units
	maxGrams    = 1_000_000      // of a packed piece
	maxMM       = 20_000         // of its length
	maxKM       = 50_000         // of a leg
	maxLegs     = 4              // of a service or freight
	maxWeight   = 20.0           // of anything in a shopper's utility
	maxListed   = 200            // items of a kind in a scenario
	maxPieces   = 100_000        // of a purchase
	maxCurrency = 16             // in one world
)

func (r *reader) within(path string, v, low, high int64) {
	r.check(v >= low && v <= high, path, fmt.Sprintf("%d 应在 %d 到 %d 之间", v, low, high), fmt.Sprintf("%d must lie between %d and %d", v, low, high))
}

func (r *reader) coefficient(path string, v float64) {
	r.check(v >= -maxWeight && v <= maxWeight, path, fmt.Sprintf("%g 应在 ±%g 之间", v, maxWeight), fmt.Sprintf("%g must lie within ±%g", v, maxWeight))
}

func (r *reader) portion(path string, v decimal.Decimal) {
	r.check(!v.IsNegative() && v.LessThanOrEqual(decimal.NewFromInt(1)), path, fmt.Sprintf("%s 应在 0 到 1 之间", v), fmt.Sprintf("%s must lie between 0 and 1", v))
}

func (r *reader) currency(path string, c money.Currency) {
	r.check(c.Valid(), path, fmt.Sprintf("%q 应为三个大写字母的货币代码", string(c)), fmt.Sprintf("%q must be a currency code of three capitals", string(c)))
}

// validateLimits checks that the figures of a reference file stay within bounds.
func validateLimits(r *reader, l *library) {
	for i := range l.Goods {
		p, g := fmt.Sprintf("goods[%d]", i), &l.Goods[i]
		r.within(p+".net_grams", int64(g.NetGrams), 0, int64(g.Grams))
		r.within(p+".grams", int64(g.Grams), 1, maxGrams)
		for _, d := range []struct {
			name string
			mm   int
		}{{"length_mm", g.LengthMM}, {"width_mm", g.WidthMM}, {"height_mm", g.HeightMM}} {
			r.within(p+"."+d.name, int64(d.mm), 1, maxMM)
		}
		for k, s := range g.Suppliers {
			sp := fmt.Sprintf("%s.suppliers[%d]", p, k)
			r.within(sp+".moq", int64(s.MOQ), 1, maxPieces)
			for t, tier := range s.Tiers {
				r.within(fmt.Sprintf("%s.tiers[%d].unit", sp, t), tier.Unit.Minor, 1, maxUnit)
			}
		}
	}
	for i, g := range l.Segments {
		p := fmt.Sprintf("segments[%d]", i)
		for _, c := range []struct {
			name string
			v    float64
		}{{"price", g.Price}, {"day_week", g.Week}, {"day_late", g.Late}, {"rating", g.Rating}, {"reviews", g.Reviews}, {"quality", g.Quality}, {"culture", g.Culture}, {"free", g.Free}} {
			r.coefficient(p+"."+c.name, c.v)
		}
	}
	if b := l.Behaviour; b != nil {
		limitBehaviour(r, b)
	}
	for i := range l.Marketplaces {
		limitMarketplace(r, fmt.Sprintf("marketplaces[%d]", i), &l.Marketplaces[i])
	}
	r.service("service", l.AfterSales)
	r.appeals("appeals", l.Appeals)
	r.enforcement("enforcement", l.Enforcement)
	r.papers(l.Papers)
	r.rights(l.Rights)
	r.privacy(l.Privacy)
	limitNetwork(r, l)
}

func limitBehaviour(r *reader, b *Behaviour) {
	r.share("behaviour.review_on_time", b.ReviewOnTime)
	r.share("behaviour.review_late", b.ReviewLate)
	r.share("behaviour.quality_shift", b.QualityShift)
	for _, d := range []struct {
		name  string
		stars [5]float64
	}{{"stars_on_time", b.OnTime}, {"stars_late", b.Late}} {
		sum := 0.0
		for k, v := range d.stars {
			r.share(fmt.Sprintf("behaviour.%s[%d]", d.name, k), v)
			sum += v
		}
		r.check(
			sum > 1-maxShares && sum < 1+maxShares,
			"behaviour."+d.name,
			fmt.Sprintf("五个比例之和为 %g，应为 1", sum),
			fmt.Sprintf("the five shares sum to %g, want 1", sum),
		)
	}
	r.within("behaviour.review_lag", int64(b.ReviewLag), 1, 60)
	r.within("behaviour.return_lag", int64(b.ReturnLag), 0, 60)
	r.check(
		b.PriorStars >= 1 && b.PriorStars <= 5,
		"behaviour.prior_stars",
		fmt.Sprintf("%g 应在 1 到 5 之间", b.PriorStars),
		fmt.Sprintf("%g must lie between 1 and 5", b.PriorStars),
	)
	r.check(b.PriorWeight > 0 && b.PriorWeight <= 1e6, "behaviour.prior_weight", "应大于 0，且不超过 1000000", "must be greater than 0 and at most 1,000,000")
	r.check(
		b.Position >= 0 && b.Position <= 3,
		"behaviour.position",
		fmt.Sprintf("%g 应在 0 到 3 之间", b.Position),
		fmt.Sprintf("%g must lie between 0 and 3", b.Position),
	)
}

func limitMarketplace(r *reader, p string, m *Marketplace) {
	for i, v := range m.Weekdays {
		r.check(v >= 0 && v <= 10, fmt.Sprintf("%s.weekdays[%d]", p, i), fmt.Sprintf("%g 应在 0 到 10 之间", v), fmt.Sprintf("%g must lie between 0 and 10", v))
	}
	r.within(p+".settlement.cycle_days", int64(m.Settlement.CycleDays), 1, 90)
	r.portion(p+".settlement.payout_fee", m.Settlement.PayoutFee)
	r.portion(p+".settlement.refund_fee", m.Settlement.RefundFee)
	r.fees(p+".fees", m)
	r.health(p+".health", m.Health)
	for i, q := range m.Requirements {
		r.oneOf(fmt.Sprintf("%s.requirements[%d].before", p, i), q.Before, "listing", "checked")
	}
	for k, c := range m.Categories {
		cp := fmt.Sprintf("%s.categories[%d]", p, k)
		r.within(cp+".reference", c.Reference.Minor, 1, maxUnit/10)
		r.within(cp+".referral_at", c.ReferralAt.Minor, 0, maxUnit/10)
		r.check(c.Outside <= 1e6, cp+".outside", "最大 1000000", "at most 1,000,000")
	}
}

func limitNetwork(r *reader, l *library) {
	validateCarriage(r, l)
	validateShocks(r, l)
	for i, g := range l.Legs {
		p := fmt.Sprintf("legs[%d]", i)
		r.within(p+".km", int64(g.KM), 0, maxKM)
		r.capacity(p+".capacity", g.Capacity)
		r.room(p+".room", g.Room)
		r.check(
			g.Carbon >= 0 && g.Carbon <= 1e5,
			p+".carbon",
			fmt.Sprintf("%g 应在 0 到 100000 之间", g.Carbon),
			fmt.Sprintf("%g must lie between 0 and 100,000", g.Carbon),
		)
	}
	for i, v := range l.Services {
		p := fmt.Sprintf("services[%d]", i)
		r.within(p+".legs", int64(len(v.Legs)), 1, maxLegs)
		r.within(p+".max_g", int64(v.MaxG), 1, maxGrams)
		r.currency(p+".tariff.currency", v.Tariff.Currency)
		for _, t := range []struct {
			name string
			v    int64
		}{{"first", v.Tariff.First}, {"step", v.Tariff.Step}, {"parcel", v.Tariff.Parcel}} {
			r.within(p+".tariff."+t.name, t.v, 0, maxUnit)
		}
		r.within(p+".tariff.first_g", int64(v.Tariff.FirstG), 0, maxGrams)
		r.within(p+".tariff.step_g", int64(v.Tariff.StepG), 1, maxGrams)
		r.within(p+".tariff.divisor", int64(v.Tariff.Divisor), 0, 100_000)
		r.check(!v.Tariff.Fuel.IsNegative() && v.Tariff.Fuel.LessThan(decimal.NewFromInt(10)), p+".tariff.fuel", "应在 0 到 10 之间", "must lie between 0 and 10")
	}
	for i, f := range l.Freights {
		p := fmt.Sprintf("freights[%d]", i)
		r.within(p+".legs", int64(len(f.Legs)), 1, maxLegs)
		r.within(p+".per_kg", f.PerKG.Minor, 0, maxUnit)
		r.within(p+".minimum", f.Minimum.Minor, 0, maxUnit)
		r.within(p+".documents", f.Documents.Minor, 0, maxUnit)
		r.within(p+".divisor", int64(f.Divisor), 0, 100_000)
	}
	for i, w := range l.Warehouses {
		p := fmt.Sprintf("warehouses[%d]", i)
		r.text(p+".name", w.Name)
		r.source(p+".source", w.Source)
		r.currency(p+".currency", w.Currency)
		for _, f := range []struct {
			name string
			v    int64
		}{{"inbound", w.Inbound}, {"pick_pack", w.PickPack}, {"storage", w.Storage}} {
			r.within(p+"."+f.name, f.v, 0, maxUnit)
		}
		r.within(p+".free_days", int64(w.FreeDays), 0, MaxDays)
	}
}

// unique checks that every item has an id, and none has another's.
func (l *library) unique(r *reader, ids map[string]string) {
	see := func(kind string, i int, id string) {
		path := fmt.Sprintf("%s[%d].id", kind, i)
		r.check(id != "" && len(id) <= maxID && !strings.ContainsAny(id, " \t\n/"), path, fmt.Sprintf("%q 应为 1 到 %d 个字符，不含空格和斜杠", id, maxID),
			fmt.Sprintf("%q must have 1 to %d characters, without spaces or slashes", id, maxID))
		key := kind + "/" + id
		if other := ids[key]; other != "" {
			r.fail(path, fmt.Sprintf("%q 已在 %s 中定义", id, other), fmt.Sprintf("%q is already defined in %s", id, other))
			return
		}
		ids[key] = r.file
	}
	for i, x := range l.Goods {
		see("goods", i, x.ID)
	}
	for i, x := range l.Segments {
		see("segments", i, x.ID)
	}
	for i, x := range l.Marketplaces {
		see("marketplaces", i, x.ID)
	}
	for i, x := range l.Processes {
		see("processes", i, x.ID)
	}
	if l.Exchange != nil {
		for i, x := range l.Exchange.Channels {
			see("exchange.channels", i, x.ID)
		}
	}
	for i, x := range l.Hubs {
		see("hubs", i, x.ID)
	}
	for i, x := range l.Legs {
		see("legs", i, x.ID)
	}
	for i, x := range l.Services {
		see("services", i, x.ID)
	}
	for i, x := range l.Freights {
		see("freights", i, x.ID)
	}
	for i, x := range l.Warehouses {
		see("warehouses", i, x.ID)
	}
	for i, x := range l.Calendars {
		see("calendars", i, x.ID)
	}
	for i, x := range l.Shocks {
		see("shocks", i, x.ID)
	}
	for i, x := range l.Regimes {
		see("regimes", i, x.ID)
	}
	for i, x := range l.Exports {
		see("exports", i, x.ID)
	}
	for i, x := range l.Translations {
		see("translations", i, x.ID)
	}
	for i, x := range l.Contents {
		see("contents", i, x.ID)
	}
	for i, x := range l.Papers {
		see("papers", i, x.ID)
	}
	for i, x := range l.Rights {
		see("rights", i, x.ID)
	}
	for i, x := range l.Privacy {
		see("privacy", i, x.ID)
	}
}

// validateSums checks the bounds of a resolved scenario as a whole.
func validateSums(r *reader, s *Scenario) {
	r.currency("home.currency", s.Home.Currency)
	r.within("home.capital", s.Home.Capital.Minor, 1, maxCapital)
	r.check(s.Credit.Limit.Currency == s.Home.Currency && s.Credit.Limit.Minor >= 0 && s.Credit.Limit.Minor <= maxCapital, "credit.limit",
		"应为不小于 0 的金额，货币 "+string(s.Home.Currency), "want an amount of at least 0 in "+string(s.Home.Currency))
	r.portion("credit.annual", s.Credit.Annual)
	r.source("credit.source", s.Credit.Source)
	r.currency("rates.base", s.Rates.Base)
	r.check(!s.Rates.Spread.IsNegative() && s.Rates.Spread.LessThan(decimal.New(5, -1)), "rates.spread", "应在 0 到 0.5 之间", "must lie between 0 and 0.5")
	r.source("rates.source", s.Rates.Source)
	for i, q := range s.Rates.Quote {
		r.check(
			q != s.Rates.Base && !slices.Contains(s.Rates.Quote[:i], q),
			fmt.Sprintf("rates.quote[%d]", i),
			fmt.Sprintf("%s 重复", q),
			fmt.Sprintf("%s is named twice", q),
		)
	}
	for _, n := range []struct {
		path  string
		items int
	}{{"use.marketplaces", len(s.Marketplaces)}, {"use.services", len(s.Services)}} {
		r.within(n.path, int64(n.items), 1, maxListed)
	}
	r.within("use.freights", int64(len(s.Freights)), 0, maxListed)
	r.within("use.warehouses", int64(len(s.Warehouses)), 0, maxListed)
	hubs := map[string]bool{}
	for _, h := range s.Hubs {
		hubs[h.ID] = true
	}
	r.check(hubs[s.Home.Hub], "home.hub", fmt.Sprintf("没有枢纽 %q", s.Home.Hub), fmt.Sprintf("there is no hub %q", s.Home.Hub))
	for _, g := range s.Legs {
		for _, h := range []string{g.From, g.To} {
			r.check(hubs[h], "use", fmt.Sprintf("运输段 %q 的枢纽 %q 不存在", g.ID, h), fmt.Sprintf("leg %q uses hub %q, which does not exist", g.ID, h))
		}
	}
	currencies := map[money.Currency]bool{s.Home.Currency: true, s.Rates.Base: true}
	known := func(path, what string, c money.Currency) {
		currencies[c] = true
		r.check(s.Rates.Has(c), path, fmt.Sprintf("%s 用 %s 计价，rates.quote 里没有", what, c), fmt.Sprintf("%s charges in %s, which rates.quote lacks", what, c))
	}
	for i := range s.Services {
		known(fmt.Sprintf("use.services[%d]", i), s.Services[i].ID, s.Services[i].Tariff.Currency)
	}
	for i := range s.Warehouses {
		known(fmt.Sprintf("use.warehouses[%d]", i), s.Warehouses[i].ID, s.Warehouses[i].Currency)
	}
	for i, m := range s.Marketplaces {
		currencies[m.Currency] = true
		if g := s.RegimeFor(m.Country); g != nil {
			known(fmt.Sprintf("use.marketplaces[%d]", i), g.ID, g.Currency)
			for _, c := range g.Foreign() {
				known(fmt.Sprintf("use.marketplaces[%d]", i), g.ID, c)
			}
		}
	}
	r.check(
		len(currencies) <= maxCurrency,
		"use",
		fmt.Sprintf("共 %d 种货币，最多 %d 种", len(currencies), maxCurrency),
		fmt.Sprintf("%d currencies, at most %d are allowed", len(currencies), maxCurrency),
	)
	for i := range s.Freights {
		f := &s.Freights[i]
		home := f.PerKG.Currency == s.Home.Currency && f.Minimum.Currency == s.Home.Currency && f.Documents.Currency == s.Home.Currency
		r.check(
			home,
			fmt.Sprintf("use.freights[%d]", i),
			fmt.Sprintf("%s 的价格应为 %s", f.ID, s.Home.Currency),
			fmt.Sprintf("%s must be priced in %s", f.ID, s.Home.Currency),
		)
	}
	for i := range s.Goods {
		for _, v := range s.Goods[i].Suppliers {
			for _, t := range v.Tiers {
				r.check(
					t.Unit.Currency == s.Home.Currency,
					fmt.Sprintf("use.goods[%d]", i),
					fmt.Sprintf("%s 的供应商 %s 应以 %s 报价", s.Goods[i].ID, v.ID, s.Home.Currency),
					fmt.Sprintf("supplier %s of %s must quote in %s", v.ID, s.Goods[i].ID, s.Home.Currency),
				)
			}
		}
	}
	seen := map[string]bool{}
	for i, k := range s.Tasks {
		r.check(!seen[k.ID], fmt.Sprintf("tasks[%d].id", i), fmt.Sprintf("%q 重复", k.ID), fmt.Sprintf("%q is used twice", k.ID))
		seen[k.ID] = true
	}
	weighed := map[string]bool{}
	for i, in := range s.Rubric {
		r.check(!weighed[in.ID], fmt.Sprintf("rubric[%d].id", i), fmt.Sprintf("%q 重复", in.ID), fmt.Sprintf("%q is weighed twice", in.ID))
		weighed[in.ID] = true
	}
}
