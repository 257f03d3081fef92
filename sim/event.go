package sim

// Event is a fact of a shop's day, for people to read. Kind names the wording; the rest fills it in.
type Event struct {
	Day     int    `json:"day"`
	Kind    string `json:"kind"` // received, stocked, spoilt, claimed, settled, reclaimed, orders, delivered, cleared, inspected, corrected, lost, returned, review, stockout, subscription, ad_paused, festival_open, festival_over, price_war, ticket, dispute, dispute_won, dispute_lost, warned, demoted, suspended, restored, appeal_refused, takedown, frozen, released, delisted, paper_issued, paper_over, duty, fined
	Good    string `json:"good,omitempty"`
	Market  string `json:"market,omitempty"`
	Count   int64  `json:"count,omitzero"`
	Minor   int64  `json:"minor,omitzero"`
	Money   string `json:"money,omitempty"` // currency of Minor
	Listing int    `json:"listing,omitzero"`
}
