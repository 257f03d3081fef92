package sim_test

import (
	"errors"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// smallFailure is the insolvency of the western marketplace.
const smallFailure = `
shocks:
  - {id: west-fails, name: {zh: 西部平台停止付款, en: The west stops paying}, story: {zh: 停止付款, en: It stops paying}, fails: west, days: 3, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
`

// owing is the small world with credit, in which the euro stands at 8.00 and the west becomes insolvent on 5 July, the
// twentieth day; a shop that sells there insures its proceeds from a day on, or never (−1).
func owing(t testing.TB, insure int, limit string) *sim.World {
	t.Helper()
	main := strings.NewReplacer("use:\n", "shocks: [{shock: west-fails, on: 2026-07-05}]\nuse:\n  shocks: [west-fails]\n  mechanisms: [credit]\n",
		"shift: 364,", "shift: 364, script: [{currency: CNY, date: 2026-06-01, rate: 8}],").Replace(smallScenario)
	w := smallWith(t, main, 3, strings.Replace(smallLending, "limit: 2000.00 CNY", "limit: "+limit, 1), smallFailure)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(1000, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5500, Promise: 7}})
	for w.Day() < 20 {
		if w.Day() == insure {
			must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Cover: &sim.TakeCover{On: true}}})
		}
		step(t, w)
	}
	return w
}

// debited sums what an account was debited with on a day, by currency.
func debited(t testing.TB, w *sim.World, a ledger.Account, day, currency int) (sum int64) {
	t.Helper()
	for e := range book(t, w).Journal.All() {
		if e.Account == a && int(e.Day) == day && int(e.Currency) == currency {
			sum += e.Minor
		}
	}
	return sum
}

// An insolvent marketplace sells no more and pays nothing: what it owes for what was delivered is lost on the day. Of an
// insured shop's loss 90 % are paid ten days later, for a premium of 1 % of what was delivered.
func TestAnInsolventMarketplaceAndItsInsurance(t *testing.T) {
	bare, insured := owing(t, -1, "1000000.00 CNY"), owing(t, 0, "1000000.00 CNY")
	for day := range 20 {
		sales := -debited(t, insured, ledger.Sales, day, 1) * 8
		if want := (sales + 99) / 100; debited(t, insured, ledger.Insurance, day, 0) != want && day > 0 {
			t.Errorf("day %d: a premium of %d on sales of %d, want %d", day, debited(t, insured, ledger.Insurance, day, 0), sales, want)
		}
	}
	for _, w := range []*sim.World{bare, insured} {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		b := book(t, w)
		lost := debited(t, w, ledger.BadDebt, 20, 1)
		if left := b.Balance(ledger.Platform, 1) + b.Balance(ledger.Deferred, 1); lost <= 0 || left > 0 {
			t.Errorf("%d EUR are lost, %d of what was delivered are still owed", lost, left)
		}
		claimed := b.Balance(ledger.ClaimDue, 0)
		if want := lost * 8 * 9 / 10; w == insured && claimed != want || w == bare && claimed != 0 {
			t.Errorf("of %d EUR lost %d are claimed, want %d for the insured", lost, claimed, want)
		}
		f := w.Shocks()[0].Failure
		if want := (sim.FailureView{Marketplace: "west", Lost: lost * 8, Shops: 1, Insured: claimed}); f == nil || *f != want {
			t.Errorf("everyone hears of a loss of %+v, want %+v", f, want)
		}
		profitBy(t, w)
		var r *sim.Rejection
		if err := w.Apply(early("west", 1)); !errors.As(err, &r) || r.Field != "marketplace" || !strings.Contains(r.Text.Zh, "停止付款") {
			t.Errorf("paid early by an insolvent marketplace: %v", err)
		}
		refused(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 21_900, Promise: 7}}, "marketplace")
	}
	v, err := insured.Shop(1)
	if err != nil || v.Listings[0].Barred != "failed" {
		t.Fatalf("the listing is barred by %q, %v", v.Listings[0].Barred, err)
	}
	refused(t, insured, sim.Command{Network: &sim.NetworkDecision{Lift: &sim.Lift{Shock: "west-fails"}}}, "shock")
	orders := v.Listings[0].Total
	cash, claimed := book(t, insured).Balance(ledger.Bank, 0), credit(t, insured).Cover.Claims[0]
	if claimed.Due != 30 {
		t.Errorf("the claim: %+v", claimed)
	}
	for insured.Day() <= 30 {
		step(t, insured)
		if err := insured.Check(); err != nil {
			t.Fatal(err)
		}
	}
	b := book(t, insured)
	if v, _ := insured.Shop(1); v.Listings[0].Total != orders || b.Balance(ledger.Bank, 0) != cash+claimed.Minor {
		t.Errorf("after the claim's day: %d orders after %d; %d in the bank after %d and a claim of %d", v.Listings[0].Total, orders, b.Balance(ledger.Bank, 0), cash, claimed.Minor)
	}
	profitBy(t, insured)
	refused(t, insured, sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "west-fails"}}}, "shock")
	if k := insured.Shocks()[0]; k.State != "on" {
		t.Errorf("eleven days later the insolvency is %s", k.State)
	}
}

// The insurer pays for what was delivered while the insurance ran, and no more than its limit; it insures nothing that is
// owed by a marketplace whose insolvency has been told.
func TestWhatTheInsurerDoesNotPay(t *testing.T) {
	w := owing(t, 0, "500.00 CNY")
	step(t, w)
	if got := book(t, w).Balance(ledger.ClaimDue, 0); got != 500_00 {
		t.Errorf("claimed are %d, want the limit of 500.00", got)
	}
	late := owing(t, 17, "1000000.00 CNY") // insured from day 18 on
	sales := int64(0)
	for day := 18; day < 20; day++ {
		sales -= debited(t, late, ledger.Sales, day, 1)
	}
	step(t, late)
	// of the day on which the west fails nothing is insured any more
	if got, want := book(t, late).Balance(ledger.ClaimDue, 0), sales*8*9/10; got != want {
		t.Errorf("insured late, %d are claimed, want %d", got, want)
	}
	refused(t, late, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Cover: &sim.TakeCover{On: true}}}, "cover")
	must(t, late, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Cover: &sim.TakeCover{}}})
	plain := smallEmpty(t, 1)
	must(t, plain, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	refused(t, plain, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Cover: &sim.TakeCover{On: true}}}, "cover")
}
