package bot

import (
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// player is a bot on a day.
type player struct {
	*View
	habits
	temperament scenario.Temperament
	left        int64 // cash after today's decisions
	out         []Decision
}

// convert brings foreign money home.
func (p *player) convert() {
	for i := range p.Wallets {
		if p.Wallets[i].Minor > 0 {
			p.out = append(p.out, Decision{Convert: &p.Wallets[i]})
		}
	}
}

// parts per million
const million = 1_000_000

// proceeds is what an offer leaves of a price, in the home currency.
func proceeds(m *Market, o *Offer, price int64) int64 {
	return money.MulDiv(money.MulDiv(price, o.Keep, million), m.Rate, million)
}

// breakEven is the price at which an offer leaves nothing of a cost in the home currency.
func breakEven(m *Market, o *Offer, cost int64) int64 {
	if o.Keep <= 0 || m.Rate <= 0 {
		return money.MaxMinor
	}
	return money.MulDiv(money.MulDiv(cost, million, m.Rate), million, o.Keep) + 1
}

// burn is what a day's parcels cost in postage and at the border, by the sales of the last week.
func (p *player) burn() int64 {
	var sum int64
	for g := range p.Goods {
		for m := range p.Goods[g].Markets {
			mk := &p.Goods[g].Markets[m]
			for o := range mk.Offers {
				if mk.Offers[o].Service == mk.Service {
					sum += int64(mk.Sold7) * (mk.Offers[o].Postage + mk.Offers[o].Border) / 7
				}
			}
		}
	}
	return sum
}

// affords reports whether a cost leaves enough in the bank for the border and for the parcels of the coming days, and
// spends it.
func (p *player) affords(cost int64) bool {
	reserve := max(int64(p.caution)*p.burn(), p.Capital*p.keep/100)
	for g := range p.Goods {
		for d := range p.Goods[g].Away {
			reserve += p.Goods[g].Away[d].Dues
		}
	}
	if cost > p.left-reserve {
		return false
	}
	p.left -= cost
	return true
}

// buy orders pieces, at least the minimum, as far as a purchase's share of the cash goes.
func (p *player) buy(g *Good, s *Supplier, pieces int) {
	pieces = max(pieces, s.MOQ())
	if most := p.Cash * p.share / 100; s.Unit(pieces)*int64(pieces) > most {
		pieces = int(most / s.Unit(s.MOQ()))
		if pieces < s.MOQ() {
			return
		}
	}
	if p.affords(s.Unit(pieces) * int64(pieces)) {
		p.out = append(p.out, Decision{Purchase: &Purchase{g.ID, s.ID, pieces}})
		g.Home.Coming += pieces
	}
}

// dearer are the hundredths of a price below which a change is not worth the trouble.
const worthwhile = 3

// offer publishes where there is no listing, and otherwise brings the listing to the wanted terms.
func (p *player) offer(g *Good, m *Market, want Terms, active bool) {
	want.Price = max(want.Price, 1)
	if m.Listing > 0 || active {
		want.Wording = p.write(g, m, want)
	}
	if m.Listing == 0 {
		if active {
			p.out = append(p.out, Decision{Publish: &Publish{g.ID, m.ID, want}})
		}
		return
	}
	diff := want.Price - m.Price
	if diff*100 < m.Price*worthwhile && -diff*100 < m.Price*worthwhile {
		want.Price = m.Price
	}
	if want.Price != m.Price || want.Service != m.Service || want.Promise != m.Promise || active != m.Active || want.Wording != (Wording{}) {
		p.out = append(p.out, Decision{Amend: &Amend{m.Listing, want, active}})
	}
}

// solvent reports whether a listing that costs postage can go on: a shop that cannot pay the carrier stops selling, and
// starts again when it can.
func (p *player) solvent(m *Market) bool {
	const stop, start = 3, 6 // days of postage; what is under way will still owe the border
	days := int64(start)
	if m.Listing > 0 && m.Active {
		days = stop
	}
	return p.Cash >= days*p.burn()
}

// sold is how many pieces of a good a day goes by its listings, in thousandths; known is false before a listing has been
// out for some days.
func (g *Good) sold() (milli int, known bool) {
	const enough = 3 // days
	for i := range g.Markets {
		m := &g.Markets[i]
		if m.Listing > 0 && m.Age >= enough {
			milli += m.Sold7 * 1000 / min(m.Age, 7)
			known = true
		}
	}
	return milli, known
}

// trades reports whether the shop has begun with the good.
func (g *Good) trades() bool {
	for i := range g.Markets {
		if g.Markets[i].Listing > 0 {
			return true
		}
	}
	return g.Home.Stock+g.Home.Coming > 0
}
