package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// delivered is a small world in which the potter delivers vases into the warehouse in Hamburg.
func delivered(t *testing.T, seed uint64) *sim.World {
	t.Helper()
	reference := strings.Replace(string(smallReference), `    hs: "691310"`, "    deliver: hamburg\n"+`    hs: "691310"`, 1)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(smallScenario), "small.yaml": []byte(reference), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What suppliers deliver into a warehouse lies there, is sold from there, pays for receiving and storage, and is not sent
// on from home.
func TestASupplierMayDeliverIntoAWarehouse(t *testing.T) {
	w := delivered(t, 7)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 40}})
	for range 6 {
		step(t, w)
	}
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Stock) != 1 || v.Stock[0].Place != "hamburg" || v.Stock[0].Quantity != 40 {
		t.Fatalf("the stock is %+v, want 40 vases in Hamburg", v.Stock)
	}
	if err := w.Apply(sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "vase", Freight: "rail-ham", Quantity: 10}}); err == nil || !strings.Contains(err.Error(), "deliver") {
		t.Errorf("sent on from home: %v", err)
	}
	if plans, err := w.Plan(1, "vase", "", 10); err != nil || len(plans) != 0 {
		t.Errorf("there are %d ways to send it on, want none (%v)", len(plans), err)
	}
	fees := func() int64 {
		b, err := w.Books(1, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range b.ProfitAndLoss {
			if l.Account == ledger.WarehouseFee {
				return -l.Home
			}
		}
		return 0
	}
	// 40 pieces at 0.30 EUR for receiving are 12 EUR, about 99 CNY; storage of 0.48 m³ at 46 EUR follows.
	received := fees()
	if received < 90_00 {
		t.Errorf("the warehouse took %d fen by the sixth day", received)
	}
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "vase", Marketplace: "west", Service: "store-de", Price: 9900, Promise: 4}})
	for !w.Over() {
		before := fees()
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		if v, _ := w.Shop(1); len(v.Stock) > 0 && fees() <= before {
			t.Fatalf("day %d: nothing is charged for storage", w.Day())
		}
	}
	if v, _ := w.Shop(1); v.Orders == 0 || len(v.Stock) > 0 && v.Stock[0].Quantity == 40 {
		t.Errorf("%d orders, stock %+v", v.Orders, v.Stock)
	}
}

// Bots of every temperament find and sell what lies in a warehouse.
func TestBotsSellWhatSuppliersDeliverIntoAWarehouse(t *testing.T) {
	w := delivered(t, 3)
	for _, b := range []scenario.Temperament{scenario.Naive, scenario.Heuristic, scenario.Informed} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: string(b), Bot: b}})
	}
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n <= 3; n++ {
		v, err := w.Shop(n)
		if err != nil {
			t.Fatal(err)
		}
		sold := int64(0)
		for _, l := range v.Listings {
			if l.Good == "vase" {
				sold += l.Total
			}
		}
		if sold == 0 {
			t.Errorf("the %s sold no vase", v.Name)
		}
	}
}

// A warehouse that the scenario does not use is no place to deliver to.
func TestAPlaceOfDeliveryMustExist(t *testing.T) {
	reference := strings.Replace(string(smallReference), `    hs: "691310"`, "    deliver: bremen\n"+`    hs: "691310"`, 1)
	_, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(smallScenario), "small.yaml": []byte(reference), "rates.csv": []byte(smallRates)})
	if err == nil || !strings.Contains(err.Error(), `vase is delivered to "bremen"`) {
		t.Error(err)
	}
}
