package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// SearchPage is what a shopper of a marketplace sees who types a keyword.
type SearchPage struct {
	Marketplace string      `json:"marketplace"`
	Query       string      `json:"query"`
	Searches    float64     `json:"searches"` // a day, of the whole class
	Hits        []SearchHit `json:"hits"`     // sponsored places first, then by rank
	Total       int         `json:"total"`    // listings found
}

// SearchHit is a listing on a result page.
type SearchHit struct {
	Place     int     `json:"place"` // among the sponsored, or by rank
	Sponsored bool    `json:"sponsored"`
	Mine      bool    `json:"mine"`
	Listing   int     `json:"listing"` // its number, of mine; else 0
	Shop      string  `json:"shop"`
	Title     string  `json:"title"`
	Good      string  `json:"good"`
	Price     int64   `json:"price"`    // to the buyer, marketplace currency
	Was       int64   `json:"was"`      // before a discount; 0 without one
	Coupon    int     `json:"coupon"`   // 1/10,000; 0 without one
	Shipping  int64   `json:"shipping"` // charged for a single piece
	Rating    float64 `json:"rating"`
	Reviews   int     `json:"reviews"`
	Promise   int     `json:"promise"`
	Content   string  `json:"content"`
	Festival  string  `json:"festival"` // that it takes part in today; else empty
}

// pageHits is how many listings of a result page are told; a shop's own come after them.
const pageHits = 60

// Search is a marketplace's result page for a keyword as it stands now. Where shoppers do not type keywords, query is the
// category that they look through.
func (w *World) Search(number int, marketplace, query string) (*SearchPage, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	m, err := w.marketplace(marketplace)
	if err != nil {
		return nil, err
	}
	set, k := w.searchedFor(m, query)
	if set < 0 {
		return nil, reject("query", "该平台没有关键词 %q", "the marketplace has no keyword %q", query)
	}
	page := &SearchPage{Marketplace: marketplace, Query: query, Hits: []SearchHit{}}
	if len(w.st.Sets[set]) == 0 {
		page.Searches = w.searches(set)
		return page, nil
	}
	shares, queries, err := w.preview(set)
	if err != nil {
		return nil, err
	}
	page.Searches = queries[k].Searches
	for _, p := range w.today.placed {
		if p.query == k && p.won.Impressions > 0 && p.won.Until >= 1 {
			page.Hits = append(page.Hits, w.hit(number-1, w.st.Sets[set][p.listing], p.won.Place, true))
		}
	}
	slices.SortStableFunc(page.Hits, func(a, b SearchHit) int { return cmp.Compare(a.Place, b.Place) })
	if rule := w.s.Marketplaces[m].Ads; rule != nil {
		page.Hits = page.Hits[:min(len(page.Hits), rule.Slots)]
	}
	for i := range page.Hits {
		page.Hits[i].Place = i + 1
	}
	var found []int
	for i := range w.today.listings {
		if shares.Place(k, i) > 0 && w.today.listings[i].Available > 0 {
			found = append(found, i)
		}
	}
	page.Total = len(found)
	slices.SortFunc(found, func(a, b int) int { return cmp.Compare(shares.Place(k, a), shares.Place(k, b)) })
	for n, i := range found {
		id := w.st.Sets[set][i]
		if n < pageHits || int(w.st.Listings[id].Shop) == number-1 {
			page.Hits = append(page.Hits, w.hit(number-1, id, float64(shares.Place(k, i)), false))
		}
	}
	return page, nil
}

// searchedFor is the choice set of a query, and its number there; -1 when there is no such query.
func (w *World) searchedFor(m int, query string) (set, k int) {
	for c := range w.s.Marketplaces[m].Categories {
		set := w.setBase[m] + c
		qs := w.tables.searches[set]
		if len(qs) == 0 && w.s.Marketplaces[m].Categories[c].ID == query {
			return set, 0
		}
		if k := slices.IndexFunc(qs, func(q searched) bool { return q.ID == query }); k >= 0 {
			return set, k
		}
	}
	return -1, 0
}

func (w *World) hit(shop int, id uint32, place float64, sponsored bool) SearchHit {
	l := &w.st.Listings[id]
	o := &w.st.Offers[l.Offer]
	h := SearchHit{
		Place: int(
			min(max(place, 1), 1e6),
		),
		Sponsored: sponsored,
		Mine:      int(l.Shop) == shop,
		Shop:      w.st.Shops[l.Shop].Name,
		Title:     l.Words.Title,
		Good:      w.s.Goods[l.Good].ID,
		Price:     o.Net,
		Shipping:  o.Price - o.goods(),
		Rating:    market.Rating(l.Stars, l.Reviews, &w.s.Behaviour),
		Reviews:   l.Reviews,
		Promise:   int(o.Promise),
	}
	if h.Mine {
		h.Listing = int(id) + 1
	}
	if o.Net < o.Unit {
		h.Was = o.Unit
	}
	if l.Retail > 0 {
		h.Price, h.Was = l.Retail, 0
	}
	if l.Coupon.Off > 0 && w.st.Day <= int(l.Coupon.Until) {
		h.Coupon = int(l.Coupon.Off)
	}
	if w.s.Uses(scenario.WithSearch) {
		h.Content = w.s.Contents[l.Words.Content].ID
	}
	if w.lift(l) > 0 {
		h.Festival = w.s.Marketplaces[l.Market].Festivals[l.Festival.Index].ID
	}
	return h
}
