package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/customs"
	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// OrderRow is an order on one line. Status is ordered (not yet with the carrier), in_transit, held (by import customs),
// delivered, lost, returned (by the buyer), refused (by the buyer at the door), sent_back or seized (by customs).
type OrderRow struct {
	Number      string         `json:"number"`
	Listing     int            `json:"listing"`
	Good        string         `json:"good"`
	Marketplace string         `json:"marketplace"`
	Service     string         `json:"service"`
	Placed      int            `json:"placed"`  // day
	Promise     int            `json:"promise"` // day by which delivery was promised
	Pieces      int            `json:"pieces"`
	Price       int64          `json:"price"` // paid by the buyer, tax included; where the marketplace sets the retail price, what it pays the shop
	Money       money.Currency `json:"money"` // of Price
	Status      string         `json:"status"`
	Leg         string         `json:"leg,omitempty"` // the leg it travels
	Due         int            `json:"due"`           // day on which what it does now is expected to end; of a finished order, the day it ended
	Late        bool           `json:"late"`          // delivered after the promise, or sure to be
	Stars       int            `json:"stars,omitzero"`
}

// OrderStep is a station in the life of an order. Expected ones have not happened: their days are what the service
// usually takes.
type OrderStep struct {
	Day      int    `json:"day"`
	Kind     string `json:"kind"` // paid, handed_over, export_cleared, departed, waiting, arrived, inspected, cleared, delivered, lost, reviewed, returned, payable, paid_out, asked, answered, disputed, dispute_won, dispute_lost, repaid, refused, sent_back, seized, destroyed, came_back
	Hub      string `json:"hub,omitempty"`
	Leg      string `json:"leg,omitempty"`
	Expected bool   `json:"expected"`
	// Ruling says what customs checked and decided, and Cost what the step cost besides (home currency).
	Ruling *Ruling `json:"ruling,omitempty"`
	Cost   int64   `json:"cost,omitzero"`
}

// OrderAccount is what an order brings and costs, in minor units of the home currency: amounts in other currencies are
// valued at the reference rate of the day on which they arose, as the books are kept.
type OrderAccount struct {
	Price      int64 `json:"price"`
	VAT        int64 `json:"vat"` // inside the price, kept by the marketplace
	Commission int64 `json:"commission"`
	Fees       int64 `json:"fees"`    // for payment and closing
	Postage    int64 `json:"postage"` // with the warehouse's pick and pack
	Border     int64 `json:"border"`  // duty and import tax that the shop pays
	Fines      int64 `json:"fines"`   // arrears and fines of customs
	Back       int64 `json:"back"`    // freight back, or the fee for destroying
	Cost       int64 `json:"cost"`    // of the goods, at the average cost of what the shop has on the way
	Repaid     int64 `json:"repaid"`  // to the buyer, less the commission that came back with it
	Profit     int64 `json:"profit"`
}

// OrderLife is all that can be told of an order.
type OrderLife struct {
	Row        OrderRow       `json:"row"`
	Steps      []OrderStep    `json:"steps"`
	Account    OrderAccount   `json:"account"`
	Lines      []customs.Line `json:"lines"`           // the border's calculation on the day of clearance, or by today's rules before it
	Grams      int            `json:"grams"`           // actual weight
	Chargeable int            `json:"chargeable"`      // chargeable weight, grams
	Ticket     int            `json:"ticket,omitzero"` // that the buyer opened
}

// voyage is the life of a parcel told from its key: what has happened up to now, and what is expected.
type voyage struct {
	steps      []OrderStep
	status     string
	leg        string
	legStarted int // day, while in transit
	legDue     int // expected end of what it does now
	cleared    int // day; -1 before
	delivered  int // day; -1 before
	fate       fate
	diverted   int64   // what detours cost, home currency
	checked    finding // by import customs
	end        end     // that it decided on
}

// travelled tells the life of a parcel. Everything up to now is exactly what the days have played; what lies ahead is
// told from usual times alone, so that nothing is given away.
func (w *World) travelled(p parcel) voyage {
	o := &w.st.Offers[p.Offer]
	sv := &w.s.Services[o.Service]
	now := w.st.Day // days before it have been played
	v := voyage{cleared: -1, delivered: -1, status: "ordered"}
	at := int(p.Placed)
	ahead := false
	note := func(kind, hub, leg string) {
		v.steps = append(v.steps, OrderStep{Day: at, Kind: kind, Hub: hub, Leg: leg, Expected: ahead})
	}
	chain := w.net.Services[o.Service]
	shocked := len(w.st.Shocks) > 0
	from := w.net.Legs[chain[0]].From
	note("paid", "", "")
	at += sv.Handle
	ahead = at >= now
	v.legDue = max(at, now)
	note("handed_over", from, "")
	if sv.Customs > 0 {
		note("export_cleared", from, "")
	}
	for k, leg := range chain {
		l := &w.net.Legs[leg]
		by, open := leg, true
		if !ahead && shocked {
			for ready := at; ; at++ {
				var cause *shock
				if by, cause, open = w.passage(leg, at); open || at >= now {
					if by != leg {
						v.diverted += w.diversion(w.tables.hits[cause.Kind].round[leg], o)
						l = &w.net.Legs[by]
					}
					break
				}
				if at == ready {
					note("waiting", l.From, l.ID)
				}
			}
			if !open || at >= now { // it waits for the leg to open
				ahead = true
				at = now
				v.status, v.leg, v.legStarted, v.legDue = "in_transit", l.ID, now, now+l.Typical(w.s.Start+scenario.Date(now))
			}
		}
		note("departed", l.From, l.ID)
		start := at
		if ahead {
			at += l.Typical(w.s.Start + scenario.Date(at))
		} else {
			at += l.Days(w.s.Start+scenario.Date(at), uint32(w.order.Bits(p.Key)>>(12*k)), w.slowed(by, at))
			for due := at; shocked && by == leg && at < now; at++ {
				if cause, _ := w.closedBy(leg, at); cause == nil {
					break
				}
				if at == due {
					note("waiting", l.To, l.ID)
				}
			}
			if at >= now { // under way on this leg
				ahead = true
				v.status, v.leg, v.legStarted = "in_transit", w.net.Legs[leg].ID, start
				at = max(start+l.Typical(w.s.Start+scenario.Date(start)), now)
				v.legDue = at
			}
		}
		note("arrived", l.To, l.ID)
		if sv.Customs == k+1 {
			if !ahead {
				v.cleared = at
				t := w.termsOf(p.Offer)
				if what, days := w.examine(p, t, w.watched(&w.st.Shops[t.shop], w.tables.borders[t.market], at)); what != released {
					v.checked, v.end = what, w.ruled(p, o, what)
					note("inspected", l.To, "")
					at += days
					if at >= now {
						ahead = true
						v.status, v.leg = "held", ""
						at = now
						v.legDue = at
					}
				}
			}
			if v.end.stops() {
				note(ends[v.end], l.To, "")
				if !ahead {
					v.end.mark(&p)
					v.fate, v.status, v.legDue = w.fate(p, at), ends[v.end], at
				}
				return v
			}
			note("cleared", l.To, "")
		}
	}
	if !ahead {
		v.fate = w.fate(p, at)
		v.status, v.legDue = "delivered", at
		if v.fate.refused {
			v.status = ends[turnedAway]
			note("refused", w.net.Legs[chain[len(chain)-1]].To, "")
			if at, ahead = v.fate.reviewed, v.fate.reviewed >= now; v.fate.star > 0 && !ahead {
				note("reviewed", "", "")
			}
			return v
		}
		if v.fate.lost {
			v.status = "lost"
			note("lost", w.net.Legs[chain[len(chain)-1]].To, "")
			return v
		}
		v.delivered = at
	}
	note("delivered", w.net.Legs[chain[len(chain)-1]].To, "")
	delivered := at
	happened := func(day int, kind string) {
		at, ahead = day, day >= now
		if v.delivered >= 0 && !ahead {
			note(kind, "", "")
		}
	}
	if v.delivered >= 0 && v.fate.star > 0 {
		happened(v.fate.reviewed, "reviewed")
	}
	if v.delivered >= 0 && v.fate.returned > 0 {
		happened(v.fate.returned, "returned")
		if !ahead {
			v.status, v.legDue = "returned", at
		}
	}
	set := &w.s.Marketplaces[o.Market].Settlement
	at = delivered + set.ReserveDays
	ahead = v.delivered < 0 || at >= now
	note("payable", "", "")
	at += set.CycleDays - 1 - at%set.CycleDays
	ahead = v.delivered < 0 || at >= now
	note("paid_out", "", "")
	slices.SortStableFunc(v.steps, func(a, b OrderStep) int { return cmp.Compare(a.Day, b.Day) })
	return v
}

func (w *World) orderRow(p parcel, v *voyage) OrderRow {
	o := &w.st.Offers[p.Offer]
	r := OrderRow{
		Number:      OrderNumber(p.Key),
		Listing:     int(o.Listing) + 1,
		Good:        w.s.Goods[o.Good].ID,
		Marketplace: w.s.Marketplaces[o.Market].ID,
		Service:     w.s.Services[o.Service].ID,
		Placed:      int(p.Placed),
		Promise:     int(p.Placed) + int(o.Promise),
		Pieces:      int(o.Pieces),
		Price:       o.Price,
		Money:       w.s.Marketplaces[o.Market].Currency,
		Status:      v.status,
		Leg:         v.leg,
		Due:         v.legDue,
	}
	switch {
	case v.fate.refused:
		if v.fate.star > 0 && v.fate.reviewed < w.st.Day {
			r.Stars = v.fate.star
		}
	case v.delivered >= 0:
		r.Late = v.fate.late
		if v.fate.reviewed < w.st.Day {
			r.Stars = w.starsOf(p, o, &v.fate)
		}
	case !v.fate.lost:
		r.Late = w.st.Day > r.Promise
	}
	return r
}

// Orders are up to limit orders of a shop, newest first. Bots' shops keep none.
func (w *World) Orders(number, limit int) []OrderRow {
	out := []OrderRow{}
	if number < 1 || number > len(w.st.Shops) {
		return out
	}
	for p := range w.newest(&w.st.Shops[number-1]) {
		if len(out) >= limit {
			break
		}
		v := w.travelled(p)
		out = append(out, w.orderRow(p, &v))
	}
	return out
}

// Order is the life of one order of a shop, by its number.
func (w *World) Order(number int, order string) (*OrderLife, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	p, ok := w.orderOf(sh, order)
	if !ok {
		return nil, reject("number", "本店没有订单 %q", "the shop has no order %q", order)
	}
	o := &w.st.Offers[p.Offer]
	v := w.travelled(p)
	life := &OrderLife{Row: w.orderRow(p, &v), Steps: v.steps, Lines: []customs.Line{}, Grams: w.s.Goods[o.Good].Grams * int(o.Pieces)}
	parcel := packed(&w.s.Goods[o.Good], int(o.Pieces))
	life.Chargeable = logistics.Chargeable(&parcel, w.s.Services[o.Service].Tariff.Divisor)
	w.tellTicket(life, sh.Care.find(p.Key))
	on := w.Date()
	period := w.period(w.st.Day)
	if v.cleared >= 0 {
		on, period = w.s.Start+scenario.Date(v.cleared), w.period(v.cleared)
	}
	if w.s.Services[o.Service].Customs >= 0 && !w.managed(int(o.Market)) {
		a, err := w.assessOffer(o, on)
		if err != nil {
			return nil, err
		}
		life.Lines = append(life.Lines, a.Lines...)
	}
	placed := w.s.Start + scenario.Date(p.Placed)
	cur := w.s.Marketplaces[o.Market].Currency
	var err error
	value := func(minor int64, c money.Currency, on scenario.Date) int64 {
		m, e := w.fx.Value(money.Amount{Minor: minor, Currency: c}, w.currencies[0], on)
		if e != nil && err == nil {
			err = e
		}
		return m.Minor
	}
	sale, fail := w.borderTerms(o, w.period(int(p.Placed)))
	if fail != nil {
		return nil, fail
	}
	border, fail := w.borderTerms(o, period)
	if fail != nil {
		return nil, fail
	}
	a := &life.Account
	a.Price, a.VAT, a.Commission, a.Fees = value(o.Price, cur, placed), value(sale.VAT, cur, placed), value(o.Fee, cur, placed), value(o.Charge, cur, placed)
	handed := placed + scenario.Date(w.s.Services[o.Service].Handle)
	a.Postage = value(
		w.carried(int(o.Service), int(o.Good), int(o.Pieces), int(p.Placed)+w.s.Services[o.Service].Handle),
		w.currencies[o.Postal],
		handed,
	) + v.diverted
	if o.Place > 0 {
		wh := &w.s.Warehouses[o.Place-1]
		a.Postage += value(wh.PickPack*int64(o.Pieces), wh.Currency, handed)
	}
	a.Border = value(border.Account, cur, on) + border.Carrier
	a.Cost = w.pieceCost(sh, o) * int64(o.Pieces)
	back, day := w.repaid(sh, p, &v.fate)
	a.Repaid = value(back, cur, w.s.Start+scenario.Date(day))
	if err := w.tellRuling(sh, p, o, &v, life); err != nil {
		return nil, err
	}
	switch {
	case v.fate.refused:
		w.tellTurned(sh, p, life)
		a.Commission, a.Repaid = value(o.Fee-o.FeeBack, cur, placed), a.Price-a.VAT
	case v.fate.lost && !w.asked(o): // the marketplace undoes the sale
		a.Commission, a.Fees, a.Repaid = 0, 0, a.Price-a.VAT
	}
	a.Profit = a.Price - a.VAT - a.Commission - a.Fees - a.Postage - a.Border - a.Fines - a.Back - a.Cost - a.Repaid
	return life, err
}

// pieceCost is the average cost of a piece of the offer's good: of those on the way to buyers, else of those in stock.
func (w *World) pieceCost(sh *shop, o *offer) int64 {
	for _, s := range []stock{sh.Shipped[o.Good], sh.Stock[o.Good][o.Place]} {
		if s.Quantity > 0 {
			return mulDiv(s.Value, 1, s.Quantity)
		}
	}
	for i := len(sh.Purchases) - 1; i >= 0; i-- {
		if k := &sh.Purchases[i]; k.Good == int(o.Good) && k.Done {
			return mulDiv(k.Cost, 1, k.Quantity)
		}
	}
	return 0
}
