package sim_test

import (
	"errors"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// early asks to be paid early for a part of what a marketplace owes the first shop.
func early(marketplace string, minor int64) sim.Command {
	return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Advance: &sim.AskAdvance{Marketplace: marketplace, Minor: minor}}}
}

// withheld checks that the west's proceeds are not paid early, in words of both languages that name the reason.
func withheld(t *testing.T, w *sim.World, reason, zh, en string) {
	t.Helper()
	v, err := w.CreditOf(1)
	if err != nil {
		t.Fatal(err)
	}
	if a := v.Advances[1]; a.Marketplace != "west" || a.Withheld != reason || a.Most != 0 {
		t.Errorf("the west's proceeds: %+v, want them withheld as %q", a, reason)
	}
	var r *sim.Rejection
	if err := w.Apply(early("west", 1)); !errors.As(err, &r) || r.Field != "marketplace" || !strings.Contains(r.Text.Zh, zh) || !strings.Contains(r.Text.En, en) {
		t.Errorf("paid early while %s: %v", reason, err)
	}
}

// A marketplace that has suspended the shop pays nothing out, and so nobody pays early for it, whatever it owes.
func TestNobodyPaysEarlyForASuspendedAccount(t *testing.T) {
	w := counter(t, 21, "service, health, credit", strict)
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(2)}})
	for standing(t, w, 1).State != "suspended" {
		step(t, w)
	}
	if owed := book(t, w).Balance(ledger.Platform, 1); owed <= 0 {
		t.Fatalf("the west owes %d", owed)
	}
	withheld(t, w, "suspended", "暂停", "suspended")
	if v, err := w.CreditOf(1); err != nil || v.Advances[0].Withheld != "" || v.Advances[0].Most <= 0 {
		t.Errorf("the east, which suspended nobody: %+v, %v", v.Advances[0], err)
	}
	must(t, w, early("east", 1_00))
}

// Proceeds that a case has frozen are not paid early until the freeze is over.
func TestNobodyPaysEarlyForFrozenProceeds(t *testing.T) {
	w := infringe(t, 33, "compliance, health, credit")
	withheld(t, w, "frozen", "冻结", "frozen")
	for len(law(t, w, 1).Frozen) > 0 {
		step(t, w)
	}
	v, err := w.CreditOf(1)
	if err != nil || v.Advances[1].Withheld != "" {
		t.Errorf("after the freeze: %+v, %v", v.Advances, err)
	}
}
