package sim

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/market"
)

// posting gathers what a listing's day comes to; of all a shop's listings on a marketplace the books get one posting a
// cause. What happens every day is kept apart from what seldom does.
type posting struct {
	plain
	rare
}

// plain are the figures of parcels that come, go and arrive.
type plain struct {
	ordered, orderedCost      int64
	delivered, fees, soldCost int64
	charges                   int64 // payment and closing fees
	account, carrier          int64
	postage, orders, dispatch int64
	cleared, arrive           int64
	vat                       int64 // collected by the shop itself
}

// rare are the others.
type rare struct {
	inspected           int64
	ads                 int64 // clicks on sponsored places
	lost, lostCost      int64
	refunded, feeBack   int64
	lostCount, returned int64
	royalty             int64 // to the owners of rights, home currency
	fined, corrected    int64 // by customs
	vatBack             int64 // given back on returns
	unsold              int64 // of parcels that came to no sale, because they were turned back or seized
	backCost, goneCost  int64 // of goods on their way back, and of those that were seized or left to be destroyed
	refusals            int64
	wayBack             int64 // freight back and fees for destroying, home currency
}

// today is what one day's play needs and no later day does. Its memory is used again.
type today struct {
	sale       sparse[posting] // by listing: see World.takings
	head       []uint32        // by listing: the newest of its offers of which today knows something, plus one, or noMore
	cost       []int64         // by listing: of what was ordered, home currency
	gone       []int64         // by listing: of what was delivered, home currency
	sum        posting         // of the listing at hand
	sums       []posting       // by shop and marketplace
	left       sparse[left]    // by listing: beside what was delivered
	paces      []pace          // by leg
	hops       []hop           // by service, then by legs travelled: see World.hop
	choices    []market.Shares
	listings   []market.Listing
	shelves    []*stock // of the choice set at hand, by listing
	reviews    []int    // by shop: told as events so far
	digest     []byte
	lanes      []lane    // by marketplace, service and good: of the present customs period
	inbound    []inbound // by good and freight
	trades     map[route]*trade
	rates      [][]rate // by service and good, then by pieces: what carriage costs today
	ratesAt    int      // shocks told when these were worked out
	spare      pools
	watch      []uint32 // by shop and regime: see World.watch
	queries    []market.Query
	expected   []float64 // of the choice set at hand, by listing: orders
	sold       []int64   // the same: orders, those included that stock did not last for
	clicked    []int64   // the same: clicks on sponsored places
	attributed []int64   // the same: orders that these brought
	placed     []placed
	bids       []market.Bid
	reached    []reached // by listing
	means      []float64 // of the choice set at hand, by listing: orders to be expected
	sizes      []int64   // of the listing at hand: orders by pieces
	accounts   accounts
	terms      []terms  // by offer, as far as they have been asked for
	levied     []levied // by offer
}

// pace is how what starts on a leg today travels it.
type pace struct {
	transit *draw.Transit // nil where there is no leg
	wait    int32         // days to the next departure
	slow    uint32        // the congestion multiplier in 1/256
}

// hop is how a parcel of a service that has travelled so many legs goes on today, all in one place.
type hop struct {
	pace
	leg  uint16
	next uint8 // what comes at its end
}

// hopsOfService is room for a service's legs and for the door behind the last.
const hopsOfService = maxLegs + 1

// hop is how a parcel that has travelled so many legs of a service goes on; without a transit it is at the door.
func (w *World) hop(service uint16, legs uint8) *hop {
	return &w.today.hops[int(service)*hopsOfService+int(legs)]
}

// left counts the parcels of a listing that have left the shop's hands for good.
type left struct {
	delivered, lost int64
	back, gone      int64 // turned back by customs; seized, or left to be destroyed
	claimable       int64 // of the lost, pieces for which the carrier pays
	limit           int64 // at most so much in all, home currency
	days            int   // from today to the payment
	made            int64 // quality of the pieces that go back, in all
	place           int   // that they go back to
}

// pieces are all that have left.
func (n *left) pieces() int64 { return n.delivered + n.lost + n.back + n.gone }

// step plays a day, in the order of package doc: bots decide, supply arrives, goods move and customs decides, ranking
// and demand, fulfilment, after-sales, settlement, interest and storage, and the books are closed.
func (w *World) step() error {
	if err := w.bots(); err != nil {
		return err
	}
	w.prepare()
	day := w.st.Day
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if day%eventDays == 0 {
			sh.forget(day - eventDays)
		}
		if err := w.supply(i, sh); err != nil {
			return err
		}
	}
	w.depart()
	w.proclaim()
	due := w.on(day)
	w.asks(due)
	if err := w.comply(); err != nil {
		return err
	}
	if err := w.move(due); err != nil {
		return err
	}
	if err := w.sell(); err != nil {
		return err
	}
	for b := range due.Dispatch.drain(&w.today.spare.batches) {
		w.dispatch(&b)
	}
	if err := w.afterSales(due); err != nil {
		return err
	}
	if err := w.book(); err != nil {
		return err
	}
	w.judge()
	if err := w.settle(due); err != nil {
		return err
	}
	due.clear(&w.today.spare)
	w.st.Load, w.st.Starting = w.st.Starting, w.st.Load
	clear(w.st.Starting)
	if err := w.closeBooks(); err != nil {
		return err
	}
	w.st.Day++
	w.st.Digests = append(w.st.Digests, w.digest())
	return w.openBooks()
}

// prepare readies the day's columns and takes down how fast each leg is.
func (w *World) prepare() {
	w.brew()
	w.watch()
	t := &w.today
	n := len(w.st.Listings)
	t.sale.clear(n)
	t.left.clear(n)
	t.head, t.cost, t.gone = resized(t.head, n), zeroed(t.cost, n), zeroed(t.gone, n)
	for i := range t.head {
		t.head[i] = noMore
	}
	t.sums = zeroed(t.sums, len(w.st.Shops)*len(w.s.Marketplaces))
	t.reviews = zeroed(t.reviews, len(w.st.Shops))
	t.paces = resized(t.paces, len(w.s.Legs))
	slow := make([]uint16, len(w.s.Legs))
	for leg := range slow {
		l := &w.net.Legs[leg]
		t.paces[leg] = pace{l.Times(), int32(l.Wait(w.Date())), w.slow(leg)}
		slow[leg] = uint16(t.paces[leg].slow)
	}
	t.hops = zeroed(t.hops, len(w.s.Services)*hopsOfService)
	for service := range w.tables.ways {
		way := &w.tables.ways[service]
		for legs := range way.count {
			leg := way.legs[legs]
			*w.hop(uint16(service), legs) = hop{t.paces[leg], leg, way.ends[legs]}
		}
	}
	w.st.Slow = append(w.st.Slow, slow)
	w.jams()
}

// resized is a slice of n entries, in the memory of s where that is large enough: with what was there before.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// zeroed is resized with zeros.
func zeroed[T any](s []T, n int) []T {
	s = resized(s, n)
	clear(s)
	return s
}

// extended is s with at least n entries: what was there stays.
func extended[T any](s []T, n int) []T {
	if len(s) >= n {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

// takings is what a listing's day comes to beside what the terms of its offers count.
func (w *World) takings(listing uint32) *posting { return w.today.sale.of(listing) }

// on is the agenda of a day, today or ahead.
func (w *World) on(day int) *agenda { return &w.st.Calendar[day%ring] }

// eventDays is for how many days before today events are told.
const eventDays = 6

// told are the events of the days from one on.
func (sh *shop) told(from int) []Event {
	i, _ := slices.BinarySearchFunc(sh.Events, from, func(e Event, day int) int { return e.Day - day })
	return sh.Events[i:]
}

// forget drops the events of days before one, once they are as many as the others: so that each is moved but once.
func (sh *shop) forget(before int) {
	if keep := sh.told(before); len(keep) <= len(sh.Events)/2 {
		n := copy(sh.Events, keep)
		clear(sh.Events[n:])
		sh.Events = sh.Events[:n]
	}
}

func (w *World) event(shop int, e Event) {
	e.Day = w.st.Day
	sh := &w.st.Shops[shop]
	sh.Events = append(sh.Events, e)
}
