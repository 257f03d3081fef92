package bot

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Keyword is what shoppers of a good's category type on a marketplace, as its research shows it.
type Keyword struct {
	ID, Text  string
	Searches  float64 // a day, whole class
	Relevance float64 // of the good
	Level     int     // of translation that a title needs for it
	Bid       int64   // that would win its first sponsored place; 0 where none are sold
}

// Work is a grade of translation or content.
type Work struct {
	ID    string
	Price int64 // home currency
}

// Promotion is what a marketplace offers to make a listing found and chosen, and what the shop's listing has of it.
type Promotion struct {
	Keywords     []Keyword
	Characters   int // of a title
	Full         int // keywords of a title that count in full
	Title        string
	Translation  int // of View.Translations
	Content      int // of View.Contents
	Ads          []Ad
	Reserve      int64      // least bid; 0 where no places are sold
	Festivals    []Festival // that can be entered today
	Entered      bool
	Coupon       bool  // one is running
	LeastVoucher int64 // 1/10,000, where shoppers look for vouchers; else 0
}

// Ad is a bid of the shop for a keyword, with its last seven days; amounts in the marketplace's currency.
type Ad struct {
	Query                 string
	Bid, Budget           int64
	Spent, Clicks, Orders int64
}

// Festival is a campaign of a marketplace that a listing can be entered in.
type Festival struct {
	ID    string
	Least int64 // discount, 1/10,000
	Fee   int64 // home currency
}

// Advertise is a bid for a keyword.
type Advertise struct {
	Listing     int
	Query       string
	Bid, Budget int64
}

// Coupon is a discount for some days.
type Coupon struct {
	Listing int
	Off     int64 // 1/10,000
	Days    int
}

// Enter is an entry in a festival.
type Enter struct {
	Listing  int
	Festival string
	Off      int64 // 1/10,000
}

// Wording is what a listing says for itself; empty parts stay as they are.
type Wording struct{ Title, Translation, Content string }

// worth is what a keyword may bring: searches, as far as the good answers them.
func (k *Keyword) worth() float64 { return float64(k.Searches * k.Relevance) }

// best are a market's keywords that a level of translation reaches, the most worth first.
func (m *Market) best(level int) []*Keyword {
	var out []*Keyword
	for i := range m.Keywords {
		if k := &m.Keywords[i]; k.Level <= level && k.Relevance > 0 {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b *Keyword) int { return cmp.Compare(b.worth(), a.worth()) })
	return out
}

// reached is what the keywords of a title at a level may bring in all.
func (m *Market) reached(level int) (sum float64) {
	all := m.best(level)
	for _, k := range all[:min(len(all), m.Full)] {
		sum += k.worth()
	}
	return sum
}

// compose writes keywords into a title, each word once, as far as it holds.
func compose(keywords []*Keyword, characters int) string {
	var words []string
	length := -1
	for _, k := range keywords {
		for _, w := range strings.Fields(k.Text) {
			n := utf8.RuneCountInString(w) + 1
			if length+n > characters || slices.ContainsFunc(words, func(x string) bool { return strings.EqualFold(x, w) }) {
				continue
			}
			words, length = append(words, w), length+n
		}
	}
	return strings.Join(words, " ")
}

// write is what a bot has a listing say. The naive let a machine write one of the first keywords that come to mind; the
// heuristic have the best keywords translated once they can spare the money; the informed pay for what reaches or shows
// more once the listing sells.
func (p *player) write(g *Good, m *Market, want Terms) (w Wording) {
	if len(m.Keywords) == 0 || m.Listing > 0 && !p.reviews(p.Day) {
		return w
	}
	level, content := m.Translation, m.Content
	spare := func(x *Work, times int64) bool { return p.left >= times*x.Price }
	switch {
	case p.temperament == scenario.Naive:
		if m.Listing > 0 {
			return w
		}
		all := m.best(0)
		if len(all) == 0 {
			return w
		}
		w.Title = compose(all[p.between(30, 0, min(len(all), 3)-1):][:1], m.Characters)
		return w
	case p.temperament == scenario.Heuristic:
		if level == 0 && len(p.Translations) > 1 && spare(&p.Translations[1], 40) {
			level = 1
		}
	default:
		left := p.prospect(g, m, want)
		if next := level + 1; next < len(p.Translations) {
			gain := float64(m.reached(next)/max(m.reached(level), 1)) - 1
			if level == 0 {
				gain += ownLanguage
			}
			if x := &p.Translations[next]; spare(x, 20) && float64(left*gain) > float64(x.Price)*1.5 {
				level = next
			}
		}
		if next := content + 1; next < len(p.Contents) && m.Age >= 7 {
			if x := &p.Contents[next]; spare(x, 20) && float64(left*betterPictures) > float64(x.Price)*1.5 {
				content = next
			}
		}
	}
	all := m.best(level)
	if title := compose(all[:min(len(all), m.Full)], m.Characters); title != "" && title != m.Title {
		w.Title = title
	}
	if level > m.Translation {
		w.Translation = p.Translations[level].ID
		p.left -= p.Translations[level].Price
	}
	if content > m.Content {
		w.Content = p.Contents[content].ID
		p.left -= p.Contents[content].Price
	}
	return w
}

// What the informed expect of better words and pictures, as a part of sales: three in four shoppers would rather buy in
// their own language (CSA Research 2020); the rest is experience.
const (
	ownLanguage    = 0.25
	betterPictures = 0.12
)

// prospect is what a listing may be expected to leave in the days left, in the home currency.
func (p *player) prospect(g *Good, m *Market, want Terms) float64 {
	milli := guess
	if m.Age >= 5 {
		milli = m.Sold7 * 1000 / min(m.Age, 7)
	}
	margin := money.MulDiv(p.margin(g, m, want), m.Rate, million)
	return float64(float64(milli) / 1000 * float64(margin) * float64(max(p.DaysLeft-5, 0)))
}

// promote advertises, gives coupons and enters festivals for what is for sale.
func (p *player) promote() {
	for i := range p.Goods {
		g := &p.Goods[i]
		for k := range g.Markets {
			m := &g.Markets[k]
			if m.Listing == 0 || !m.Active {
				continue
			}
			margin := p.margin(g, m, Terms{Service: m.Service, Price: m.Price})
			switch off := max(p.War, m.LeastVoucher); {
			case m.Coupon || off == 0:
			case p.War > 0:
				p.out = append(p.out, Decision{Coupon: &Coupon{m.Listing, p.War, p.WarDays}})
			case p.temperament != scenario.Naive:
				p.out = append(p.out, Decision{Coupon: &Coupon{m.Listing, m.LeastVoucher, 14}})
			}
			p.celebrate(m, margin)
			if m.Reserve > 0 && p.temperament != scenario.Naive && m.Age >= 2 {
				p.advertise(m, margin)
			}
		}
	}
}

// margin is what an order on some terms leaves after all that it costs, in the marketplace's currency.
func (p *player) margin(g *Good, m *Market, at Terms) int64 {
	for i := range m.Offers {
		o := &m.Offers[i]
		if o.Service != at.Service {
			continue
		}
		unit := g.Suppliers[0].Tiers[0].Unit
		for _, d := range append([]Depot{g.Home}, g.Away...) {
			if d.ID == o.From && d.Unit > 0 {
				unit = d.Unit
			}
		}
		return money.MulDiv(proceeds(m, o, at.Price)-unit-o.Postage-o.Border, million, max(m.Rate, 1))
	}
	return 0
}

// celebrate enters a festival at its least discount: the naive whenever they can, the others when an order still leaves
// something.
func (p *player) celebrate(m *Market, margin int64) {
	if m.Entered || len(m.Festivals) == 0 {
		return
	}
	f := &m.Festivals[0]
	if f.Fee*100 > p.left || p.temperament != scenario.Naive && m.Price*f.Least/10_000*5/4 >= margin {
		return
	}
	p.left -= f.Fee
	p.out = append(p.out, Decision{Enter: &Enter{m.Listing, f.ID, f.Least}})
}

// Of a hundred clicks on a sponsored place about ten order, by what is published of large marketplaces.
const ordersPerClicks = 10

// advertise bids for the best keywords: the heuristic a small fixed part of what an order leaves, for the first one; the
// informed half of what a click has proved to bring, for two or three. A bid that brings too little is lowered, and ended
// under the reserve.
func (p *player) advertise(m *Market, margin int64) {
	best := m.best(len(p.Translations))
	count, enough := 1, int64(25)
	if p.temperament == scenario.Informed {
		count, enough = p.between(31, 2, 3), 15
	}
	for _, k := range best[:min(len(best), count)] {
		var a Ad
		if i := slices.IndexFunc(m.Ads, func(a Ad) bool { return a.Query == k.ID }); i >= 0 {
			a = m.Ads[i]
		}
		click := margin * ordersPerClicks / 100
		if a.Clicks >= enough {
			click = margin * a.Orders / a.Clicks
		}
		bid := click / 2
		if p.temperament == scenario.Heuristic {
			bid = min(click*2/5, max(a.Bid, click/3))
		}
		// A place is not worth more than it takes to win it.
		if k.Bid > 0 {
			bid = min(bid, k.Bid*2)
		}
		budget := bid * int64(p.between(32, 8, 16))
		if bid < m.Reserve || p.Cash < p.Capital*p.keep/200 {
			bid, budget = 0, 0
		}
		if budget == 0 && a.Budget == 0 || a.Budget > 0 && budget > 0 && (bid-a.Bid)*5 < a.Bid && (a.Bid-bid)*5 < a.Bid {
			continue
		}
		p.out = append(p.out, Decision{Advertise: &Advertise{m.Listing, k.ID, bid, budget}})
	}
}
