package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/market"
)

// funnelDay is a listing's day on the way from search to order: searches that found it, shoppers of these who saw it,
// those who opened it, and those who ordered, stock permitting or not.
type funnelDay struct{ Found, Looks, Opened, Orders int32 }

// count draws how often each listing of a choice set was seen and opened today: by all who ordered or clicked a
// sponsored place, and by so many others as can be expected.
func (w *World) count(members []uint32, shares *market.Shares) {
	t := &w.today
	const week, month = 7, 30
	for i, m := range members {
		l := &w.st.Listings[m]
		others := max(shares.Opened[i]-t.expected[i]-t.bought(i), 0)
		opened := t.sold[i] - t.attributed[i] + t.clicked[i] + int64(draw.Poisson(draw.Uniform(w.clicks.At(l.Key, uint16(w.st.Day), 1<<16-1)), others))
		looks := opened + whole(shares.Looks[i]-shares.Opened[i])
		found := max(whole(shares.Found[i]), looks)
		if len(l.Funnel) == 2*month {
			l.Funnel = append(l.Funnel[:0], l.Funnel[month:]...)
		}
		l.Seen += int(looks)
		if n := len(l.Funnel); n >= week {
			l.Seen -= int(l.Funnel[n-week].Looks)
		}
		l.Funnel = append(l.Funnel, funnelDay{small(found), small(looks), small(opened), small(t.sold[i])})
	}
}

// bought is how many clicks on a listing's sponsored places, beyond its orders of the day by them, were expected.
func (t *today) bought(i int) float64 {
	sum := 0.0
	for k := range t.placed {
		if t.placed[k].listing == i {
			sum += t.placed[k].won.Clicks - t.queries[t.placed[k].query].Ads[t.placed[k].sponsor].Orders
		}
	}
	return sum
}

// small is a count as a day keeps it.
func small(n int64) int32 { return int32(min(n, 1<<31-1)) }
