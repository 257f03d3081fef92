// Package market decides what is shown and what is bought on a marketplace: search rank, exposure and the choice of
// shoppers by an attraction model.
//
// The attraction of a listing for a segment is the exponential of a utility that is linear in ln(price / reference),
// the promised days, the shrunk rating, ln(1 + reviews), quality and culture; the share of a listing is its exposed
// attraction over the sum of all, the outside option included (Bell, Keeney and Little 1975). Shares are bounded and sum
// to less than one at every corner. Rank acts on exposure, never on utility (Ursu 2018).
package market

import (
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

// lnTable holds ln(1 + n), for the counts that are met every day.
var lnTable = func() (t [1 << 10]float64) {
	for n := range t {
		t[n] = draw.Log(float64(1 + n))
	}
	return t
}()

// ln1p is ln(1 + n).
func ln1p(n int) float64 {
	if n < len(lnTable) {
		return lnTable[max(n, 0)]
	}
	return draw.Log(float64(1 + n))
}

// Score is a listing's rank score: recent sales, price, delivery promise, rating, and a bonus for newcomers that decays.
func Score(l *Listing) float64 {
	s := float64(0.3*ln1p(l.Sales7)) - float64(0.5*l.LogPrice) - float64(0.02*float64(l.Promise)) + float64(0.5*(l.Rating-4))
	if l.Age < newcomer {
		s += float64(0.6 * float64(newcomer-l.Age) / newcomer)
	}
	return s
}

// Utility is the attraction's exponent for a segment, within ±8.
func Utility(l *Listing, g *scenario.Segment) float64 {
	week := min(l.Promise, 7)
	u := -float64(g.Price*l.LogPrice) - float64(g.Week*float64(week)) - float64(g.Late*float64(l.Promise-week)) +
		float64(g.Rating*(l.Rating-4)) + float64(g.Reviews*ln1p(min(l.Reviews, maxReviews))) +
		float64(g.Quality*(l.Quality-0.5)) + float64(g.Culture*l.Culture)
	return min(max(u, -maxUtility), maxUtility)
}

// terms is what a listing's attraction depends on: while it stays, so does the attraction.
type terms struct {
	logPrice, rating, quality, culture float64
	promise, reviews                   int
}

// Shares is the result for one choice set: by listing, its rank (1 is first), and by segment and listing the share of
// searchers who buy it. It serves one choice set from day to day: it keeps the attraction of listings that have not
// changed, and its slices are reused by the next Choose.
type Shares struct {
	Rank []int
	P    [][]float64

	seen     []terms
	pull     [][]float64 // exp(utility), by segment and listing
	order    []uint64    // score and listing packed to be sorted
	exposure []float64   // by rank, 1 on average
	position float64     // that exposure was made with
	attract  [][]float64
}

// Choose ranks the listings and computes every share. outside is the weight of buying nothing here; position is the
// power with which exposure falls with rank. Equal scores rank in the order of the listings.
func (s *Shares) Choose(ls []Listing, segments []scenario.Segment, outside, position float64) {
	s.attend(ls, segments)
	s.expose(len(ls), position)
	s.order = resize(s.order, len(ls))
	for i := range ls {
		s.order[i] = descending(Score(&ls[i]))<<indexBits | uint64(i)
	}
	slices.Sort(s.order)
	s.Rank = resize(s.Rank, len(ls))
	for r, packed := range s.order {
		s.Rank[packed&(1<<indexBits-1)] = r + 1
	}
	s.attract, s.P = resize(s.attract, len(segments)), resize(s.P, len(segments))
	for g := range segments {
		a := resize(s.attract[g], len(ls))
		for i, rank := range s.Rank {
			a[i] = float64(s.exposure[rank-1] * s.pull[g][i])
		}
		s.attract[g] = a
	}
	s.Available(ls, outside)
}

// A score is sorted as a whole number of 2^-32, with the listing's index below it.
const (
	indexBits = 22
	maxScore  = 500.0
)

// descending maps scores to integers that ascend as the scores fall.
func descending(score float64) uint64 {
	return uint64(float64((maxScore-min(max(score, -maxScore), maxScore))*(1<<32)) + 0.5)
}

// attend brings the attractions up to date.
func (s *Shares) attend(ls []Listing, segments []scenario.Segment) {
	known := min(len(s.seen), len(ls))
	s.seen = extend(s.seen, len(ls))
	s.pull = extend(s.pull, len(segments))
	for g := range segments {
		s.pull[g] = extend(s.pull[g], len(ls))
	}
	for i := range ls {
		l := &ls[i]
		t := terms{l.LogPrice, l.Rating, l.Quality, l.Culture, l.Promise, l.Reviews}
		if i < known && s.seen[i] == t {
			continue
		}
		s.seen[i] = t
		for g := range segments {
			s.pull[g][i] = draw.Exp(Utility(l, &segments[g]))
		}
	}
}

// expose makes the exposures of n ranks.
func (s *Shares) expose(n int, position float64) {
	if len(s.exposure) == n && s.position == position {
		return
	}
	s.position, s.exposure = position, resize(s.exposure, n)
	for r := range s.exposure {
		s.exposure[r] = draw.Pow(float64(r+1), -position)
	}
	if total := Sum(s.exposure); total > 0 {
		k := float64(n) / total
		for r := range s.exposure {
			s.exposure[r] = float64(s.exposure[r] * k)
		}
	}
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

// extend is s with a length of n: what was there stays.
func extend[T any](s []T, n int) []T {
	if len(s) >= n {
		return s[:n]
	}
	return append(s, make([]T, n-len(s))...)
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

// Reviews gives the stars that Stars gives, for whole draws and grades of quality, from tables.
type Reviews struct {
	cuts [2][4]uint32 // on time and late: the draws of 16 bits below which a review has at most 1, 2, 3 or 4 stars
	move [256]uint32  // by grade: the draws of 8 bits below which a star is added or taken away
}

// NewReviews is the tables of a behaviour.
func NewReviews(b *scenario.Behaviour) (r Reviews) {
	for late, dist := range []*[5]float64{&b.OnTime, &b.Late} {
		cum := 0.0
		for i, p := range dist[:4] {
			cum += p
			r.cuts[late][i] = draw.Threshold(cum, 16)
		}
	}
	for grade := range r.move {
		shift := float64(2 * (float64(grade)/255 - 0.5))
		r.move[grade] = draw.Threshold(float64(max(shift, -shift)*b.QualityShift), 8)
	}
	return r
}

// Draw is the stars for a draw of 16 bits, one of 8 bits, and a quality of grade/255.
func (r *Reviews) Draw(u16, v8 uint32, late bool, grade uint8) int {
	cuts := &r.cuts[0]
	if late {
		cuts = &r.cuts[1]
	}
	star := 1
	for _, cut := range cuts {
		if u16 >= cut {
			star++
		}
	}
	if v8 < r.move[grade] {
		if grade > 127 {
			star++
		} else {
			star--
		}
	}
	return min(max(star, 1), 5)
}
