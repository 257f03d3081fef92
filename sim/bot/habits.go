package bot

import (
	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// habits are what sets a bot apart from others of its temperament.
type habits struct {
	self    uint64
	opens   int   // day of the first decision
	review  int   // looks at prices every so many days
	phase   int   // and on which of them
	width   int   // goods it trades in
	first   int   // the good it starts from
	markup  int64 // per cent on full cost; of the naive, per cent under the cheapest rival
	cover   int   // days of sales beyond the supplier's time that it likes to have
	share   int64 // per cent of its cash that it puts into one purchase
	caution int   // days of postage that it keeps in the bank
	keep    int64 // per cent of its capital that it does not spend on goods
}

// between is a habit drawn from low..high; what keeps habits apart.
func (h *habits) between(what uint64, low, high int) int {
	return low + int(draw.Mix(h.self^what*0x9E3779B97F4A7C15)>>33)%(high-low+1)
}

// habitsOf are the habits that follow from a bot's own number.
func habitsOf(t scenario.Temperament, self uint64) habits {
	h := habits{self: self}
	h.first = h.between(1, 0, 1<<20)
	switch t {
	case scenario.Naive:
		h.opens, h.review, h.width = h.between(2, 0, 2), h.between(3, 2, 4), h.between(4, 2, 4)
		h.markup, h.share, h.caution, h.keep = int64(h.between(5, 1, 4)), 60, 1, 5
	case scenario.Heuristic:
		h.opens, h.review, h.width = h.between(2, 0, 2), h.between(3, 3, 6), h.between(4, 3, 5)
		h.markup, h.cover, h.share, h.caution, h.keep = int64(h.between(5, 25, 40)), h.between(6, 5, 9), int64(h.between(7, 15, 25)), 6, 20
	case scenario.Informed:
		// A mark-up of 1/(e−1) on cost is where profit is greatest at a price elasticity of −e (Lerner 1934). The mean
		// of 1,851 measured elasticities is −2.62 (Bijmolt, van Heerde and Pieters 2005): 62 %.
		h.opens, h.review, h.width = h.between(2, 0, 1), h.between(3, 1, 2), h.between(4, 5, 8)
		h.markup, h.cover, h.share, h.caution, h.keep = int64(h.between(5, 52, 68)), h.between(6, 8, 12), int64(h.between(7, 18, 26)), 15, 25
	}
	h.phase = h.between(8, 0, h.review-1)
	return h
}

// reviews reports whether today is one of the bot's days for prices.
func (h *habits) reviews(day int) bool { return (day+h.phase)%h.review == 0 }
