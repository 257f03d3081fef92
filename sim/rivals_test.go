package sim_test

import (
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// played is what a class of bots comes to.
type played struct {
	profit   map[scenario.Temperament]float64 // mean, home currency
	overdraw int                              // longest run of days that a bot's account was overdrawn
	late     float64
	local    map[scenario.Temperament]int // listings that sell from a warehouse at the end
}

// play runs bots through a scenario under some seeds.
func play(t *testing.T, name string, seeds, bots int) played {
	t.Helper()
	p := played{profit: map[scenario.Temperament]float64{}, local: map[scenario.Temperament]int{}}
	var delivered, late int64
	n := map[scenario.Temperament]float64{}
	for seed := range seeds {
		w := world(t, name, uint64(seed+1), bots)
		days := make([]int, bots)
		for !w.Over() {
			step(t, w)
			for i := range bots {
				v, err := w.Shop(i + 1)
				if err != nil {
					t.Fatal(err)
				}
				if v.Wallets[0].Minor >= 0 {
					days[i] = 0
					continue
				}
				days[i]++
				p.overdraw = max(p.overdraw, days[i])
			}
		}
		delivered += w.Totals().Delivered
		late += w.Totals().Late
		for i := range bots {
			v, err := w.Shop(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			s := w.Scenario()
			kind := s.Bots[i%len(s.Bots)].Temperament
			n[kind]++
			p.profit[kind] += float64(v.Profit) / 100
			for _, l := range v.Listings {
				for _, service := range s.Services {
					if service.ID == l.Service && service.From != "home" {
						p.local[kind]++
					}
				}
			}
		}
	}
	for kind := range p.profit {
		p.profit[kind] /= n[kind]
	}
	p.late = float64(late) / float64(delivered)
	return p
}

// The yardsticks measure: in the long lesson each temperament does clearly better than the one below it.
func TestYardsticksRankByWhatTheyKnow(t *testing.T) {
	p := play(t, "rail-express", 3, 20)
	naive, heuristic, informed := p.profit[scenario.Naive], p.profit[scenario.Heuristic], p.profit[scenario.Informed]
	t.Logf("mean profit: naive %.0f, heuristic %.0f, informed %.0f CNY; %.1f %% late", naive, heuristic, informed, 100*p.late)
	if heuristic < 1.3*naive || informed < 1.3*heuristic || naive < 0 {
		t.Errorf("mean profit: naive %.0f, heuristic %.0f, informed %.0f CNY; want each at least 30 %% above the one before", naive, heuristic, informed)
	}
	// 8 % of about 97,000 public Olist orders came late.
	if p.late < 0.05 || p.late > 0.12 {
		t.Errorf("%.1f %% of deliveries are late, want about 8 %%", 100*p.late)
	}
	if p.overdraw > 10 {
		t.Errorf("a bot's account was overdrawn for %d days on end", p.overdraw)
	}
	if p.local[scenario.Informed] == 0 || p.local[scenario.Naive]+p.local[scenario.Heuristic] > 0 {
		t.Errorf("listings that sell from Hamburg at the end: %v; want the informed alone to have found the warehouse", p.local)
	}
}

func TestYardsticksRankInTheFirstLessonToo(t *testing.T) {
	p := play(t, "first-parcel", 5, 12)
	naive, heuristic, informed := p.profit[scenario.Naive], p.profit[scenario.Heuristic], p.profit[scenario.Informed]
	if naive >= heuristic || heuristic >= informed || informed <= 0 {
		t.Errorf("mean profit: naive %.0f, heuristic %.0f, informed %.0f CNY", naive, heuristic, informed)
	}
}

// Where shoppers search and places are sold, who reads the keywords, counts what a click brings and pays for words and
// pictures that earn it back does best.
func TestYardsticksRankInTheOpenMarketToo(t *testing.T) {
	p := play(t, "open-market", 1, 12)
	naive, heuristic, informed := p.profit[scenario.Naive], p.profit[scenario.Heuristic], p.profit[scenario.Informed]
	t.Logf("mean profit: naive %.0f, heuristic %.0f, informed %.0f CNY; %.1f %% late", naive, heuristic, informed, 100*p.late)
	if heuristic < 1.3*naive || informed < 1.3*heuristic {
		t.Errorf("mean profit: naive %.0f, heuristic %.0f, informed %.0f CNY; want each at least 30 %% above the one before", naive, heuristic, informed)
	}
}

// Bots do not move together: on no day do all bots of a temperament do the same.
func TestBotsDoNotMoveTogether(t *testing.T) {
	w := world(t, "rail-express", 1, 12)
	for w.Day() < 12 {
		step(t, w)
	}
	seen := map[scenario.Temperament]map[string]bool{}
	for i := range 12 {
		v, err := w.Shop(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		kind := w.Scenario().Bots[i].Temperament
		if seen[kind] == nil {
			seen[kind] = map[string]bool{}
		}
		bought := ""
		for _, p := range v.Purchases {
			bought += p.Good + " "
		}
		seen[kind][bought] = true
	}
	for kind, ways := range seen {
		if len(ways) < 3 {
			t.Errorf("the four %s bots bought in %d different ways", kind, len(ways))
		}
	}
}

// A desk that bots look at changes nothing: two forks of a world, one of which was looked at, go the same way.
func TestBotsDecideTheSameInAFork(t *testing.T) {
	w := world(t, "rail-express", 4, 12)
	for range 10 {
		step(t, w)
	}
	f := w.Fork()
	for range 10 {
		step(t, w)
		step(t, f)
	}
	a, b := w.Digests(), f.Digests()
	if a[len(a)-1] != b[len(b)-1] {
		t.Error("the fork went another way")
	}
	snapshot, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := sim.New(w.Scenario(), 99)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	step(t, w)
	step(t, again)
	a, b = w.Digests(), again.Digests()
	if a[len(a)-1] != b[len(b)-1] {
		t.Error("the restored world went another way")
	}
}
