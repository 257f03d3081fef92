package sim

import (
	"slices"

	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// KeywordRow is a keyword of a category as its research shows it.
type KeywordRow struct {
	Query     string        `json:"query"`
	Text      string        `json:"text"`
	Gloss     scenario.Text `json:"gloss"`
	Searches  float64       `json:"searches"`  // a day, of the whole class, in today's season
	Season    float64       `json:"season"`    // today's factor of its season, 1 without one
	Reach     string        `json:"reach"`     // the translation that a title needs for it
	Rivals    int           `json:"rivals"`    // active listings of others that it finds
	Bid       int64         `json:"bid"`       // that would win its first sponsored place now, marketplace currency; 0 where none are sold
	Relevance float64       `json:"relevance"` // of the good, 0..1
	Covered   bool          `json:"covered"`   // by the title at the translation asked about
}

// Keywords are what shoppers of a marketplace type who look for a good's category, by how often they do. title and
// translation are those of a listing that may yet be published; empty ones are what such a listing would begin with.
func (w *World) Keywords(number int, marketplace, good, title, translation string) ([]KeywordRow, error) {
	if err := w.uses(scenario.WithSearch); err != nil {
		return nil, err
	}
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	m, err := w.marketplace(marketplace)
	if err != nil {
		return nil, err
	}
	g := w.good(good)
	if g < 0 {
		return nil, reject("good", "没有商品 %q", "there is no good %q", good)
	}
	mp := &w.s.Marketplaces[m]
	c := slices.IndexFunc(mp.Categories, func(c scenario.Category) bool { return c.ID == w.s.Goods[g].Category })
	if c < 0 {
		return nil, reject("marketplace", "该平台没有此类目", "the marketplace has no such category")
	}
	level := 0
	if translation != "" {
		if level = slices.Index(scenario.Levels, translation); level < 0 {
			return nil, reject("translation", "没有 %q 这一档", "there is no grade %q", translation)
		}
	}
	set := w.setBase[m] + c
	if title == "" {
		title = w.plainTitle(set)
	}
	_, held := w.reach(set, g, title, level)
	out := []KeywordRow{}
	searches := w.searches(set)
	for k := range w.tables.searches[set] {
		q := &w.tables.searches[set][k]
		r := KeywordRow{
			Query:     q.ID,
			Text:      q.Text,
			Gloss:     q.Gloss,
			Season:    w.season(q.Query),
			Reach:     q.Reach,
			Relevance: q.Relevance(good),
			Covered:   held[k],
			Bid:       w.firstPlace(set, k, number-1),
		}
		r.Searches = float64(float64(searches*q.Share) * r.Season)
		for _, id := range w.st.Sets[set] {
			if l := &w.st.Listings[id]; int(l.Shop) != number-1 && w.shown(l) && w.reaches(id).relevance[k] > 0 {
				r.Rivals++
			}
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b KeywordRow) int {
		switch {
		case a.Searches > b.Searches:
			return -1
		case a.Searches < b.Searches:
			return 1
		}
		return 0
	})
	return out, nil
}

// firstPlace is the bid, of a middling listing, that would win a query's first sponsored place from the shops other than
// one.
func (w *World) firstPlace(set, k, but int) int64 {
	rule := w.s.Marketplaces[w.setOf[set].market].Ads
	if rule == nil {
		return 0
	}
	q := w.tables.searches[set][k]
	top := 0.0
	for _, id := range w.st.Sets[set] {
		l := &w.st.Listings[id]
		if int(l.Shop) == but || !w.shown(l) || !l.Stocked {
			continue
		}
		for i := range l.Ads {
			if a := &l.Ads[i]; int(a.Query) == q.index && a.Budget > 0 {
				top = max(top, float64(float64(a.Bid)*q.Relevance(w.s.Goods[l.Good].ID)))
			}
		}
	}
	return min(max(rule.Reserve.Minor, int64(top)+1), maxBid) // bounded: a bid
}

// preview lays out a choice set as today's shoppers would find it, and what may be expected of it. The result holds until
// the next preview or day.
func (w *World) preview(set int) (*market.Shares, []market.Query, error) {
	members := w.st.Sets[set]
	queries := w.stage(set, members)
	shares := &market.Shares{Steps: make([][]market.Step, len(queries))}
	mix, terms := w.tables.mix[w.setOf[set].market], w.choiceTerms(set)
	shares.Attend(w.today.listings, w.s.Segments, mix)
	if err := w.auction(set, members, shares, queries); err != nil {
		return nil, nil, err
	}
	shares.Choose(w.today.listings, mix, &terms, queries)
	return shares, queries, nil
}
