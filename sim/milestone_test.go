package sim_test

import (
	"testing"

	"chuhai/sim"
)

// A title is a shop's own when it is not the one that a machine makes, an ad while it has a budget, and an entry until it
// is taken back.
func TestDecisionsOnSearchAndFestivalsAreMilestones(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	shop := stall(t, w, "甲", "")
	marks := func(what string, want int32) {
		t.Helper()
		if got := w.Marks(shop)[what]; got != want {
			t.Errorf("milestone %q is %d, want %d", what, got, want)
		}
	}
	marks("title", 0)
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Price: new(int64(6800))}})
	marks("title", 0)
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Title: new("Schüssel Keramik von Hand")}})
	marks("title", 1)
	must(t, w, sim.Command{Shop: shop, Advertise: &sim.Advertise{Listing: 1, Query: "bowl", Bid: 60, Budget: 900}})
	must(t, w, sim.Command{Shop: shop, Advertise: &sim.Advertise{Listing: 1, Query: "bowl"}})
	marks("advert", 1)
	must(t, w, sim.Command{Shop: shop, Enter: &sim.EnterFestival{Listing: 1, Festival: "summer", DiscountBP: 2000}})
	marks("festival", 1)
	must(t, w, sim.Command{Shop: shop, Leave: &sim.LeaveFestival{Listing: 1, Festival: "summer"}})
	marks("festival", 0)
}
