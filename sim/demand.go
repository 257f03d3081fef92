package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// sell ranks every choice set, draws its orders and books them.
func (w *World) sell() error {
	t := &w.today
	if len(t.choices) < len(w.setOf) {
		t.choices = make([]market.Shares, len(w.setOf))
	}
	for set, members := range w.st.Sets {
		if len(members) == 0 {
			continue
		}
		w.price(set, members)
		t.shelves = t.shelves[:0]
		for _, m := range members {
			t.shelves = append(t.shelves, w.look(m))
		}
		if err := w.sellSet(set, members); err != nil {
			return err
		}
	}
	return nil
}

// price brings the prices of a choice set's listings up to date where they follow from the day or from others.
func (w *World) price(set int, members []uint32) {
	if w.promotes() {
		for _, m := range members {
			w.celebrate(m)
			w.reprice(m)
		}
	}
	if !w.managed(w.setOf[set].market) {
		return
	}
	rivals := map[uint16]*cheapest{} // by good
	for _, m := range members {
		l := &w.st.Listings[m]
		if rivals[l.Good] == nil {
			rivals[l.Good] = &cheapest{}
		}
		if w.shown(l) && l.Stocked {
			rivals[l.Good].see(int(l.Shop), w.st.Offers[l.Offer].Net)
		}
	}
	for _, m := range members {
		l := &w.st.Listings[m]
		l.Retail = w.retail(l, rivals[l.Good].rival(int(l.Shop)))
	}
}

// look takes down what is on a listing's shelf this morning, and returns it.
func (w *World) look(m uint32) *stock {
	l := &w.st.Listings[m]
	st := &w.st.Shops[l.Shop].Stock[l.Good][w.st.Offers[l.Offer].Place]
	if l.Stocked = st.Quantity > 0; l.Stocked {
		l.Quality = st.Quality
	}
	return st
}

// sellSet plays the day of one choice set.
func (w *World) sellSet(set int, members []uint32) error {
	t := &w.today
	shares := &t.choices[set]
	mix, terms := w.tables.mix[w.setOf[set].market], w.choiceTerms(set)
	queries := w.stage(set, members)
	shares.Attend(t.listings, w.s.Segments, mix)
	if err := w.auction(set, members, shares, queries); err != nil {
		return err
	}
	shares.Choose(t.listings, mix, &terms, queries)
	w.addUp(shares)
	if w.runsShort(members) {
		shares.Available(t.listings, mix, &terms, queries)
		w.addUp(shares)
	}
	searches := w.searches(set)
	t.expected, t.sold = t.expected[:0], t.sold[:0]
	if len(w.tables.searches[set]) > 0 {
		t.expected, t.sold = zeroed(t.expected, len(members)), zeroed(t.sold, len(members))
		t.clicked, t.attributed = zeroed(t.clicked, len(members)), zeroed(t.attributed, len(members))
	}
	for i, m := range members {
		sold := int64(0)
		if t.listings[i].Available > 0 {
			var err error
			if sold, err = w.take(m, i, t.means[i]); err != nil {
				return err
			}
		}
		l := &w.st.Listings[m]
		l.remember(
			w.st.Day,
			listingDay{Orders: uint16(min(sold, 1<<16-1)), Rank: uint16(shares.Rank[i]), Price: uint32(w.st.Offers[l.Offer].Net), Searches: float32(searches)},
		)
	}
	if len(w.tables.searches[set]) > 0 {
		w.click(members, queries)
		w.count(members, shares)
	}
	return nil
}

// choiceTerms are the terms of a choice set's market.
func (w *World) choiceTerms(set int) market.Terms {
	id, shops, b := w.setOf[set], float64(len(w.st.Shops)), &w.s.Behaviour
	t := market.Terms{Outside: float64(w.s.Marketplaces[id.market].Categories[id.category].Outside * shops), Size: shops, Position: b.Position, Nest: b.Nest}
	if len(w.tables.searches[set]) > 0 {
		t.Click = b.Click
	}
	return t
}

// searches are the searches to be expected in a choice set's category today, before the seasons of its keywords.
func (w *World) searches(set int) float64 {
	id := w.setOf[set]
	mp := &w.s.Marketplaces[id.market]
	n := float64(mp.Categories[id.category].Searches * float64(len(w.st.Shops)) * mp.Weekdays[w.Date().Weekday()-1])
	if factor := w.rush(id.market); factor != 1 {
		n = float64(n * factor)
	}
	return n
}

// rush is what festivals do to the searches on a marketplace today: the greatest of their factors.
func (w *World) rush(m int) float64 {
	today, factor := w.Date().MonthDay(), 0.0
	for i := range w.s.Marketplaces[m].Festivals {
		f := &w.s.Marketplaces[m].Festivals[i]
		switch {
		case today == f.Peak:
			factor = max(factor, f.PeakFactor)
		case today.Within(f.From, f.To):
			factor = max(factor, f.WindowFactor)
		}
	}
	if factor == 0 {
		return 1
	}
	return factor
}

// season is what the seasons of a query do to its searches today.
func (w *World) season(q *scenario.Query) float64 {
	today, factor := w.Date().MonthDay(), 1.0
	for _, s := range q.Season {
		if today.Within(s.From, s.To) {
			factor = float64(factor * s.Factor)
		}
	}
	return factor
}

// stage lays out today's listings of a choice set and returns its queries. Nothing of the state changes.
func (w *World) stage(set int, members []uint32) []market.Query {
	t := &w.today
	t.listings = resized(t.listings, len(members))
	for i, m := range members {
		w.onShelf(m, &t.listings[i])
	}
	searches := w.searches(set)
	qs := w.tables.searches[set]
	if len(qs) == 0 {
		t.queries = append(t.queries[:0], market.Query{Searches: searches})
		return t.queries
	}
	for len(t.queries) < len(qs) {
		t.queries = append(t.queries, market.Query{})
	}
	queries := t.queries[:len(qs)]
	for k := range queries {
		q := &queries[k]
		q.Searches = float64(float64(searches*qs[k].Share) * w.season(qs[k].Query))
		q.Relevance, q.LogRelevance, q.Ads = q.Relevance[:0], q.LogRelevance[:0], q.Ads[:0]
		for _, m := range members {
			r := w.reaches(m)
			q.Relevance, q.LogRelevance = append(q.Relevance, r.relevance[k]), append(q.LogRelevance, r.log[k])
		}
	}
	return queries
}

// onShelf makes v what the market sees of a listing this morning.
func (w *World) onShelf(m uint32, v *market.Listing) {
	l := &w.st.Listings[m]
	o := &w.st.Offers[l.Offer]
	*v = market.Listing{
		ID: m, LogPrice: o.LogPrice, Promise: int(o.Promise), Rating: market.Rating(l.Stars, l.Reviews, &w.s.Behaviour), Reviews: l.Reviews, Quality: l.Quality,
		Culture: w.s.Goods[l.Good].Culture, Sales7: l.Week, Age: w.st.Day - int(l.Published), Nest: w.tables.nests[l.Good], Charged: o.Price > o.goods(),
	}
	mp := &w.s.Marketplaces[l.Market]
	if l.Retail > 0 {
		v.LogPrice = draw.Log(float64(l.Retail) / float64(mp.Categories[w.setOf[l.Set].category].Reference.Minor))
	}
	if len(w.tables.searches[l.Set]) > 0 {
		v.Appeal = w.s.Translations[l.Words.Translation].Utility + w.s.Contents[l.Words.Content].Utility
		v.Looks7 = l.Seen
	}
	if v.Lift = w.lift(l); mp.Vouchers != nil && float64(o.Net) > float64(float64(o.Unit)*(1-mp.Vouchers.LeastDiscount)) {
		v.Appeal += w.tables.without[l.Market]
	}
	v.Appeal += w.brand(&w.st.Shops[l.Shop], int(l.Market))
	v.Demotion = w.demotion(&w.st.Shops[l.Shop], int(l.Market))
	if w.shown(l) && l.Stocked {
		v.Available = 1
	}
}

// lift is the exposure that a festival adds to a listing today.
func (w *World) lift(l *listing) float64 {
	if !w.promotes() {
		return 0
	}
	if e := &l.Festival; e.In && w.st.Day >= int(e.From) && w.st.Day <= int(e.To) {
		return w.s.Marketplaces[l.Market].Festivals[e.Index].Lift - 1
	}
	return 0
}

// addUp works out what the segments may be expected to order of each listing.
func (w *World) addUp(shares *market.Shares) {
	t := &w.today
	t.means = append(t.means[:0], shares.Orders[0]...)
	for _, orders := range shares.Orders[1:] {
		for i, n := range orders {
			t.means[i] += n
		}
	}
}

// runsShort finds the listings whose stock will not last the day; they are available for a part of it.
func (w *World) runsShort(members []uint32) (short bool) {
	t := &w.today
	for i, m := range members {
		mean := t.means[i]
		if o := &w.st.Offers[w.st.Listings[m].Offer]; o.Sizes > 1 {
			mean = float64(mean * o.pieces())
		}
		if have := float64(t.shelves[i].Quantity); mean > have && t.listings[i].Available > 0 {
			t.listings[i].Available = have / mean
			short = true
		}
	}
	return short
}

// take draws and books the orders of the day of the set's i-th listing, and returns how many were sold. Independent Poisson
// numbers add to one: what the segments order together takes one draw.
func (w *World) take(m uint32, i int, mean float64) (int64, error) {
	day := w.st.Day
	l := &w.st.Listings[m]
	want := int64(draw.Poisson(draw.Uniform(w.demand.At(l.Key, uint16(day), 0)), mean))
	if len(w.today.sold) > 0 {
		w.today.expected[i] = mean
		w.today.sold[i] = want
	}
	if want == 0 {
		return 0, nil
	}
	o := &w.st.Offers[l.Offer]
	sh := &w.st.Shops[l.Shop]
	st := w.today.shelves[i]
	b := batch{First: orderKey(l.Key, day), Offer: l.Offer, Made: grade(st.Quality)}
	n := min(want, st.Quantity, maxOrdersOfDay)
	pieces, sizes := n, w.today.sizes[:0]
	if o.Sizes == 1 {
		sizes = append(sizes, n)
	} else {
		for range o.Sizes {
			sizes = append(sizes, 0)
		}
		n = w.fill(o, b.First, n, st.Quantity, sizes)
		pieces = 0
		for k, orders := range sizes {
			pieces += int64(k+1) * orders
		}
	}
	w.today.sizes = sizes
	l.Lost += want - n
	if n == 0 {
		return 0, nil
	}
	b.Count = uint16(n)
	at := day + w.s.Services[o.Service].Handle
	w.on(at).Dispatch.add(&w.today.spare.batches, b)
	w.fold(b.First, b.Offer, at, stageOrdered, n)
	sh.remember(&b)
	for k, orders := range sizes {
		if orders > 0 {
			id := l.Offer + uint32(k)
			t := w.termsOf(id)
			w.touch(id, t)
			t.ordered += uint32(orders)
		}
	}
	value := st.take(pieces)
	sh.Shipped[l.Good].add(pieces, value, 0)
	if o.Place == 0 {
		w.exported(sh, int(l.Good), value)
	} else {
		w.leave(sh, int(l.Good), int(o.Place), pieces)
	}
	w.today.cost[m] += value
	sh.Tally.Orders += n
	sh.Tally.UnderWay += pieces
	w.st.Totals.Orders += n
	l.Stocked = st.Quantity > 0
	l.Total += n
	w.slip(m, n)
	if !l.Stocked {
		w.event(int(l.Shop), Event{Kind: "stockout", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Listing: int(m) + 1})
	}
	return n, nil
}

// fill is how many of n orders from a key on a stock can fill, one after the other; it counts them by size. The first one
// that is too large for what is left ends the day.
func (w *World) fill(o *offer, first uint64, n, stock int64, sizes []int64) (filled int64) {
	for ; filled < n; filled++ {
		k := w.size(o, first+uint64(filled))
		if stock -= int64(k); stock < 0 {
			break
		}
		sizes[k-1]++
	}
	return filled
}

// leave takes pieces out of the oldest lots in storage.
func (w *World) leave(sh *shop, good, place int, n int64) {
	if place == w.delivery[good] {
		for i := range sh.Purchases {
			if p := &sh.Purchases[i]; p.Good == good {
				out := min(n, p.Left)
				p.Left -= out
				n -= out
			}
		}
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if !k.Done || k.Good != good || w.places[place] != w.s.Freights[k.Freight].Warehouse {
			continue
		}
		out := min(n, k.Left)
		k.Left -= out
		if n -= out; n == 0 {
			return
		}
	}
}
