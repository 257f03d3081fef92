package sim_test

import (
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
)

// What the open market measures lies where research and public statistics put real ones; the sources stand beside the bars
// in evidence.yaml.
func TestTheMarketHoldsAgainstEvidence(t *testing.T) {
	b, err := scenarios.Load("open-market")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	seeds, want := []uint64{1, 2, 3}, len(scenario.Measures)
	if testing.Short() { // the shoppers alone
		seeds, want = nil, 9
	}
	rows, err := sim.ValidateMarket(s, seeds, 24)
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]bool{}
	for _, r := range rows {
		measured[r.ID] = true
		t.Logf("%-20s %-14s %8.3f (%s), bars %g … %g", r.ID, r.Of.En, r.Value, r.Found.En, r.Low, r.High)
		if !r.Held {
			t.Errorf("%s %s: %.3f, bars %g … %g", r.ID, r.Of.En, r.Value, r.Low, r.High)
		}
	}
	if len(measured) != want {
		t.Errorf("%d measures, want %d: %v", len(measured), want, measured)
	}
}

// A scenario that plays no search, ads or festivals is measured by what it plays.
func TestASmallLessonIsMeasuredByWhatItPlays(t *testing.T) {
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := sim.ValidateMarket(s, []uint64{1}, 8)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.ID == "peak-day" || r.ID == "click-rate" {
			t.Errorf("%s is measured, and not played", r.ID)
		}
	}
}
