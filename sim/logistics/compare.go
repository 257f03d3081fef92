package logistics

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Way is one of the ways to send a load from a hub to another: how long it takes, and what it costs and causes.
type Way struct {
	Freight   string          `json:"freight"`
	Name      scenario.Text   `json:"name"`
	Mode      scenario.Mode   `json:"mode"`
	Stations  []string        `json:"stations"` // hubs in their order
	KM        int             `json:"km"`
	Gauge     int             `json:"gauge_changes"`
	Departs   string          `json:"departs"` // first departure, by the timetable and the holidays
	P50       int             `json:"p50"`     // days from the date to the hub, customs not counted
	P90       int             `json:"p90"`
	Mean      float64         `json:"mean"`
	Deviation float64         `json:"deviation"`  // standard deviation, days
	Cost      money.Amount    `json:"cost"`       // with documents and the surcharges of the day
	Fixed     int64           `json:"fixed"`      // of it, what does not grow with the load: the documents
	PerKG     int64           `json:"per_kg"`     // cost by the kilogram on the scale
	Charged   int64           `json:"chargeable"` // grams
	Boxes     int64           `json:"boxes,omitzero"`
	CarbonG   int64           `json:"carbon_g"` // CO2e, well to wheel
	Loss      float64         `json:"loss"`     // share of consignments lost or spoilt
	Premium   int64           `json:"premium"`  // of insuring a value of one million minor units
	Refuses   []string        `json:"refuses"`
	Bookable  bool            `json:"bookable"` // there is a warehouse at its end
	Source    scenario.Source `json:"source"`
}

// Compare lists the ways of a network's scenario to send a load from a hub to another, handed over on a date: quickest
// first, by the median.
func (n *Network) Compare(s *scenario.Scenario, from, to string, l Load, on scenario.Date) []Way {
	out := []Way{}
	for i := range s.Freights {
		chain := n.Freights[i]
		if n.Legs[chain[0]].From != from || n.Legs[chain[len(chain)-1]].To != to {
			continue
		}
		out = append(out, n.Way(s, i, l, on))
	}
	slices.SortStableFunc(out, func(a, b Way) int { return cmp.Or(cmp.Compare(a.P50, b.P50), cmp.Compare(a.Mean, b.Mean)) })
	return out
}

// Way is one freight of the network's scenario, by its number, for a load handed over on a date.
func (n *Network) Way(s *scenario.Scenario, number int, l Load, on scenario.Date) Way {
	f, chain := &s.Freights[number], n.Freights[number]
	first := &n.Legs[chain[0]]
	w := Way{
		Freight:  f.ID,
		Name:     f.Name,
		Mode:     f.Mode,
		Stations: []string{first.From},
		Departs:  (on + scenario.Date(first.Wait(on))).String(),
		Cost:     FreightCost(f, l, on),
		Fixed:    f.Documents.Minor,
		Charged:  l.Chargeable(f.Divisor),
		CarbonG:  n.Carbon(chain, l.Grams),
		Loss:     f.Loss,
		Refuses:  []string{},
		Bookable: f.Warehouse != "",
		Source:   f.Source,
	}
	for _, leg := range chain {
		g := &n.Legs[leg]
		w.Stations = append(w.Stations, g.To)
		w.KM += g.KM
		w.Gauge += g.GaugeChanges
	}
	if f.Insurance != nil {
		w.Premium = f.Insurance.Premium.Mul(f.Insurance.Cover).Shift(6).IntPart()
	}
	if f.Container != nil {
		w.Boxes = l.Boxes(f.Container)
	}
	for _, c := range f.Refuses {
		w.Refuses = append(w.Refuses, string(c))
	}
	if l.Grams > 0 {
		w.PerKG = money.MulDiv(w.Cost.Minor, 1000, l.Grams)
	}
	days := n.Spread(chain, on, 0, nil)
	w.P50, w.P90, w.Mean = days.Quantile(50), days.Quantile(90), days.Mean()
	w.Deviation = draw.Sqrt(days.Variance())
	return w
}

// DayPrice is what two ways make of a day: the quicker one costs so much more for each kilogram and day saved, and pays by
// the cost of capital alone from a value of the goods on.
type DayPrice struct {
	Quicker string  `json:"quicker"`
	Slower  string  `json:"slower"`
	Days    float64 `json:"days"`     // saved, in the mean
	More    int64   `json:"more"`     // the quicker one costs more by, for the whole load
	PerKG   int64   `json:"per_kg"`   // minor units for each kilogram and day saved
	PaysAt  int64   `json:"pays_at"`  // value of a kilogram from which interest alone pays for the quicker way
	CarbonG int64   `json:"carbon_g"` // what the quicker one causes more
}

// DayPrices compares each way with the next quicker one that costs more, at an annual cost of capital (0.08 is 8 %).
// Ways that are both slower and dearer than another are left out.
func DayPrices(ways []Way, l Load, capital float64) []DayPrice {
	var front []Way
	for _, w := range ways { // by days: each must be cheaper than all before
		if len(front) == 0 || w.Cost.Minor < front[len(front)-1].Cost.Minor {
			front = append(front, w)
		}
	}
	out := []DayPrice{}
	for i := 1; i < len(front); i++ {
		q, s := &front[i-1], &front[i]
		d := DayPrice{Quicker: q.Freight, Slower: s.Freight, Days: s.Mean - q.Mean, More: q.Cost.Minor - s.Cost.Minor, CarbonG: q.CarbonG - s.CarbonG}
		if d.Days <= 0 || l.Grams <= 0 {
			continue
		}
		perKG := float64(float64(d.More)*1000) / float64(l.Grams)
		d.PerKG = whole(perKG / d.Days)
		if capital > 0 {
			d.PaysAt = whole(float64(perKG*daysOfYear) / float64(capital*d.Days))
		}
		out = append(out, d)
	}
	return out
}

const daysOfYear = 365

// whole is a figure of a plan in whole minor units, clamped to what money can be.
func whole(v float64) int64 {
	return int64(min(max(v, -float64(money.MaxMinor)), float64(money.MaxMinor)) + 0.5)
}

// Trade is what the planner must know of a good to weigh stock against speed. Money is in minor units of the home
// currency.
type Trade struct {
	Pieces  int64   // of the consignment asked for
	Value   int64   // what a piece costs
	Margin  int64   // what a piece leaves that is sold, and what a lost sale loses
	Daily   float64 // pieces sold a day; they vary as a Poisson variable does
	Capital float64 // annual cost of capital
}

// Stocking is the plan of a trade by one way: how many to send at once, how many to keep in reserve, and what a piece
// costs in all. Sources: Harris 1913 for the lot, the newsvendor's critical ratio for the reserve, and for the spread of
// demand over the time under way σ² = L·σd² + d²·σL² (Silver, Pyke and Peterson).
type Stocking struct {
	Freight  string  `json:"freight"`
	Lot      int64   `json:"lot"`      // √(2·D·K/h), pieces
	Service  float64 `json:"service"`  // critical ratio cu/(cu+co): chance not to run out before the next arrival
	Reserve  int64   `json:"reserve"`  // safety stock, pieces
	Point    int64   `json:"point"`    // reorder point: sales over the time under way, and the reserve
	Carriage int64   `json:"carriage"` // of a piece
	Pipeline int64   `json:"pipeline"` // interest on a piece while it is under way
	Holding  int64   `json:"holding"`  // interest on lot and reserve, by the piece
	Ordering int64   `json:"ordering"` // documents, by the piece
	Lost     int64   `json:"lost"`     // margin lost to empty shelves and to lost goods, by the piece
	Total    int64   `json:"total"`
}

// Stock plans a trade by a way.
func (w *Way) Stock(t Trade) Stocking {
	s := Stocking{Freight: w.Freight}
	if t.Pieces <= 0 || t.Daily <= 0 {
		return s
	}
	demand := float64(t.Daily * daysOfYear)
	hold := max(float64(float64(t.Value)*t.Capital), 1) // of a piece for a year
	lot := max(draw.Sqrt(float64(float64(2*demand)*float64(w.Fixed))/hold), 1)
	if w.Boxes > 0 {
		lot = float64(t.Pieces)
	}
	lot = min(lot, demand)
	over := float64(hold*lot) / demand // of a piece for the time that a lot lasts
	ratio := min(max(float64(t.Margin)/(float64(t.Margin)+over), 0.5), 0.999)
	z := draw.Probit(ratio)
	sigma := draw.Sqrt(float64(w.Mean*t.Daily) + float64(float64(t.Daily*t.Daily)*float64(w.Deviation*w.Deviation)))
	short := float64(sigma * (draw.Density(z) - float64(z*(1-ratio))))
	reserve := float64(z * sigma)
	s.Lot, s.Service, s.Reserve, s.Point = whole(lot), ratio, whole(reserve), whole(float64(w.Mean*t.Daily)+reserve)
	s.Carriage = (w.Cost.Minor - w.Fixed) / t.Pieces
	s.Pipeline = whole(float64(hold*w.Mean) / daysOfYear)
	s.Holding = whole(float64(hold*(lot/2+reserve)) / demand)
	s.Ordering = whole(float64(w.Fixed) / lot)
	s.Lost = whole(float64(float64(t.Margin)*short)/lot + float64(float64(t.Value)*w.Loss))
	s.Total = s.Carriage + s.Pipeline + s.Holding + s.Ordering + s.Lost
	return s
}
