package sim

import (
	"fmt"
	"slices"

	"chuhai/sim/aftersales"
	"chuhai/sim/health"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ServiceDesk is what a shop's buyers have asked, with the clocks of what is open. Newest first.
type ServiceDesk struct {
	Tickets      []Ticket     `json:"tickets"`
	Disputes     []Dispute    `json:"disputes"`
	Answered     int          `json:"answered"` // by their deadline
	Overdue      int          `json:"overdue"`
	ResponseDays float64      `json:"response_days"` // mean of those answered; 0 without any
	Returns      []ReturnsRow `json:"returns"`
	Followers    []Followers  `json:"followers"`
}

// Ticket is a buyer's question. State is open, answered (the buyer makes up his mind), content, dropped (the buyer gave
// up), arrived (the parcel came meanwhile), disputed, contested, won or lost.
type Ticket struct {
	Number      int            `json:"number"`
	Order       string         `json:"order"`
	Listing     int            `json:"listing"`
	Good        string         `json:"good"`
	Marketplace string         `json:"marketplace"`
	Kind        string         `json:"kind"`
	Name        scenario.Text  `json:"name"`
	State       string         `json:"state"`
	Opened      int            `json:"opened"`            // day
	Due         int            `json:"due"`               // the last day on which it can be answered
	Said        scenario.Text  `json:"said"`              // the buyer's words
	Price       money.Amount   `json:"price"`             // that the buyer paid
	Lost        bool           `json:"lost"`              // the carrier has lost the parcel
	Stopped     string         `json:"stopped,omitempty"` // by customs: sent_back, seized
	Answers     []TicketAnswer `json:"answers"`
	Answer      string         `json:"answer,omitempty"` // that was given
	Outcome     *scenario.Text `json:"outcome,omitempty"`
}

// TicketAnswer is an answer that can be given, with what it costs and does.
type TicketAnswer struct {
	ID      string         `json:"id"`
	Name    scenario.Text  `json:"name"`
	Cost    int64          `json:"cost"`    // home currency, today; of a partial refund: at half of the price
	Content float64        `json:"content"` // share of buyers who are content with it; of a partial refund: with half of the price
	Effect  scenario.Text  `json:"effect"`
	Refused *scenario.Text `json:"refused,omitempty"` // why it cannot be given now
}

// Dispute is a question that the buyer has brought before the marketplace. Its number is its ticket's.
type Dispute struct {
	Number      int           `json:"number"`
	Order       string        `json:"order"`
	Listing     int           `json:"listing"`
	Good        string        `json:"good"`
	Marketplace string        `json:"marketplace"`
	Kind        string        `json:"kind"`
	Name        scenario.Text `json:"name"`
	State       string        `json:"state"` // disputed, contested, won, lost
	Opened      int           `json:"opened"`
	Due         int           `json:"due"`   // the last day to answer; the marketplace decides after it
	Claim       money.Amount  `json:"claim"` // what the buyer would get back
	Evidence    []Evidence    `json:"evidence"`
	Brought     []string      `json:"brought"` // evidence brought forward
}

// Evidence is something that may be brought forward in a dispute.
type Evidence struct {
	ID     string        `json:"id"`
	Name   scenario.Text `json:"name"`
	Have   bool          `json:"have"`
	Weight float64       `json:"weight"` // that it adds to the chance of a decision for the shop
}

// ReturnsRow is where a marketplace's buyers send returns to.
type ReturnsRow struct {
	Marketplace string   `json:"marketplace"`
	Warehouse   string   `json:"warehouse"` // empty: none, what is refunded is written off
	Allowed     []string `json:"allowed"`
	Cost        int64    `json:"cost"`   // of a return, home currency
	Resold      float64  `json:"resold"` // share of returned pieces that can be sold again
}

// Service is a shop's service desk.
func (w *World) Service(shop int) (*ServiceDesk, error) {
	if shop < 1 || shop > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", shop)
	}
	if err := w.uses(scenario.WithService); err != nil {
		return nil, err
	}
	sh := &w.st.Shops[shop-1]
	c := &sh.Care
	d := &ServiceDesk{
		Tickets:   []Ticket{},
		Disputes:  []Dispute{},
		Answered:  int(c.InTime),
		Overdue:   int(c.Overdue),
		Returns:   []ReturnsRow{},
		Followers: w.followers(sh),
	}
	if c.InTime > 0 {
		d.ResponseDays = float64(c.Waited) / float64(c.InTime)
	}
	all := slices.Concat(c.Past, c.Active)
	slices.SortFunc(all, func(a, b ticket) int { return b.Number - a.Number })
	for i := range all {
		t := &all[i]
		row, err := w.ticketRow(sh, t)
		if err != nil {
			return nil, err
		}
		d.Tickets = append(d.Tickets, row)
		if t.Disputed >= 0 {
			d.Disputes = append(d.Disputes, w.disputeRow(t))
		}
	}
	for m := range w.s.Marketplaces {
		d.Returns = append(d.Returns, w.returnsRow(c, m))
	}
	return d, nil
}

func (w *World) ticketRow(sh *shop, t *ticket) (Ticket, error) {
	o := &w.st.Offers[t.Parcel.Offer]
	kind := w.tables.care.kinds[t.Kind]
	mp := &w.s.Marketplaces[o.Market]
	row := Ticket{
		Number:      t.Number,
		Order:       OrderNumber(t.Parcel.Key),
		Listing:     int(o.Listing) + 1,
		Good:        w.s.Goods[o.Good].ID,
		Marketplace: mp.ID,
		Kind:        kind.ID,
		Name:        kind.Name,
		State:       aftersales.Names[t.State],
		Opened:      t.Opened,
		Due:         t.Due,
		Said:        kind.Said,
		Price:       money.Amount{Minor: o.Price, Currency: mp.Currency},
		Lost:        t.Gone && t.Parcel.stopped() == passes,
		Answers:     []TicketAnswer{},
		Answer:      t.Answer,
		Outcome:     outcome(t),
	}
	if e := t.Parcel.stopped(); e != passes {
		row.Stopped = ends[e]
	}
	if t.State != aftersales.Open {
		return row, nil
	}
	for _, terms := range kind.Answers {
		a, err := w.ticketAnswer(sh, o, t, kind, terms.ID)
		if err != nil {
			return row, err
		}
		row.Answers = append(row.Answers, a)
	}
	return row, nil
}

// ticketAnswer is an answer with its cost and what may be expected of it.
func (w *World) ticketAnswer(sh *shop, o *offer, t *ticket, kind *scenario.TicketKind, id string) (TicketAnswer, error) {
	a := TicketAnswer{ID: id, Name: named(w.s.AfterSales.Answers, id), Content: aftersales.Pleased(kind, id, 0.5)}
	if t.Gone && id == "explain" {
		a.Content = 0
	}
	foreign := int64(0)
	net := w.proceeds(o, &t.Parcel)
	var err error
	switch id {
	case "refund", "return":
		foreign = net - o.FeeBack
	case "partial":
		foreign = net / 2
	case "resend":
		if a.Cost, err = w.postageOf(o); err != nil {
			return a, err
		}
		a.Cost += int64(o.Pieces) * w.pieceCost(sh, o)
	}
	cost, err := w.inHome(money.Amount{Minor: foreign, Currency: w.s.Marketplaces[o.Market].Currency})
	if err != nil {
		return a, err
	}
	a.Cost += cost
	if id == "return" {
		r := &w.s.AfterSales.Returns
		a.Cost += r.Label.Minor + r.Handling.Minor - int64(float64(r.Resold*float64(int64(o.Pieces)*w.pieceCost(sh, o)))) // bounded: a share of a cost
	}
	of := int(float64(100*a.Content) + 0.5) // bounded: a share
	zh, en := fmt.Sprintf("约 %d%% 的买家会满意", of), fmt.Sprintf("about %d %% of buyers are content", of)
	if id == "partial" {
		zh, en = "退一半时"+zh+"，退得多更满意", "at half of the price "+en+"; more please more"
	}
	a.Effect = scenario.Text{Zh: zh, En: en}
	if why := w.cannot(sh, o, t, id); why != nil {
		refusal, ok := why.(*Rejection)
		if !ok {
			return a, why
		}
		a.Refused = &refusal.Text
	}
	return a, nil
}

func (w *World) disputeRow(t *ticket) Dispute {
	o := &w.st.Offers[t.Parcel.Offer]
	kind := w.tables.care.kinds[t.Kind]
	mp := &w.s.Marketplaces[o.Market]
	d := Dispute{
		Number:      t.Number,
		Order:       OrderNumber(t.Parcel.Key),
		Listing:     int(o.Listing) + 1,
		Good:        w.s.Goods[o.Good].ID,
		Marketplace: mp.ID,
		Kind:        kind.ID,
		Name:        kind.Name,
		State:       aftersales.Names[t.State],
		Opened:      t.Disputed,
		Due:         t.Due,
		Claim:       money.Amount{Minor: w.proceeds(o, &t.Parcel) - t.Back, Currency: mp.Currency},
		Evidence:    []Evidence{},
		Brought:     append([]string{}, t.Evidence...),
	}
	for _, e := range scenario.EvidenceKinds {
		row := Evidence{ID: e, Name: named(w.s.AfterSales.Evidence, e), Have: w.has(t, e)}
		for _, p := range kind.Evidence {
			if p.ID == e {
				row.Weight = p.Weight
			}
		}
		d.Evidence = append(d.Evidence, row)
	}
	return d
}

func (w *World) returnsRow(c *care, m int) ReturnsRow {
	r := &w.s.AfterSales.Returns
	row := ReturnsRow{Marketplace: w.s.Marketplaces[m].ID, Allowed: []string{}, Cost: r.Label.Minor + r.Handling.Minor, Resold: r.Resold}
	if place := c.returnsTo(m); place > 0 {
		row.Warehouse = w.places[place]
	}
	for _, place := range w.places[1:] {
		if slices.ContainsFunc(w.s.Services, func(v scenario.Service) bool {
			return v.From == place && slices.Contains(v.Countries, w.s.Marketplaces[m].Country)
		}) {
			row.Allowed = append(row.Allowed, place)
		}
	}
	return row
}

// named is the name of a choice.
func named(all []scenario.Choice, id string) scenario.Text {
	return all[slices.IndexFunc(all, func(c scenario.Choice) bool { return c.ID == id })].Name
}

// outcome is how a closed ticket ended.
func outcome(t *ticket) *scenario.Text {
	switch t.State {
	case aftersales.Content:
		return &scenario.Text{Zh: "买家满意，工单关闭", En: "The buyer is content"}
	case aftersales.Dropped:
		if t.Answered < 0 {
			return &scenario.Text{Zh: "超时未答复，买家失望离开", En: "Not answered in time: the buyer gave up, disappointed"}
		}
		return &scenario.Text{Zh: "买家不满意，但没有再追究", En: "The buyer was not content and let it be"}
	case aftersales.Arrived:
		return &scenario.Text{Zh: "包裹送到了", En: "The parcel arrived"}
	case aftersales.Won:
		return &scenario.Text{Zh: "平台判卖家胜诉，不退款", En: "Decided for the shop: no refund"}
	case aftersales.Lost:
		return &scenario.Text{Zh: "退款给买家，计入订单缺陷", En: "Refunded to the buyer; counts as an order defect"}
	}
	return nil
}

// AccountState is the standing of an account: warned, demoted or suspended.
type AccountState struct {
	Marketplace string `json:"marketplace"`
	State       string `json:"state"`
}

// Queue is what waits for a shop's answer, for the list of the day's work.
type Queue struct {
	Tickets    int `json:"tickets"`     // open
	TicketDue  int `json:"ticket_due"`  // day of the nearest deadline; of no meaning without tickets
	Disputes   int `json:"disputes"`    // not answered yet
	DisputeDue int `json:"dispute_due"` // as TicketDue

	Health []AccountState `json:"health"` // accounts that are not in good standing

	Cases   int `json:"cases"`    // takedowns that wait for an answer
	CaseDue int `json:"case_due"` // as TicketDue
	Duties  int `json:"duties"`   // of data protection
	DutyDue int `json:"duty_due"` // as TicketDue

	Calls     int `json:"calls"`      // for margin
	CallDue   int `json:"call_due"`   // as TicketDue
	Returns   int `json:"returns"`    // of taxes, to be filed
	ReturnDue int `json:"return_due"` // as TicketDue
}

func (w *World) queue(sh *shop) Queue {
	q := Queue{Health: []AccountState{}}
	for m := range sh.Accounts {
		if a := &sh.Accounts[m]; a.State != health.Good {
			q.Health = append(q.Health, AccountState{w.s.Marketplaces[m].ID, health.Names[a.State]})
		}
	}
	nearer := func(count *int, due *int, day int) {
		if *count == 0 || day < *due {
			*due = day
		}
		*count++
	}
	for i := range sh.Contracts {
		if k := &sh.Contracts[i]; k.Called > 0 {
			nearer(&q.Calls, &q.CallDue, k.CallDue)
		}
	}
	for i := range sh.TaxReturns {
		if r := &sh.TaxReturns[i]; r.Filed < 0 {
			nearer(&q.Returns, &q.ReturnDue, r.Due)
		}
	}
	for i := range sh.Law.Cases {
		if t := &sh.Law.Cases[i]; t.open() && t.Answer == "" {
			nearer(&q.Cases, &q.CaseDue, t.Due)
		}
	}
	for i := range sh.Law.Duties {
		if d := &sh.Law.Duties[i]; d.State == dutyOpen {
			nearer(&q.Duties, &q.DutyDue, d.Due)
		}
	}
	for i := range sh.Care.Active {
		switch t := &sh.Care.Active[i]; t.State {
		case aftersales.Open:
			nearer(&q.Tickets, &q.TicketDue, t.Due)
		case aftersales.Disputed:
			nearer(&q.Disputes, &q.DisputeDue, t.Due)
		}
	}
	return q
}
