package sim

import (
	"slices"

	"chuhai/sim/health"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// Flag is a reason to look after a shop.
type Flag string

// The flags, in the order of their urgency.
const (
	Overdrawn Flag = "overdrawn" // the account is below zero
	Stuck     Flag = "stuck"     // nothing has sold for stuckDays days
	StockOut  Flag = "stock_out" // a listing is active and there is nothing to send
	Losing    Flag = "losing"    // worth less than its capital, and less than losingDays days ago
	Barred    Flag = "barred"    // a marketplace shows it lower or not at all, for its account's health
	Unheard   Flag = "unheard"   // a buyer's question has to be answered today; of people only
	Idle      Flag = "idle"      // no decision for idleDays days; of people only
)

// When a flag is raised, in days.
const (
	stuckDays  = 3
	losingDays = 5
	idleDays   = 3
)

// pulseDays is how far back a pulse shows profit.
const pulseDays = 14

// Pulse is a shop at a glance, for the instructor: how it does and whether it needs help. Money is in minor units of
// the home currency.
type Pulse struct {
	Shop      int     `json:"shop"`
	Name      string  `json:"name"`
	Bot       bool    `json:"bot"`
	Rank      int     `json:"rank"`
	Cash      int64   `json:"cash"`
	Profit    int64   `json:"profit"`
	Change    int64   `json:"change"` // of profit, on the last day
	Trend     []int64 `json:"trend"`  // profit at the ends of the last days
	Listings  int     `json:"listings"`
	StockOuts int     `json:"stock_outs"` // active listings with nothing to send
	Yesterday int64   `json:"yesterday"`  // orders of the last day
	Orders    int64   `json:"orders"`
	Delivered int64   `json:"delivered"`
	Late      float64 `json:"late"` // share of deliveries after the promise; 0 without deliveries
	Rating    float64 `json:"rating"`
	Tasks     int     `json:"tasks"`   // done
	Of        int     `json:"of"`      // tasks of the scenario
	Tickets   int     `json:"tickets"` // buyers' questions that wait for an answer
	Idle      int     `json:"idle"`    // days since the last decision
	Flags     []Flag  `json:"flags"`

	Health []AccountState `json:"health"` // accounts that are not in good standing
}

// Overview is the pulse of every shop, by rank.
func (w *World) Overview() []Pulse {
	out := make([]Pulse, 0, len(w.st.Shops))
	for _, r := range w.Board() {
		out = append(out, w.pulse(r))
	}
	return out
}

func (w *World) pulse(r BoardRow) Pulse {
	sh := &w.st.Shops[r.Shop-1]
	p := Pulse{
		Shop: r.Shop, Name: r.Name, Bot: r.Bot, Rank: r.Rank, Cash: sh.Book.Balance(ledger.Bank, 0), Profit: r.Profit,
		Orders: r.Orders, Delivered: r.Delivered, Rating: r.Rating, Of: len(w.s.Tasks),
		Idle: w.st.Day - max(sh.Decided, sh.Opened), Trend: []int64{}, Flags: []Flag{},
	}
	if r.Delivered > 0 {
		p.Late = 1 - r.OnTime
	}
	for _, v := range sh.Equity[max(0, len(sh.Equity)-pulseDays):] {
		p.Trend = append(p.Trend, v-w.s.Home.Capital.Minor)
	}
	p.Change = p.Profit
	if n := len(sh.Equity); n > 1 {
		p.Change = sh.Equity[n-1] - sh.Equity[n-2]
	}
	recent := 0
	for _, id := range sh.Listings {
		l := &w.st.Listings[id]
		p.Yesterday += int64(l.sold(1))
		recent += l.sold(stuckDays)
		if l.Active {
			p.Listings++
			if sh.Stock[l.Good][w.st.Offers[l.Offer].Place].Quantity == 0 {
				p.StockOuts++
			}
		}
	}
	for _, t := range w.s.Tasks {
		if int(sh.Marks[slices.Index(scenario.Milestones, t.Done)]) >= t.Count {
			p.Tasks++
		}
	}
	q := w.queue(sh)
	p.Tickets, p.Health = q.Tickets, q.Health
	if w.Over() {
		return p
	}
	lived := len(sh.Equity)
	raise := func(f Flag, when bool) {
		if when {
			p.Flags = append(p.Flags, f)
		}
	}
	raise(Overdrawn, p.Cash < 0)
	raise(Stuck, lived >= stuckDays && recent == 0)
	raise(StockOut, p.StockOuts > 0)
	raise(Losing, lived > losingDays && p.Profit < 0 && sh.Equity[lived-1] < sh.Equity[lived-1-losingDays])
	raise(Barred, slices.ContainsFunc(q.Health, func(a AccountState) bool { return a.State != health.Names[health.Warned] }))
	raise(Unheard, !p.Bot && q.Tickets > 0 && q.TicketDue <= w.st.Day)
	raise(Idle, !p.Bot && p.Idle >= idleDays)
	return p
}
