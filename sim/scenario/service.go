package scenario

import (
	"fmt"

	"chuhai/sim/money"
)

// AfterSales is what happens once a parcel is with its buyer, or is not: what buyers ask, what answers do, what they
// write, and what they remember. Amounts are in the home currency.
type AfterSales struct {
	Expect      Expectation     `yaml:"expectation"`
	Carriers    []CarrierRecord `yaml:"carriers"`     // by kind of service
	Doorstep    float64         `yaml:"doorstep"`     // share of parcels with import charges whose carrier asks the buyer for them
	AskDays     int             `yaml:"ask_days"`     // buyers ask 1..AskDays days after the cause
	DecideDays  int             `yaml:"decide_days"`  // a buyer makes up his mind 1..DecideDays days after the answer
	DisputeDays int             `yaml:"dispute_days"` // to answer a dispute; the marketplace decides on the day after
	Answers     []Choice        `yaml:"answers"`
	Evidence    []Choice        `yaml:"evidence"`
	Tickets     []TicketKind    `yaml:"tickets"`
	Returns     ReturnTerms     `yaml:"returns"`
	Seeding     Seeding         `yaml:"seeding"`
	Brand       Brand           `yaml:"brand"`
	Source      Source          `yaml:"source"`
}

// Expectation is the quality that buyers take a listing for: Base + Price × ln(price / reference price), 0..1. What they
// get is judged against it.
type Expectation struct {
	Base  float64 `yaml:"base"`
	Price float64 `yaml:"price"`
}

// CarrierRecord is how parcels of a kind of service arrive.
type CarrierRecord struct {
	Kind    string  `yaml:"kind"`    // as in Service.Kind
	Damaged float64 `yaml:"damaged"` // share of parcels whose goods are damaged
	Tracked float64 `yaml:"tracked"` // share of parcels with a scan at the door
}

// TicketKind is a question that buyers ask, and what becomes of the answers.
type TicketKind struct {
	ID         string        `yaml:"id"` // one of TicketKinds
	Name       Text          `yaml:"name"`
	Said       Text          `yaml:"said"`                 // the buyer's words
	Chance     float64       `yaml:"chance"`               // share of the buyers concerned who ask; size: of the category's returns; not_as_described: for each whole point by which quality falls short of what was expected
	Categories []string      `yaml:"categories,omitempty"` // of size: where goods must fit
	Days       int           `yaml:"days"`                 // to answer
	Escalates  float64       `yaml:"escalates"`            // share of the discontent who open a dispute
	Answers    []AnswerTerms `yaml:"answers"`              // what can be answered
	Evidence   []Proof       `yaml:"evidence"`
	Source     Source        `yaml:"source"`
}

// AnswerTerms is an answer that can be given to a kind of ticket.
type AnswerTerms struct {
	ID      string  `yaml:"id"`      // one of TicketAnswers
	Content float64 `yaml:"content"` // share of buyers who are content with it; partial: with half of the price
}

// Proof is a piece of evidence in a dispute.
type Proof struct {
	ID     string  `yaml:"id"`     // one of EvidenceKinds
	Weight float64 `yaml:"weight"` // added to the chance that the marketplace decides for the shop
}

// ReturnTerms is what returns to a local address cost and bring.
type ReturnTerms struct {
	Label    money.Amount `yaml:"label"`    // the buyer's postage to the warehouse, for each return
	Handling money.Amount `yaml:"handling"` // inspecting and putting back, for each return
	Resold   float64      `yaml:"resold"`   // share of returned pieces that can be sold again
	Source   Source       `yaml:"source"`
}

// Seeding is what helps a listing to reviews, by honest and by dishonest means.
type Seeding struct {
	MostSamples  int          `yaml:"most_samples"`  // free pieces for reviewers, for each listing
	SampleReview float64      `yaml:"sample_review"` // share of samples that are reviewed
	Insert       money.Amount `yaml:"insert"`        // a card in the parcel that asks for a review
	InsertLift   float64      `yaml:"insert_lift"`   // added to the share of deliveries that are reviewed
	Bought       money.Amount `yaml:"bought"`        // a bought review
	FoundOne     float64      `yaml:"found_one"`     // chance a day that one bought review of a listing gives all of them away
	FoundPoints  int          `yaml:"found_points"`  // policy points when it does
	Fine         money.Amount `yaml:"fine"`          // for each bought review that is found
	Source       Source       `yaml:"source"`
}

// Brand is how a shop is remembered in a country's marketplace.
type Brand struct {
	Follow  float64 `yaml:"follow"`  // share of content buyers who follow the shop
	Decay   float64 `yaml:"decay"`   // share of followers lost a day
	Utility float64 `yaml:"utility"` // on ln(1 + followers / Scale)
	Scale   float64 `yaml:"scale"`
	Source  Source  `yaml:"source"`
}

// TicketKinds are the questions that buyers ask, in the order of their causes.
var TicketKinds = []string{"where", "damaged", "charge", "not_as_described", "size"}

// TicketAnswers are what a shop can answer.
var TicketAnswers = []string{"explain", "refund", "partial", "resend", "return"}

// EvidenceKinds are what a shop can bring forward in a dispute.
var EvidenceKinds = []string{"tracking", "invoice", "photos", "chat"}

// ServiceKinds are the kinds of services that carry parcels.
var ServiceKinds = []string{"express", "postal", "line", "rail", "sea", "local", "managed"}

// service checks the after-sales of a reference file.
func (r *reader) service(p string, a *AfterSales) {
	if a == nil {
		return
	}
	r.share(p+".expectation.base", a.Expect.Base)
	r.coefficient(p+".expectation.price", a.Expect.Price)
	r.share(p+".doorstep", a.Doorstep)
	r.within(p+".ask_days", int64(a.AskDays), 1, 14)
	r.within(p+".decide_days", int64(a.DecideDays), 1, 14)
	r.within(p+".dispute_days", int64(a.DisputeDays), 1, 30)
	r.source(p+".source", a.Source)
	var kinds []string
	for i, c := range a.Carriers {
		cp := fmt.Sprintf("%s.carriers[%d]", p, i)
		r.oneOf(cp+".kind", c.Kind, ServiceKinds...)
		r.share(cp+".damaged", c.Damaged)
		r.share(cp+".tracked", c.Tracked)
		kinds = append(kinds, c.Kind)
	}
	r.complete(p+".carriers", kinds, ServiceKinds)
	r.named(p+".answers", a.Answers, TicketAnswers)
	r.named(p+".evidence", a.Evidence, EvidenceKinds)
	var tickets []string
	for i := range a.Tickets {
		r.ticket(fmt.Sprintf("%s.tickets[%d]", p, i), &a.Tickets[i])
		tickets = append(tickets, a.Tickets[i].ID)
	}
	r.complete(p+".tickets", tickets, TicketKinds)
	r.share(p+".returns.resold", a.Returns.Resold)
	r.source(p+".returns.source", a.Returns.Source)
	s := &a.Seeding
	r.within(p+".seeding.most_samples", int64(s.MostSamples), 0, 1000)
	r.share(p+".seeding.sample_review", s.SampleReview)
	r.share(p+".seeding.insert_lift", s.InsertLift)
	r.share(p+".seeding.found_one", s.FoundOne)
	r.within(p+".seeding.found_points", int64(s.FoundPoints), 0, 1000)
	r.source(p+".seeding.source", s.Source)
	for _, m := range []struct {
		name string
		v    money.Amount
	}{{"returns.label", a.Returns.Label}, {"returns.handling", a.Returns.Handling}, {"seeding.insert", s.Insert}, {"seeding.bought", s.Bought}, {"seeding.fine", s.Fine}} {
		r.within(p+"."+m.name, m.v.Minor, 0, maxUnit)
	}
	b := &a.Brand
	r.share(p+".brand.follow", b.Follow)
	r.share(p+".brand.decay", b.Decay)
	r.check(b.Utility >= 0 && b.Utility <= 1, p+".brand.utility", "应在 0 到 1 之间", "want 0 to 1")
	r.check(b.Scale > 0 && b.Scale <= 1e6, p+".brand.scale", "应大于 0，且不超过 1000000", "must be greater than 0 and at most 1,000,000")
	r.source(p+".brand.source", b.Source)
}

func (r *reader) ticket(p string, k *TicketKind) {
	r.oneOf(p+".id", k.ID, TicketKinds...)
	r.text(p+".name", k.Name)
	r.text(p+".said", k.Said)
	r.share(p+".chance", k.Chance)
	r.within(p+".days", int64(k.Days), 1, 30)
	r.share(p+".escalates", k.Escalates)
	r.source(p+".source", k.Source)
	r.check(len(k.Answers) > 0, p+".answers", "至少一种答复", "want at least one answer")
	for i, a := range k.Answers {
		ap := fmt.Sprintf("%s.answers[%d]", p, i)
		r.oneOf(ap+".id", a.ID, TicketAnswers...)
		r.share(ap+".content", a.Content)
	}
	for i, e := range k.Evidence {
		ep := fmt.Sprintf("%s.evidence[%d]", p, i)
		r.oneOf(ep+".id", e.ID, EvidenceKinds...)
		r.share(ep+".weight", e.Weight)
	}
}

// named checks that each of the wanted ids has its name.
func (r *reader) named(p string, all []Choice, want []string) {
	ids := make([]string, len(all))
	for i, c := range all {
		r.text(fmt.Sprintf("%s[%d].name", p, i), c.Name)
		ids[i] = c.ID
	}
	r.complete(p, ids, want)
}

// atHome checks that what the shops pay for after the sale is priced in their currency.
func (a *AfterSales) atHome(r *reader, home money.Currency) {
	for _, m := range []money.Amount{a.Returns.Label, a.Returns.Handling, a.Seeding.Insert, a.Seeding.Bought, a.Seeding.Fine} {
		r.check(
			m.Currency == home,
			"use.mechanisms",
			fmt.Sprintf("service 的费用应为 %s，找到 %s", home, m.Currency),
			fmt.Sprintf("service must be priced in %s, found %s", home, m.Currency),
		)
	}
}
