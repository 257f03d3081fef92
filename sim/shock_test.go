package sim_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// shocks are what can happen to the small world.
const shocks = `
legs:
  - {id: air-south, name: {zh: 南线空运, en: southern air}, from: CNCGO, to: DEHAM, mode: air, km: 9500, transit: {min: 3, median: 5, p90: 8}, carbon: 600, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  - {id: rail-south, name: {zh: 南线班列, en: southern rail}, from: CNCGO, to: DEHAM, mode: rail, km: 12000, transit: {min: 9, median: 12, p90: 16}, carbon: 16, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
shocks:
  - id: closed
    name: {zh: 口岸关闭, en: Border closed}
    story: {zh: 边境关闭。, en: The border is closed.}
    legs: [air, rail]
    notice: 2
    days: 9
    closed: true
    detours: [{leg: air, by: air-south, after: 4, per_kg: 20.00 CNY}, {leg: rail, by: rail-south, after: 0, per_kg: 3.00 CNY}]
    source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}
  - id: strike
    name: {zh: 派送罢工, en: Strike of the carriers}
    story: {zh: 末端派送罢工。, en: The last mile is on strike.}
    hubs: [DEHAM]
    modes: [road]
    days: 5
    closed: true
    source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}
  - id: dear
    name: {zh: 运价上涨, en: Prices rise}
    story: {zh: 空运涨价。, en: Air freight is dearer.}
    modes: [air]
    days: 10
    slow: 1.5
    price: 2
    source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}
`

// shaken is the small world, in which these shocks can happen and these are in store.
func shaken(t testing.TB, seed uint64, store string) *sim.World {
	t.Helper()
	main := strings.Replace(smallScenario, "  warehouses: [hamburg]\n", "  warehouses: [hamburg]\n  shocks: [closed, strike, dear]\n", 1)
	if store != "" {
		main += "shocks:\n" + store
	}
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "small.yaml": smallReference, "shocks.yaml": []byte(shocks), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 500}})
	for range 3 {
		step(t, w)
	}
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}})
	return w
}

func throw(t *testing.T, w *sim.World, shock string) {
	t.Helper()
	must(t, w, sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: shock}}})
}

// What the desk tells of an order's past is what happened, through a closed border, a strike and dear days: it never
// changes afterwards, and lives and books count the same deliveries.
func TestAnOrdersLifeIsToldRightThroughShocks(t *testing.T) {
	for seed := range uint64(3) {
		w := shaken(t, seed+1, "")
		told := map[string][]sim.OrderStep{}
		waited, detoured := 0, 0
		for !w.Over() {
			switch w.Day() {
			case 8:
				throw(t, w, "closed")
			case 12:
				throw(t, w, "dear")
			case 25:
				throw(t, w, "strike")
			case 40:
				throw(t, w, "closed")
			case 45:
				must(t, w, sim.Command{Network: &sim.NetworkDecision{Lift: &sim.Lift{Shock: "closed"}}})
			}
			step(t, w)
			if err := w.Check(); err != nil {
				t.Fatal(err)
			}
			now := fates(t, w, 1)
			for number, before := range told {
				if after := now[number]; len(after) < len(before) || !slices.Equal(after[:len(before)], before) {
					// what has happened meanwhile may stand between two facts of the same day
					for _, fact := range before {
						if !slices.Contains(after, fact) {
							t.Fatalf("seed %d, day %d: order %s lost a fact %v; now %v", seed, w.Day(), number, fact, after)
						}
					}
				}
			}
			told = now
		}
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		delivered, lost := int64(0), int64(0)
		for _, life := range told {
			for _, s := range life {
				switch {
				case s.Kind == "delivered":
					delivered++
				case s.Kind == "lost":
					lost++
				case s.Kind == "waiting":
					waited++
				case s.Kind == "departed" && s.Leg == "air-south":
					detoured++
				}
			}
		}
		if delivered != v.Delivered || lost != v.Lost {
			t.Errorf("seed %d: lives tell of %d deliveries and %d losses, the books of %d and %d", seed, delivered, lost, v.Delivered, v.Lost)
		}
		if waited == 0 || detoured == 0 {
			t.Errorf("seed %d: %d parcels waited, %d were sent round: want some of both", seed, waited, detoured)
		}
		for _, k := range w.Shocks() {
			if k.State != "over" {
				t.Errorf("%s is %s at the end", k.Shock, k.State)
			}
		}
	}
}

// While the border is closed nothing leaves and nothing arrives; what waits is counted, then goes on; from the fifth day
// carriers send parcels round and charge 20 CNY a kilogram.
func TestAClosedBorderHoldsWhatIsOnTheWay(t *testing.T) {
	w := shaken(t, 4, "")
	for w.Day() < 6 {
		step(t, w)
	}
	throw(t, w, "closed") // told on day 6, on from 8 to 16
	arrived := func() int64 { return w.Totals().Cleared }
	var before, cleared int64
	for w.Day() < 20 {
		if w.Day() == 8 {
			before = arrived()
		}
		if w.Day() == 12 {
			cleared = arrived()
		}
		step(t, w)
	}
	if before == 0 || cleared != before {
		t.Errorf("%d parcels cleared before the closure, %d by its fifth day: want none meanwhile", before, cleared)
	}
	k := w.Shocks()[0]
	if k.From != 8 || k.Until != 17 || k.Waited == 0 || k.Most == 0 || k.Moved == 0 || k.Waited < k.Most {
		t.Errorf("shock %+v", k)
	}
	if want := k.Moved * 12_00; k.Cost != want { // a bowl weighs 600 g
		t.Errorf("%d detours cost %d, want %d", k.Moved, k.Cost, want)
	}
	if after := arrived(); after <= cleared {
		t.Errorf("nothing cleared after the opening: %d", after)
	}
}

// A consignment waits at the closed border until its shop sends it round and pays 3 CNY a kilogram, which becomes part of
// its cost.
func TestAConsignmentIsSentRoundAtACost(t *testing.T) {
	w := shaken(t, 4, "")
	send := sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 50}}
	must(t, w, sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "closed", Notice: new(0), Days: 30}}})
	must(t, w, send)
	for range 2 {
		step(t, w)
	}
	look := func() sim.ConsignmentView {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Consignments[0]
	}
	waiting := look()
	if waiting.State != "waiting" || waiting.Detour == nil || waiting.Detour.Cost != 90_00 {
		t.Fatalf("the consignment is %+v", waiting)
	}
	var refused *sim.Rejection
	if err := w.Apply(sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Reroute: &sim.Reroute{Consignment: 2}}}); !errors.As(err, &refused) || refused.Field != "consignment" {
		t.Errorf("an unknown consignment: %v", err)
	}
	must(t, w, sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Reroute: &sim.Reroute{Consignment: 1}}})
	if got := look(); got.Value != waiting.Value+90_00 || got.State != "under_way" || got.Due < w.Day()+9 {
		t.Errorf("after the detour was paid: %+v, before %+v", got, waiting)
	}
	if err := w.Apply(sim.Command{Shop: 1, Logistics: &sim.LogisticsDecision{Reroute: &sim.Reroute{Consignment: 1}}}); !errors.As(err, &refused) {
		t.Errorf("sent round twice: %v", err)
	}
	for look().State != "stocked" && w.Day() < 45 {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	if got := look(); got.State != "stocked" {
		t.Errorf("on day %d the consignment is %s", w.Day(), got.State)
	}
}

// Air freight at double price: what is handed over meanwhile pays double, before and after the tariff.
func TestAPriceShockIsPaidWhileItLasts(t *testing.T) {
	w := shaken(t, 4, "  - {shock: dear, on: 2026-06-25}\n")
	quote := func() int64 {
		q, err := w.Quote(1, sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return q.Postage
	}
	usual := quote()
	for w.Day() < 12 {
		if w.Day() <= 10 && quote() != usual {
			t.Errorf("day %d: postage %d, want %d", w.Day(), quote(), usual)
		}
		step(t, w)
	}
	if got := quote(); got != 2*usual {
		t.Errorf("postage %d while the shock lasts, want twice %d", got, usual)
	}
	other := w.Fork()
	must(t, other, sim.Command{Network: &sim.NetworkDecision{Lift: &sim.Lift{Shock: "dear"}}})
	w, other = other, w
	if got := quote(); got != usual {
		t.Errorf("postage %d once the shock is lifted, want %d", got, usual)
	}
	w = other
	for w.Day() < 20 {
		step(t, w)
	}
	if got := quote(); got != usual {
		t.Errorf("postage %d after the shock, want %d", got, usual)
	}
}

// Shocks by chance, by date and by the instructor, a snapshot and a fork in the middle: the same log, the same bits.
func TestShocksReplay(t *testing.T) {
	store := "  - {shock: strike, chance: 0.05}\n  - {shock: dear, on: 2026-07-01}\n"
	play := func(restore bool) *sim.World {
		w := shaken(t, 11, store)
		for !w.Over() {
			if w.Day() == 15 {
				throw(t, w, "closed")
			}
			if w.Day() == 20 && restore {
				other := shaken(t, 11, store)
				if err := other.Restore(snapshot(t, w)); err != nil {
					t.Fatal(err)
				}
				w = other.Fork()
			}
			step(t, w)
		}
		return w
	}
	a, b := play(false), play(true)
	if !slices.Equal(a.Digests(), b.Digests()) {
		t.Error("the run replayed from a snapshot goes another way")
	}
	if len(a.Shocks()) < 3 {
		t.Errorf("only %d shocks came about", len(a.Shocks()))
	}
}

func TestShocksAreRefusedWithAReason(t *testing.T) {
	w := shaken(t, 1, "")
	throw(t, w, "closed")
	for _, c := range []struct {
		c     sim.Command
		field string
	}{
		{sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "flood"}}}, "shock"},
		{sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "closed"}}}, "shock"},
		{sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "dear", Days: -1}}}, "days"},
		{sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "dear", Notice: new(-1)}}}, "notice"},
		{sim.Command{Network: &sim.NetworkDecision{Lift: &sim.Lift{Shock: "dear"}}}, "shock"},
	} {
		var refused *sim.Rejection
		if err := w.Apply(c.c); !errors.As(err, &refused) || refused.Field != c.field {
			t.Errorf("%+v: %v, want a reason at %s", c.c, err, c.field)
		}
	}
	must(t, w, sim.Command{Network: &sim.NetworkDecision{Lift: &sim.Lift{Shock: "closed"}}}) // called off before it began
	if k := w.Shocks()[0]; k.State != "over" || k.From != k.Until {
		t.Errorf("called off, it is %+v", k)
	}
	throw(t, w, "closed")
}

// A shock may by itself last longer than the run; one that the instructor shortens or draws out may not.
func TestAShockMayOutlastTheRun(t *testing.T) {
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(strings.Replace(smallScenario, "  warehouses: [hamburg]\n", "  warehouses: [hamburg]\n  shocks: [dear]\n", 1)), "small.yaml": smallReference,
		"shocks.yaml": []byte(strings.Replace(shocks, "days: 10\n", "days: 365\n", 1)), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, w, sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "dear", Days: 365}}}, "days")
	throw(t, w, "dear")
	if k := w.Shocks()[0]; k.Until != 365 {
		t.Errorf("it ends on day %d, want 365", k.Until)
	}
}
