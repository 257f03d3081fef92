package sim

import (
	"slices"

	"chuhai/sim/bot"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// grades are works as a desk offers them.
func grades(works []scenario.Work) (out []bot.Work) {
	for i := range works {
		out = append(out, bot.Work{ID: works[i].ID, Price: works[i].Price.Minor})
	}
	return out
}

// research is the keyword research of every choice set.
func (d *desk) research() {
	w := d.w
	d.words = make([][]bot.Keyword, len(w.setOf))
	for set, qs := range w.tables.searches {
		if len(qs) == 0 {
			continue
		}
		searches := w.searches(set)
		tops := w.topBids(set)
		rule := w.s.Marketplaces[w.setOf[set].market].Ads
		for k := range qs {
			q := &qs[k]
			word := bot.Keyword{ID: q.ID, Text: q.Text, Searches: float64(float64(searches*q.Share) * w.season(q.Query)), Level: q.level}
			if rule != nil {
				word.Bid = min(max(rule.Reserve.Minor, int64(tops[k])+1), maxBid) // bounded: a bid
			}
			d.words[set] = append(d.words[set], word)
		}
	}
}

// topBids are the greatest bid × relevance for each query of a choice set.
func (w *World) topBids(set int) []float64 {
	qs := w.tables.searches[set]
	tops := make([]float64, len(qs))
	for _, id := range w.st.Sets[set] {
		l := &w.st.Listings[id]
		if !w.shown(l) || !l.Stocked {
			continue
		}
		for i := range l.Ads {
			if a := &l.Ads[i]; a.Budget > 0 {
				if k := slices.IndexFunc(qs, func(q searched) bool { return q.index == int(a.Query) }); k >= 0 {
					tops[k] = max(tops[k], float64(float64(a.Bid)*qs[k].Relevance(w.s.Goods[l.Good].ID)))
				}
			}
		}
	}
	return tops
}

// promotion is what a marketplace offers a good today.
func (d *desk) promotion(m, c, g int) (p bot.Promotion) {
	w := d.w
	mp := &w.s.Marketplaces[m]
	set := w.setBase[m] + c
	for k, word := range d.words[set] {
		word.Relevance = w.tables.searches[set][k].Relevance(w.s.Goods[g].ID)
		p.Keywords = append(p.Keywords, word)
	}
	p.Characters, p.Full = mp.Title.Characters, mp.Title.Keywords
	if mp.Ads != nil {
		p.Reserve = mp.Ads.Reserve.Minor
	}
	if mp.Vouchers != nil {
		p.LeastVoucher = int64(float64(mp.Vouchers.LeastDiscount*bp) + 0.5) // bounded: a share
	}
	for k := range mp.Festivals {
		f := &mp.Festivals[k]
		from, _, deadline := w.window(f)
		// Bots enter in the last week before entry closes.
		if w.managed(m) || w.st.Day > deadline || w.st.Day < deadline-6 || from >= w.s.Days {
			continue
		}
		fee, err := w.inHome(money.Amount{Minor: f.Fee.Minor, Currency: mp.Currency})
		if err != nil {
			continue // the scenario was validated: every currency has a rate
		}
		p.Festivals = append(p.Festivals, bot.Festival{ID: f.ID, Least: int64(float64(f.LeastDiscount*bp) + 0.5), Fee: fee}) // bounded: a share
	}
	return p
}

// promoted fills in what a bot's listing has of it.
func (d *desk) promoted(l *listing, b *bot.Market) {
	w := d.w
	b.Title, b.Translation, b.Content = l.Words.Title, int(l.Words.Translation), int(l.Words.Content)
	b.Coupon = l.Coupon.Off > 0 && int(l.Coupon.Until) >= w.st.Day
	b.Entered = l.Festival.In && int(l.Festival.To) >= w.st.Day
	b.Ads = nil
	const week = 7
	for i := range l.Ads {
		a := &l.Ads[i]
		v := bot.Ad{Query: w.s.Marketplaces[l.Market].Queries[a.Query].ID, Bid: a.Bid, Budget: a.Budget}
		for k := len(a.Days) - 1; k >= 0 && int(a.Days[k].Day) >= w.st.Day-week; k-- {
			v.Spent, v.Clicks, v.Orders = v.Spent+a.Days[k].Spent, v.Clicks+a.Days[k].Clicks, v.Orders+a.Days[k].Orders
		}
		b.Ads = append(b.Ads, v)
	}
}

// war is what shops of a temperament take off in a price war today, in 1/10,000, and for how many days.
func (w *World) war(t scenario.Temperament) (off int64, days int) {
	for i := range w.s.PriceWars {
		x := &w.s.PriceWars[i]
		if w.st.Day >= x.Day && w.st.Day < x.Day+x.Days && slices.Contains(x.Bots, t) {
			if v := int64(float64(x.Cut*bp) + 0.5); v > off { // bounded: a share
				off, days = v, min(x.Day+x.Days-w.st.Day, maxCoupon)
			}
		}
	}
	return off, days
}

// proclaim tells every shop of the price wars that begin today.
func (w *World) proclaim() {
	for i := range w.s.PriceWars {
		if x := &w.s.PriceWars[i]; x.Day == w.st.Day {
			for n := range w.st.Shops {
				w.event(n, Event{Kind: "price_war"})
			}
		}
	}
}
