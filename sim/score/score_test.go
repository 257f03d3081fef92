package score_test

import (
	"testing"

	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

func TestPoints(t *testing.T) {
	in := &scenario.Indicator{Floor: 0, Par: 10, Ceiling: 20}
	for value, want := range map[float64]float64{-5: 0, 0: 0, 5: 30, 10: 60, 15: 80, 20: 100, 99: 100} {
		if got := score.Points(in, value); got != want {
			t.Errorf("value %g earns %g points, want %g", value, got, want)
		}
	}
	y := score.Against(scenario.Indicator{}, 1000, 3000)
	if y.Floor != 1000 || y.Par != 3000 || y.Ceiling != 5000 {
		t.Errorf("yardstick %+v", y)
	}
}
