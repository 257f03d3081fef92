package sim

import "chuhai/sim/scenario"

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
