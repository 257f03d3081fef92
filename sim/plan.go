package sim

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// FreightPlan is what sending stock to a warehouse would take and cost, in minor units of the home currency.
type FreightPlan struct {
	Freight    string `json:"freight"`
	Warehouse  string `json:"warehouse"`
	P50        int    `json:"p50"` // days to the warehouse, holds at the border not counted
	P90        int    `json:"p90"`
	Slower     int    `json:"slower"`     // of the median, days that today's congestion and shocks cost
	Room       int    `json:"room"`       // and days until a departure has room for it
	Stuck      int    `json:"stuck"`      // and days before closed legs, as far as their opening is announced
	Cost       int64  `json:"cost"`       // freight with documents
	Duty       int64  `json:"duty"`       // import duty, part of the landed cost
	VAT        int64  `json:"vat"`        // import VAT, paid at the border and refunded later
	Inbound    int64  `json:"inbound"`    // the warehouse's fee for receiving
	Picked     int64  `json:"picked"`     // what the warehouse takes where the goods lie, for handing them out
	Landed     int64  `json:"landed"`     // of one piece in the warehouse: goods, freight and duty
	Chargeable int64  `json:"chargeable"` // grams
	CarbonG    int64  `json:"carbon_g"`   // CO2e of the whole consignment, well to wheel

	Premium  int64               `json:"premium"`            // of insuring it; 0: cannot be insured
	Loss     float64             `json:"loss"`               // chance that a part comes in lost or spoilt
	Refused  scenario.Cargo      `json:"refused"`            // what of the good the carrier does not take; empty: it takes it
	Interest int64               `json:"interest"`           // on goods and freight over the mean days, at the credit line's rate
	Closed   string              `json:"closed"`             // the shock that keeps a leg of it closed today, or will: it has been told
	Stocking *logistics.Stocking `json:"stocking,omitempty"` // where the shop has sold the good lately
}

// Plan compares all ways to send a quantity of a good from a place ("" is home) to the warehouses. A piece counts at the
// average cost of what lies there, or at the first supplier's first tier when nothing does.
func (w *World) Plan(number int, good, place string, quantity int) ([]FreightPlan, error) {
	g := w.good(good)
	if g < 0 {
		return nil, reject("good", "没有商品 %q", "there is no good %q", good)
	}
	from := slices.Index(w.places, cmp.Or(place, w.places[0]))
	if from < 0 {
		return nil, reject("place", "没有仓库 %q", "there is no place %q", place)
	}
	if quantity < 1 || quantity > MaxQuantity {
		return nil, reject("quantity", "数量应在 1 到 %d 之间", "the quantity must lie between 1 and %d", MaxQuantity)
	}
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	unit := w.s.Goods[g].Suppliers[0].Tiers[0].Unit.Minor
	if lies := w.st.Shops[number-1].Stock[g][from]; lies.Quantity > 0 {
		unit = mulDiv(lies.Value, 1, lies.Quantity)
	}
	plans, err := w.freightPlans(g, from, quantity, unit)
	if err != nil {
		return nil, err
	}
	return plans, w.weigh(&w.st.Shops[number-1], g, quantity, unit, plans)
}

// weigh adds to the plans what time costs: interest under way, and where the good sells, lot, reserve and reorder point.
func (w *World) weigh(sh *shop, g, quantity int, unit int64, plans []FreightPlan) error {
	annual := w.s.Credit.Annual.InexactFloat64()
	trade := logistics.Trade{Pieces: int64(quantity), Value: unit, Capital: annual}
	for _, id := range sh.Listings {
		l := &w.st.Listings[id]
		if int(l.Good) != g {
			continue
		}
		trade.Daily += float64(l.sold(fortnight)) / fortnight
		o := &w.st.Offers[l.Offer]
		q, err := w.quote(int(l.Market), g, int(o.Service), o.Price, o.DAP)
		if err != nil {
			return err
		}
		net, err := w.inHome(money.Amount{Minor: o.Price - q.vat - q.fee, Currency: w.s.Marketplaces[l.Market].Currency})
		if err != nil {
			return err
		}
		trade.Margin = max(trade.Margin, net-q.postage-q.border-unit)
	}
	load := logistics.LoadOf(&w.s.Goods[g], quantity)
	for i := range plans {
		p := &plans[i]
		f := slices.IndexFunc(w.s.Freights, func(f scenario.Freight) bool { return f.ID == p.Freight })
		way := w.net.Way(w.s, f, load, w.Date())
		days := decimal.NewFromFloat(way.Mean)
		p.Interest = decimal.NewFromInt(unit*int64(quantity)+p.Cost).Mul(w.s.Credit.Annual).Mul(days).DivRound(decimal.NewFromInt(365), 0).IntPart()
		if trade.Daily > 0 {
			way.Cost.Minor = p.Cost
			s := way.Stock(trade)
			p.Stocking = &s
		}
	}
	return nil
}

// fortnight is how many days of sales a plan goes by.
const fortnight = 14

// closedAhead is the shock that keeps one of the legs closed today or has been told to; empty when none does.
func (w *World) closedAhead(chain []int) string {
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		if w.s.Shocks[k.Kind].Closed && w.st.Day < k.Until && slices.ContainsFunc(chain, func(leg int) bool { return w.tables.hits[k.Kind].legs[leg] }) {
			return w.s.Shocks[k.Kind].ID
		}
	}
	return ""
}

// freightPlans compares all ways to send a quantity of a good that lies at a place, each piece worth unit, to the warehouses.
func (w *World) freightPlans(g, from, quantity int, unit int64) ([]FreightPlan, error) {
	out := []FreightPlan{}
	if w.delivery[g] > 0 && from == 0 {
		return out, nil // nothing of it lies at home
	}
	for f := range w.s.Freights {
		fr := &w.s.Freights[f]
		if w.starts(f) != from {
			continue
		}
		load := logistics.LoadOf(&w.s.Goods[g], quantity)
		p := FreightPlan{
			Freight:    fr.ID,
			Warehouse:  fr.Warehouse,
			Loss:       fr.Loss,
			Refused:    logistics.Refused(fr.Refuses, &w.s.Goods[g]),
			Closed:     w.closedAhead(w.net.Freights[f]),
			Chargeable: load.Chargeable(fr.Divisor),
		}
		p.Cost = w.freightCost(f, g, quantity)
		value := unit*int64(quantity) + p.Cost
		if fr.Insurance != nil {
			p.Premium = premium(fr.Insurance, value)
		}
		var err error
		if fr.Customs > 0 {
			if p.Duty, p.VAT, err = w.stockTaxes(nil, g, f, value); err != nil {
				return nil, err
			}
		}
		if from > 0 {
			h := &w.s.Warehouses[from-1]
			if p.Picked, err = w.inHome(money.Amount{Minor: h.PickPack * int64(quantity), Currency: h.Currency}); err != nil {
				return nil, err
			}
		}
		wh := w.warehouse(fr.Warehouse)
		if p.Inbound, err = w.inboundFee(wh, int64(quantity)); err != nil {
			return nil, err
		}
		p.Landed = mulDiv(value+p.Duty, 1, int64(quantity))
		p.CarbonG = w.net.Carbon(w.net.Freights[f], int64(quantity)*int64(w.s.Goods[g].Grams))
		d := w.desk.days(w, span{freight: true, number: f})
		p.P50, p.P90, p.Slower, p.Stuck = d.p50, d.p90, d.slower, d.stuck
		p.Room = w.crowdedOut(w.net.Freights[f], logistics.BulkOf(fr, load))
		p.P50, p.P90 = p.P50+p.Room, p.P90+p.Room
		out = append(out, p)
	}
	return out, nil
}

// outlook is how long a chain of legs takes, as things stand: the median and the 90th percentile, and how many days of both
// today's congestion and shocks (slower) and closed legs (stuck) cost.
type outlook struct{ p50, p90, slower, stuck int }

// chainDays is the outlook of a chain of legs from today after so many days of handling. Parcels go round a closed leg
// where their carriers do.
func (w *World) chainDays(chain []int, handle int, parcels bool) (d outlook) {
	pace, slow := w.paces()
	if !slow {
		pace = nil
	}
	s := w.net.Spread(chain, w.Date(), handle, pace)
	d.p50, d.p90 = s.Quantile(50), s.Quantile(90)
	if slow && slices.ContainsFunc(chain, func(leg int) bool { return pace[leg] != even }) {
		d.slower = d.p50 - w.net.Spread(chain, w.Date(), handle, nil).Quantile(50)
	}
	if w.closedAhead(chain) != "" {
		d.stuck = w.walk(chain, handle, parcels, true) - w.walk(chain, handle, parcels, false)
		d.p50, d.p90 = d.p50+d.stuck, d.p90+d.stuck
	}
	return d
}

// walk is the day on which goods that take the usual time on each leg of a chain come to its end, with the closures that
// have been told or without.
func (w *World) walk(chain []int, handle int, parcels, closures bool) int {
	at := w.st.Day + handle
	for _, leg := range chain {
		usual := func(leg, on int) int { return on + w.net.Legs[leg].Typical(w.s.Start+scenario.Date(on)) }
		if !closures {
			at = usual(leg, at)
			continue
		}
		through := w.opens(leg, usual(leg, w.opens(leg, at)))
		if k, round := w.closedBy(leg, at); parcels && round != nil {
			through = min(through, usual(w.tables.hits[k.Kind].by[leg], max(at, k.From+round.After)))
		}
		at = through
	}
	return at
}

// opens is the first day from a day on that no shock which has been told keeps a leg closed.
func (w *World) opens(leg, day int) int {
	for {
		k, _ := w.closedBy(leg, day)
		if k == nil {
			return day
		}
		day = k.Until
	}
}
