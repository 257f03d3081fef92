package sim_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// stores is the small world with a second warehouse, in Poland, a truck between the two, rail freight that always comes in
// short and can be insured, a carrier that pays for what it loses, and goods that some carriers refuse.
func stores(t testing.TB, seed uint64) *sim.World {
	t.Helper()
	reference := string(smallReference)
	for _, c := range [][2]string{
		{"divisor: 3000, source:", "divisor: 3000, refuses: [liquid], loss: 1, insurance: {premium: 0.01, cover: 1.1, days: 5}, source:"},
		{"customs: 1, handle: 1, promise: 7, max_g: 20000, loss: 0.02,", "customs: 1, handle: 1, promise: 7, max_g: 20000, loss: 0.5, refuses: [liquid], claim: {limit: 12.00 CNY, days: 3},"},
		{"storage: 4600, source:", "storage: 4600, ages: [{from_day: 5, storage: 9200}], disposal: 50, source:"},
		{"id: vase\n", "id: vase\n    cargo: [liquid]\n"},
	} {
		if !strings.Contains(reference, c[0]) {
			t.Fatalf("%q is not in small.yaml", c[0])
		}
		reference = strings.Replace(reference, c[0], c[1], 1)
	}
	more := `
hubs:
  - {id: PLPOZ, name: {zh: 波兹南, en: Poznań}, country: PL, x: 2, y: 2}
legs:
  - {id: truck, name: {zh: 卡车, en: truck}, from: DEHAM, to: PLPOZ, mode: road, km: 500, transit: {min: 1, median: 1, p90: 1}, carbon: 75, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
freights:
  - {id: move, name: {zh: 调拨, en: Transfer}, mode: road, from: hamburg, warehouse: poznan, legs: [truck], customs: -1, per_kg: 1.00 CNY, minimum: 0.00 CNY, documents: 20.00 CNY, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
warehouses:
  - {id: poznan, name: {zh: 波兹南仓, en: Poznań}, hub: PLPOZ, country: PL, currency: EUR, inbound: 10, pick_pack: 100, free_days: 2, storage: 4600, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
`
	main := strings.NewReplacer("freights: [rail-ham]", "freights: [rail-ham, move]", "warehouses: [hamburg]", "warehouses: [hamburg, poznan]").Replace(smallScenario)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "small.yaml": []byte(reference), "more.yaml": []byte(more), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 200}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 5}})
	for range 8 {
		step(t, w)
	}
	return w
}

func lying(t testing.TB, w *sim.World, good, place string) (pieces, value int64) {
	t.Helper()
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range v.Stock {
		if s.Good == good && s.Place == place {
			return s.Quantity, s.Value
		}
	}
	return 0, 0
}

func cash(t testing.TB, w *sim.World) int64 {
	t.Helper()
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	return v.Wallets[0].Minor
}

// until plays days until something is so.
func until(t testing.TB, w *sim.World, what string, so func() bool) {
	t.Helper()
	for !so() {
		if w.Day() > 50 {
			t.Fatalf("%s did not come about", what)
		}
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

// An insured consignment that comes in short loses its pieces and pays 110 % of what they cost five days later.
func TestAnInsuredConsignmentIsPaidFor(t *testing.T) {
	w := stores(t, 3)
	send := sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 100, Insured: true}
	before := cash(t, w)
	must(t, w, sim.Command{Shop: 1, Consign: &send})
	// 100 bowls of 20.00; 60 kg on the scale, 2,304 cm³ each: 76.8 kg by divisor 3,000, 729.60, and documents 50.00: 779.60.
	// Premium 1 % of 110 % of 2,779.60: 30.58.
	if paid := before - cash(t, w); paid != 779_60+30_58 {
		t.Errorf("freight and premium %d, want 81018", paid)
	}
	until(t, w, "the arrival", func() bool { n, _ := lying(t, w, "bowl", "hamburg"); return n > 0 })
	pieces, _ := lying(t, w, "bowl", "hamburg")
	if pieces >= 100 || pieces < 0 {
		t.Fatalf("%d of 100 pieces arrived, want fewer", pieces)
	}
	var claimed int64
	until(t, w, "the claim", func() bool {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Events {
			if e.Kind == "claimed" {
				claimed = e.Minor
			}
		}
		return claimed > 0
	})
	// a piece stood in the books at (2,000 + 810.18) / 100 and 12 % duty on that value
	lost := 100 - pieces
	low, high := lost*2810_18/100*110/100, lost*2810_18/100*125/100
	if claimed < low || claimed > high {
		t.Errorf("%d pieces lost, %d paid, want between %d and %d", lost, claimed, low, high)
	}
}

// The carrier pays for lost parcels three days later: what the goods cost, at most 12.00 each.
func TestACarrierPaysForWhatItLoses(t *testing.T) {
	w := stores(t, 3)
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
	var paid int64
	until(t, w, "a claim", func() bool {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Events {
			if e.Kind == "claimed" && e.Day == w.Day()-1 {
				paid = e.Minor
			}
		}
		return paid > 0
	})
	if paid%12_00 != 0 { // a bowl costs 20.00, more than the limit
		t.Errorf("the carrier paid %d, want 12.00 a parcel", paid)
	}
}

func TestCarriersRefuseWhatTheyDoNotTake(t *testing.T) {
	w := stores(t, 3)
	var refused *sim.Rejection
	if err := w.Apply(sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "vase", Freight: "rail-ham", Quantity: 1}}); !errors.As(err, &refused) || refused.Field != "freight" {
		t.Errorf("liquid by rail: %v", err)
	}
	if err := w.Apply(sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 21_900, Promise: 7}}); !errors.As(err, &refused) || refused.Field != "service" {
		t.Errorf("liquid by air: %v", err)
	}
	if err := w.Apply(sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "move", Quantity: 1}}); !errors.As(err, &refused) || refused.Field != "quantity" {
		t.Errorf("a transfer of what does not lie there: %v", err)
	}
	if err := w.Apply(sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "move", Quantity: 1, Insured: true}}); !errors.As(err, &refused) || refused.Field != "insured" {
		t.Errorf("insurance that nobody sells: %v", err)
	}
	plans, err := w.Plan(1, "vase", "", 5)
	if err != nil || len(plans) != 1 || plans[0].Refused != scenario.LiquidCargo {
		t.Errorf("plans %+v, %v: want rail, which refuses liquids, and no transfer", plans, err)
	}
}

// Stock goes on from one warehouse to the other at its cost and the truck's, without a border; what nobody buys is
// destroyed for a fee.
func TestStockIsTransferredAndDisposedOf(t *testing.T) {
	w := stores(t, 3)
	must(t, w, sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 100}})
	until(t, w, "the arrival", func() bool { n, _ := lying(t, w, "bowl", "hamburg"); return n > 0 })
	pieces, value := lying(t, w, "bowl", "hamburg")
	q := pieces / 2
	must(t, w, sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "move", Quantity: int(q)}})
	left, stays := lying(t, w, "bowl", "hamburg")
	if left != pieces-q {
		t.Errorf("%d of %d stay, want %d", left, pieces, pieces-q)
	}
	until(t, w, "the transfer", func() bool { n, _ := lying(t, w, "bowl", "poznan"); return n > 0 })
	moved, worth := lying(t, w, "bowl", "poznan")
	if freight := q*60 + 20_00; moved != q || worth != value-stays+freight { // 600 g at 1.00 a kilogram, documents 20.00
		t.Errorf("%d pieces worth %d in Poznań, want %d worth %d", moved, worth, q, value-stays+freight)
	}
	must(t, w, sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Dispose: &sim.Dispose{Good: "bowl", Place: "hamburg", Quantity: int(left)}}})
	if n, v := lying(t, w, "bowl", "hamburg"); n != 0 || v != 0 {
		t.Errorf("%d pieces worth %d are left", n, v)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	var refused *sim.Rejection
	for field, d := range map[string]sim.Dispose{"quantity": {Good: "bowl", Place: "hamburg", Quantity: 1}, "place": {Good: "bowl", Place: "moon", Quantity: 1}, "good": {Good: "tea", Place: "home", Quantity: 1}} {
		if err := w.Apply(sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Dispose: &d}}); !errors.As(err, &refused) || refused.Field != field {
			t.Errorf("%+v: %v, want a reason at %s", d, err, field)
		}
	}
}

// A reorder point proposes; it buys nothing of itself.
func TestAReorderPointProposes(t *testing.T) {
	w := stores(t, 3)
	set := func(r sim.SetReorder) error {
		return w.Apply(sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Reorder: &r}})
	}
	var refused *sim.Rejection
	for _, c := range []struct {
		r     sim.SetReorder
		field string
	}{
		{sim.SetReorder{Good: "bowl", Place: "home", Point: 10, Quantity: 5, By: "shed"}, "quantity"}, // below the MOQ of 10
		{sim.SetReorder{Good: "bowl", Place: "home", Point: 10, Quantity: 50, By: "rail-ham"}, "by"},
		{sim.SetReorder{Good: "bowl", Place: "hamburg", Point: 10, Quantity: 50, By: "shed"}, "by"},
		{sim.SetReorder{Good: "bowl", Place: "hamburg", Point: -1, Quantity: 50, By: "rail-ham"}, "point"},
	} {
		if err := set(c.r); !errors.As(err, &refused) || refused.Field != c.field {
			t.Errorf("%+v: %v, want a reason at %s", c.r, err, c.field)
		}
	}
	for _, r := range []sim.SetReorder{{Good: "bowl", Place: "home", Point: 250, Quantity: 100, By: "shed"}, {Good: "bowl", Place: "hamburg", Point: 20, Quantity: 300, By: "rail-ham"}} {
		if err := set(r); err != nil {
			t.Fatal(err)
		}
	}
	look := func() []sim.ReorderView {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Reorders
	}
	money := cash(t, w)
	got := look()
	if len(got) != 2 || !got[0].Due || !got[1].Due || got[0].Kind != "consign" || got[0].Short != 100 || got[1].Kind != "purchase" || got[1].Cost != 2000_00 {
		t.Fatalf("proposals %+v", got)
	}
	step(t, w)
	if cash(t, w) != money {
		t.Error("a proposal spent money")
	}
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 100}})
	if got := look(); got[1].Due || got[1].Coming != 100 {
		t.Errorf("after the purchase: %+v", got[1])
	}
	if err := set(sim.SetReorder{Good: "bowl", Place: "home"}); err != nil || len(look()) != 1 {
		t.Errorf("ended: %v, %+v", err, look())
	}
}

// Storage rises with age: 46.00 EUR a cubic metre and day from the third day, twice that from the sixth.
func TestStorageRisesWithAge(t *testing.T) {
	w := stores(t, 3)
	h := &w.Scenario().Warehouses[0]
	var got []int64
	for day := range 8 {
		got = append(got, h.Rate(day))
	}
	if want := []int64{0, 0, 4600, 4600, 4600, 9200, 9200, 9200}; !slices.Equal(got, want) {
		t.Errorf("rates %v, want %v", got, want)
	}
}
