package logistics_test

import (
	"math"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim/draw"
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// reference is the whole network of the reference files.
func reference(t *testing.T) (*scenario.Scenario, *logistics.Network) {
	t.Helper()
	s, err := scenario.Network(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	n, err := logistics.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return s, n
}

func date(t *testing.T, d string) scenario.Date {
	t.Helper()
	v, err := scenario.ParseDate(d)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The days of each service and freight, worked out from the engine's own tables, agree with what is published of it; and
// every leg draws the minimum, the median and the 90th percentile that its source gives.
func TestRoutesTakeAsLongAsPublished(t *testing.T) {
	s, n := reference(t)
	ways, err := n.Timed(s, date(t, "2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	if len(ways) != len(s.Services)+len(s.Freights) {
		t.Errorf("%d ways measured of %d services and %d freights", len(ways), len(s.Services), len(s.Freights))
	}
	for _, w := range ways {
		if !w.Held || w.Min > w.Median || w.Median > w.P90 {
			t.Errorf("%s: min %d, median %d, 90th percentile %d days; published %g to %g: %s", w.Way, w.Min, w.Median, w.P90, w.Low, w.High, w.Published.Source.Title)
		}
	}
	for _, d := range n.Drawn() {
		if !d.Held {
			t.Errorf("leg %s draws %.2f, %.2f and %.2f days, its source says %+v", d.Leg, d.Min, d.Median, d.P90, d.Given)
		}
	}
	s.Timings[0].Of = append(s.Timings[0].Of, "camel-ham")
	if _, err := n.Timed(s, date(t, "2026-01-01")); err == nil || !strings.Contains(err.Error(), "camel-ham") {
		t.Errorf("a way that does not exist: %v", err)
	}
	s.Timings = s.Timings[1:]
	if _, err := n.Timed(s, date(t, "2026-01-01")); err == nil || !strings.Contains(err.Error(), "move-ham-wro") {
		t.Errorf("a way of which nothing is published: %v", err)
	}
}

// No leg is shorter than the great circle between its hubs, and an aircraft's is hardly longer.
func TestLegsAreAsLongAsTheEarthIsRound(t *testing.T) {
	s, _ := reference(t)
	at := map[string]scenario.Hub{}
	for _, h := range s.Hubs {
		at[h.ID] = h
	}
	for _, l := range s.Legs {
		a, b := at[l.From], at[l.To]
		if a.Lat == 0 && a.Lon == 0 || b.Lat == 0 && b.Lon == 0 {
			continue // stands for a country
		}
		const rad, earth = math.Pi / 180, 6371
		h := math.Pow(math.Sin((b.Lat-a.Lat)*rad/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin((b.Lon-a.Lon)*rad/2), 2)
		circle := 2 * earth * math.Asin(math.Sqrt(h))
		if float64(l.KM) < 0.97*circle {
			t.Errorf("%s is %d km long, the great circle %.0f", l.ID, l.KM, circle)
		}
		if l.Mode == scenario.Air && float64(l.KM) > 1.15*circle {
			t.Errorf("%s is %d km long, the great circle only %.0f", l.ID, l.KM, circle)
		}
	}
}

// The spread of a chain is the spread that the engine's draws have.
func TestSpreadIsWhatTheEngineDraws(t *testing.T) {
	_, n := reference(t)
	chain := []int{n.Index("air-cgo-lgg"), n.Index("last-lgg-de")}
	ready := date(t, "2026-07-01")
	spread := n.Spread(chain, ready, 1, nil)
	s := draw.New(7, 1)
	const trials = 200_000
	within, sum := 0, 0
	p90 := spread.Quantile(90)
	for i := range uint64(trials) {
		bits := s.Bits(i)
		day := 1
		for k, leg := range chain {
			day += n.Legs[leg].Days(ready+scenario.Date(day), uint32(bits>>(12*k)), 256)
		}
		sum += day
		if day <= p90 {
			within++
		}
	}
	if mean := float64(sum) / trials; math.Abs(mean-spread.Mean()) > 0.01 {
		t.Errorf("mean %.3f drawn, %.3f worked out", mean, spread.Mean())
	}
	if share := float64(within) / trials; math.Abs(share-(1-spread.Later(p90))) > 0.003 || share < 0.9 {
		t.Errorf("%.4f arrive by day %d, worked out %.4f", share, p90, 1-spread.Later(p90))
	}
	if q := spread.Quantile(89); q > p90 {
		t.Errorf("quantiles fall: %d at 89, %d at 90", q, p90)
	}
}

// A queue adds to the time under way: means add up.
func TestAQueueAddsToTheTimeUnderWay(t *testing.T) {
	_, n := reference(t)
	with, without := n.UnderWay([]int{n.Index("sea-sha-rtm-lcl")}), n.UnderWay([]int{n.Index("sea-sha-rtm")})
	if more := with.Mean() - without.Mean(); more < 6 || more > 7 {
		t.Errorf("groupage of 3, 6 and 11 days adds %.2f days in the mean, want 6 to 7", more)
	}
}

// On the day before the Chinese New Year of 2026 a train still leaves; on its first day the next one leaves when it is
// over. Flights go on.
func TestHolidaysKeepTrainsFromDeparting(t *testing.T) {
	_, n := reference(t)
	train, plane := &n.Legs[n.Index("rail-cgo-als")], &n.Legs[n.Index("express-cgo-lgg")]
	for _, c := range []struct {
		on   string
		wait int
	}{{"2026-02-14", 0}, {"2026-02-15", 9}, {"2026-02-23", 1}, {"2026-02-24", 0}, {"2026-09-30", 0}, {"2026-10-01", 7}, {"2026-06-15", 0}} {
		if got := train.Wait(date(t, c.on)); got != c.wait {
			t.Errorf("a container ready on %s waits %d days for its train, want %d", c.on, got, c.wait)
		}
		if got := plane.Wait(date(t, c.on)); got != 0 {
			t.Errorf("a parcel ready on %s waits %d days for its flight, want 0", c.on, got)
		}
	}
	if a, b := train.Season(date(t, "2026-02-10")), train.Season(date(t, "2026-03-10")); a != 294 || b != 256 {
		t.Errorf("slow-down %d before the holiday and %d in March, want 294 (1.15 × 256) and 256", a, b)
	}
	van := &n.Legs[n.Index("last-lgg-de")]
	if a, b := van.Season(date(t, "2026-12-01")), van.Season(date(t, "2026-11-01")); a != 320 || b != 256 {
		t.Errorf("the last mile's slow-down is %d before Christmas and %d in November, want 320 and 256", a, b)
	}
}
