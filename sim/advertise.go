package sim

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/market"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ad is a listing's bid for a query.
type ad struct {
	Query  uint16 // of the marketplace's
	Bid    int64
	Budget int64
	Paused bool    // its budget was used up before the last day's end
	Days   []adDay // the newest days
}

// adDay is what an ad came to on a day.
type adDay struct {
	Day                        uint16
	Impressions, Clicks, Sales int64
	Orders, Spent              int64
	Place                      float32
}

// adHistory is how many of its days an ad can look back on.
const adHistory = 30

// Limits of ads.
const (
	maxAds    = 40 // of one listing
	maxBid    = 1_000_00
	maxBudget = 100_000_00
)

func (w *World) advertise(n int, c *Advertise) error {
	if err := w.uses(scenario.WithAds); err != nil {
		return err
	}
	l, err := w.own(n, c.Listing)
	if err != nil {
		return err
	}
	mp := &w.s.Marketplaces[l.Market]
	if mp.Ads == nil {
		return reject("listing", "该平台没有站内广告", "the marketplace sells no sponsored places")
	}
	k := slices.IndexFunc(mp.Queries, func(q scenario.Query) bool { return q.ID == c.Query })
	if k < 0 || mp.Queries[k].Category != w.s.Goods[l.Good].Category {
		return reject("query", "该类目没有关键词 %q", "the category has no keyword %q", c.Query)
	}
	at := slices.IndexFunc(l.Ads, func(a ad) bool { return int(a.Query) == k })
	cur := mp.Currency
	switch {
	case c.Budget == 0 && at < 0:
		return reject("query", "这个关键词没有在投放", "the keyword is not advertised")
	case c.Budget == 0:
		l.Ads[at].Budget, l.Ads[at].Paused = 0, false
	case c.Budget < 0 || c.Budget > maxBudget:
		return reject("budget", "每日预算应在 0 到 %s 之间", "the budget of a day must lie between 0 and %s", money.Amount{Minor: maxBudget, Currency: cur})
	case c.Bid < mp.Ads.Reserve.Minor || c.Bid > maxBid:
		return reject("bid", "出价应在 %s 到 %s 之间", "the bid must lie between %s and %s", mp.Ads.Reserve, money.Amount{Minor: maxBid, Currency: cur})
	case c.Budget < c.Bid:
		return reject("budget", "每日预算至少够一次点击", "the budget of a day must pay for one click")
	case at < 0 && len(l.Ads) >= maxAds:
		return reject("query", "每条刊登最多投放 %d 个关键词", "a listing advertises at most %d keywords", maxAds)
	case at < 0:
		l.Ads = append(l.Ads, ad{Query: uint16(k), Bid: c.Bid, Budget: c.Budget})
	default:
		l.Ads[at].Bid, l.Ads[at].Budget, l.Ads[at].Paused = c.Bid, c.Budget, false
	}
	if c.Budget > 0 {
		w.st.Shops[n].mark(advertised, 1)
	}
	w.decided(decidedAd, c.Listing, int64(k), c.Bid, c.Budget)
	return nil
}

// placed is an ad among those of a query today.
type placed struct {
	listing int // of the choice set
	ad      int // of the listing
	query   int // of the choice set's queries
	sponsor int // of the query's sponsored
	won     market.Won
	cap     int64
}

// auction sells the sponsored places of a choice set's queries. What is live on an ad is the budget, as far as the shop
// can pay it: an equal part of the bank for each of its ads, and of the proceeds for each on the marketplace.
func (w *World) auction(set int, members []uint32, shares *market.Shares, queries []market.Query) error {
	t := &w.today
	t.placed = t.placed[:0]
	rule := w.s.Marketplaces[w.setOf[set].market].Ads
	if rule == nil {
		return nil
	}
	for k := range queries {
		q := w.tables.searches[set][k]
		from := len(t.placed)
		bids := t.bids[:0]
		for i, m := range members {
			l := &w.st.Listings[m]
			if t.listings[i].Available == 0 {
				continue
			}
			at := slices.IndexFunc(l.Ads, func(a ad) bool { return int(a.Query) == q.index && a.Budget > 0 })
			if at < 0 {
				continue
			}
			most, err := w.adCap(l)
			if err != nil {
				return err
			}
			relevance := q.Relevance(w.s.Goods[l.Good].ID)
			click := w.s.Behaviour.Click
			most = min(l.Ads[at].Budget, most)
			bids = append(
				bids,
				market.Bid{Listing: i, Relevance: relevance, Click: l.Ads[at].Bid, Budget: most, Quality: float64(relevance*shares.Opens(i, click)) / click},
			)
			t.placed = append(t.placed, placed{listing: i, ad: at, query: k, cap: most})
		}
		queries[k].Ads = queries[k].Ads[:0]
		for b, won := range market.Auction(bids, rule, queries[k].Searches) {
			p := &t.placed[from+b]
			p.won, p.sponsor = won, len(queries[k].Ads)
			seen := 0.0
			if impressions := float64(queries[k].Searches * rule.Pages); impressions > 0 {
				seen = won.Impressions / impressions
			}
			queries[k].Ads = append(queries[k].Ads, market.Sponsored{Listing: bids[b].Listing, Relevance: bids[b].Relevance, Clicks: won.Clicks, Seen: seen})
		}
		t.bids = bids
	}
	return nil
}

// adCap is the most that one ad of a listing may spend today.
func (w *World) adCap(l *listing) (int64, error) {
	sh := &w.st.Shops[l.Shop]
	var all, there int64
	for _, id := range sh.Listings {
		k := &w.st.Listings[id]
		for i := range k.Ads {
			if k.Ads[i].Budget > 0 && w.shown(k) {
				all++
				if k.Market == l.Market {
					there++
				}
			}
		}
	}
	if all == 0 || there == 0 {
		return 0, nil
	}
	proceeds, bank, err := w.funds(int(l.Shop), int(l.Market))
	return proceeds/there + bank/all, err
}

// click draws what the ads of a choice set came to: which of the orders of the day they brought, how often they were
// clicked besides, and what the clicks cost.
func (w *World) click(members []uint32, queries []market.Query) {
	t := &w.today
	day := uint16(w.st.Day)
	for k := range t.placed {
		p := &t.placed[k]
		m := members[p.listing]
		l := &w.st.Listings[m]
		a := &l.Ads[p.ad]
		q := &queries[p.query].Ads[p.sponsor]
		d := adDay{Day: day, Impressions: whole(p.won.Impressions), Place: float32(p.won.Place)}
		if p.won.Clicks > 0 {
			price := p.won.Spent / p.won.Clicks
			most := int64(float64(p.cap) / max(price, 1)) // bounded: a budget
			sold := t.sold[p.listing]
			if expected := t.expected[p.listing]; expected > 0 {
				part := q.Orders / expected
				for n := range sold {
					if draw.Uniform(w.clicks.At(l.Key, day, adIndex(a.Query, 1+n))) < part {
						d.Orders++
					}
				}
			}
			u := draw.Uniform(w.clicks.At(l.Key, day, adIndex(a.Query, 0)))
			d.Clicks = min(d.Orders+int64(draw.Poisson(u, max(p.won.Clicks-q.Orders, 0))), most)
			d.Orders = min(d.Orders, d.Clicks)
			d.Spent = min(int64(float64(float64(d.Clicks)*price)+0.5), p.cap) // bounded: a budget
			d.Impressions = max(d.Impressions, d.Clicks)
			o := &w.st.Offers[l.Offer]
			d.Sales = d.Orders * o.Price
		}
		t.clicked[p.listing] += d.Clicks
		t.attributed[p.listing] += d.Orders
		w.takings(m).ads += d.Spent
		paused := p.won.Until < 1 || d.Spent > 0 && p.cap-d.Spent < a.Bid
		if paused && !a.Paused {
			w.event(int(l.Shop), Event{Kind: "ad_paused", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Listing: int(m) + 1})
		}
		a.Paused = paused
		if len(a.Days) == 2*adHistory {
			a.Days = append(a.Days[:0], a.Days[adHistory:]...)
		}
		a.Days = append(a.Days, d)
	}
}

// adIndex is the index of a draw for an ad: the query and the number of the draw share 16 bits.
func adIndex(query uint16, n int64) uint16 { return query<<8 ^ uint16(n) }

// whole is a figure to be expected, as a whole number.
func whole(v float64) int64 { return int64(min(max(v, 0), 1e15) + 0.5) }

// charge takes a shop's day of clicks on a marketplace out of its proceeds and its bank.
func (w *World) chargeAds(n, m int, spent int64) error {
	if spent == 0 {
		return nil
	}
	proceeds, bank, err := w.funds(n, m)
	if err != nil {
		return err
	}
	// What the day's other postings have left may be less than the morning's funds: the marketplace then keeps it from the
	// proceeds to come.
	if lack := spent - proceeds - bank; lack > 0 {
		c := w.marketCur[m]
		sh := &w.st.Shops[n]
		sh.Available[m] -= lack
		if err := sh.Book.Post(
			w.st.Day,
			ledger.Advertise,
			aMarket(m),
			ledger.Line{Account: ledger.Advertising, Currency: c, Minor: lack},
			ledger.Line{Account: ledger.Platform, Currency: c, Minor: -lack},
		); err != nil {
			return err
		}
		spent -= lack
	}
	return w.pay(n, m, spent, ledger.Advertising, ledger.Advertise)
}
