package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/aftersales"
)

// starsOf are the stars of a delivered order whose review is written: what the buyer's question came to is in them.
func (w *World) starsOf(p parcel, o *offer, f *fate) int {
	if !f.waiting && !f.rides() {
		return f.star
	}
	t := w.st.Shops[o.Shop].Care.find(p.Key)
	if t == nil || t.Stars == 0 {
		return f.star // the review did not wait for an answer
	}
	return int(t.Given)
}

// tellTicket adds a buyer's question and what became of it to the life of his order.
func (w *World) tellTicket(life *OrderLife, t *ticket) {
	if t == nil {
		return
	}
	life.Ticket = t.Number
	note := func(day int, kind string) {
		if day >= 0 {
			life.Steps = append(life.Steps, OrderStep{Day: day, Kind: kind})
		}
	}
	note(t.Opened, "asked")
	note(t.Answered, "answered")
	note(t.Disputed, "disputed")
	switch t.State {
	case aftersales.Won:
		note(t.Closed, "dispute_won")
	case aftersales.Lost:
		note(t.Closed, "dispute_lost")
	}
	if t.Whole && t.State != aftersales.Lost {
		note(max(t.Answered, t.Closed), "repaid")
	}
	slices.SortStableFunc(life.Steps, func(a, b OrderStep) int { return cmp.Compare(a.Day, b.Day) })
}

// listingsOfTickets are the listings that a shop's tickets are about, by number.
func (w *World) listingsOfTickets(sh *shop) map[int]uint32 {
	out := map[int]uint32{}
	for _, t := range slices.Concat(sh.Care.Past, sh.Care.Active) {
		out[t.Number] = w.st.Offers[t.Parcel.Offer].Listing
	}
	return out
}

// repaid is what the buyer of an order has got back up to now, less the part of the commission that came back to the
// shop, in the marketplace's currency, and the day on which he got the last of it.
func (w *World) repaid(sh *shop, p parcel, f *fate) (minor int64, day int) {
	o := &w.st.Offers[p.Offer]
	if t := sh.Care.find(p.Key); t != nil {
		minor, day = t.Back, max(t.Answered, t.Closed, t.Opened)
		if t.Whole {
			minor -= o.FeeBack
		}
		return minor, min(day, w.st.Day)
	}
	if f.returned > 0 && f.returned < w.st.Day && !w.managed(int(o.Market)) {
		return w.proceeds(o, &p) - o.FeeBack, f.returned
	}
	return 0, w.st.Day
}
