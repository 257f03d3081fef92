package sim_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

func parse(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	b, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func world(t testing.TB, name string, seed uint64, bots int) *sim.World {
	t.Helper()
	s := parse(t, name)
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	for i := range bots {
		b := s.Bots[i%len(s.Bots)]
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: fmt.Sprintf("%s %d", b.Name.En, i+1), Bot: b.Temperament}})
	}
	return w
}

func must(t testing.TB, w *sim.World, c sim.Command) {
	t.Helper()
	if err := w.Apply(c); err != nil {
		t.Fatalf("day %d: %v", w.Day(), err)
	}
}

func step(t testing.TB, w *sim.World) {
	t.Helper()
	must(t, w, sim.Command{Step: &sim.Step{}})
}

// Books balance and goods are conserved on every day of a run.
func TestARunKeepsItsPromises(t *testing.T) {
	w := world(t, "rail-express", 7, 20)
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	n := w.Totals()
	if n.Orders == 0 || n.Delivered == 0 || n.Reviews == 0 || n.Returns == 0 || n.Inspected == 0 {
		t.Errorf("a run in which something never happens: %+v", n)
	}
	if late := float64(n.Late) / float64(n.Delivered); late < 0.01 || late > 0.3 {
		t.Errorf("%.1f %% of deliveries are late", 100*late)
	}
}

func TestSameInputsSameDigests(t *testing.T) {
	run := func(procs int) []string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		w := world(t, "rail-express", 7, 6)
		for range 30 {
			step(t, w)
		}
		return w.Digests()
	}
	a, b := run(1), run(2)
	if !slices.Equal(a, b) {
		t.Error("the digests differ between one processor and two")
	}
}

func TestASnapshotGoesOnAsTheWorldDoes(t *testing.T) {
	w := world(t, "rail-express", 3, 5)
	for range 20 {
		step(t, w)
	}
	f := w.Fork()
	for range 20 {
		step(t, w)
		step(t, f)
	}
	if !slices.Equal(w.Digests(), f.Digests()) {
		t.Error("the fork went another way")
	}
}

// A student's first lesson, played by hand.
func TestFirstParcelFromPurchaseToPayout(t *testing.T) {
	w := world(t, "first-parcel", 1, 0)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "学生一号"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 100}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}})
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.Totals(); n.Delivered == 0 {
		t.Errorf("nothing was delivered in 20 days: %+v", n)
	}
}

func TestARefusedCommandChangesNothing(t *testing.T) {
	w := world(t, "rail-express", 1, 0)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "jun-vase", Marketplace: "kaufgarten", Service: "line-de", Price: 8900, Promise: 12}})
	price, far := int64(-1), int64(1e18)
	long := make([]byte, 10_000)
	for i := range long {
		long[i] = 'x'
	}
	before, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]sim.Command{
		"a price of minus one":       {Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: &price}},
		"a price of 1e18":            {Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: &far}},
		"a name of 10 kB":            {Open: &sim.OpenShop{Name: string(long)}},
		"a name that is taken":       {Open: &sim.OpenShop{Name: "甲"}},
		"no decision":                {Shop: 1},
		"two decisions":              {Shop: 1, Step: &sim.Step{}, Cancel: &sim.CancelPurchase{Purchase: 1}},
		"a shop that is not there":   {Shop: 2, Cancel: &sim.CancelPurchase{Purchase: 1}},
		"less than the MOQ":          {Shop: 1, Purchase: &sim.PlacePurchase{Good: "jun-vase", Supplier: "kiln", Quantity: 1}},
		"more than the cash":         {Shop: 1, Purchase: &sim.PlacePurchase{Good: "hair-wig", Supplier: "atelier", Quantity: 90_000}},
		"a service that goes to PL":  {Shop: 1, Publish: &sim.PublishListing{Good: "hair-wig", Marketplace: "kaufgarten", Service: "line-pl", Price: 100, Promise: 9}},
		"stock that is not there":    {Shop: 1, Consign: &sim.SendConsignment{Good: "jun-vase", Freight: "rail-ham", Quantity: 1}},
		"money that is not there":    {Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 1, Currency: "EUR"}, To: "CNY"}},
		"the same listing once more": {Shop: 1, Publish: &sim.PublishListing{Good: "jun-vase", Marketplace: "kaufgarten", Service: "line-de", Price: 8900, Promise: 12}},
	} {
		err := w.Apply(c)
		var r *sim.Rejection
		if !errors.As(err, &r) || r.Field == "" || r.Text.Zh == "" || r.Text.En == "" {
			t.Errorf("%s: %v, want a rejection with its field in both languages", name, err)
		}
	}
	after, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(before, after) {
		t.Error("a refused command left a trace")
	}
}
