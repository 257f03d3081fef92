package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// What a forecast calls sure comes true on its day: what a marketplace holds in reserve is paid out as foretold.
func TestWhatIsSureComesTrue(t *testing.T) {
	w := small(t, 12)
	for w.Day() < 25 { // two days before the west's payday: what is delivered from now on is paid out later
		step(t, w)
	}
	f, err := w.Forecast(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Days) != 30 || f.Days[0].Day != 25 {
		t.Fatalf("%d days from day %d", len(f.Days), f.Days[0].Day)
	}
	sure, kinds := map[int]map[money.Currency]int64{}, map[string]bool{}
	for _, d := range f.Days {
		for _, x := range d.Flows {
			kinds[x.Kind] = true
			if x.Kind == "payout" || x.Kind == "reserve" {
				if sure[d.Day] == nil {
					sure[d.Day] = map[money.Currency]int64{}
				}
				sure[d.Day][x.Currency] += x.Minor
			}
		}
	}
	for _, kind := range []string{"payout", "reserve", "under_way"} {
		if !kinds[kind] {
			t.Errorf("the forecast knows no %s: %v", kind, kinds)
		}
	}
	// The west holds proceeds for three days: what it will pay out on its next payday is known to the last order.
	first := 0
	for _, d := range f.Days {
		if sure[d.Day]["EUR"] > 0 {
			first = d.Day
			break
		}
	}
	for w.Day() <= first {
		step(t, w)
	}
	book, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	var paid, less int64
	for e := range book.Journal.All() {
		if e.Currency != 1 || int(e.Day) < 25 {
			continue
		}
		switch {
		case e.Account == ledger.Bank && e.Cause == ledger.Settle:
			paid += e.Minor
		case e.Account == ledger.Platform && (e.Cause == ledger.Return || e.Cause == ledger.Clearance):
			less -= e.Minor
		}
	}
	// Both are after the 0.5 % that a payout costs, each rounded by itself.
	v := sure[first]["EUR"]
	if off := paid - (v - less + (less+100)/200); paid <= 0 || off < -2 || off > 2 {
		t.Errorf("by day %d %d EUR were sure and %d came off for returns and the border: %d were paid out", first, v, less, paid)
	}
}

// The exposure of a currency is what is held, expected and sold forward; its dates lead there.
func TestExposureByCurrencyAndDate(t *testing.T) {
	main := strings.Replace(smallScenario, "use:\n", "use:\n  mechanisms: [exchange]\n", 1)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "small.yaml": smallReference, "exchange.yaml": []byte(smallExchange), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, 4)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 300}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
	for w.Day() < 25 {
		step(t, w)
	}
	before, err := w.Exposures(1)
	if err != nil || len(before) != 1 || before[0].Currency != "EUR" || before[0].Open <= 0 || before[0].Risk <= 0 || before[0].Risk >= before[0].Home {
		t.Fatalf("open: %+v, %v", before, err)
	}
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: eur(10_000), Days: 9}}})
	after, err := w.Exposures(1)
	if err != nil {
		t.Fatal(err)
	}
	a, b := before[0], after[0]
	if b.Open != a.Open-10_000 || b.Sold != 10_000 || b.Free != a.Free-10_000 || b.Risk >= a.Risk {
		t.Errorf("100 EUR were sold forward: open %d of %d, sold %d, free %d of %d, at risk %d of %d", b.Open, a.Open, b.Sold, b.Free, a.Free, b.Risk, a.Risk)
	}
	if last := b.Dates[len(b.Dates)-1]; last.Open != b.Open {
		t.Errorf("the dates lead to %d, open is %d", last.Open, b.Open)
	}
	f, err := w.Forecast(1)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, d := range f.Days {
		for _, x := range d.Flows {
			if x.Kind == "forward" && d.Day == 34 {
				found++
			}
		}
	}
	if found != 2 {
		t.Errorf("%d flows of the forward on its day, want the euro that go and the yuan that come", found)
	}
}
