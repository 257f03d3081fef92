package score_test

import (
	"strings"
	"testing"

	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

func TestPointsRunStraightFromFloorOverParToCeiling(t *testing.T) {
	in := &scenario.Indicator{Floor: 0.70, Par: 0.90, Ceiling: 1}
	for _, c := range []struct {
		name          string
		value, points float64
	}{
		{"below the floor", 0.2, 0},
		{"at the floor", 0.70, 0},
		{"half way to par: 60 × 0.10 / 0.20", 0.80, 30},
		{"at par", 0.90, 60},
		{"half way to the ceiling: 60 + 40 × 0.05 / 0.10", 0.95, 80},
		{"at the ceiling", 1, 100},
		{"above it", 1.4, 100},
	} {
		if got := score.Points(in, c.value); got < c.points-1e-9 || got > c.points+1e-9 {
			t.Errorf("%s: %g earns %g points, want %g", c.name, c.value, got, c.points)
		}
	}
}

func TestTheScaleComesFromTheYardsticks(t *testing.T) {
	rubric := scenario.Indicator{ID: "profit", Floor: 0, Par: 800, Ceiling: 2000, Yardstick: true}
	for _, c := range []struct {
		name                string
		naive, heur, expert []float64
		fixed               bool
		floor, par, ceiling float64
		says                string
	}{
		{"all three play", []float64{900, 1100}, []float64{2000}, []float64{2800, 3200}, false, 1000, 3000, 5000, "naive"},
		{"no naive play: the scenario's floor", nil, nil, []float64{3000}, false, 0, 3000, 6000, "no naive bots"},
		{"no informed play: the heuristic set par", []float64{1000}, []float64{2500}, nil, false, 1000, 2500, 4000, "no informed bots"},
		{"the naive alone play: the scenario's par", []float64{500}, nil, nil, false, 500, 800, 1100, "no bots to compare"},
		{"the naive alone play, and well: the scenario's distance", []float64{900}, nil, nil, false, 900, 1700, 2500, "not apart"},
		{"nobody is apart on the first day", []float64{0}, []float64{0}, []float64{0}, false, 0, 800, 1600, "not apart"},
		{"no bots play: the scenario's scale", nil, nil, nil, false, 0, 800, 2000, "set by the scenario"},
		{"an indicator that is not measured by bots", []float64{900}, nil, []float64{3000}, true, 0, 800, 2000, "set by the scenario"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var y score.Yardsticks
			for _, v := range c.naive {
				y.Add(scenario.Naive, v)
			}
			for _, v := range c.heur {
				y.Add(scenario.Heuristic, v)
			}
			for _, v := range c.expert {
				y.Add(scenario.Informed, v)
			}
			y.Add("", 1e9) // people set no scale
			in := rubric
			in.Yardstick = !c.fixed
			got, basis := y.Scale(in)
			if got.Floor != c.floor || got.Par != c.par || got.Ceiling != c.ceiling {
				t.Errorf("scale %g, %g, %g; want %g, %g, %g", got.Floor, got.Par, got.Ceiling, c.floor, c.par, c.ceiling)
			}
			if !strings.Contains(basis.En, c.says) || basis.Zh == "" {
				t.Errorf("basis %+v, want one that says %q", basis, c.says)
			}
		})
	}
}

func TestTheTotalWeighsPoints(t *testing.T) {
	rs := []score.Result{{Points: 60, Weight: 40}, {Points: 100, Weight: 10}, {Points: 30, Weight: 50}}
	if got := score.Total(rs); got != 49 { // 24 + 10 + 15
		t.Errorf("total %g, want 49", got)
	}
}

func TestEveryIndicatorSaysHowItIsWorkedOut(t *testing.T) {
	for _, id := range scenario.Indicators {
		k, ok := score.Kinds[id]
		if !ok || k.Unit == "" || k.Formula.Zh == "" || k.Formula.En == "" {
			t.Errorf("indicator %s has no unit or formula: %+v", id, k)
		}
		r := score.Evaluate(&scenario.Indicator{ID: id, Floor: 1, Par: 2, Ceiling: 4, Weight: 7}, 3, scenario.Text{En: "b"})
		if r.Points != 80 || r.Floor != 1 || r.Par != 2 || r.Ceiling != 4 || r.Weight != 7 || r.Unit != k.Unit || r.Basis.En != "b" {
			t.Errorf("result %+v", r)
		}
	}
	if len(score.Kinds) != len(scenario.Indicators) {
		t.Errorf("%d kinds, %d indicators", len(score.Kinds), len(scenario.Indicators))
	}
}
