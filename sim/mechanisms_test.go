package sim_test

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
)

// everything is the open market with every mechanism.
func everything(t testing.TB) *scenario.Scenario {
	t.Helper()
	b, err := scenarios.Load("open-market")
	if err != nil {
		t.Fatal(err)
	}
	b[scenario.Main] = regexp.MustCompile(`mechanisms: \[.*\]`).ReplaceAll(b[scenario.Main], []byte("mechanisms: [fees, search, ads, promotions, festivals, service, health, compliance]"))
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// openMarket is everything with bots.
func openMarket(t testing.TB, seed uint64, bots int) *sim.World {
	t.Helper()
	s := everything(t)
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

// With every mechanism on, the books balance and goods and parcels are conserved on every day; one processor or two, a
// fork and a snapshot go the same way; and everything that the mechanisms are for has happened.
func TestTheWholeTradeKeepsItsPromises(t *testing.T) {
	days := 90
	if testing.Short() {
		days = 40
	}
	run := func(procs int) *sim.World {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		w := openMarket(t, 7, 12)
		var fork, restored *sim.World
		for w.Day() < days {
			step(t, w)
			if err := w.Check(); err != nil {
				t.Fatal(err)
			}
			switch {
			case w.Day() == days-8:
				fork, restored = w.Fork(), w.Fork()
				if err := restored.Restore(snapshot(t, w)); err != nil {
					t.Fatal(err)
				}
			case fork != nil:
				step(t, fork)
				step(t, restored)
			}
		}
		if !slices.Equal(w.Digests(), fork.Digests()) || !slices.Equal(w.Digests(), restored.Digests()) {
			t.Error("a fork or a snapshot went another way")
		}
		if !bytes.Equal(snapshot(t, w), snapshot(t, restored)) {
			t.Error("what is not in the digest went another way")
		}
		return w
	}
	w := run(1)
	if !slices.Equal(w.Digests(), run(2).Digests()) {
		t.Error("two processors do otherwise than one")
	}
	tickets, disputes, papers, barred, events := 0, 0, 0, 0, map[string]int{}
	for shop := 1; shop <= w.Shops(); shop++ {
		d, err := w.Service(shop)
		if err != nil {
			t.Fatal(err)
		}
		tickets += d.Answered + d.Overdue
		for _, k := range d.Tickets {
			if k.Marketplace == "larkbasket" {
				t.Errorf("shop %d: the buyer of a managed marketplace asks the shop: %+v", shop, k)
			}
		}
		v, err := w.Compliance(shop)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range v.Papers {
			if p.State == "valid" {
				papers++
			}
		}
		view, err := w.Shop(shop)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range view.Listings {
			if l.Barred != "right" && l.Barred != "paper" {
				continue
			}
			barred++
			if f, err := w.Funnel(shop, l.Number); err != nil || f.Lever != "papers" || f.Weakest == "" {
				t.Errorf("shop %d: the funnel of listing %d, barred by %s, says %+v, %v", shop, l.Number, l.Barred, f, err)
			}
		}
		for _, e := range view.Events {
			events[e.Kind]++
		}
	}
	for _, d := range []string{"dispute", "dispute_lost"} {
		disputes += events[d]
	}
	if tickets == 0 || papers == 0 || barred == 0 {
		t.Errorf("%d tickets, %d papers, %d listings barred", tickets, papers, barred)
	}
	t.Logf("%d tickets, %d disputes in the last week, %d papers; events of the last week %v", tickets, disputes, papers, events)
}
