package sim_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

//go:embed testdata/small.yaml
var smallReference []byte

// smallScenario is what small.yaml offers, played for 60 days around the day on which a rule of the border changes.
const smallScenario = `
id: small
title: {zh: 小, en: Small}
summary: {zh: 小, en: Small}
level: 1
start: 2026-06-15
days: 60
home: {country: CN, currency: CNY, hub: CNCGO, capital: 50000.00 CNY}
credit: {limit: 20000.00 CNY, annual: 0.06, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
rates: {base: EUR, quote: [CNY, PLN], shift: 364, spread: 0.003, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
use:
  goods: [bowl, vase]
  marketplaces: [east, west]
  services: [air-de, air-pl, store-de]
  freights: [rail-ham]
  warehouses: [hamburg]
tasks:
  - {id: buy, room: sourcing, done: purchase, count: 1, title: {zh: 采购, en: Buy}, why: {zh: 先有货, en: No stock no sales}}
rubric:
  - {id: profit, name: {zh: 利润, en: Profit}, weight: 60, floor: 0, par: 1, ceiling: 2, yardstick: true}
  - {id: tasks, name: {zh: 任务, en: Tasks}, weight: 40, floor: 0, par: 0.7, ceiling: 1}
`

// smallRates are invented too: the euro rises and falls.
const smallRates = `date,CNY,PLN
2025-04-01,8.1000,4.2000
2025-06-10,8.2500,4.2600
2025-06-26,8.2500,4.2600
2025-06-27,8.2500,4.2600
2025-07-02,8.4010,4.2412
2025-07-06,8.4010,4.2412
2025-07-21,8.3105,4.2555
2025-08-20,8.2990,4.2601
2025-11-20,8.2990,4.2601
`

// small is a world of two students' shops, 甲 and 乙, that have bought, listed on both marketplaces and sent stock to the
// warehouse; on the sixth day.
func small(t testing.TB, seed uint64) *sim.World {
	t.Helper()
	w := smallEmpty(t, seed)
	furnish(t, w, func() {})
	return w
}

// furnish opens the two shops, and lets them do something before they publish.
func furnish(t testing.TB, w *sim.World, before func()) {
	t.Helper()
	for _, name := range []string{"甲", "乙"} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
	}
	for shop := 1; shop <= 2; shop++ {
		must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 300}})
		must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 20}})
	}
	for range 3 {
		step(t, w)
	}
	before()
	for shop := 1; shop <= 2; shop++ {
		must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900 + int64(shop)*100, Promise: 7}})
		must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}})
		must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 21_900, Promise: 7}})
		must(t, w, sim.Command{Shop: shop, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 60}})
	}
	for range 3 {
		step(t, w)
	}
}

func smallEmpty(t testing.TB, seed uint64) *sim.World {
	t.Helper()
	return smallWith(t, smallScenario, seed)
}

// smallWith is the world of a scenario that chooses from the small world's reference and from more files of it, before
// its first day.
func smallWith(t testing.TB, main string, seed uint64, more ...string) *sim.World {
	t.Helper()
	files := scenario.Bundle{scenario.Main: []byte(main), "small.yaml": smallReference, "rates.csv": []byte(smallRates)}
	for i, file := range more {
		files[fmt.Sprintf("more-%d.yaml", i)] = []byte(file)
	}
	s, err := scenario.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// smallDigest is the digest of the small world's last day. It is the same on every processor. Who changes how the world
// behaves changes it, and says why in the commit.
const smallDigest = "e4d3e643b0678fb60ae636ca7db5867c"

// The small world ends in the same state everywhere, and everything that can happen in it has happened.
func TestTheSmallWorldEndsInTheSameState(t *testing.T) {
	w := small(t, 2026)
	for !w.Over() {
		if w.Day() == 25 {
			must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Service: new("store-de"), Promise: new(3)}})
		}
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	n := w.Totals()
	for what, count := range map[string]int64{"ordered": n.Orders, "dispatched": n.Dispatched, "cleared": n.Cleared, "inspected": n.Inspected, "delivered": n.Delivered, "late": n.Late, "lost": n.Lost, "reviewed": n.Reviews, "returned": n.Returns} {
		if count == 0 {
			t.Errorf("nothing was %s", what)
		}
	}
	for name, count := range w.Marks(1) {
		// Nobody converted, sold forward or declared anything, and there are neither after-sales nor keywords.
		if count == 0 && !slices.Contains([]string{"converted", "ticket", "title", "advert", "festival", "paper", "checked", "declared", "forward"}, name) {
			t.Errorf("milestone %q was never reached", name)
		}
	}
	if got := w.Marks(1); got["order"] < got["dispatched"] || got["dispatched"] < got["cleared"] || got["listing"] != 3 || got["purchase"] != 2 || got["received"] != 2 || got["consignment"] != 1 {
		t.Errorf("milestones %v", got)
	}
	if got := w.Digests()[w.Day()-1]; got != smallDigest {
		t.Errorf("the last day's digest is %s, want %s", got, smallDigest)
	}
}

// What the engine cannot play is refused before it is played, at its place.
func TestWhatTheEngineCannotPlayIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, path string }{
		"five legs":                     {"legs: [air, mile-de]", "legs: [air, mile-de, mile-de, mile-de, mile-de]", "services[0].legs"},
		"customs before the first leg":  {"legs: [air, mile-de], customs: 1", "legs: [air, mile-de], customs: 0", "services[0].customs"},
		"freight that is never cleared": {"legs: [rail], customs: 1", "legs: [rail], customs: 0", "freights[0].customs"},
		"reviews after two years":       {"review_lag: 3", "review_lag: 730", "behaviour.review_lag"},
		"returns before delivery":       {"return_lag: 4", "return_lag: -4", "behaviour.return_lag"},
		"six stars":                     {"prior_stars: 4", "prior_stars: 6", "behaviour.prior_stars"},
		"stars that sum to two":         {"stars_late: [0.45", "stars_late: [1.45", "behaviour.stars_late"},
	} {
		reference := strings.Replace(string(smallReference), c.old, c.new, 1)
		if reference == string(smallReference) {
			t.Fatalf("%s: %q is not in small.yaml", name, c.old)
		}
		_, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(smallScenario), "small.yaml": []byte(reference), "rates.csv": []byte(smallRates)})
		if err == nil || !strings.Contains(err.Error(), c.path+":") {
			t.Errorf("%s: %v, want a problem at %s", name, err, c.path)
		}
	}
}
