package bot

// Ticket is a buyer's question as a shop sees it, money in the home currency.
type Ticket struct {
	Number    int
	Kind      string
	Lost      bool    // the carrier has lost the parcel
	Escalates float64 // share of the discontent who open a dispute
	Stake     int64   // what a dispute that is lost costs
	Answers   []Reply // that can be given now
}

// Reply is an answer that can be given to a ticket.
type Reply struct {
	ID      string
	Cost    int64
	Content float64 // share of buyers who are content
	Minor   int64   // of a partial refund: half of the price, marketplace currency
}

// Dispute is a question before the marketplace, with the evidence that the shop has.
type Dispute struct {
	Number   int
	Evidence []string
	Upheld   float64 // chance that the marketplace decides for the shop on all of it
}

// Answer is a reply to a ticket.
type Answer struct {
	Ticket int
	ID     string
	Minor  int64
}

// Ruling is a reply to a dispute: contested with evidence, else accepted.
type Ruling struct {
	Dispute  int
	Evidence []string
}

// trouble is what the informed hold a lost dispute to cost beside the refund, per cent of it: the account's health and a
// bad review.
const trouble = 60

// serve answers the day's tickets and disputes as shops of a temperament do: the naive write back to every other buyer
// that all will be well, the heuristic refund what is broken or lost and explain the rest, the informed weigh cost
// against what a discontent buyer costs.
func (p *player) serve(careful bool) {
	for i := range p.Tickets {
		t := &p.Tickets[i]
		var best *Reply
		worth := 0.0
		for k := range t.Answers {
			r := &t.Answers[k]
			cost := float64(r.Cost) + float64((1-r.Content)*t.Escalates*float64(t.Stake*(100+trouble)/100))
			if !careful {
				cost = -usual(t, r.ID)
			}
			if best == nil || cost < worth {
				best, worth = r, cost
			}
		}
		if best != nil {
			p.out = append(p.out, Decision{Answer: &Answer{t.Number, best.ID, best.Minor}})
		}
	}
	for _, d := range p.Disputes {
		r := Ruling{Dispute: d.Number}
		if careful && d.Upheld >= 0.4 {
			r.Evidence = d.Evidence
		}
		p.out = append(p.out, Decision{Ruling: &r})
	}
}

// usual is how soon the heuristic think of an answer.
func usual(t *Ticket, id string) float64 {
	broken := t.Lost || t.Kind == "damaged"
	switch {
	case id == "refund" && broken:
		return 3
	case id == "explain" && !broken:
		return 2
	case id == "partial":
		return 1
	}
	return 0
}

// shrug answers every other ticket, and with words alone.
func (p *player) shrug() {
	for i := range p.Tickets {
		if t := &p.Tickets[i]; t.Number%2 == 0 {
			p.out = append(p.out, Decision{Answer: &Answer{Ticket: t.Number, ID: "explain"}})
		}
	}
}
