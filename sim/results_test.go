package sim_test

import (
	"math"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

func results(s sim.ShopScore) map[string]score.Result {
	m := map[string]score.Result{}
	for _, r := range s.Results {
		m[r.ID] = r
	}
	return m
}

// Each indicator is what the shop's own pages say, and each point can be worked out again from the result.
func TestAScoreCanBeWorkedOutAgain(t *testing.T) {
	w := world(t, "rail-express", 11, 9)
	for range 45 {
		step(t, w)
	}
	s := w.Scenario()
	means, n := map[scenario.Temperament]float64{}, map[scenario.Temperament]float64{}
	for i := range 9 {
		v, err := w.Shop(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		kind := s.Bots[i].Temperament
		means[kind] += float64(v.Equity[len(v.Equity)-1] - s.Home.Capital.Minor)
		n[kind]++
	}
	for kind := range means {
		means[kind] /= n[kind]
	}
	cleared := 0.0
	for _, sc := range w.Scores() {
		v, err := w.Shop(sc.Shop)
		if err != nil {
			t.Fatal(err)
		}
		var missed, bought, done int64
		for _, l := range v.Listings {
			missed += l.Missed
		}
		for _, p := range v.Purchases {
			if p.State == "received" {
				bought += p.Quantity
			}
		}
		for _, k := range v.Tasks {
			if k.OK {
				done++
			}
		}
		r := results(sc)
		for id, want := range map[string]float64{
			"profit":       float64(v.Equity[len(v.Equity)-1] - s.Home.Capital.Minor),
			"on_time":      1 - float64(v.Late)/float64(v.Delivered),
			"sell_through": float64(v.Orders) / float64(bought),
			"availability": float64(v.Orders) / float64(v.Orders+missed),
			"tasks":        float64(done) / float64(len(s.Tasks)),
		} {
			if got := r[id].Value; math.Abs(got-want) > 1e-9 {
				t.Errorf("shop %d: %s is %g, the shop's pages come to %g", sc.Shop, id, got, want)
			}
		}
		p := r["profit"]
		if math.Abs(p.Floor-means[scenario.Naive]) > 1e-6 || math.Abs(p.Par-means[scenario.Informed]) > 1e-6 || math.Abs(p.Ceiling-2*p.Par+p.Floor) > 1e-6 {
			t.Errorf("profit runs from %g over %g to %g; naive and informed made %g and %g", p.Floor, p.Par, p.Ceiling, means[scenario.Naive], means[scenario.Informed])
		}
		total := 0.0
		for _, x := range sc.Results {
			again := score.Points(&scenario.Indicator{Floor: x.Floor, Par: x.Par, Ceiling: x.Ceiling}, x.Value)
			if again != x.Points || x.Formula.Zh == "" || x.Basis.Zh == "" {
				t.Errorf("shop %d: %s of %g earns %g points, worked out again %g", sc.Shop, x.ID, x.Value, x.Points, again)
			}
			total += x.Points * float64(x.Weight) / 100
		}
		if math.Abs(total-sc.Total) > 1e-9 {
			t.Errorf("shop %d: total %g, its points come to %g", sc.Shop, sc.Total, total)
		}
		cleared += r["released"].Value
	}
	// Customs holds a tenth of what is declared: 6 % for documents, 4 % for a look.
	if mean := cleared / 9; mean < 0.85 || mean > 0.95 {
		t.Errorf("%.1f %% are released first time, want about 90 %%", 100*mean)
	}
}

func TestAClassWithoutBotsIsScoredByTheScenario(t *testing.T) {
	w := world(t, "rail-express", 1, 0)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "学生"}})
	step(t, w)
	p := results(w.Scores()[0])["profit"]
	if p.Floor != 0 || p.Par != 40_000_00 || p.Ceiling != 80_000_00 || p.Unit != score.Money {
		t.Errorf("profit runs from %g over %g to %g %s, want the rubric's 0, 40,000 and 80,000 CNY in fen", p.Floor, p.Par, p.Ceiling, p.Unit)
	}
}
