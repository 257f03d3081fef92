package logistics_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/logistics"
)

func TestCompareZhengzhouHamburg(t *testing.T) {
	s, n := reference(t)
	load := logistics.Load{Grams: 480_000, MM3: 2.1e9}
	ways := map[string]logistics.Way{}
	list := n.Compare(s, "CNCGO", "DEHAM", load, date(t, "2026-06-15"))
	for i, w := range list {
		ways[w.Freight] = w
		if i > 0 && w.P50 < list[i-1].P50 {
			t.Errorf("%s comes after a slower way", w.Freight)
		}
		if w.P90 < w.P50 || w.P50 < 1 {
			t.Errorf("%s: median %d, 90th percentile %d", w.Freight, w.P50, w.P90)
		}
	}
	air, rail, sea := ways["air-ham"], ways["rail-ham"], ways["sea-ham"]
	if !(air.P50 < rail.P50 && rail.P50 < sea.P50 && air.Cost.Minor > rail.Cost.Minor && rail.Cost.Minor > sea.Cost.Minor) {
		t.Errorf("air %d days %v, rail %d days %v, sea %d days %v: quicker must be dearer", air.P50, air.Cost, rail.P50, rail.Cost, sea.P50, sea.Cost)
	}
	// 480 kg over 10,214 km at 16 g a tonne-kilometre
	if want := int64(78_444); rail.CarbonG/100 != want/100 {
		t.Errorf("rail emits %d g, want about %d", rail.CarbonG, want)
	}
	for _, d := range logistics.DayPrices(list, load, 0.08) {
		if d.Quicker != "air-ham" || d.Slower != "rail-ham" {
			continue
		}
		// (17,730 − 7,350) / 480 kg / days; interest of 8 % on that value for those days pays it
		want := 10_380_00 / 480.0 / d.Days
		if math.Abs(float64(d.PerKG)-want) > 1 {
			t.Errorf("a kilogram and day is worth %d, want %.0f", d.PerKG, want)
		}
		if back := float64(d.PaysAt) * 0.08 / 365; math.Abs(back-float64(d.PerKG)) > 1 {
			t.Errorf("interest on %d for a day is %.1f, want %d", d.PaysAt, back, d.PerKG)
		}
		return
	}
	t.Error("air and rail were not compared")
}

// By hand: 6 pieces a day, 2,190 a year; a piece costs 115.00 and ties up 9.20 a year at 8 %; documents 700.00.
// Lot √(2 · 2,190 · 700 / 9.20) = 577. Holding a piece as long as a lot lasts costs 9.20 · 577 / 2,190 = 2.42, a lost sale
// 90.00: critical ratio 0.9738.
func TestStockingByTheTextbook(t *testing.T) {
	s, n := reference(t)
	for _, w := range n.Compare(s, "CNCGO", "DEHAM", logistics.Load{Grams: 480_000, MM3: 2.1e9}, date(t, "2026-06-15")) {
		if w.Freight != "rail-ham" {
			continue
		}
		got := w.Stock(logistics.Trade{Pieces: 240, Value: 115_00, Margin: 90_00, Daily: 6, Capital: 0.08})
		if got.Lot != 577 || math.Abs(got.Service-0.9738) > 0.0001 {
			t.Errorf("lot %d at a critical ratio of %.4f, want 577 at 0.9738", got.Lot, got.Service)
		}
		sigma := math.Sqrt(w.Mean*6 + 36*w.Deviation*w.Deviation)
		if want := 1.9397 * sigma; math.Abs(float64(got.Reserve)-want) > 0.6 { // normal quantile of 0.9738
			t.Errorf("reserve %d, want %.1f", got.Reserve, want)
		}
		if got.Ordering != 121 || got.Total != got.Carriage+got.Pipeline+got.Holding+got.Ordering+got.Lost {
			t.Errorf("ordering %d, total %d: want 1.21, and the sum of the parts", got.Ordering, got.Total)
		}
		return
	}
	t.Error("there is no rail freight to Hamburg")
}

// Dearer money makes slow ways dearer and lots smaller; no plan has a negative part.
func TestStockingBends(t *testing.T) {
	s, n := reference(t)
	ways := n.Compare(s, "CNCGO", "DEHAM", logistics.Load{Grams: 480_000, MM3: 2.1e9}, date(t, "2026-06-15"))
	rapid.Check(t, func(t *rapid.T) {
		trade := logistics.Trade{
			Pieces: rapid.Int64Range(1, 5000).Draw(t, "pieces"), Value: rapid.Int64Range(100, 500_000).Draw(t, "value"), Margin: rapid.Int64Range(0, 500_000).Draw(t, "margin"),
			Daily: rapid.Float64Range(0.1, 200).Draw(t, "daily"), Capital: rapid.Float64Range(0.01, 0.5).Draw(t, "capital"),
		}
		dear := trade
		dear.Capital *= 2
		for i := range ways {
			a, b := ways[i].Stock(trade), ways[i].Stock(dear)
			if min(a.Lot, a.Reserve, a.Point, a.Carriage, a.Pipeline, a.Holding, a.Ordering, a.Lost) < 0 || a.Lot < 1 {
				t.Fatalf("%s: %+v", ways[i].Freight, a)
			}
			if b.Pipeline < a.Pipeline || b.Lot > a.Lot {
				t.Fatalf("%s: dearer money makes the lot %d from %d and the pipeline %d from %d", ways[i].Freight, b.Lot, a.Lot, b.Pipeline, a.Pipeline)
			}
		}
	})
}
