// Package market decides what is shown and what is bought on a marketplace: which keywords a title is found by, search
// rank, sponsored places, exposure, and the choice of shoppers by an attraction model.
//
// The attraction of a listing for a segment is the exponential of a utility that is linear in ln(price / reference),
// the promised days, the shrunk rating, ln(1 + reviews), quality and culture; the share of a listing is its exposed
// attraction over the sum of all, the outside option included (Bell, Keeney and Little 1975), with a nest for each good
// (McFadden 1978). Shares are bounded and sum to less than one at every corner. Rank acts on exposure, never on utility
// (Ursu 2018).
package market

import (
	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// Listing is what the market knows of a listing on one day. All of it is the state at the end of the day before.
type Listing struct {
	ID        uint32
	LogPrice  float64 // ln(what a piece costs the buyer / reference price)
	Charged   bool    // for shipping, besides the price
	Promise   int     // days
	Rating    float64 // shrunk, 1..5
	Reviews   int
	Quality   float64
	Culture   float64
	Appeal    float64 // utility of its translation, pictures, voucher: the same for every segment
	Nest      int     // listings of one good share a nest; from 0
	Sales7    int     // orders of the last seven days
	Looks7    int     // shoppers who saw it in results in these days; 0 where nobody counts
	Lift      float64 // exposure beyond that of an ordinary listing: 0.5 is half as much again
	Demotion  float64 // what the account's health takes off its rank, 0..1
	Age       int     // days since it was published
	Available float64 // 1 in stock, 0 out of stock, between when stock will run out during the day
}

// Limits of the utility. Cheaper than a third of the reference price attracts no more: it makes nobody need a second one,
// and some suspicious. Dearer than twice of it, the elasticity rises by 4·ln(price / twice the reference): beyond that
// even the fond walk away, so that no price is worth asking for the few who would pay anything. Reviews beyond 200 are
// not read.
const (
	maxUtility = 8.0
	minUtility = -40.0
	maxReviews = 200
	cheapest   = -1.0986 // ln(1/3)
	dear       = 0.6931  // ln 2
	fright     = 2.0
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

// Utility is the attraction's exponent for a segment, within −40 and 8.
func Utility(l *Listing, g *scenario.Segment) float64 {
	week := min(l.Promise, 7)
	price := max(l.LogPrice, cheapest)
	u := l.Appeal - float64(g.Price*price) - float64(g.Week*float64(week)) - float64(g.Late*float64(l.Promise-week)) +
		float64(g.Rating*(l.Rating-4)) + float64(g.Reviews*ln1p(min(l.Reviews, maxReviews))) +
		float64(g.Quality*(l.Quality-0.5)) + float64(g.Culture*l.Culture)
	if over := price - dear; over > 0 {
		u -= float64(fright * float64(over*over))
	}
	if l.Charged {
		u -= g.Free
	}
	return min(max(u, minUtility), maxUtility)
}
