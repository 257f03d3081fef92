package sim_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// The bars of the engine, each against what stands beside it in the same run.
const (
	barKernel  = 2.0  // times the reference kernel's time for an order's whole life
	barHeap    = 40.0 // bytes of heap for an order on its way
	barStep    = 20.0 // milliseconds for a day of a class with bots
	barListing = 5.0  // microseconds for the market's step of a listing: search, rank, auction, choice
)

// verdict prints a figure with its bar for a person to read.
func verdict(b *testing.B, what string, got, bar float64, unit string) {
	b.Helper()
	met := "met"
	if got > bar {
		met = "NOT MET"
	}
	fmt.Fprintf(os.Stderr, "%-58s %8.2f %-10s bar %6.2f  %s\n", what, got, unit, bar, met)
}

// enlarge is a scenario with so many goods and marketplaces, made of copies of its own: copies of a good share its
// category, copies of a marketplace its country. With one category, only synthetic wigs are copied and the rest is left out.
func enlarge(s *scenario.Scenario, goods, marketplaces int, oneCategory bool) *scenario.Scenario {
	big := *s
	big.Goods, big.Marketplaces = nil, nil
	sources := s.Goods
	if oneCategory {
		wig := slices.IndexFunc(s.Goods, func(g scenario.Good) bool { return g.ID == "synthetic-wig" })
		sources = s.Goods[wig : wig+1]
	}
	for i := range goods {
		g := sources[i%len(sources)]
		g.ID = fmt.Sprintf("%s-%d", g.ID, i)
		big.Goods = append(big.Goods, g)
	}
	for i := range marketplaces {
		m := s.Marketplaces[i%len(s.Marketplaces)]
		m.ID = fmt.Sprintf("%s-%d", m.ID, i)
		m.Categories = nil
		for _, c := range s.Marketplaces[i%len(s.Marketplaces)].Categories {
			if !oneCategory || c.ID == sources[0].Category {
				m.Categories = append(m.Categories, c)
			}
		}
		big.Marketplaces = append(big.Marketplaces, m)
	}
	return &big
}

// The shape of the reference kernel: shops of 20 goods, 400 listings a choice set, 4 segments, 400 searchers of each,
// and an outside option that weighs as much as an ordinary listing each.
const (
	busyShops        = 20
	busyMarketplaces = 8
	busyWarmUp       = 45 // days until as many orders are delivered as placed
	busyMonth        = 28 // days measured at a time, from the change of the customs rate
	busyMonths       = 16
)

// busy is a world of the kernel's shape, with enough stock for the whole run, on the day before the measurement.
func busy(tb testing.TB) *sim.World {
	w := crowd(tb, busyShops, busyWarmUp+busyMonths*31)
	for range busyWarmUp {
		step(tb, w)
	}
	return w
}

// crowd is a world in which so many shops offer each good on each marketplace, before its first day.
func crowd(tb testing.TB, shops, days int) *sim.World {
	tb.Helper()
	s := enlarge(parse(tb, "rail-express"), kernelGoods, busyMarketplaces, true)
	s.Home.Capital.Minor = money.MaxMinor / 100
	s.Days = days
	for m := range s.Marketplaces {
		for c := range s.Marketplaces[m].Categories {
			cat := &s.Marketplaces[m].Categories[c]
			cat.Searches = kernelSegments * kernelSearches / busyShops
			cat.Outside = kernelListings / busyShops
		}
	}
	w, err := sim.New(s, 42)
	if err != nil {
		tb.Fatal(err)
	}
	for i := range shops {
		must(tb, w, sim.Command{Open: &sim.OpenShop{Name: fmt.Sprint("shop ", i+1)}})
		for g := range s.Goods {
			must(tb, w, sim.Command{Shop: i + 1, Purchase: &sim.PlacePurchase{Good: s.Goods[g].ID, Supplier: s.Goods[g].Suppliers[0].ID, Quantity: 20_000}})
			for m := range s.Marketplaces {
				mp := &s.Marketplaces[m]
				country := "de"
				if mp.Country == "PL" {
					country = "pl"
				}
				service := []string{"express-", "line-", "post-"}[(i+g+m)%3] + country
				price := mp.Categories[0].Reference.Minor * int64(70+(i*7+g*11+m*13)%61) / 100
				must(tb, w, sim.Command{Shop: i + 1, Publish: &sim.PublishListing{Good: s.Goods[g].ID, Marketplace: mp.ID, Service: service, Price: price, Promise: 8 + (i+g)%12}})
			}
		}
	}
	return w
}

// quickest times days of so many orders each, again and again: of each the quickest counts, in nanoseconds an order, because
// the machine may be shared.
type quickest []float64

func (q quickest) play(day int, play func() (orders int64)) {
	t := time.Now()
	n := play()
	if ns := float64(time.Since(t)) / float64(max(n, 1)); q[day] == 0 || ns < q[day] {
		q[day] = ns
	}
}

func (q quickest) mean() float64 {
	sum := 0.0
	for _, ns := range q {
		sum += ns
	}
	return sum / float64(len(q))
}

// BenchmarkOrderLife is the whole life of an order, from search to refund, in the engine and in the reference kernel by
// turns: month after month of the one, from the day on which the customs rates change, and the same half year of the other.
func BenchmarkOrderLife(b *testing.B) {
	w := busy(b)
	engine, reference := make(quickest, busyMonth), make(quickest, kernelDays-busyWarmUp)
	for b.Loop() {
		if w.Day()+2*busyMonth > w.Scenario().Days {
			w = busy(b)
		}
		for w.Date() != w.Date().Month() {
			step(b, w)
		}
		runtime.GC()
		for day := range engine {
			engine.play(day, func() int64 {
				before := w.Totals().Orders
				step(b, w)
				return w.Totals().Orders - before
			})
		}
		k := newKernel(busyMarketplaces, 42)
		for day := range kernelDays {
			if day < busyWarmUp {
				k.play(day)
				continue
			}
			reference.play(day-busyWarmUp, func() int64 {
				before := k.out.orders
				k.play(day)
				return k.out.orders - before
			})
		}
	}
	ratio := engine.mean() / reference.mean()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(engine.mean(), "ns/order")
	b.ReportMetric(reference.mean(), "kernel-ns/order")
	b.ReportMetric(float64(time.Second)/engine.mean(), "orders/s")
	b.ReportMetric(ratio, "ratio")
	verdict(b, "an order's whole life, against the reference kernel", ratio, barKernel, "×")
}

// BenchmarkLiveOrder weighs the heap that an order on its way takes: that of a busy world, less that of the same world
// once it has forgotten the orders under way and the spare chunks; reviews, returns and proceeds that are still to come
// count in. Not counted is what a person's shop keeps to look back on: 16 B of each of its newest orders, under way or not,
// of which it keeps a fixed number.
func BenchmarkLiveOrder(b *testing.B) {
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	var bytes float64
	for b.Loop() {
		w := busy(b)
		live := float64(w.Live())
		with := heap()
		w.DropLive()
		bytes = (with - heap()) / live
		runtime.KeepAlive(w)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(bytes, "B/order")
	verdict(b, "heap of an order on its way", bytes, barHeap, "B")
}

// BenchmarkClassDay is a day of 60 shops × 10 goods × 4 marketplaces with bots.
func BenchmarkClassDay(b *testing.B) {
	s := enlarge(parse(b, "rail-express"), 10, 4, false)
	class := func() *sim.World {
		w, err := sim.New(s, 7)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 60 {
			p := s.Bots[i%len(s.Bots)]
			must(b, w, sim.Command{Open: &sim.OpenShop{Name: fmt.Sprintf("%s %d", p.Name.En, i+1), Bot: p.Temperament}})
		}
		return w
	}
	w := class()
	best, days := time.Duration(1<<62), 0
	for b.Loop() { // a run of the scenario
		w = class()
		t := time.Now()
		for !w.Over() {
			step(b, w)
		}
		best, days = min(best, time.Since(t)), w.Day()
	}
	ms := float64(best) / float64(days) / float64(time.Millisecond)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms, "ms/day")
	b.ReportMetric(float64(w.Totals().Orders)/float64(days), "orders/day")
	verdict(b, "a day of 60 shops × 10 goods × 4 marketplaces, with bots", ms, barStep, "ms")
}

// BenchmarkMarketDay is a class of the same size in the open market, with every mechanism that it plays: a day, and of it the market's
// own step for each listing that stands in it.
func BenchmarkMarketDay(b *testing.B) {
	s := enlarge(parse(b, "open-market"), 10, 4, false)
	best, step1, days, listings := time.Duration(1<<62), time.Duration(1<<62), 0, 0
	for b.Loop() {
		w, err := sim.New(s, 7)
		if err != nil {
			b.Fatal(err)
		}
		for i := range 60 {
			p := s.Bots[i%len(s.Bots)]
			must(b, w, sim.Command{Open: &sim.OpenShop{Name: fmt.Sprintf("%s %d", p.Name.En, i+1), Bot: p.Temperament}})
		}
		t := time.Now()
		for !w.Over() {
			step(b, w)
			if w.Day() == 45 {
				for range 10 {
					d, n := w.MarketStep()
					step1, listings = min(step1, d), n
				}
			}
		}
		best, days = min(best, time.Since(t)), w.Day()
	}
	ms := float64(best) / float64(days) / float64(time.Millisecond)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms, "ms/day")
	b.ReportMetric(float64(step1)/float64(listings), "ns/listing")
	b.ReportMetric(float64(listings), "listings")
	verdict(b, "the same in the open market: search, ads, festivals …", ms, barStep, "ms")
	verdict(b, "of it the market's step, for each listing", float64(step1)/float64(listings)/1000, barListing, "µs")
}
