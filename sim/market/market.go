// Package market decides what is shown and what is bought on a marketplace: search rank, exposure and the choice of
// shoppers by an attraction model.
//
// The attraction of a listing for a segment is the exponential of a utility that is linear in ln(price / reference),
// the promised days, the shrunk rating, ln(1 + reviews), quality and culture; the share of a listing is its exposed
// attraction over the sum of all, the outside option included (Bell, Keeney and Little 1975). Shares are bounded and sum
// to less than one at every corner. Rank acts on exposure, never on utility (Ursu 2018).
package market

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// Listing is what the market knows of a listing on one day. All of it is the state at the end of the day before.
type Listing struct {
	ID        uint32
	LogPrice  float64 // ln(price / reference price)
	Promise   int     // days
	Rating    float64 // shrunk, 1..5
	Reviews   int
	Quality   float64
	Culture   float64
	Sales7    int     // orders of the last seven days
	Age       int     // days since it was published
	Available float64 // 1 in stock, 0 out of stock, between when stock will run out during the day
}

// Limits of the utility: beyond them nothing changes, so that no corner explodes.
const (
	maxUtility = 8.0
	maxReviews = 200
	newcomer   = 14 // days over which the newcomer's bonus decays
)

// Score is a listing's rank score: recent sales, price, delivery promise, rating, and a bonus for newcomers that decays.
func Score(l *Listing) float64 {
	s := float64(0.3*draw.Log(float64(1+l.Sales7))) - float64(0.5*l.LogPrice) - float64(0.02*float64(l.Promise)) + float64(0.5*(l.Rating-4))
	if l.Age < newcomer {
		s += float64(0.6 * float64(newcomer-l.Age) / newcomer)
	}
	return s
}

// Utility is the attraction's exponent for a segment, within ±8.
func Utility(l *Listing, g *scenario.Segment) float64 {
	week := min(l.Promise, 7)
	u := -float64(g.Price*l.LogPrice) - float64(g.Week*float64(week)) - float64(g.Late*float64(l.Promise-week)) +
		float64(g.Rating*(l.Rating-4)) + float64(g.Reviews*draw.Log(float64(1+min(l.Reviews, maxReviews)))) +
		float64(g.Quality*(l.Quality-0.5)) + float64(g.Culture*l.Culture)
	return min(max(u, -maxUtility), maxUtility)
}

// Shares is the result for one choice set: by listing, its rank (1 is first), its exposure (1 on average), and by
// segment and listing the share of searchers who buy it. Its slices are reused by the next Choose.
type Shares struct {
	Rank     []int
	Exposure []float64
	P        [][]float64
	order    []int
	score    []float64
	attract  [][]float64
}

// Choose ranks the listings and computes every share. outside is the weight of buying nothing here; position is the
// power with which exposure falls with rank.
func (s *Shares) Choose(ls []Listing, segments []scenario.Segment, outside, position float64) {
	n := len(ls)
	s.Rank, s.Exposure = resize(s.Rank, n), resize(s.Exposure, n)
	s.order, s.score = resize(s.order, n), resize(s.score, n)
	for i := range ls {
		s.order[i] = i
		s.score[i] = Score(&ls[i])
	}
	slices.SortFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.score[b], s.score[a]), cmp.Compare(ls[a].ID, ls[b].ID))
	})
	for r, i := range s.order {
		s.Rank[i] = r + 1
		s.Exposure[i] = draw.Pow(float64(r+1), -position)
	}
	if total := Sum(s.Exposure); total > 0 {
		k := float64(n) / total
		for i := range s.Exposure {
			s.Exposure[i] = float64(s.Exposure[i] * k)
		}
	}
	s.attract, s.P = resize(s.attract, len(segments)), resize(s.P, len(segments))
	for g := range segments {
		a := resize(s.attract[g], n)
		for i := range ls {
			a[i] = float64(s.Exposure[i] * draw.Exp(Utility(&ls[i], &segments[g])))
		}
		s.attract[g] = a
	}
	s.Available(ls, outside)
}

// Available recomputes the shares for the listings' availability: what is sold out leaves the choice set and its
// demand goes to the others.
func (s *Shares) Available(ls []Listing, outside float64) {
	for g, a := range s.attract {
		p := resize(s.P[g], len(ls))
		for i := range ls {
			p[i] = float64(a[i] * ls[i].Available)
		}
		total := outside + Sum(p)
		for i := range p {
			p[i] /= total
		}
		s.P[g] = p
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Sum adds in eight lanes, lane i mod 8, in a fixed order.
func Sum(v []float64) float64 {
	var lane [8]float64
	for i, x := range v {
		lane[i&7] += x
	}
	return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]))
}

// Rating is the rating of a listing shrunk towards the prior.
func Rating(stars, reviews int, b *scenario.Behaviour) float64 {
	return (float64(b.PriorStars*b.PriorWeight) + float64(stars)) / (b.PriorWeight + float64(reviews))
}

// Stars is the review that a delivery earns for two uniforms: the first draws from the distribution of on-time or late
// deliveries, the second moves it up or down by one with the goods' quality.
func Stars(u, v float64, late bool, quality float64, b *scenario.Behaviour) int {
	dist := &b.OnTime
	if late {
		dist = &b.Late
	}
	star, cum := 5, 0.0
	for i, p := range dist {
		cum += p
		if u < cum {
			star = i + 1
			break
		}
	}
	shift := float64(2 * (quality - 0.5)) // −1..1
	if shift > 0 && v < float64(shift*b.QualityShift) {
		star++
	}
	if shift < 0 && v < float64(-shift*b.QualityShift) {
		star--
	}
	return min(max(star, 1), 5)
}
