package sim

import (
	"fmt"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// Measured is a figure of a scenario's market beside what is known of real ones.
type Measured struct {
	*scenario.Evidence
	Of    scenario.Text // the part of the market that it is of; empty: all
	Value float64
	Held  bool // it lies between the bars
}

// ValidateMarket measures a scenario's market: its shoppers, facing a standard shelf, and classes of so many bots that play
// it to the end, one under each seed; of these the mean counts. What the scenario does not play is left out.
func ValidateMarket(s *scenario.Scenario, seeds []uint64, bots int) ([]Measured, error) {
	if len(s.Evidence) == 0 {
		return nil, fmt.Errorf("scenario %s: no reference file gives evidence", s.ID)
	}
	figures := map[string][]figure{}
	measureShoppers(s, figures)
	classes := map[string][]float64{}
	for _, seed := range seeds {
		if err := measureClass(s, seed, bots, classes); err != nil {
			return nil, err
		}
	}
	for i := range s.Evidence {
		id, sum := s.Evidence[i].ID, 0.0
		for _, v := range classes[id] {
			sum += v
		}
		if n := len(classes[id]); n > 0 {
			figures[id] = append(figures[id], figure{value: sum / float64(n)})
		}
	}
	var out []Measured
	for i := range s.Evidence {
		e := &s.Evidence[i]
		for _, f := range figures[e.ID] {
			out = append(out, Measured{e, f.of, f.value, f.value >= e.Low && f.value <= e.High})
		}
	}
	return out, nil
}

type figure struct {
	of    scenario.Text
	value float64
}

// The standard shelf: three goods of eight shops, as alike as the listings of a category are. Their prices, promises,
// ratings and reviews stand at even quantiles of what such listings show.
const (
	shelfShops = 8
	shelfGoods = 3
)

func shelf() []market.Listing {
	var out []market.Listing
	for i := range shelfShops * shelfGoods {
		u := func(k int) float64 { return (float64((i*k)%(shelfShops*shelfGoods)) + 0.5) / (shelfShops * shelfGoods) }
		out = append(out, market.Listing{
			ID: uint32(i), Nest: i / shelfShops, LogPrice: float64(0.2 * draw.Probit(u(5))), Promise: 3 + i*7%18, Rating: 4.2 + float64(0.25*draw.Probit(u(7))),
			Reviews: int(min(draw.Exp(3+float64(draw.Probit(u(11)))), 500)), Quality: 0.4 + float64(0.5*u(13)), Sales7: i * 5 % 11, Age: 30, Available: 1,
		})
	}
	return out
}

// shoppers is a choice on a shelf whose ranking stays as it is while one listing changes.
type shoppers struct {
	s      *scenario.Scenario
	mix    []float64
	terms  market.Terms
	shares market.Shares
	ls     []market.Listing
}

var oneSearch = []market.Query{{Searches: 1}}

// orders are the orders of a segment, or of all for −1, by listing.
func (x *shoppers) orders(segment int) []float64 {
	x.shares.Attend(x.ls, x.s.Segments, x.mix)
	x.shares.Available(x.ls, x.mix, &x.terms, oneSearch)
	out := make([]float64, len(x.ls))
	for g := range x.shares.Orders {
		for i, v := range x.shares.Orders[g] {
			if segment < 0 || segment == g {
				out[i] += v
			}
		}
	}
	return out
}

// response is what a change of each listing by itself does to its own orders, and to every other's, as ratios less 1;
// weights are the orders that each has unchanged.
func (x *shoppers) response(segment int, change func(l *market.Listing) bool) (own, others, weights []float64) {
	before := slices.Clone(x.orders(segment))
	for i := range x.ls {
		was := x.ls[i]
		if !change(&x.ls[i]) {
			x.ls[i] = was
			continue
		}
		after := x.orders(segment)
		x.ls[i] = was
		own, weights = append(own, after[i]/before[i]-1), append(weights, before[i])
		for k := range after {
			if k != i && x.ls[k].Nest == was.Nest {
				others = append(others, after[k]/before[k]-1)
			}
		}
	}
	return own, others, weights
}

func weighted(v, weights []float64) float64 {
	sum, total := 0.0, 0.0
	for i := range v {
		sum += float64(v[i] * weights[i])
		total += weights[i]
	}
	return sum / total
}

// measureShoppers measures the shoppers of the scenario's first marketplace.
func measureShoppers(s *scenario.Scenario, out map[string][]figure) {
	mp := &s.Marketplaces[0]
	x := &shoppers{
		s:     s,
		mix:   mp.Shares(s.Segments),
		ls:    shelf(),
		terms: market.Terms{Outside: float64(mp.Categories[0].Outside * shelfShops), Size: shelfShops, Position: s.Behaviour.Position, Nest: s.Behaviour.Nest},
	}
	x.shares.Attend(x.ls, s.Segments, x.mix)
	x.shares.Choose(x.ls, x.mix, &x.terms, oneSearch)
	percent := draw.Log(1.01)
	dearer := func(l *market.Listing) bool { l.LogPrice += percent; return true }
	elasticity := func(ratio float64) float64 { return draw.Log(1+ratio) / percent }
	add := func(id string, of scenario.Text, v float64) { out[id] = append(out[id], figure{of, v}) }
	all := scenario.Text{}
	own, others, weights := x.response(-1, dearer)
	add("own-price", all, elasticity(weighted(own, weights)))
	for i := range others {
		others[i] = elasticity(others[i])
	}
	sum := 0.0
	for _, v := range others {
		sum += v
	}
	add("cross-price-mean", all, sum/float64(len(others)))
	add("cross-price-median", all, median(others))
	for g := range s.Segments {
		own, _, weights := x.response(g, dearer)
		add("own-price-segment", s.Segments[g].Name, elasticity(weighted(own, weights)))
	}
	gain := func(id string, change func(l *market.Listing) bool) {
		own, _, weights := x.response(-1, change)
		add(id, all, float64(100*weighted(own, weights)))
	}
	gain("day-within-week", func(l *market.Listing) bool { l.Promise--; return l.Promise >= 1 && l.Promise < 7 })
	gain("day-beyond-week", func(l *market.Listing) bool { l.Promise--; return l.Promise >= 7 })
	gain("star", func(l *market.Listing) bool { l.Rating++; return l.Rating <= 5.2 })
	reviewed := *x
	reviewed.ls = shelf()
	for i := range reviewed.ls {
		reviewed.ls[i].Reviews = 20
	}
	own, _, weights = reviewed.response(-1, func(l *market.Listing) bool { l.Reviews += 10; return true })
	add("ten-reviews", all, float64(100*weighted(own, weights)))
	add("fifth-place", all, market.Look(5, s.Behaviour.Position))
}
