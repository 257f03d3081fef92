package sim

import (
	"cmp"
	"fmt"
	"slices"

	"chuhai/sim/scenario"
)

// In days: until shops have found their feet, and from when on they close down.
const warmUp, closingDown = 21, 10

// measureClass plays the scenario with bots and measures what came of it.
func measureClass(s *scenario.Scenario, seed uint64, bots int, out map[string][]float64) error {
	w, err := New(s, seed)
	if err != nil {
		return err
	}
	for i := range bots {
		p := s.Bots[i%len(s.Bots)]
		if err := w.Apply(Command{Open: &OpenShop{Name: fmt.Sprintf("%s %d", p.Name.En, i+1), Bot: p.Temperament}}); err != nil {
			return err
		}
	}
	peaks := w.peaks()
	for !w.Over() {
		if err := w.Apply(Command{Step: &Step{}}); err != nil {
			return err
		}
		for m := range peaks {
			peaks[m].watch(w, m)
		}
		if w.st.Day == s.Days-closingDown {
			if v, ok := w.topFifth(); ok {
				out["top-fifth"] = append(out["top-fifth"], v)
			}
		}
	}
	add := func(id string, v float64) { out[id] = append(out[id], v) }
	w.measureStars(add)
	if n := w.st.Totals.Delivered; n > 0 {
		add("late", float64(w.st.Totals.Late)/float64(n))
	}
	if v, ok := times(peaks); ok {
		add("peak-day", v)
	}
	var shown, clicks, orders int64
	for i := range w.st.Listings {
		for _, a := range w.st.Listings[i].Ads {
			for _, d := range a.Days {
				shown, clicks, orders = shown+d.Impressions, clicks+d.Clicks, orders+d.Orders
			}
		}
	}
	if clicks > 0 {
		add("click-rate", 100*float64(clicks)/float64(shown))
		add("click-orders", 100*float64(orders)/float64(clicks))
	}
	return nil
}

// measureStars tells what deliveries of middling goods earn, over all draws, on time and late; and how many reviews of
// all have five stars and one, where so many come late as did.
func (w *World) measureStars(add func(string, float64)) {
	late := 0.0
	if n := w.st.Totals.Delivered; n > 0 {
		late = float64(w.st.Totals.Late) / float64(n)
	}
	// A late parcel is reviewed more often.
	b := &w.s.Behaviour
	part := float64(late*b.ReviewLate) / (float64(late*b.ReviewLate) + float64((1-late)*b.ReviewOnTime))
	var five, one float64
	for i, id := range []string{"stars-on-time", "stars-late"} {
		var count [6]float64
		sum, n := 0.0, 0.0
		for u := uint32(32); u < 1<<16; u += 64 {
			for v := uint32(0); v < 256; v += 8 {
				star := w.tables.stars.Draw(u, v, i == 1, plainGrade)
				count[star]++
				sum += float64(star)
				n++
			}
		}
		add(id, sum/n)
		weight := part
		if i == 0 {
			weight = 1 - part
		}
		five += float64(weight*count[5]) / n
		one += float64(weight*count[1]) / n
	}
	add("five-stars", five)
	add("one-star", one)
}

// topFifth is the share of a marketplace's orders that the best-selling fifth of its listings have in a month, over marketplaces with
// thirty listings and more that were out for a month and are not taken down.
func (w *World) topFifth() (share float64, ok bool) {
	sold := make([][]int64, len(w.s.Marketplaces))
	for i := range w.st.Listings {
		if l := &w.st.Listings[i]; w.st.Day-int(l.Published) >= month && l.Barred == 0 {
			sold[l.Market] = append(sold[l.Market], int64(l.sold(month)))
		}
	}
	var top, all float64
	const enough = 30
	for _, of := range sold {
		if len(of) < enough {
			continue
		}
		slices.SortFunc(of, func(a, b int64) int { return cmp.Compare(b, a) })
		for i, n := range of {
			all += float64(n)
			if i*5 < len(of) {
				top += float64(n)
			}
		}
	}
	return top / max(all, 1), all > 0
}

// peak is the peak day of a marketplace's greatest festival that the run plays after three weeks at least.
type peak struct {
	day, from     int // of the run; 0: none
	before, after shelved
	factor        float64
}

// shelved are orders, and the listings that stood on the shelf to bring them, summed over days.
type shelved struct{ orders, listings float64 }

func (w *World) peaks() []peak {
	out := make([]peak, len(w.s.Marketplaces))
	for m := range w.s.Marketplaces {
		for k := range w.s.Marketplaces[m].Festivals {
			f := &w.s.Marketplaces[m].Festivals[k]
			day, from := int(f.Peak.Next(w.s.Start)-w.s.Start), int(f.From.Next(w.s.Start)-w.s.Start)
			if from > warmUp && day < w.s.Days-closingDown && f.PeakFactor > out[m].factor {
				out[m] = peak{day: day, from: from, factor: f.PeakFactor}
			}
		}
	}
	return out
}

// watch counts the orders of the day just played: of the fortnight before the window, and of the peak.
func (p *peak) watch(w *World, m int) {
	day := w.st.Day - 1
	if p.day == 0 || day != p.day && (day < p.from-14 || day >= p.from) {
		return
	}
	to := &p.before
	if day == p.day {
		to = &p.after
	}
	for i := range w.st.Listings {
		l := &w.st.Listings[i]
		if int(l.Market) != m || len(l.History) == 0 {
			continue
		}
		n := float64(l.History[len(l.History)-1].Orders)
		if to.orders += n; n > 0 || l.Active && l.Stocked {
			to.listings++
		}
	}
}

// times is how many times an ordinary day's orders a listing had on the peaks, over all marketplaces; ok where there were
// enough to tell. Shelves that stood empty do not count.
func times(peaks []peak) (float64, bool) {
	var before, after shelved
	for _, p := range peaks {
		before.orders, before.listings = before.orders+p.before.orders, before.listings+p.before.listings
		after.orders, after.listings = after.orders+p.after.orders, after.listings+p.after.listings
	}
	const enough = 200
	if before.orders < enough || after.listings == 0 {
		return 0, false
	}
	return after.orders / after.listings / (before.orders / before.listings), true
}
