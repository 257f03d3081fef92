// Package bot plays rival shops. A bot sees a View, which holds only what a student's desk shows, and answers with
// decisions that go through the same door as a student's.
package bot

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/scenario"
)

// View is what a shop sees on a day.
type View struct {
	Day      int
	DaysLeft int
	Cash     int64 // home currency, minor units
	Goods    []Good
	Wallets  []Wallet
}

// Wallet is money in a foreign currency.
type Wallet struct {
	Currency string
	Minor    int64
}

// Good is a good with its suppliers, the shop's stock and its possible and present listings.
type Good struct {
	ID        string
	Suppliers []Supplier
	Stock     int // at home, saleable
	Coming    int // ordered, not yet received
	Sold7     int // orders of the last seven days
	Markets   []Market
}

// Supplier is a purchase that can be made.
type Supplier struct {
	ID      string
	Quality float64
	MOQ     int
	Unit    int64 // at the first tier
	Lead    int   // median days
}

// Market is a marketplace where the good can be sold from home.
type Market struct {
	ID         string
	Listing    int64 // 0 when not listed
	Price      int64
	Reference  int64 // marketplace currency, minor units
	Cheapest   int64 // lowest rival price; 0 without rivals
	Services   []Service
	CostFactor decimal.Decimal // home currency for one unit of the marketplace's
}

// Service is a way to send the good there.
type Service struct {
	ID      string
	Promise int
	Cost    int64           // landed cost of one piece beyond the goods, home currency: postage and border charges at the reference price
	Take    decimal.Decimal // share of the price that commission and VAT take
}

// Decision is one thing a bot does. Exactly one of its parts is given.
type Decision struct {
	Purchase *Purchase
	Publish  *Publish
	Reprice  *Reprice
	Convert  *Wallet
}

// Purchase orders goods.
type Purchase struct {
	Good, Supplier string
	Quantity       int
}

// Publish lists a good.
type Publish struct {
	Good, Marketplace, Service string
	Price                      int64
	Promise                    int
}

// Reprice changes a listing's price.
type Reprice struct {
	Listing int64
	Price   int64
}

// Decide is what a bot of the temperament does today. pick is the bot's own number, which spreads bots over the goods;
// the answer depends on nothing else.
func Decide(t scenario.Temperament, v *View, pick uint32) []Decision {
	var out []Decision
	n := len(v.Goods)
	if n == 0 {
		return nil
	}
	for _, w := range v.Wallets {
		if w.Minor > 0 {
			out = append(out, Decision{Convert: &Wallet{w.Currency, w.Minor}})
		}
	}
	cash := v.Cash
	width := min(n, 4) // a bot trades in up to four goods
	for k := range width {
		g := &v.Goods[(int(pick)+k*3)%n]
		if k > 0 && (int(pick)+k*3)%n == int(pick)%n {
			break
		}
		s := supplier(t, g)
		want := target(t, g, s)
		if have := g.Stock + g.Coming; have < want/2 && v.DaysLeft > s.Lead+10 {
			q := max(want-have, s.MOQ)
			if cost := int64(q) * s.Unit; cost < cash*6/10 {
				out = append(out, Decision{Purchase: &Purchase{g.ID, s.ID, q}})
				cash -= cost
			}
		}
		for m := range g.Markets {
			if d := list(t, g, &g.Markets[m], s); d != nil {
				out = append(out, *d)
			}
		}
	}
	return out
}

// supplier: the naive take the cheapest, the informed the best, the heuristic the first.
func supplier(t scenario.Temperament, g *Good) Supplier {
	best := g.Suppliers[0]
	for _, s := range g.Suppliers[1:] {
		if t == scenario.Naive && s.Unit < best.Unit || t == scenario.Informed && s.Quality > best.Quality {
			best = s
		}
	}
	return best
}

// target is the stock a bot aims at: cover for its lead time by recent sales; the naive buy the least they can.
func target(t scenario.Temperament, g *Good, s Supplier) int {
	switch t {
	case scenario.Naive:
		return s.MOQ
	case scenario.Informed:
		return max(s.MOQ, g.Sold7*(s.Lead+10)/7)
	}
	return max(s.MOQ, g.Sold7*(s.Lead+7)/7)
}

// list publishes where there is no listing and otherwise keeps the price where the temperament wants it.
func list(t scenario.Temperament, g *Good, m *Market, s Supplier) *Decision {
	if len(m.Services) == 0 || !m.CostFactor.IsPositive() {
		return nil
	}
	v := m.Services[0]
	for _, other := range m.Services[1:] {
		if t == scenario.Naive && other.Cost < v.Cost || t == scenario.Informed && other.Promise < v.Promise && other.Cost < v.Cost*13/10 ||
			t != scenario.Naive && other.Cost < v.Cost && other.Promise <= 14 {
			v = other
		}
	}
	keep := decimal.NewFromInt(1).Sub(v.Take)
	breakEven := decimal.NewFromInt(s.Unit + v.Cost).Div(m.CostFactor.Mul(keep)).IntPart()
	var price int64
	switch t {
	case scenario.Naive:
		price = m.Reference * 85 / 100
		if m.Cheapest > 0 {
			price = m.Cheapest * 98 / 100
		}
		price = max(price, breakEven*97/100)
	case scenario.Informed:
		price = max(m.Reference*98/100, breakEven*125/100)
	default:
		price = breakEven * 130 / 100
	}
	price = max(price, 1)
	if m.Listing == 0 {
		if g.Stock == 0 {
			return nil
		}
		return &Decision{Publish: &Publish{g.ID, m.ID, v.ID, price, v.Promise + 2}}
	}
	if diff := price - m.Price; diff > m.Price/20 || -diff > m.Price/20 {
		return &Decision{Reprice: &Reprice{m.Listing, price}}
	}
	return nil
}
