package sim_test

import (
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// Worked by hand for a bowl of 59.00 EUR in the west: commission 15 % = 8.85; payment 2 % = 1.18 and 0.35, closing 0.80,
// together 2.33. On a refund the marketplace keeps 20 % of the commission = 1.77, but at most 1.50.
func TestFeesAreThoseOfTheCard(t *testing.T) {
	w := complete(t, 4, "fees")
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	bowl := sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 59_00, Promise: 9}
	q, err := w.Quote(1, bowl, 0)
	if err != nil {
		t.Fatal(err)
	}
	// 1 EUR is 8.25 CNY and some: the ratio of the two fees shows their amounts in euro.
	if got := float64(q.Fees) / float64(q.Commission); got < 2.33/8.85-0.001 || got > 2.33/8.85+0.001 {
		t.Errorf("fees %d to a commission of %d: want 2.33 to 8.85", q.Fees, q.Commission)
	}
	if q.Profit != q.PriceHome-q.VAT-q.Commission-q.Fees-q.Landed {
		t.Errorf("the quote's profit of %d leaves out a fee: %+v", q.Profit, q)
	}
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 400}})
	must(t, w, sim.Command{Shop: 1, Publish: &bowl})
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	if v.Delivered == 0 || v.Returned == 0 {
		t.Fatalf("%d delivered, %d returned: nothing to see", v.Delivered, v.Returned)
	}
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	const euro = 1 // the base currency follows home
	if got, want := b.Balance(ledger.PlatformFee, euro), v.Delivered*2_33+2*39_00; got != want {
		t.Errorf("fees of %d for %d parcels and two months, want %d", got, v.Delivered, want)
	}
	if got, want := b.Balance(ledger.Commission, euro), v.Delivered*8_85-v.Returned*(8_85-1_50); got != want {
		t.Errorf("commission of %d for %d parcels, %d returned, want %d", got, v.Delivered, v.Returned, want)
	}
	for _, o := range w.Orders(1, 5) {
		life, err := w.Order(1, o.Number)
		if err != nil {
			t.Fatal(err)
		}
		if a := life.Account; a.Fees <= 0 || a.Profit != a.Price-a.VAT-a.Commission-a.Fees-a.Postage-a.Border-a.Cost-a.Repaid {
			t.Errorf("order %s: %+v", o.Number, a)
		}
	}
}

// A listing that costs less than its fees leaves nothing, and never less than nothing.
func TestFeesTakeNoMoreThanThePrice(t *testing.T) {
	w := complete(t, 4, "fees")
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	q, err := w.Quote(1, sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 1, Promise: 9}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if q.Commission+q.Fees > q.PriceHome {
		t.Errorf("%d and %d of a price of %d", q.Commission, q.Fees, q.PriceHome)
	}
}

// Without the mechanism a marketplace's card is as if it were not there.
func TestWithoutTheMechanismThereAreNoFees(t *testing.T) {
	w := complete(t, 4, "")
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	q, err := w.Quote(1, sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 59_00, Promise: 9}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if q.Fees != 0 {
		t.Errorf("fees of %d", q.Fees)
	}
}
