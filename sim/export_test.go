package sim

import (
	"time"
	"unsafe"

	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// StateDigest is the digest of the state as it stands, between days too.
func (w *World) StateDigest() string { return w.digest() }

// Live is the number of orders that have been placed and neither delivered nor lost.
func (w *World) Live() int64 { return w.st.Totals.Orders - w.st.Totals.Delivered - w.st.Totals.Lost }

// DropLive forgets everything that is kept for orders under way, so that its heap can be weighed. The world cannot go on.
func (w *World) DropLive() {
	w.st.Calendar = calendar{}
	w.today.spare = pools{}
}

// Marks are the milestones by the names that scenarios give them, as the engine counts them.
func (w *World) Marks(shop int) map[string]int32 {
	out := map[string]int32{}
	for m, n := range w.st.Shops[shop-1].Marks {
		out[scenario.Milestones[m]] = n
	}
	return out
}

// MarketStep lays out, auctions and chooses every choice set as a day does, without orders, and returns how long that took
// and how many listings stood in them.
func (w *World) MarketStep() (took time.Duration, listings int) {
	if len(w.today.choices) < len(w.setOf) {
		w.today.choices = make([]market.Shares, len(w.setOf))
	}
	start := time.Now()
	for set, members := range w.st.Sets {
		if len(members) == 0 {
			continue
		}
		shares, mix, terms := &w.today.choices[set], w.tables.mix[w.setOf[set].market], w.choiceTerms(set)
		queries := w.stage(set, members)
		shares.Attend(w.today.listings, w.s.Segments, mix)
		if err := w.auction(set, members, shares, queries); err != nil {
			panic(err)
		}
		shares.Choose(w.today.listings, mix, &terms, queries)
		listings += len(members)
	}
	return time.Since(start), listings
}

// TermsSize and OfferSize are the sizes, in bytes, of what a parcel's events ask of its offer and of an offer; OfferLine is
// how much of the latter a day asks for.
const (
	TermsSize = unsafe.Sizeof(terms{})
	OfferSize = unsafe.Sizeof(offer{})
	OfferLine = unsafe.Offsetof(offer{}.Unit)
)
