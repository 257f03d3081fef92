package sim_test

import (
	"errors"
	"slices"
	"testing"

	"chuhai/sim"
)

func standing(t testing.TB, w *sim.World, shop int) *sim.HealthView {
	t.Helper()
	all, err := w.Health(shop)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].Marketplace != "west" {
		t.Fatalf("accounts %+v: only the western marketplace watches over them", all)
	}
	return &all[0]
}

// strict is a western marketplace that takes one late parcel in ten.
var strict = [2]string{"late: 0.3", "late: 0.1"}

// A shop that promises more than its service keeps is warned, demoted and suspended; while it is, nothing of it sells
// there and nothing is paid out. The right appeal brings it back, and with a better promise it stays.
func TestAPromiseThatIsNotKeptCostsTheAccount(t *testing.T) {
	w := counter(t, 21, "service, health", strict)
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(2)}})
	seen := map[string]int{}
	for standing(t, w, 1).State != "suspended" {
		if w.Day() > 45 {
			t.Fatalf("not suspended by day %d: %+v", w.Day(), standing(t, w, 1))
		}
		step(t, w)
		if s := standing(t, w, 1).State; seen[s] == 0 {
			seen[s] = w.Day()
		}
	}
	if seen["warned"] == 0 || seen["demoted"] <= seen["warned"] || seen["suspended"] <= seen["demoted"] {
		t.Errorf("the states came on days %v", seen)
	}
	view := func() *sim.ShopView {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := view()
	if v.Listings[0].Barred != "suspended" || v.Listings[1].Barred != "" || len(v.Queue.Health) != 1 {
		t.Errorf("listings barred by %q and %q, queue %+v", v.Listings[0].Barred, v.Listings[1].Barred, v.Queue.Health)
	}
	over := w.Overview()
	if p := over[slices.IndexFunc(over, func(p sim.Pulse) bool { return p.Shop == 1 })]; !slices.Equal(p.Health, v.Queue.Health) || !slices.Contains(p.Flags, sim.Barred) {
		t.Errorf("the instructor sees %+v, flags %v", p.Health, p.Flags)
	}
	sold, euro := v.Listings[0].Total, v.Wallets[1]
	right := sim.Appeal{Marketplace: "west", Cause: "late", Remedy: "promise", Proof: "transit"}
	for name, c := range map[string]struct {
		appeal sim.Appeal
		field  string
	}{
		"to a marketplace that suspended nobody": {sim.Appeal{Marketplace: "east", Cause: "late", Remedy: "promise", Proof: "transit"}, "marketplace"},
		"for a cause that is none":               {sim.Appeal{Marketplace: "west", Cause: "karma", Remedy: "promise", Proof: "transit"}, "cause"},
		"with the remedy of another cause":       {sim.Appeal{Marketplace: "west", Cause: "late", Remedy: "tracked", Proof: "transit"}, "remedy"},
		"with no proof":                          {sim.Appeal{Marketplace: "west", Cause: "late", Remedy: "promise"}, "proof"},
	} {
		var r *sim.Rejection
		if err := w.Apply(sim.Command{Shop: 1, Appeal: &c.appeal}); !errors.As(err, &r) || r.Field != c.field {
			t.Errorf("an appeal %s: %v, want a refusal of %q", name, err, c.field)
		}
	}
	// The carrier is to blame: refused after three days, and another appeal may be made two days later.
	must(t, w, sim.Command{Shop: 1, Appeal: &sim.Appeal{Marketplace: "west", Cause: "late", Remedy: "blame", Proof: "transit"}})
	var r *sim.Rejection
	if err := w.Apply(sim.Command{Shop: 1, Appeal: &right}); !errors.As(err, &r) || r.Field != "marketplace" {
		t.Errorf("two appeals at a time: %v", err)
	}
	for standing(t, w, 1).Appeal == "pending" {
		step(t, w)
	}
	if v := view(); standing(t, w, 1).Appeal != "refused" || v.Listings[0].Total != sold || v.Wallets[1] != euro {
		t.Errorf("appeal %s; %d orders and %v while suspended, before %d and %v", standing(t, w, 1).Appeal, v.Listings[0].Total, v.Wallets[1], sold, euro)
	}
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(14)}})
	for standing(t, w, 1).State == "suspended" {
		step(t, w)
	}
	for range 5 {
		step(t, w)
	}
	if v := view(); v.Listings[0].Total == sold {
		t.Error("the account is restored, and nothing sells")
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// An appeal that names cause, remedy and proof is granted before the suspension would end by itself.
func TestTheRightAppealIsGranted(t *testing.T) {
	play := func(appeal bool) (days int) {
		w := counter(t, 21, "service, health", strict, [2]string{"suspend_days: 6", "suspend_days: 30"})
		must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(2)}})
		for standing(t, w, 1).State != "suspended" {
			step(t, w)
		}
		if appeal {
			must(t, w, sim.Command{Shop: 1, Appeal: &sim.Appeal{Marketplace: "west", Cause: "late", Remedy: "promise", Proof: "transit"}})
		}
		for standing(t, w, 1).State == "suspended" && !w.Over() {
			step(t, w)
			days++
		}
		return days
	}
	if with, without := play(true), play(false); with != 4 || without < 20 {
		t.Errorf("suspended for %d days with an appeal, %d without", with, without)
	}
}

// A demoted shop is further down in search than the same shop in good standing.
func TestADemotedShopSellsLess(t *testing.T) {
	play := func(demote string) int64 {
		w := counter(t, 22, "service, health", strict, [2]string{"warn_days: 3, demote: 0.5", "warn_days: 4, demote: " + demote})
		must(t, w, sim.Command{Shop: 2, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 900}})
		step(t, w)
		step(t, w)
		must(t, w, sim.Command{Shop: 2, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 7400, Promise: 14}})
		must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(2)}})
		for standing(t, w, 1).State != "demoted" {
			step(t, w)
		}
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		before := v.Listings[0].Total
		for range 4 {
			step(t, w)
		}
		if v, err = w.Shop(1); err != nil {
			t.Fatal(err)
		}
		return v.Listings[0].Total - before
	}
	if low, same := play("0.1"), play("1"); low >= same {
		t.Errorf("%d orders demoted, %d not", low, same)
	}
}
