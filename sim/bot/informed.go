package bot

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
)

// What the informed have read about shoppers; the sources are with the engine's models.
const (
	elasticity = 2.6   // of demand in the price: Bijmolt, van Heerde and Pieters 2005
	perDay     = 0.006 // of demand lost for each promised day up to a week: Cui et al.
	perLateDay = 0.021 // and for each day beyond: Oblander and Jerath
)

// Bounds of an informed price, in per cent of the reference price: beyond them shoppers take fright, or suspect.
const (
	lowest  = 80
	highest = 140
)

// guess is the sales in thousandths of a piece a day that a new listing of usual appeal may count on.
const guess = 1200

// capital is what tied-up money costs a day, per cent: a shop that turns its money over every two months and earns as
// much again knows that a week sooner is worth having.
const capital = 1

// choice is an offer at its best price.
type choice struct {
	*Offer
	price  int64
	profit int64   // of a piece, home currency, the cost of time taken off
	value  float64 // profit times appeal: what a searcher is worth
}

// appeal is the demand at a price and promise, 1 at the reference price promised for today.
func appeal(m *Market, price int64, promise int) float64 {
	week := min(promise, 7)
	return float64(
		draw.Pow(float64(m.Reference)/float64(price), elasticity) * draw.Exp(-float64(perDay*float64(week))-float64(perLateDay*float64(promise-week))),
	)
}

// promised is what the informed promise: what nine of ten parcels keep, and a day for customs.
func promised(o *Offer) int {
	if o.From == "home" {
		return o.P90 + 1
	}
	return o.P90
}

// best prices an offer for a piece that costs unit, with a border charge.
func (p *player) best(m *Market, o *Offer, unit, border int64) choice {
	cost := unit + o.Postage + border
	price := breakEven(m, o, cost) * (100 + p.markup) / 100
	price = max(min(price, m.Reference*highest/100), m.Reference*lowest/100)
	c := choice{Offer: o, price: price}
	c.profit = proceeds(m, o, price) - cost - (unit+o.Postage)*int64(o.P50)*capital/100
	c.value = float64(float64(c.profit) * appeal(m, price, promised(o)))
	return c
}

// pick is the best of the offers from the places where there is stock. Parcels that would not arrive before the end are
// not counted.
func (p *player) pick(m *Market, from func(place string) (unit int64, ok bool), border func(*Offer) int64) (c choice, ok bool) {
	for i := range m.Offers {
		o := &m.Offers[i]
		unit, has := from(o.From)
		if !has || o.P50 >= p.DaysLeft {
			continue
		}
		if n := p.best(m, o, unit, border(o)); !ok || n.value > c.value {
			c, ok = n, true
		}
	}
	return c, ok
}

func announced(o *Offer) int64 { return o.Announced }

func arriving(o *Offer) int64 { return o.Arriving }

// only is a place with pieces of a cost.
func only(place string, unit int64) func(string) (int64, bool) {
	return func(at string) (int64, bool) { return unit, at == place }
}

// informed ranks the goods by what a day's sales return on the money in them, and keeps the best stocked at home and
// abroad.
func (p *player) informed() {
	p.reroute()
	type ranked struct {
		good  int
		yield float64
	}
	var order []ranked
	for i := range p.Goods {
		g := &p.Goods[i]
		s := quality(g)
		r := ranked{good: i}
		unit := s.Unit(s.MOQ())
		for k := range g.Markets {
			if c, ok := p.pick(&g.Markets[k], only(g.Home.ID, unit), announced); ok {
				r.yield += c.value / float64(unit+c.Postage)
			}
		}
		// Tastes differ.
		r.yield = float64(r.yield*float64(p.between(100+uint64(i), 75, 125))) / 100
		if g.trades() {
			r.yield += 1e6
		}
		order = append(order, r)
	}
	slices.SortStableFunc(order, func(a, b ranked) int { return cmp.Compare(b.yield, a.yield) })
	for _, r := range order[:min(p.width, len(order))] {
		if r.yield <= 0 {
			break
		}
		g := &p.Goods[r.good]
		s := quality(g)
		var abroad stocking
		if (p.Day+p.phase+r.good)%planning == 0 {
			abroad = p.abroad(r.good, g, s)
		}
		p.restock(g, s, abroad)
		p.send(r.good, g, abroad)
		for k := range g.Markets {
			p.optimise(g, &g.Markets[k], s)
		}
	}
}

// reroute sends round what waits for a closed leg, where the days saved are worth what the way round costs.
func (p *player) reroute() {
	for _, s := range p.Stranded {
		if saved := int64(s.Wait - s.Round); saved > 0 && s.Cost <= s.Value*saved*capital/100 && p.affords(s.Cost) {
			p.out = append(p.out, Decision{Reroute: s.Consignment})
		}
	}
}

// quality is the supplier of the best quality, since reviews and returns follow it. While there is nothing to sell, one
// nearly as good who delivers sooner is better.
func quality(g *Good) *Supplier {
	const nearly = 0.15
	best := &g.Suppliers[0]
	for i := range g.Suppliers {
		if s := &g.Suppliers[i]; s.Quality > best.Quality {
			best = s
		}
	}
	if g.Home.Stock > 0 {
		return best
	}
	top := best.Quality
	for i := range g.Suppliers {
		if s := &g.Suppliers[i]; s.Quality >= top-nearly && s.Lead < best.Lead {
			best = s
		}
	}
	return best
}

// rate is what a good sells a day in thousandths, or may be expected to.
func rate(g *Good) int {
	if milli, known := g.sold(); known {
		return milli
	}
	return guess * len(g.Markets)
}

// planning is how many days lie between two looks at a good's stock abroad.
const planning = 3

// stocking is a plan to sell from a warehouse.
type stocking struct {
	freight string
	depot   *Depot
	pieces  int // that the warehouse lacks for the days left
	days    int // until they would arrive
}

// abroad is how many pieces a warehouse could still sell, where selling from it beats sending each parcel from home
// under the announced duties. It weighs freight, duty and the days left.
func (p *player) abroad(index int, g *Good, s *Supplier) (out stocking) {
	unit := s.Unit(s.MOQ())
	if g.Home.Unit > 0 {
		unit = g.Home.Unit
	}
	direct := 0.0
	for k := range g.Markets {
		if c, ok := p.pick(&g.Markets[k], only(g.Home.ID, unit), announced); ok {
			direct += c.value
		}
	}
	const sensible = 35 // days of sales: more would lie in storage that costs
	bestGain := 0.0
	plans := p.Plan(index, max(rate(g)*20/1000, 20), unit)
	for d := range g.Away {
		depot := &g.Away[d]
		for _, f := range plans {
			days := p.DaysLeft - f.P90 - 4
			if g.Home.Stock == 0 {
				days -= s.Lead
			}
			if f.Warehouse != depot.ID || days < 7 {
				continue
			}
			local := 0.0
			for k := range g.Markets {
				if c, ok := p.pick(&g.Markets[k], only(depot.ID, f.Landed), announced); ok {
					local += c.value
				}
			}
			if gain := float64((local - direct) * float64(days)); local > float64(direct*1.05) && gain > bestGain {
				sell := rate(g) * min(days, sensible) / 1000
				if _, known := g.sold(); !known {
					sell /= 2 // half on trust
				}
				bestGain = gain
				out = stocking{f.ID, depot, sell - depot.Stock - depot.Coming, f.P90}
			}
		}
	}
	return out
}

// restock buys what sells from home until the next order arrives, and what is to go abroad.
func (p *player) restock(g *Good, s *Supplier, abroad stocking) {
	horizon := min(s.LeadP90+p.cover, p.DaysLeft-s.Lead-5)
	if horizon <= 0 {
		return
	}
	have := g.Home.Stock + g.Home.Coming
	need := p.direct(g, horizon) - have
	if abroad.pieces > 0 {
		need += abroad.pieces
	}
	least := s.MOQ() / 2
	if have == 0 {
		least = s.MOQ() / 3 // a beginning is worth a little more than can be sold at once
	}
	if need < max(least, 1) {
		return
	}
	// A price break a little further on is worth taking.
	for _, t := range s.Tiers {
		if t.From > need && t.From <= need*13/10 {
			need = t.From
		}
	}
	p.buy(g, s, need)
}

// direct is how many pieces will go from home in so many days: what warehouses do not have.
func (p *player) direct(g *Good, days int) int {
	need := rate(g) * days / 1000
	for i := range g.Away {
		need -= g.Away[i].Stock
	}
	return max(need, 0)
}

// send hands over to the railway or the airline what home does not need until it arrives.
func (p *player) send(index int, g *Good, abroad stocking) {
	const least = 20 // pieces: documents and clearance cost as much for one as for many
	pieces := min(abroad.pieces, g.Home.Stock-min(p.direct(g, abroad.days), g.Home.Stock/3))
	if abroad.depot == nil || pieces < least {
		return
	}
	for _, f := range p.Plan(index, pieces, g.Home.Unit) {
		if f.ID == abroad.freight && p.affords(f.Cost) {
			p.out = append(p.out, Decision{Consign: &Consign{g.ID, f.ID, pieces}})
			g.Home.Stock -= pieces
			return
		}
	}
}

// optimise sells from where there is stock at the most profitable terms, dearer when stock will run out before more comes.
func (p *player) optimise(g *Good, m *Market, s *Supplier) {
	places := func(at string) (int64, bool) {
		for _, d := range append([]Depot{g.Home}, g.Away...) {
			if d.ID == at {
				return d.Unit, d.Stock > 0
			}
		}
		return 0, false
	}
	c, ok := p.pick(m, places, arriving)
	if !ok || c.profit <= 0 {
		return
	}
	if m.Listing > 0 && m.Service == c.Service && !p.reviews(p.Day) {
		c.price = m.Price
	} else if c.From == g.Home.ID && g.Home.Stock*1000 < rate(g)*s.Lead/2 && g.Home.Coming == 0 {
		c.price = c.price * 108 / 100
	}
	const slack = 3 // days more that a shop promises whose account is wanting
	promise := promised(c.Offer)
	if m.Warned {
		promise += slack
	}
	p.offer(g, m, Terms{Service: c.Service, Price: c.price, Promise: promise}, c.From != g.Home.ID || p.solvent(m))
}
