package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// earning is the small world in which a shop sells bowls through the end of June and then nothing, with a ceiling of the
// small enterprise's rate.
func earning(t testing.TB, ceiling string) *sim.World {
	t.Helper()
	main := strings.NewReplacer("use:\n", "use:\n  mechanisms: [taxes]\n", "days: 60", "days: 120").Replace(smallScenario)
	w := smallWith(t, main, 3, strings.Replace(smallTaxes, "ceiling: 100000.00 CNY", "ceiling: "+ceiling, 1))
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(300, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5950, Promise: 7}})
	for w.Day() < 16 {
		step(t, w)
	}
	return w
}

// file files a shop's first return.
func file(t testing.TB, w *sim.World, number int) {
	t.Helper()
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{File: &sim.FileReturn{Return: number}}})
}

// On the last evening of June 5 % of the year's booked profit are booked as income tax and owed by 15 July; filed, they
// leave the account, and the three statements go on to tie. Above the ceiling all of the profit is taxed at 25 %.
func TestIncomeTaxIsBookedByTheQuarter(t *testing.T) {
	for ceiling, rate := range map[string]int64{"3000000.00 CNY": 5, "1000.00 CNY": 25} {
		w := earning(t, ceiling)
		b := book(t, w)
		profit := b.Profit(ledger.IncomeTax)
		want := (profit*rate + 50) / 100
		v := taxes(t, w)
		if profit <= 1000_00 || b.Balance(ledger.IncomeTax, 0) != want || b.Balance(ledger.IncomeDue, 0) != -want || v.Income.Tax != want || v.Income.Accrued != want || v.Income.Owed != want {
			t.Errorf("%d %% of %d are %d; booked %d, owed %d: %+v", rate, profit, want, b.Balance(ledger.IncomeTax, 0), b.Balance(ledger.IncomeDue, 0), v.Income)
		}
		r := returnsOf(v, "income")
		if len(r) != 1 || r[0].Tax.Minor != want || r[0].From != 0 || r[0].To != 15 || r[0].Due != 30 || v.Income.To != 107 || v.Income.Due != 122 {
			t.Fatalf("the return of the quarter: %+v, the next: %+v", r, v.Income)
		}
		if got := profitBy(t, w)[ledger.IncomeTax]; got != -want {
			t.Errorf("the profit and loss shows %d of income tax, want %d", got, -want)
		}
		cash := b.Balance(ledger.Bank, 0)
		file(t, w, r[0].Number)
		if b := book(t, w); b.Balance(ledger.Bank, 0) != cash-want || b.Balance(ledger.IncomeDue, 0) != 0 {
			t.Errorf("after filing %d are owed, %d left the account", b.Balance(ledger.IncomeDue, 0), cash-b.Balance(ledger.Bank, 0))
		}
		profitBy(t, w)
	}
}

// Each day of delay costs 0.05 % of the tax, which lessens no tax itself.
func TestIncomeTaxPaidLateCosts(t *testing.T) {
	w := earning(t, "3000000.00 CNY")
	for w.Day() < 34 { // due on day 30: late on days 31, 32 and 33
		step(t, w)
	}
	r := returnsOf(taxes(t, w), "income")[0]
	daily := (r.Tax.Minor*5 + 9_999) / 10_000
	if b := book(t, w); r.Fined != 3 || b.Balance(ledger.Penalty, 0) != 3*daily {
		t.Errorf("three days of delay cost %d in %d steps, want %d", b.Balance(ledger.Penalty, 0), r.Fined, 3*daily)
	}
	if b, v := book(t, w), taxes(t, w); v.Income.Profit != b.Profit(ledger.IncomeTax)+3*daily {
		t.Errorf("the taxable profit is %d, the booked one %d after surcharges of %d", v.Income.Profit, b.Profit(ledger.IncomeTax), 3*daily)
	}
	file(t, w, r.Number)
	fined := book(t, w).Balance(ledger.Penalty, 0)
	step(t, w)
	if got := book(t, w).Balance(ledger.Penalty, 0); got != fined {
		t.Errorf("filed, and still charged: %d", got-fined)
	}
}

// A quarter with a loss takes back what the one before booked, as far as the year's profit falls; what was paid is set off
// against later returns, and no return is made of it.
func TestALossTakesIncomeTaxBack(t *testing.T) {
	w := earning(t, "3000000.00 CNY")
	r := returnsOf(taxes(t, w), "income")[0]
	file(t, w, r.Number)
	for w.Day() < 26 {
		step(t, w)
	}
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: new(int64(600))}}) // far below its cost
	must(t, w, bowls(700, false))
	for w.Day() < 107 {
		step(t, w)
	}
	before := book(t, w).Balance(ledger.IncomeTax, 0)
	profit := book(t, w).Profit(ledger.IncomeTax, ledger.Penalty)
	step(t, w) // 30 September
	b := book(t, w)
	if profit >= r.Tax.Minor*20 {
		t.Fatalf("selling below cost brought a profit: %d after %d", profit, r.Tax.Minor*20)
	}
	if want := (max(b.Profit(ledger.IncomeTax, ledger.Penalty), 0)*5 + 50) / 100; b.Balance(ledger.IncomeTax, 0) != want || want >= before {
		t.Errorf("the year's income tax is %d after %d, want %d", b.Balance(ledger.IncomeTax, 0), before, want)
	}
	if v := taxes(t, w); len(returnsOf(v, "income")) != 1 || v.Income.Owed >= 0 || b.Balance(ledger.IncomeDue, 0) != -v.Income.Owed {
		t.Errorf("paid in advance are %d by the books: %+v", b.Balance(ledger.IncomeDue, 0), v.Income)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	profitBy(t, w)
}
