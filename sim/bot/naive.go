package bot

// naive buys the least it can from the cheapest supplier, once it has sold out, and undercuts the cheapest rival.
func (p *player) naive() {
	for k := range min(p.width, len(p.Goods)) {
		g := &p.Goods[(p.first+k)%len(p.Goods)]
		s := &g.Suppliers[0]
		for i := range g.Suppliers {
			if g.Suppliers[i].Tiers[0].Unit < s.Tiers[0].Unit {
				s = &g.Suppliers[i]
			}
		}
		if g.Home.Stock+g.Home.Coming == 0 && p.DaysLeft > s.Lead {
			p.buy(g, s, s.MOQ())
		}
		for i := range g.Markets {
			p.undercut(g, &g.Markets[i], s)
		}
	}
}

// The naive start a little under the usual price and do not go below two thirds of it, or below what they take for cost.
const (
	naiveStart = 92 // per cent of the reference price
	naiveFloor = 66
)

// undercut offers by the cheapest post, promises what usually holds, and takes goods and postage for the whole cost:
// commission, VAT and duty are forgotten.
func (p *player) undercut(g *Good, m *Market, s *Supplier) {
	var o *Offer
	for i := range m.Offers {
		if c := &m.Offers[i]; c.From == g.Home.ID && (o == nil || c.Postage < o.Postage) {
			o = c
		}
	}
	if o == nil || m.Listing == 0 && g.Home.Stock == 0 {
		return
	}
	price := m.Price
	if m.Listing == 0 {
		price = m.Reference * naiveStart / 100
	}
	if m.Listing == 0 || p.reviews(p.Day) {
		if m.Cheapest > 0 {
			price = min(price, m.Cheapest*(100-p.markup)/100)
		}
		all := Offer{Keep: million}
		price = max(price, m.Reference*naiveFloor/100, breakEven(m, &all, s.Tiers[0].Unit+o.Postage))
	}
	p.offer(g, m, Terms{Service: o.Service, Price: price, Promise: o.P50 + 2}, p.solvent(m))
}
