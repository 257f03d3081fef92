package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// smallLending is suppliers that wait 10 days for 1 % more, up to 10,000 CNY, and marketplaces' debts of which 80 % are
// paid early for 2 %, and a bank that lends 500 to 3,000 CNY, at most half of what a shop is worth, at 7.3 % a year (0.02 % a
// day) in instalments every 10 days, for 1 % of what is repaid early.
const smallLending = `
lending:
  supplier: {days: 10, surcharge: 0.01, ceiling: 10000.00 CNY, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  loan: {least: 500.00 CNY, ceiling: 3000.00 CNY, worth: 0.5, min_days: 10, max_days: 40, every: 10, annual: 0.073, early: 0.01, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  cover: {premium: 0.01, share: 0.9, limit: 2000.00 CNY, wait_days: 10, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  advance: {share: 0.8, fee: 0.02, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
`

// lending is the small world with credit, before its first day, with one shop of 5,000 CNY and a credit line of 2,000.
func lending(t testing.TB) *sim.World {
	t.Helper()
	main := strings.NewReplacer("use:\n", "use:\n  mechanisms: [credit, exchange]\n", "capital: 50000.00 CNY", "capital: 5000.00 CNY", "limit: 20000.00 CNY", "limit: 2000.00 CNY").Replace(smallScenario)
	w := smallWith(t, main, 3, smallExchange, smallLending)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	return w
}

func bowls(n int, terms bool) sim.Command {
	return sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: n, Terms: terms}}
}

func book(t testing.TB, w *sim.World) *ledger.Book {
	t.Helper()
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// 100 bowls at 20.00 on terms cost 1 % more, 2,020.00, and are paid on the tenth day; until then they are owed. The
// forecast knows the day. What is beyond the suppliers' ceiling is not sold on terms, and a cancelled order is not owed.
func TestSuppliersWait(t *testing.T) {
	w := lending(t)
	must(t, w, bowls(100, true))
	b := book(t, w)
	if b.Balance(ledger.Payable, 0) != -2_020_00 || b.Balance(ledger.Bank, 0) != 5_000_00 {
		t.Errorf("owed %d, at the bank %d; want 2,020.00 and 5,000.00", b.Balance(ledger.Payable, 0), b.Balance(ledger.Bank, 0))
	}
	if err := w.Apply(bowls(400, true)); err == nil || !strings.Contains(err.Error(), "7980.00") {
		t.Errorf("8,080.00 more on terms: %v, want a refusal that names the 7,980.00 left", err)
	}
	must(t, w, bowls(50, true))
	must(t, w, sim.Command{Shop: 1, Cancel: &sim.CancelPurchase{Purchase: 2}})
	if b := book(t, w); b.Balance(ledger.Payable, 0) != -2_020_00 {
		t.Errorf("after the cancelled order %d are owed", b.Balance(ledger.Payable, 0))
	}
	f, err := w.Forecast(1)
	if err != nil || f.Days[10].Cash != 5_000_00-2_020_00 || f.Days[9].Cash != 5_000_00 {
		t.Errorf("the forecast for the tenth day: %+v, %v", f.Days[10], err)
	}
	for w.Day() <= 10 {
		step(t, w)
	}
	if b := book(t, w); b.Balance(ledger.Payable, 0) != 0 || b.Balance(ledger.Bank, 0) != 5_000_00-2_020_00 {
		t.Errorf("on the tenth day: owed %d, at the bank %d", b.Balance(ledger.Payable, 0), b.Balance(ledger.Bank, 0))
	}
	if err := smallEmpty(t, 1).Apply(bowls(10, true)); err == nil {
		t.Error("a supplier waited where none does")
	}
}

// The credit line pays for goods beyond what the account holds, at interest by day; beyond the line the shop comes under
// administration, decides nothing that costs money, and is free again when the overdraft is repaid out of its sales.
func TestAdministrationAndTheWayBack(t *testing.T) {
	w := lending(t)
	must(t, w, bowls(300, false)) // 6,000.00 of 5,000.00: 1,000.00 of the line
	if err := w.Apply(bowls(100, false)); err == nil {
		t.Error("goods were bought beyond the credit line")
	}
	step(t, w)
	if b := book(t, w); b.Balance(ledger.Interest, 0) != 16 { // 1,000.00 × 6 % / 365 = 0.164
		t.Errorf("a day's interest is %d, want 0.16", b.Balance(ledger.Interest, 0))
	}
	must(t, w, bowls(200, true)) // 4,040.00 in ten days, with which the line is overdrawn
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5500, Promise: 7}})
	entered, left := -1, -1
	for !w.Over() && left < 0 {
		step(t, w)
		v, err := w.CreditOf(1)
		if err != nil {
			t.Fatal(err)
		}
		if v.Administered && entered < 0 {
			entered = w.Day()
			for name, c := range map[string]sim.Command{"buy": bowls(20, true), "restock": {Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 1}}} {
				err := w.Apply(c)
				if r, ok := err.(*sim.Rejection); !ok || r.Field != "administration" {
					t.Errorf("under administration it may %s: %v", name, err)
				}
			}
			must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: new(int64(5400))}})
		}
		if entered >= 0 && !v.Administered {
			left = w.Day()
		}
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	if entered < 0 || left < 0 {
		t.Fatalf("under administration on day %d, free on day %d: want both", entered, left)
	}
	if b := book(t, w); b.Balance(ledger.Bank, 0) < 0 {
		t.Errorf("free, and overdrawn by %d", b.Balance(ledger.Bank, 0))
	}
	must(t, w, bowls(10, true))
	profitBy(t, w)
}

// Up to 80 % of what a marketplace owes is paid early for 2 %; its payouts repay it before anything else.
func TestPaidEarly(t *testing.T) {
	w := lending(t)
	must(t, w, bowls(200, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5500, Promise: 7}})
	for w.Day() < 8 {
		step(t, w)
	}
	owes := book(t, w).Balance(ledger.Platform, 1)
	v, err := w.CreditOf(1)
	west := v.Advances[1]
	if err != nil || west.Marketplace != "west" || west.Most != owes*8/10 || owes <= 0 {
		t.Fatalf("the west owes %d: %+v, %v", owes, west, err)
	}
	ask := func(minor int64) sim.Command {
		return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Advance: &sim.AskAdvance{Marketplace: "west", Minor: minor}}}
	}
	if err := w.Apply(ask(west.Most + 1)); err == nil {
		t.Error("more was paid early than the marketplace owes")
	}
	must(t, w, ask(100_00))
	if b := book(t, w); b.Balance(ledger.Bank, 1) != 98_00 || b.Balance(ledger.Financing, 1) != 2_00 || b.Balance(ledger.Advance, 1) != -100_00 {
		t.Errorf("100 EUR early: %d at the bank, cost %d, to repay %d", b.Balance(ledger.Bank, 1), b.Balance(ledger.Financing, 1), b.Balance(ledger.Advance, 1))
	}
	for book(t, w).Balance(ledger.Advance, 1) < 0 && !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	if w.Over() {
		t.Fatal("the advance was never repaid")
	}
	profitBy(t, w)
}
