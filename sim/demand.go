package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/market"
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
		if err := w.sellSet(set, members); err != nil {
			return err
		}
	}
	return nil
}

// sellSet plays the day of one choice set.
func (w *World) sellSet(set int, members []uint32) error {
	t := &w.today
	id := w.setOf[set]
	mp := &w.s.Marketplaces[id.market]
	cat := &mp.Categories[id.category]
	shops := float64(len(w.st.Shops))
	t.listings = t.listings[:0]
	for _, m := range members {
		t.listings = append(t.listings, w.onShelf(m))
	}
	shares := &t.choices[set]
	shares.Choose(t.listings, w.s.Segments, float64(cat.Outside*shops), w.s.Behaviour.Position)
	searches := float64(float64(cat.Searches*shops) * mp.Weekdays[w.Date().Weekday()-1])
	t.wanted = zeroed(t.wanted, len(w.s.Segments))
	for g := range t.wanted {
		t.wanted[g] = float64(searches * w.s.Segments[g].Share)
	}
	if w.runsShort(members, shares) {
		shares.Available(t.listings, float64(cat.Outside*shops))
	}
	for i, m := range members {
		sold := int64(0)
		if t.listings[i].Available > 0 {
			var err error
			if sold, err = w.take(m, i, shares); err != nil {
				return err
			}
		}
		l := &w.st.Listings[m]
		l.remember(listingDay{Orders: uint16(min(sold, 1<<16-1)), Rank: uint16(shares.Rank[i]), Price: uint32(w.st.Offers[l.Offer].Price), Searches: float32(searches)})
	}
	return nil
}

// onShelf is what the market sees of a listing this morning.
func (w *World) onShelf(m uint32) market.Listing {
	l := &w.st.Listings[m]
	o := &w.st.Offers[l.Offer]
	st := &w.st.Shops[l.Shop].Stock[l.Good][o.Place]
	if st.Quantity > 0 {
		l.Quality = st.Quality
	}
	v := market.Listing{
		ID: m, LogPrice: o.LogPrice, Promise: int(o.Promise), Rating: market.Rating(l.Stars, l.Reviews, &w.s.Behaviour), Reviews: l.Reviews, Quality: l.Quality,
		Culture: w.s.Goods[l.Good].Culture, Sales7: l.Week, Age: w.st.Day - int(l.Published),
	}
	l.Stocked = st.Quantity > 0
	if l.Active && l.Stocked {
		v.Available = 1
	}
	return v
}

// runsShort finds the listings whose stock will not last the day; they are available for a part of it.
func (w *World) runsShort(members []uint32, shares *market.Shares) (short bool) {
	t := &w.today
	for i, m := range members {
		l := &w.st.Listings[m]
		have := float64(w.st.Shops[l.Shop].Stock[l.Good][w.st.Offers[l.Offer].Place].Quantity)
		mean := 0.0
		for g, n := range t.wanted {
			mean += float64(n * shares.P[g][i])
		}
		if mean > have && t.listings[i].Available > 0 {
			t.listings[i].Available = have / mean
			short = true
		}
	}
	return short
}

// take draws and books the orders of the day of the set's i-th listing, and returns how many were sold.
func (w *World) take(m uint32, i int, shares *market.Shares) (int64, error) {
	day := w.st.Day
	l := &w.st.Listings[m]
	o := &w.st.Offers[l.Offer]
	sh := &w.st.Shops[l.Shop]
	st := &sh.Stock[l.Good][o.Place]
	at := day + w.s.Services[o.Service].Handle
	box := &w.on(at).Dispatch
	b := batch{Offer: l.Offer, Placed: uint16(day), Made: grade(st.Quality)}
	sold := int64(0)
	for g, searchers := range w.today.wanted {
		u := draw.Uniform(w.demand.At(l.Key, uint16(day), uint16(g)))
		want := int64(draw.Poisson(u, float64(searchers*shares.P[g][i])))
		n := min(want, st.Quantity-sold, 1<<numberBits-1)
		l.Lost += want - n
		if n == 0 {
			continue
		}
		b.First, b.Count = orderKey(l.Key, day, g), uint16(n)
		box.add(&w.today.spare.batches, b)
		w.fold(b.First, b.Offer, at, stageOrdered, n)
		sh.remember(&b)
		sold += n
	}
	if sold == 0 {
		return 0, nil
	}
	c, err := w.borderTerms(o, w.period(day))
	if err != nil {
		return 0, err
	}
	value := st.take(sold)
	sh.Shipped[l.Good].add(sold, value, 0)
	if o.Place > 0 {
		w.leave(sh, int(l.Good), int(o.Place), sold)
	}
	s := w.takings(m)
	s.ordered += sold * (o.Price - c.VAT)
	s.orderedCost += value
	s.orders += sold
	sh.Tally.Orders += sold
	w.st.Totals.Orders += sold
	l.Stocked = st.Quantity > 0
	l.Total += sold
	if !l.Stocked {
		w.event(int(l.Shop), Event{Kind: "stockout", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Listing: int(m) + 1})
	}
	return sold, nil
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
