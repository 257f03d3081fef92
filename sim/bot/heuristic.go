package bot

// heuristic keeps the goods it knows in stock by a reorder point and sells them at full cost and a margin.
func (p *player) heuristic() {
	for k := range min(p.width, len(p.Goods)) {
		g := &p.Goods[(p.first+k)%len(p.Goods)]
		s := &g.Suppliers[p.between(20, 0, len(g.Suppliers)-1)]
		have := g.Home.Stock + g.Home.Coming
		milli, known := g.sold()
		switch want := milli * (s.Lead + p.cover) / 1000; {
		case p.DaysLeft < s.Lead+p.cover:
		case !known && have == 0, known && have < milli*(s.LeadP90+1)/1000:
			p.buy(g, s, want-have)
		}
		for i := range g.Markets {
			p.costPlus(g, &g.Markets[i], s)
		}
	}
}

// patience is the longest promise that the heuristic take for sensible.
const patience = 14

// costPlus offers by the cheapest service of a sensible promise.
func (p *player) costPlus(g *Good, m *Market, s *Supplier) {
	var o *Offer
	for i := range m.Offers {
		if c := &m.Offers[i]; c.From == g.Home.ID && (o == nil || o.Promise > patience || c.Promise <= patience && c.Postage+c.Border < o.Postage+o.Border) {
			o = c
		}
	}
	if o == nil || m.Listing == 0 && g.Home.Stock == 0 {
		return
	}
	price := m.Price
	if m.Listing == 0 || p.reviews(p.Day) {
		unit := g.Home.Unit
		if unit == 0 {
			unit = s.Tiers[0].Unit
		}
		price = breakEven(m, o, unit+o.Postage+o.Border) * (100 + p.markup) / 100
	}
	p.offer(g, m, Terms{Service: o.Service, Price: price, Promise: o.Promise}, p.solvent(m))
}
