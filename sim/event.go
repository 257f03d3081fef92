package sim

import "chuhai/sim/scenario"

// Event is a fact of a shop's day, for people to read. Kind names the wording; the rest fills it in.
type Event struct {
	Day     int    `json:"day"`
	Kind    string `json:"kind"` // received, stocked, spoilt, came_back, claimed, settled, reclaimed, orders, delivered, cleared, inspected, customs_reassessed, customs_held, customs_delisted, customs_sent_back, customs_seized, lost, refused, returned, review, stockout, subscription, ad_paused, festival_open, festival_over, price_war, ticket, dispute, dispute_won, dispute_lost, warned, demoted, suspended, restored, appeal_refused, takedown, frozen, released, delisted, paper_issued, paper_over, duty, fined
	Good    string `json:"good,omitempty"`
	Market  string `json:"market,omitempty"`
	Count   int64  `json:"count,omitzero"`
	Minor   int64  `json:"minor,omitzero"`
	Money   string `json:"money,omitempty"` // currency of Minor
	Listing int    `json:"listing,omitzero"`

	*Fault
}

// Fault is what customs found: the border, what was declared, and what is wrong with it, of code, value and document.
type Fault struct {
	Border   scenario.Text `json:"border,omitzero"`
	Declared string        `json:"declared,omitempty"` // HS code
	ShareBP  int           `json:"share_bp,omitzero"`
	Why      string        `json:"why,omitempty"`     // separated by spaces
	Document scenario.Text `json:"document,omitzero"` // that was missing
}
