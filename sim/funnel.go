package sim

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// Funnel is why a listing sells as it does: its way from search to order in the last seven days beside that of the median
// rival, the step on which it loses most, and what would mend it. Rivals are the active listings of others for the same
// good, or where there are fewer than three, for the category.
type Funnel struct {
	Listing int           `json:"listing"`
	Days    int           `json:"days"`
	Steps   []FunnelStep  `json:"steps"`
	Weakest string        `json:"weakest"` // searches, shown, clicks, orders; empty when no step is clearly weaker
	Lever   string        `json:"lever"`   // title, translation, rank, ads, price, promise, rating, content, stock, shipping, papers (barred, or the account suspended); empty without a weakest step
	Signs   []FunnelSign  `json:"signs"`
	Queries []FunnelQuery `json:"queries"`
	History []FunnelDay   `json:"history"`
}

// FunnelStep is a step of the way: how many a day came so far, and what share of those of the step before.
type FunnelStep struct {
	Kind      string  `json:"kind"` // searches: that found it; shown: shoppers who saw it; clicks: who opened it; orders
	Mine      float64 `json:"mine"`
	Rival     float64 `json:"rival"`
	Rate      float64 `json:"rate"`
	RivalRate float64 `json:"rival_rate"`
}

// FunnelSign is a figure of the listing beside the median rival's. Effect is the share of its demand that the listing
// gains (or, negative, loses) by the difference, as far as shoppers look at it once they have found the listing.
type FunnelSign struct {
	Kind   string  `json:"kind"` // price, shipping, rating, reviews, promise, rank, keywords, translation, content
	Mine   float64 `json:"mine"`
	Rival  float64 `json:"rival"`
	Effect float64 `json:"effect"`
}

// FunnelQuery is a listing's way through the results of one keyword, as it may be expected today.
type FunnelQuery struct {
	Query     string        `json:"query"`
	Text      string        `json:"text"`
	Gloss     scenario.Text `json:"gloss"`
	Searches  float64       `json:"searches"`
	Rank      int           `json:"rank"` // 0: its title does not hold the keyword
	Shown     float64       `json:"shown"`
	Clicks    float64       `json:"clicks"`
	Orders    float64       `json:"orders"`
	Sponsored bool          `json:"sponsored"`
}

// FunnelDay is a past day of the listing's way.
type FunnelDay struct {
	Day      int `json:"day"`
	Searches int `json:"searches"`
	Shown    int `json:"shown"`
	Clicks   int `json:"clicks"`
	Orders   int `json:"orders"`
}

// funnelDays is how many days a funnel sums up.
const funnelDays = 7

// passed is a listing's way through the last days, a day.
type passed [4]float64

var funnelSteps = [4]string{"searches", "shown", "clicks", "orders"}

// passed sums up a listing's last days. ok is false before its first.
func (w *World) passed(l *listing) (p passed, ok bool) {
	days := l.Funnel[max(0, len(l.Funnel)-funnelDays):]
	if len(days) == 0 {
		return p, false
	}
	for _, d := range days {
		for i, n := range [4]int32{d.Found, d.Looks, d.Opened, d.Orders} {
			p[i] += float64(n) / float64(len(days))
		}
	}
	return p, true
}

// rate is the share that goes on to a step from the one before.
func (p *passed) rate(step int) float64 {
	if step == 0 || p[step-1] == 0 {
		return 0
	}
	return min(p[step]/p[step-1], 1)
}

// Funnel tells a shop why its listing sells as it does.
func (w *World) Funnel(number, listing int) (*Funnel, error) {
	if err := w.uses(scenario.WithSearch); err != nil {
		return nil, err
	}
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	l, err := w.own(number-1, listing)
	if err != nil {
		return nil, err
	}
	set, me := int(l.Set), slices.Index(w.st.Sets[l.Set], uint32(listing-1))
	shares, queries, err := w.preview(set)
	if err != nil {
		return nil, err
	}
	f := &Funnel{Listing: listing, Days: funnelDays, Steps: []FunnelStep{}, Signs: []FunnelSign{}, Queries: []FunnelQuery{}, History: []FunnelDay{}}
	for i, d := range l.Funnel {
		f.History = append(f.History, FunnelDay{w.st.Day - len(l.Funnel) + i, int(d.Found), int(d.Looks), int(d.Opened), int(d.Orders)})
	}
	for k := range queries {
		q, s := &w.tables.searches[set][k], shares.Steps[k][me]
		row := FunnelQuery{
			Query:    q.ID,
			Text:     q.Text,
			Gloss:    q.Gloss,
			Searches: queries[k].Searches,
			Rank:     s.Place,
			Shown:    s.Looks,
			Clicks:   s.Opened,
			Orders:   s.Bought,
		}
		row.Sponsored = slices.ContainsFunc(queries[k].Ads, func(a market.Sponsored) bool { return a.Listing == me && a.Clicks > 0 })
		f.Queries = append(f.Queries, row)
	}
	rivals := w.rivalsOf(l, me)
	f.compare(w, l, rivals)
	f.read(w, l, me, rivals, shares)
	f.judge(w, l)
	return f, nil
}

// rivalsOf are the places in the choice set of whom a listing is compared with.
func (w *World) rivalsOf(l *listing, me int) []int {
	var like, all []int
	for i, id := range w.st.Sets[l.Set] {
		r := &w.st.Listings[id]
		if i == me || r.Shop == l.Shop || !w.shown(r) || !r.Stocked {
			continue
		}
		all = append(all, i)
		if r.Good == l.Good {
			like = append(like, i)
		}
	}
	const enough = 3
	if len(like) >= enough {
		return like
	}
	return all
}

// compare sets the steps beside those of the median rival.
func (f *Funnel) compare(w *World, l *listing, rivals []int) {
	mine, _ := w.passed(l)
	var theirs []passed
	for _, i := range rivals {
		if p, ok := w.passed(&w.st.Listings[w.st.Sets[l.Set][i]]); ok {
			theirs = append(theirs, p)
		}
	}
	for step, kind := range funnelSteps {
		var counts, rates []float64
		for k := range theirs {
			counts, rates = append(counts, theirs[k][step]), append(rates, theirs[k].rate(step))
		}
		f.Steps = append(f.Steps, FunnelStep{Kind: kind, Mine: mine[step], Rival: median(counts), Rate: mine.rate(step), RivalRate: median(rates)})
	}
}

// median of figures; 0 of none.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	if len(v)%2 == 1 {
		return v[len(v)/2]
	}
	return (v[len(v)/2-1] + v[len(v)/2]) / 2
}

// read sets the listing's figures beside the median rival's, and says what each difference is worth to the mean shopper.
func (f *Funnel) read(w *World, l *listing, me int, rivals []int, shares *market.Shares) {
	mix := w.tables.mix[l.Market]
	seen := w.today.listings
	of := func(value func(i int) float64) (mine, rival float64) {
		var theirs []float64
		for _, i := range rivals {
			theirs = append(theirs, value(i))
		}
		return value(me), median(theirs)
	}
	// worth is the change in demand when the listing has what changed sets instead of its own.
	worth := func(change func(x *market.Listing)) float64 {
		if len(rivals) == 0 {
			return 0
		}
		with, sum := seen[me], 0.0
		change(&with)
		for g := range mix {
			sum += float64(mix[g] * (market.Utility(&seen[me], &w.s.Segments[g]) - market.Utility(&with, &w.s.Segments[g])))
		}
		return draw.Exp(sum) - 1
	}
	listed := func(i int) *listing { return &w.st.Listings[w.st.Sets[l.Set][i]] }
	offered := func(i int) *offer { return &w.st.Offers[listed(i).Offer] }
	sign := func(kind string, value func(i int) float64, change func(x *market.Listing, rival float64)) {
		s := FunnelSign{Kind: kind}
		s.Mine, s.Rival = of(value)
		if change != nil {
			s.Effect = worth(func(x *market.Listing) { change(x, s.Rival) })
		}
		f.Signs = append(f.Signs, s)
	}
	_, logPrice := of(func(i int) float64 { return seen[i].LogPrice })
	sign(
		"price",
		func(i int) float64 { return float64(w.hit(0, w.st.Sets[l.Set][i], 1, false).Price) },
		func(x *market.Listing, _ float64) { x.LogPrice = logPrice },
	)
	if w.s.Uses(scenario.WithPromotions) {
		sign("shipping", func(i int) float64 { return float64(offered(i).Price - offered(i).goods()) }, func(x *market.Listing, rival float64) {
			if x.Charged && rival == 0 {
				x.Charged, x.LogPrice = false, x.LogPrice-draw.Log(float64(offered(me).Price)/float64(offered(me).goods()))
			}
		})
	}
	sign("promise", func(i int) float64 { return float64(seen[i].Promise) }, func(x *market.Listing, rival float64) {
		x.Promise = int(rival) // bounded: a promise
	})
	sign("rating", func(i int) float64 { return seen[i].Rating }, func(x *market.Listing, rival float64) { x.Rating = rival })
	sign("reviews", func(i int) float64 { return float64(seen[i].Reviews) }, func(x *market.Listing, rival float64) { x.Reviews = int(min(rival, 1e6)) })
	sign("rank", func(i int) float64 { return float64(shares.Rank[i]) }, nil)
	sign("keywords", func(i int) float64 {
		n := 0.0
		for _, r := range w.reaches(w.st.Sets[l.Set][i]).relevance {
			if r > 0 {
				n++
			}
		}
		return n
	}, nil)
	utility := func(works []scenario.Work, grade func(*wording) uint8) func(x *market.Listing, rival float64) {
		return func(x *market.Listing, rival float64) {
			x.Appeal += works[int(rival)].Utility - works[grade(&l.Words)].Utility // bounded: a grade
		}
	}
	translated, pictured := func(x *wording) uint8 { return x.Translation }, func(x *wording) uint8 { return x.Content }
	sign("translation", func(i int) float64 { return float64(listed(i).Words.Translation) }, utility(w.s.Translations, translated))
	sign("content", func(i int) float64 { return float64(listed(i).Words.Content) }, utility(w.s.Contents, pictured))
}

func (f *Funnel) sign(kind string) FunnelSign {
	i := slices.IndexFunc(f.Signs, func(s FunnelSign) bool { return s.Kind == kind })
	if i < 0 {
		return FunnelSign{}
	}
	return f.Signs[i]
}

// judge names the weakest step and its lever. A step is weak when it passes on clearly less than the median rival's; a few
// shoppers more or less are chance, so that each rate is drawn to the rival's by fifty that would have gone on as there.
func (f *Funnel) judge(w *World, l *listing) {
	const clearly, chance = 0.8, 50
	worst := clearly
	for i := range f.Steps {
		s := &f.Steps[i]
		mine, rival := s.Rate, s.RivalRate
		if i == 0 {
			mine, rival = s.Mine, s.Rival
		}
		if rival == 0 || i > 0 && f.Steps[i-1].Mine == 0 {
			continue
		}
		if days := float64(min(len(l.Funnel), funnelDays)); i > 0 {
			mine = (float64(s.Mine*days) + float64(chance*rival)) / (float64(f.Steps[i-1].Mine*days) + chance)
		}
		if ratio := mine / rival; ratio < worst {
			worst, f.Weakest = ratio, s.Kind
		}
	}
	o := &w.st.Offers[l.Offer]
	switch {
	case l.Barred != 0 || l.Active && !w.shown(l): // taken down, or the account suspended: nothing else matters
		if f.Lever = "papers"; f.Weakest == "" {
			f.Weakest = "searches"
		}
	case !l.Active || w.st.Shops[l.Shop].Stock[l.Good][o.Place].Quantity == 0:
		if f.Lever = "stock"; f.Weakest == "" {
			f.Weakest = "orders"
		}
	case f.Weakest == "searches":
		f.Lever = f.found(w, l)
	case f.Weakest == "shown":
		f.Lever = f.seen(w, l)
	case f.Weakest != "":
		f.Lever = f.chosen()
	}
}

// found is the lever of a listing that few searches find: keywords that its translation could hold and its title does
// not; else, a translation that reaches more.
func (f *Funnel) found(w *World, l *listing) string {
	mp := &w.s.Marketplaces[l.Market]
	held, open, beyond := 0, 0.0, 0.0
	for k := range w.tables.searches[l.Set] {
		q := &w.tables.searches[l.Set][k]
		worth := float64(f.Queries[k].Searches * q.Relevance(w.s.Goods[l.Good].ID))
		switch {
		case f.Queries[k].Rank > 0:
			held++
		case q.level <= int(l.Words.Translation):
			open += worth
		default:
			beyond += worth
		}
	}
	if beyond > open && held >= min(mp.Title.Keywords, len(f.Queries)) || open == 0 && beyond > 0 {
		return "translation"
	}
	return "title"
}

// seen is the lever of a listing that stands too low: what costs it most of its rank; velocity and conversion are mended
// by sales, which advertising brings where it is sold.
func (f *Funnel) seen(w *World, l *listing) string {
	price, promise, rating := f.sign("price"), f.sign("promise"), f.sign("rating")
	lever, most := "rank", 0.25 // of the score's logarithm
	if w.s.Marketplaces[l.Market].Ads != nil {
		lever = "ads"
	}
	for _, c := range []struct {
		lever string
		loss  float64
	}{{"price", float64(0.5 * draw.Log(max(price.Mine, 1)/max(price.Rival, 1)))}, {"promise", float64(0.02 * (promise.Mine - promise.Rival))}, {"rating", float64(0.5 * (rating.Rival - rating.Mine))}} {
		if c.loss > most {
			lever, most = c.lever, c.loss
		}
	}
	// Who is not chosen sells little and sinks: then that comes first.
	const heavy = -0.25
	if c := f.chosen(); f.sign(c).Effect < heavy {
		return c
	}
	return lever
}

// chosen is the lever of a listing that is seen and not chosen: the figure that costs most demand.
func (f *Funnel) chosen() string {
	lever, most := "rating", 0.0
	for _, s := range f.Signs {
		if s.Effect < most {
			lever, most = s.Kind, s.Effect
		}
	}
	if lever == "reviews" {
		return "rating"
	}
	return lever
}
