package market

import (
	"slices"

	"chuhai/sim/draw"
)

// Weights of the rank score, in the terms of marketplaces' own documentation: what has sold lately and what converts
// comes first, and newcomers are given a chance that decays.
const (
	newcomer   = 14   // days over which the newcomer's bonus decays
	newBonus   = 0.6  // at first
	velocity   = 0.3  // on ln(1 + orders of seven days)
	conversion = 1.0  // on ln(orders for a look / the category's mean)
	trials     = 50.0 // looks at the category's mean that every listing starts from
)

// Score is the logarithm of a listing's rank score before relevance: recent sales, price, delivery promise, rating,
// conversion against the mean of the set (orders for a look; 0 where nobody counts), account health, and the newcomer's
// bonus. Scores add where the factors that they stand for multiply.
func Score(l *Listing, mean float64) float64 {
	s := float64(velocity*ln1p(l.Sales7)) - float64(0.5*l.LogPrice) - float64(0.02*float64(l.Promise)) + float64(0.5*(l.Rating-4))
	if mean > 0 {
		s += float64(conversion * draw.Log((float64(l.Sales7)+float64(trials*mean))/(float64(l.Looks7)+trials)/mean))
	}
	if l.Demotion > 0 {
		s += draw.Log(1 - min(l.Demotion, 0.999))
	}
	if l.Age < newcomer {
		s += float64(newBonus * float64(newcomer-l.Age) / newcomer)
	}
	return s
}

// mean is what a look is worth in orders, over all listings; 0 where nobody counts looks.
func mean(ls []Listing) float64 {
	sales, looks := 0, 0
	for i := range ls {
		sales += ls[i].Sales7
		looks += ls[i].Looks7
	}
	if looks == 0 {
		return 0
	}
	return float64(sales) / float64(looks)
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

// rank sorts the listings that a query reaches; what is sold out comes after all others, and equal scores in the order of
// the listings. It returns the packed order.
func (s *Shares) rank(ls []Listing, q *Query) []uint64 {
	s.order = s.order[:0]
	if len(s.ranked) != len(ls) {
		s.ranked = resize(s.ranked, len(ls))
		for i := range s.ranked {
			s.ranked[i] = uint32(i)
		}
	}
	for _, i := range s.ranked { // as good as sorted already
		score := s.score[i]
		if q.Relevance != nil {
			if q.Relevance[i] == 0 {
				continue
			}
			score += q.LogRelevance[i]
		}
		if ls[i].Available == 0 {
			score = -maxScore
		}
		s.order = append(s.order, descending(score)<<indexBits|uint64(i))
	}
	if q.Relevance != nil {
		slices.Sort(s.order)
		return s.order
	}
	sortNearly(s.order)
	for r, packed := range s.order {
		s.ranked[r] = uint32(packed & (1<<indexBits - 1))
	}
	return s.order
}

// Look is the share of a result page's readers who look at a place; it falls with the place, and is never 0.
func Look(place int, position float64) float64 { return draw.Pow(float64(max(place, 1)), -position) }

// looks makes the looks at n places, and the sums of the first ones.
func (s *Shares) looks(n int, position float64) {
	if s.position != position {
		s.look, s.total, s.position = s.look[:0], s.total[:0], position
	}
	for r := len(s.look); r < n; r++ {
		v, before := Look(r+1, position), 0.0
		if r > 0 {
			before = s.total[r-1]
		}
		s.look, s.total = append(s.look, v), append(s.total, before+v)
	}
}

// sortNearly sorts what is nearly sorted: by insertion, as long as little has to move.
func sortNearly(v []uint64) {
	moves := 8 * len(v)
	for i := 1; i < len(v); i++ {
		x, k := v[i], i
		for ; k > 0 && v[k-1] > x; k-- {
			v[k] = v[k-1]
		}
		v[k] = x
		if moves -= i - k; moves < 0 {
			slices.Sort(v)
			return
		}
	}
}
