package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
)

// What was exported in a year can be claimed until 30 April of the next: a month before, the shop is told what it would
// lose, and on the day it is lost. What was exported since stays.
func TestAnUnclaimedRefundLapses(t *testing.T) {
	main := strings.NewReplacer("use:\n", "use:\n  mechanisms: [taxes]\n", "start: 2026-06-15", "start: 2025-12-20", "days: 60", "days: 140", "shift: 364", "shift: 196").Replace(smallScenario)
	w := smallWith(t, main, 3, smallTaxes)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(1200, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5950, Promise: 7}})
	told := func() map[string]int64 {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]int64{}
		for _, e := range v.Events {
			if strings.HasPrefix(e.Kind, "refund_") && e.Day == w.Day()-1 {
				all[e.Kind] = e.Minor
			}
		}
		return all
	}
	for w.Day() < 12 { // 31 December is day 11
		step(t, w)
	}
	last := taxes(t, w).Refund
	if last.Lapsing <= 0 || last.Lapsing != last.Claimable || last.By != 131 {
		t.Fatalf("at the year's end: %+v", last)
	}
	for w.Day() < 16 {
		step(t, w)
	}
	sold := taxes(t, w).Refund
	if sold.Lapsing != last.Lapsing || sold.Claimable <= sold.Lapsing {
		t.Fatalf("in January: %+v", sold)
	}
	claimed := w.Fork()
	must(t, claimed, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Claim: &sim.ClaimRefund{}}})
	if v := taxes(t, claimed).Refund; v.Claimable != 0 || v.Lapsing != 0 || v.By != 131+365 || v.Claims[0].Minor != sold.Claimable {
		t.Errorf("claimed: %+v", v)
	}
	for w.Day() < 102 { // 31 March is day 101
		step(t, w)
	}
	if got := told(); got["refund_due"] != last.Lapsing {
		t.Errorf("a month before the deadline the shop was told %v, want %d", got, last.Lapsing)
	}
	for w.Day() < 132 { // 30 April is day 131
		step(t, w)
	}
	if got := told(); got["refund_lapsed"] != last.Lapsing {
		t.Errorf("on the deadline the shop was told %v, want %d", got, last.Lapsing)
	}
	v := taxes(t, w).Refund
	if v.Lapsing != 0 || v.Claimable <= 0 || v.By != 131+365 {
		t.Errorf("after the deadline: %+v", v)
	}
}
