package scenarios_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/money"
)

// In the lesson on exchange rates a student can do every task on any seed: sell, sell the receivable forward, be paid,
// convert. Whatever way the rate went, the euro at its rate of the last day and the forward's result come to what was
// locked; and over the seeds it went both ways.
func TestLockTheRateCanBePlayed(t *testing.T) {
	rose, fell := 0, 0
	for seed := range uint64(8) {
		l := sit(t, "lock-the-rate", seed+1)
		l.do(sim.Command{Purchase: &sim.PlacePurchase{Good: "jun-vase", Supplier: "kiln", Quantity: 100}})
		l.do(sim.Command{Publish: &sim.PublishListing{Good: "jun-vase", Marketplace: "kaufgarten", Service: "line-de", Price: 129_00, Promise: 12}})
		var v *sim.ShopView
		for l.w.Day() < 22 {
			v = l.pass()
		}
		e, err := l.w.Exposures(l.shop)
		if err != nil || len(e) == 0 || e[0].Currency != "EUR" || e[0].Free <= 0 {
			t.Fatalf("seed %d: exposure %+v, %v", seed+1, e, err)
		}
		l.do(sim.Command{Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: money.Amount{Minor: e[0].Free, Currency: "EUR"}, Days: 20}}})
		rate := map[bool]decimal.Decimal{}
		for !l.w.Over() {
			if day := l.w.Day(); day == 22 || day == 42 {
				rate[day == 42] = l.w.Rates()[0].Home
			}
			v = l.pass()
			for _, m := range v.Wallets[1:] {
				if m.Minor > 20_00 && !l.w.Over() && l.w.Day() > 42 {
					l.do(sim.Command{Convert: &sim.Convert{From: m, To: "CNY", Channel: "bank"}})
				}
			}
		}
		for _, k := range v.Tasks {
			if !k.OK {
				t.Errorf("seed %d: task %q (%s) is not done by the end", seed+1, k.ID, k.Title.En)
			}
		}
		f, err := l.w.Forwards(l.shop)
		if err != nil || len(f) != 1 || f[0].Ended != 42 {
			t.Fatalf("seed %d: the contract %+v, %v", seed+1, f, err)
		}
		euro := decimal.NewFromInt(f[0].Amount.Minor).Mul(rate[true]).Round(0).IntPart()
		if got := euro + f[0].Worth; got < f[0].Locked-1 || got > f[0].Locked+1 {
			t.Errorf("seed %d: the euro are worth %d, the forward brought %d, together %d; locked were %d", seed+1, euro, f[0].Worth, got, f[0].Locked)
		}
		if rate[true].GreaterThan(rate[false]) {
			rose++
		} else {
			fell++
		}
	}
	t.Logf("the euro rose on %d seeds and fell on %d", rose, fell)
	if rose == 0 || fell == 0 {
		t.Errorf("the euro rose on %d seeds and fell on %d: want both", rose, fell)
	}
}
