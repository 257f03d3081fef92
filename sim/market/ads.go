package market

import (
	"cmp"
	"slices"

	"chuhai/sim/scenario"
)

// Bid is an advertiser's offer for a query on a day.
type Bid struct {
	Listing   int     // of the choice set
	Relevance float64 // of the good to the query
	Click     int64   // most that a click may cost, minor units
	Budget    int64   // of the day
	Quality   float64 // clicks to be expected against those of a middling listing in the same place
}

// Won is what a bid comes to, as far as can be expected.
type Won struct {
	Impressions float64
	Clicks      float64
	Spent       float64 // minor units
	Place       float64 // mean over the impressions, 1 is first; 0 without any
	Until       float64 // part of the day after which the budget was spent; 1: it lasted
}

// The quality score stays within these, so that neither a stranger is shut out nor a favourite has the page for nothing.
const (
	leastQuality = 0.1
	mostQuality  = 4.0
)

// Auction sells a query's sponsored places through a day: a generalized second-price auction with quality scores
// (Edelman, Ostrovsky and Schwarz 2007). Places go by bid × quality; a click costs the least whole amount that would have
// kept the place, at least the reserve, which asks the same of all (Thompson and Leyton-Brown 2013), and never more than
// the bid. A budget that is used up leaves the rest of the day to the next. Equal scores go to the earlier bid.
func Auction(bids []Bid, r *scenario.AdRule, searches float64) []Won {
	out := make([]Won, len(bids))
	left := make([]float64, len(bids))
	var running []int
	for i := range bids {
		out[i].Until = 1
		left[i] = float64(bids[i].Budget)
		if bids[i].Click >= r.Reserve.Minor && bids[i].Budget > 0 {
			running = append(running, i)
		}
	}
	score := func(i int) float64 { return float64(float64(bids[i].Click) * quality(&bids[i])) }
	slices.SortStableFunc(running, func(a, b int) int { return cmp.Compare(score(b), score(a)) })
	impressions := float64(searches * r.Pages)
	for day := 1.0; day > 0 && len(running) > 0 && impressions > 0; {
		shown := running[:min(len(running), r.Slots)]
		clicks, prices := make([]float64, len(shown)), make([]float64, len(shown))
		span, rate := day, r.ClickRate
		for k, i := range shown {
			prices[k] = float64(r.Reserve.Minor)
			if k+1 < len(running) {
				// bounded: a score is at most the largest bid times the largest quality
				prices[k] = max(prices[k], float64(int64(score(running[k+1])/quality(&bids[i]))+1))
			}
			prices[k] = min(prices[k], float64(bids[i].Click))
			clicks[k] = float64(impressions * min(float64(rate*quality(&bids[i])), 0.5))
			rate = float64(rate * (1 - r.Spread))
			if cost := float64(clicks[k] * prices[k]); cost > 0 {
				span = min(span, left[i]/cost)
			}
		}
		for k, i := range shown {
			n := float64(clicks[k] * span)
			out[i].Impressions += float64(impressions * span)
			out[i].Place += float64(float64(impressions*span) * float64(k+1))
			out[i].Clicks += n
			out[i].Spent += float64(n * prices[k])
			left[i] -= float64(n * prices[k])
		}
		day -= span
		if day > 0 {
			running = slices.DeleteFunc(running, func(i int) bool {
				const crumb = 1e-6 // of a minor unit
				if left[i] > crumb {
					return false
				}
				out[i].Until = 1 - day
				return true
			})
		}
	}
	for i := range out {
		if out[i].Impressions > 0 {
			out[i].Place /= out[i].Impressions
		}
	}
	return out
}

func quality(b *Bid) float64 { return min(max(b.Quality, leastQuality), mostQuality) }
