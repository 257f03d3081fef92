// Package aftersales says how a buyer's question runs its course: from the ticket over the shop's answer to a buyer who
// is content, gives up or opens a dispute, and to the marketplace's decision.
//
// Chances are a scenario's data. What is drawn against them is keyed by the order, so that a better answer to the same
// buyer never turns out worse.
package aftersales

import (
	"slices"

	"chuhai/sim/scenario"
)

// State is where a question stands.
type State uint8

// The states.
const (
	Open      State = iota // the buyer has asked and waits
	Answered               // the shop has answered, the buyer makes up his mind
	Content                // closed: the buyer is content
	Dropped                // closed: the buyer gave up, discontent
	Arrived                // closed: the parcel arrived meanwhile
	Disputed               // the buyer has called in the marketplace
	Contested              // and the shop has brought forward its evidence
	Won                    // closed: decided for the shop
	Lost                   // closed: decided for the buyer, or accepted by the shop
	states
)

// Names are the states' ids, as views and messages carry them.
var Names = [states]string{"open", "answered", "content", "dropped", "arrived", "disputed", "contested", "won", "lost"}

// Closed reports whether nothing more will happen.
func (s State) Closed() bool {
	return s == Content || s == Dropped || s == Arrived || s == Won || s == Lost
}

// Move is what somebody does.
type Move uint8

// The moves.
const (
	Answer   Move = iota // the shop answers the ticket
	Please               // the buyer is content
	Complain             // the buyer opens a dispute
	GiveUp               // the buyer lets it be
	Arrive               // the parcel comes to the door
	Contest              // the shop brings forward evidence
	Uphold               // the marketplace decides for the shop
	Concede              // the shop accepts the dispute, or the marketplace decides for the buyer
	moves
)

const none = states // a move that cannot be made

// table is the state after each move, by state and move.
var table = [states][moves]State{
	//          Answer    Please   Complain  GiveUp   Arrive   Contest    Uphold Concede
	Open:      {Answered, none, Disputed, Dropped, Arrived, none, none, none},
	Answered:  {none, Content, Disputed, Dropped, Arrived, none, none, none},
	Content:   {none, none, none, none, none, none, none, none},
	Dropped:   {none, none, none, none, none, none, none, none},
	Arrived:   {none, none, none, none, none, none, none, none},
	Disputed:  {none, none, none, none, none, Contested, Won, Lost},
	Contested: {none, none, none, none, none, none, Won, Lost},
	Won:       {none, none, none, none, none, none, none, none},
	Lost:      {none, none, none, none, none, none, none, none},
}

// Next is the state after a move; ok is false when the move cannot be made, and then the state stays.
func (s State) Next(m Move) (next State, ok bool) {
	if n := table[s][m]; n != none {
		return n, true
	}
	return s, false
}

// Terms are the terms of an answer to a kind of ticket, or nil when it cannot be given.
func Terms(k *scenario.TicketKind, answer string) *scenario.AnswerTerms {
	i := slices.IndexFunc(k.Answers, func(a scenario.AnswerTerms) bool { return a.ID == answer })
	if i < 0 {
		return nil
	}
	return &k.Answers[i]
}

// Pleased is the share of buyers who are content with an answer. A part of the price pleases more the larger it is:
// nothing of it as many as an explanation does, half as many as the terms say, all of it everybody. part counts for
// partial refunds only.
func Pleased(k *scenario.TicketKind, answer string, part float64) float64 {
	terms := Terms(k, answer)
	if terms == nil {
		return 0
	}
	if answer != "partial" {
		return terms.Content
	}
	least := 0.0
	if explain := Terms(k, "explain"); explain != nil {
		least = explain.Content
	}
	part = min(max(part, 0), 1)
	if part < 0.5 {
		return least + float64((terms.Content-least)*(2*part))
	}
	return terms.Content + float64((1-terms.Content)*(float64(2*part)-1))
}

// most is the greatest chance that any evidence gives.
const most = 0.95

// Upheld is the chance that the marketplace decides for the shop on its evidence.
func Upheld(k *scenario.TicketKind, evidence []string) float64 {
	sum := 0.0
	for _, e := range k.Evidence {
		if slices.Contains(evidence, e.ID) {
			sum += e.Weight
		}
	}
	return min(sum, most)
}
