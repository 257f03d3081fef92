package scenario

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"chuhai/sim/money"
)

// Limits of the demand side.
const (
	maxTitle   = 500 // characters
	maxQueries = 40  // of a category
	maxText    = 200 // characters of a query
	maxSlots   = 20
	maxPages   = 100
	maxFactor  = 20.0
	maxPerSale = 4 // pieces of an order
	maxUtility = 2.0
)

func (r *reader) between(path string, v, low, high float64) {
	r.check(v >= low && v <= high, path, fmt.Sprintf("%g 应在 %g 到 %g 之间", v, low, high), fmt.Sprintf("%g must lie between %g and %g", v, low, high))
}

// whole checks that shares sum to 1.
func (r *reader) whole(path string, sum float64) {
	r.check(sum > 1-maxShares && sum < 1+maxShares, path, fmt.Sprintf("之和为 %g，应为 1", sum), fmt.Sprintf("they sum to %g, want 1", sum))
}

// sum adds a table's values in the order of their names.
func sum(table map[string]float64) (total float64) {
	for _, k := range slices.Sorted(maps.Keys(table)) {
		total += table[k]
	}
	return total
}

// validateDemand checks the demand side of a reference file, item by item.
func validateDemand(r *reader, l *library) {
	for i := range l.Marketplaces {
		m, p := &l.Marketplaces[i], fmt.Sprintf("marketplaces[%d]", i)
		if m.Kind != "" {
			r.oneOf(p+".kind", m.Kind, MarketKinds...)
		}
		r.check(
			(m.Kind == ManagedKind) == (m.Managed != nil),
			p+".kind",
			"managed 平台要有 managed 一节，其他平台不要",
			"a marketplace of the kind managed has managed terms, and no other has",
		)
		if len(m.Mix) > 0 {
			for _, k := range slices.Sorted(maps.Keys(m.Mix)) {
				r.share(p+".mix."+k, m.Mix[k])
			}
			r.whole(p+".mix", sum(m.Mix))
		}
		checkQueries(r, p, m)
		checkAds(r, p, m)
		for k := range m.Festivals {
			checkFestival(r, fmt.Sprintf("%s.festivals[%d]", p, k), &m.Festivals[k], m.Currency)
		}
		if g := m.Managed; g != nil {
			r.between(p+".managed.least", g.Least, 0, 10)
			r.between(p+".managed.markup", g.Markup, g.Least, 10)
			r.between(p+".managed.most", g.Most, g.Markup, 10)
			r.source(p+".managed.source", g.Source)
		}
		if v := m.Vouchers; v != nil {
			r.share(p+".vouchers.share", v.Share)
			r.between(p+".vouchers.least_discount", v.LeastDiscount, 0, 0.9)
			r.share(p+".vouchers.without", v.Without)
			r.source(p+".vouchers.source", v.Source)
		}
		for k := range m.Categories {
			checkPieces(r, fmt.Sprintf("%s.categories[%d].pieces", p, k), m.Categories[k].Pieces)
		}
	}
	checkWorks(r, "translations", l.Translations)
	checkWorks(r, "contents", l.Contents)
	if b := l.Behaviour; b != nil {
		r.between("behaviour.nest", b.Nest, 0, 1)
		r.between("behaviour.click", b.Click, 0, 0.99)
	}
}

func checkPieces(r *reader, p string, pieces []float64) {
	if len(pieces) == 0 {
		return
	}
	r.check(len(pieces) <= maxPerSale, p, fmt.Sprintf("最多 %d 项", maxPerSale), fmt.Sprintf("at most %d shares", maxPerSale))
	total := 0.0
	for k, v := range pieces {
		r.share(fmt.Sprintf("%s[%d]", p, k), v)
		total += v
	}
	r.check(pieces[0] > 0, p, "单件订单的占比应大于 0", "some orders must be of one piece")
	r.whole(p, total)
}

func checkQueries(r *reader, p string, m *Marketplace) {
	if len(m.Queries) == 0 {
		return
	}
	r.check(m.Language != "" && len(m.Language) <= 20, p, "有 queries 的平台要写明 language", "a marketplace with queries names its language")
	r.text(p+".language_name", m.LanguageName)
	r.within(p+".title.characters", int64(m.Title.Characters), 10, maxTitle)
	r.within(p+".title.keywords", int64(m.Title.Keywords), 1, maxQueries)
	shares, count, seen := map[string]float64{}, map[string]int{}, map[string]bool{}
	for k := range m.Queries {
		q, qp := &m.Queries[k], fmt.Sprintf("%s.queries[%d]", p, k)
		r.check(
			q.ID != "" && len(q.ID) <= maxID && !seen[q.ID],
			qp+".id",
			fmt.Sprintf("%q 为空、过长或重复", q.ID),
			fmt.Sprintf("%q is empty, too long or used twice", q.ID),
		)
		seen[q.ID] = true
		r.text(qp+".gloss", q.Gloss)
		n := utf8.RuneCountInString(strings.TrimSpace(q.Text))
		r.check(n >= 1 && n <= maxText, qp+".text", fmt.Sprintf("应为 1 到 %d 个字符", maxText), fmt.Sprintf("want 1 to %d characters", maxText))
		r.share(qp+".share", q.Share)
		r.check(
			slices.ContainsFunc(m.Categories, func(c Category) bool { return c.ID == q.Category }),
			qp+".category",
			fmt.Sprintf("该平台没有类目 %q", q.Category),
			fmt.Sprintf("the marketplace has no category %q", q.Category),
		)
		r.oneOf(qp+".reach", q.Reach, Levels...)
		for _, g := range slices.Sorted(maps.Keys(q.Goods)) {
			r.share(qp+".goods."+g, q.Goods[g])
		}
		for j, s := range q.Season {
			r.between(fmt.Sprintf("%s.season[%d].factor", qp, j), s.Factor, 0, maxFactor)
		}
		shares[q.Category] += q.Share
		count[q.Category]++
	}
	for _, c := range slices.Sorted(maps.Keys(shares)) {
		r.check(
			count[c] <= maxQueries,
			p+".queries",
			fmt.Sprintf("类目 %s 有 %d 个关键词，最多 %d 个", c, count[c], maxQueries),
			fmt.Sprintf("category %s has %d queries, at most %d are allowed", c, count[c], maxQueries),
		)
		r.check(
			shares[c] > 1-maxShares && shares[c] < 1+maxShares,
			p+".queries",
			fmt.Sprintf("类目 %s 的 share 之和为 %g，应为 1", c, shares[c]),
			fmt.Sprintf("the shares of category %s sum to %g, want 1", c, shares[c]),
		)
	}
}

func checkAds(r *reader, p string, m *Marketplace) {
	a := m.Ads
	if a == nil {
		return
	}
	r.within(p+".ads.slots", int64(a.Slots), 1, maxSlots)
	r.amount(p+".ads.reserve", a.Reserve, m.Currency, 1)
	r.share(p+".ads.click_rate", a.ClickRate)
	r.between(p+".ads.spread", a.Spread, 0, 0.99)
	r.between(p+".ads.pages", a.Pages, 1, maxPages)
	r.check(float64(a.ClickRate*a.Pages) <= 0.5, p+".ads.pages", "一次搜索的广告点击率不应超过 0.5", "the ads of one search must not be clicked by more than half")
	r.source(p+".ads.source", a.Source)
}

// amount checks that an amount is in a currency and between least and the largest fee.
func (r *reader) amount(path string, a money.Amount, c money.Currency, least int64) {
	r.check(a.Currency == c, path, "货币应为 "+string(c), "the currency must be "+string(c))
	r.within(path, a.Minor, least, maxUnit)
}

func checkFestival(r *reader, p string, f *Festival, c money.Currency) {
	r.check(f.ID != "" && len(f.ID) <= maxID, p+".id", "应为 1 到 64 个字符", "want 1 to 64 characters")
	r.text(p+".name", f.Name)
	r.check(f.Peak.Within(f.From, f.To), p+".peak", "应在 from 到 to 之间", "must lie between from and to")
	r.between(p+".window_factor", f.WindowFactor, 0, maxFactor)
	r.between(p+".peak_factor", f.PeakFactor, 0, maxFactor)
	r.within(p+".entry_days", int64(f.EntryDays), 0, 90)
	r.between(p+".least_discount", f.LeastDiscount, 0, 0.9)
	r.amount(p+".fee", f.Fee, c, 0)
	r.between(p+".lift", f.Lift, 1, 10)
	r.source(p+".source", f.Source)
}

// Levels are the ids of the translation levels, each better than the one before.
var Levels = []string{"machine", "professional", "native"}

func checkWorks(r *reader, kind string, works []Work) {
	for i := range works {
		w, p := &works[i], fmt.Sprintf("%s[%d]", kind, i)
		r.text(p+".name", w.Name)
		r.within(p+".price", w.Price.Minor, 0, maxUnit)
		r.check(i > 0 || w.Price.Minor == 0, p+".price", "第一档应免费", "the first grade must be free")
		r.between(p+".utility", w.Utility, -maxUtility, maxUtility)
		r.source(p+".source", w.Source)
		if kind == "translations" {
			r.check(i < len(Levels) && w.ID == Levels[i], p+".id", "应依次为 "+strings.Join(Levels, "、"), "want, in this order: "+strings.Join(Levels, ", "))
		}
	}
}

// switchOff leaves out the data of mechanisms that the scenario does not use.
func (s *Scenario) switchOff() {
	if !s.Uses(WithSearch) {
		s.Translations, s.Contents = nil, nil
	}
	for i := range s.Marketplaces {
		m := &s.Marketplaces[i]
		categories := slices.Clone(m.Categories)
		m.Categories = categories
		if !s.Uses(WithSearch) {
			m.Queries, m.Title = nil, TitleRule{}
		}
		m.Queries = slices.DeleteFunc(slices.Clone(m.Queries), func(q Query) bool {
			return !slices.ContainsFunc(categories, func(c Category) bool { return c.ID == q.Category })
		})
		if !s.Uses(WithAds) {
			m.Ads = nil
		}
		if !s.Uses(WithFestivals) {
			m.Festivals = nil
		}
		if !s.Uses(WithPromotions) {
			m.Vouchers = nil
			for c := range categories {
				categories[c].Pieces = nil
			}
		}
	}
}

// validateMechanisms checks that a resolved scenario has the data of the mechanisms that it uses.
func validateMechanisms(r *reader, s *Scenario) {
	known := make([]string, len(Mechanisms))
	for i, m := range Mechanisms {
		known[i] = string(m)
	}
	for i, m := range s.Mechanisms {
		p := fmt.Sprintf("use.mechanisms[%d]", i)
		r.oneOf(p, string(m), known...)
		r.check(!slices.Contains(s.Mechanisms[:i], m), p, fmt.Sprintf("%q 重复", string(m)), fmt.Sprintf("%q is named twice", string(m)))
	}
	r.check(!s.Uses(WithAds) || s.Uses(WithSearch), "use.mechanisms", "ads 需要 search", "ads needs search")
	for i := range s.Marketplaces {
		m, p := &s.Marketplaces[i], fmt.Sprintf("use.marketplaces[%d]", i)
		for _, k := range slices.Sorted(maps.Keys(m.Mix)) {
			r.check(
				slices.ContainsFunc(s.Segments, func(g Segment) bool { return g.ID == k }),
				p,
				fmt.Sprintf("%s 的 mix 里没有客群 %q", m.ID, k),
				fmt.Sprintf("the mix of %s names segment %q, which does not exist", m.ID, k),
			)
		}
		if !s.Uses(WithSearch) {
			continue
		}
		for _, c := range m.Categories {
			r.check(
				slices.ContainsFunc(m.Queries, func(q Query) bool { return q.Category == c.ID }),
				p,
				fmt.Sprintf("%s 的类目 %s 没有 queries", m.ID, c.ID),
				fmt.Sprintf("%s has no queries for category %s", m.ID, c.ID),
			)
		}
	}
	if s.Uses(WithSearch) {
		r.check(len(s.Translations) == len(Levels), "use.mechanisms", "search 需要 translations 的三档", "search needs the three translations")
		r.check(len(s.Contents) > 0, "use.mechanisms", "search 需要 contents", "search needs contents")
		r.check(s.Behaviour.Click > 0, "use.mechanisms", "search 需要 behaviour.click", "search needs behaviour.click")
		for _, w := range slices.Concat(s.Translations, s.Contents) {
			r.check(
				w.Price.Currency == s.Home.Currency,
				"use.mechanisms",
				fmt.Sprintf("%s 的价格应为 %s", w.ID, s.Home.Currency),
				fmt.Sprintf("%s must be priced in %s", w.ID, s.Home.Currency),
			)
		}
	}
	r.check(len(s.PriceWars) == 0 || s.Uses(WithPromotions), "price_wars", "价格战需要 promotions", "a price war needs promotions")
	for i := range s.PriceWars {
		w, p := &s.PriceWars[i], fmt.Sprintf("price_wars[%d]", i)
		r.text(p+".name", w.Name)
		r.within(p+".day", int64(w.Day), 0, MaxDays)
		r.within(p+".days", int64(w.Days), 1, MaxDays)
		r.between(p+".cut", w.Cut, 0, 0.7)
		r.check(len(w.Bots) > 0, p+".bots", "至少一种性格", "want at least one temperament")
		for k, t := range w.Bots {
			r.oneOf(fmt.Sprintf("%s.bots[%d]", p, k), string(t), string(Naive), string(Heuristic), string(Informed))
		}
		r.source(p+".source", w.Source)
	}
}
