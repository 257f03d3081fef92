package sim_test

import (
	"slices"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// narrow is the small world with a train on Mondays that takes 30 kg of each shop's stock, and a flight and a hub that take
// so many kilograms of each shop's parcels a day. The 15th of June 2026 is a Monday.
func narrow(t testing.TB, seed uint64, airKG, hubKG string) *sim.World {
	t.Helper()
	chosen := `source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}`
	reference := string(smallReference)
	for _, c := range [][2]string{
		{"transit: {min: 5, median: 7, p90: 10}, carbon: 16", "departs: [1], transit: {min: 5, median: 7, p90: 10}, room: {kg: 30, litres: 1000, " + chosen + "}, carbon: 16"},
		{"transit: {min: 1, median: 2, p90: 4}, carbon: 600", "transit: {min: 1, median: 2, p90: 4}, capacity: {kg: " + airKG + ", " + chosen + "}, carbon: 600"},
		{"country: DE, x: 2, y: 0}", "country: DE, x: 2, y: 0, capacity: {kg: " + hubKG + ", " + chosen + "}}"},
	} {
		if !strings.Contains(reference, c[0]) {
			t.Fatalf("%q is not in small.yaml", c[0])
		}
		reference = strings.Replace(reference, c[0], c[1], 1)
	}
	main := strings.Replace(smallScenario, "  warehouses: [hamburg]\n", "  warehouses: [hamburg]\n  shocks: [closed]\n", 1)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "small.yaml": []byte(reference), "shocks.yaml": []byte(shocks), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"甲", "乙"} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
	}
	for shop := 1; shop <= 2; shop++ {
		must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 400}})
	}
	for range 3 {
		step(t, w)
	}
	return w
}

func send(t testing.TB, w *sim.World, shop, bowls int) {
	t.Helper()
	must(t, w, sim.Command{Shop: shop, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: bowls}})
}

func consignment(t testing.TB, w *sim.World, shop, number int) sim.ConsignmentView {
	t.Helper()
	v, err := w.Shop(shop)
	if err != nil {
		t.Fatal(err)
	}
	return v.Consignments[number-1]
}

func left(c sim.ConsignmentView) int {
	for _, s := range c.Steps {
		if s.Kind == "departed" {
			return s.Day
		}
	}
	return -1
}

// Three consignments for a train that takes 60 kg of two shops' stock: 48 kg, 24 kg and 12 kg. The first goes with the
// next train, the second finds room for half, and no later one overtakes it; both go a week later.
func TestWhatFindsNoRoomWaitsForTheNextDeparture(t *testing.T) {
	w := narrow(t, 3, "1000", "1000")
	send(t, w, 1, 80)
	send(t, w, 2, 40)
	send(t, w, 1, 20)
	for _, c := range []struct {
		shop, number int
		state        string
		due          int
	}{{1, 1, "booked", 7}, {2, 1, "booked", 14}, {1, 2, "booked", 14}} {
		if got := consignment(t, w, c.shop, c.number); got.State != c.state || got.Due != c.due {
			t.Errorf("before the train, %d of shop %d is %s and leaves on day %d, want %s and %d", c.number, c.shop, got.State, got.Due, c.state, c.due)
		}
	}
	plans, err := w.Plan(2, "bowl", "", 100) // 60 kg, after 24 kg that wait for the second train: with the third
	if err != nil {
		t.Fatal(err)
	}
	free, err := narrow(t, 3, "1000", "1000").Plan(2, "bowl", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	if plans[0].Room != 14 || plans[0].P50 != free[0].P50+14 || free[0].Room != 0 {
		t.Errorf("the planner says %d days for room and %d in all, want 14 more than %d", plans[0].Room, plans[0].P50, free[0].P50)
	}
	for w.Day() < 8 {
		step(t, w)
	}
	if got := consignment(t, w, 2, 1); got.State != "full" || got.Due != 14 {
		t.Errorf("the train left, and the second consignment is %s until day %d, want full until 14", got.State, got.Due)
	}
	traffic := w.Traffic()
	at := slices.IndexFunc(traffic, func(x sim.Traffic) bool { return x.Leg == "rail" })
	if at < 0 || traffic[at].Waiting != 2 || traffic[at].Queued != 24_000 || traffic[at].Room != 60_000 || traffic[at].Load != 60_000 {
		t.Errorf("traffic %+v", traffic)
	}
	for w.Day() < 40 {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ shop, number, day int }{{1, 1, 7}, {2, 1, 14}, {1, 2, 14}} {
		if got := consignment(t, w, c.shop, c.number); left(got) != c.day || got.State != "stocked" {
			t.Errorf("%d of shop %d left on day %d and is %s, want day %d and stocked: %v", c.number, c.shop, left(got), got.State, c.day, got.Steps)
		}
	}
}

// A closed leg keeps what waits for room, and its turn: after the opening it goes before what came later, and it can be
// sent round meanwhile.
func TestAClosedLegKeepsTheQueue(t *testing.T) {
	w := narrow(t, 3, "1000", "1000")
	send(t, w, 1, 100)
	for w.Day() < 5 {
		step(t, w)
	}
	send(t, w, 2, 100)
	must(t, w, sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "closed", Notice: new(0), Days: 6}}}) // days 5 to 10
	step(t, w)
	if got := consignment(t, w, 1, 1); got.State != "waiting" || got.Detour == nil {
		t.Fatalf("behind a closed border the consignment is %+v", got)
	}
	for w.Day() < 15 {
		step(t, w)
	}
	if a, b := consignment(t, w, 1, 1), consignment(t, w, 2, 1); left(a) != 14 || b.State != "full" {
		t.Errorf("the first left on day %d, the second is %s; want 14 and full", left(a), b.State)
	}
}

// Goods load what they travel: a flight that took more than its capacity yesterday takes longer today, by the kernel's
// factor; the desk counts with it, and the class hears of it.
func TestYesterdaysLoadSlowsToday(t *testing.T) {
	w := narrow(t, 3, "0.8", "1000") // two shops: 1.6 kg a day
	calm := narrow(t, 3, "1000", "1000")
	for _, x := range []*sim.World{w, calm} {
		for shop := 1; shop <= 2; shop++ {
			must(t, x, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
		}
		for range 8 {
			step(t, x)
		}
	}
	air := func(x *sim.World) sim.Traffic {
		all := x.Traffic()
		return all[slices.IndexFunc(all, func(v sim.Traffic) bool { return v.Leg == "air" })]
	}
	a := air(w)
	if a.Capacity != 1600 || a.Load <= a.Capacity || a.Load != air(calm).Load {
		t.Fatalf("a flight of 1.6 kg took %d g", a.Load)
	}
	if want := int(min(512, (a.Load-1600)*128/1600) * 100 / 256); a.Slower != want || air(calm).Slower != 0 {
		t.Errorf("%d g make it slower by %d %%, want %d", a.Load, a.Slower, want)
	}
	quote := func(x *sim.World) *sim.Quote {
		q, err := x.Quote(1, sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	slow, usual := quote(w), quote(calm)
	if slow.P90 <= usual.P90 || slow.Slower != slow.P50-usual.P50 || usual.Slower != 0 {
		t.Errorf("the desk says %d to %d days, %d of them for congestion; without %d to %d", slow.P50, slow.P90, slow.Slower, usual.P50, usual.P90)
	}
	if !slices.ContainsFunc(w.News(), func(n sim.News) bool { return n.Kind == "jam" && n.Leg == "air" && n.Count > 0 }) {
		t.Errorf("no news of it: %+v", w.News())
	}
	for range 25 {
		step(t, w)
		step(t, calm)
	}
	if a, b := w.Totals(), calm.Totals(); a.Late <= b.Late {
		t.Errorf("%d parcels were late with congestion, %d without", a.Late, b.Late)
	}
}

// All that starts at a hub loads it.
func TestAHubIsLoadedByAllThatStartsThere(t *testing.T) {
	w := narrow(t, 3, "1000", "0.5")
	for shop := 1; shop <= 2; shop++ {
		must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
		must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}})
	}
	for w.Day() < 25 {
		step(t, w)
		var sum, hub int64
		slower := map[string]int{}
		for _, x := range w.Traffic() {
			switch {
			case x.Hub == "DEHAM":
				hub = x.Load
				slower["hub"] = x.Slower
			case x.Leg == "mile-de" || x.Leg == "mile-pl":
				sum += x.Load
				slower[x.Leg] = x.Slower
			}
		}
		if slower["hub"] > 0 && (sum != hub || slower["mile-de"] != slower["hub"] || slower["mile-pl"] != slower["hub"]) {
			t.Fatalf("day %d: the hub took %d g, the legs %d: slower %v", w.Day(), hub, sum, slower)
		}
	}
	if !slices.ContainsFunc(w.News(), func(n sim.News) bool { return n.Kind == "jam" && n.Hub == "DEHAM" }) {
		t.Errorf("no news of a hub that takes 1 kg: %+v", w.News())
	}
}

// A crowded network, a snapshot and a fork while goods wait: the same log, the same bits.
func TestACrowdedNetworkReplays(t *testing.T) {
	play := func(restore bool) *sim.World {
		w := narrow(t, 5, "0.6", "0.6")
		for shop := 1; shop <= 2; shop++ {
			must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
			send(t, w, shop, 150)
		}
		for !w.Over() {
			if w.Day() == 9 && restore {
				other := narrow(t, 5, "0.6", "0.6")
				if err := other.Restore(snapshot(t, w)); err != nil {
					t.Fatal(err)
				}
				w = other.Fork()
			}
			if _, err := w.Plan(1, "bowl", "", 10); restore && err != nil { // who only looks changes nothing
				t.Fatal(err)
			}
			step(t, w)
		}
		return w
	}
	a, b := play(false), play(true)
	if !slices.Equal(a.Digests(), b.Digests()) {
		t.Error("the run replayed from a snapshot goes another way")
	}
}
