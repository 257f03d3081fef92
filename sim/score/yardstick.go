package score

import "chuhai/sim/scenario"

// Mean is the mean of what some yardstick players reached.
type Mean struct {
	sum float64
	n   int
}

// Add counts a player's value.
func (m *Mean) Add(value float64) {
	m.sum += value
	m.n++
}

func (m *Mean) value() float64 { return m.sum / float64(m.n) }

// Yardsticks are what the yardstick players of a world reached, by temperament.
type Yardsticks struct{ Naive, Heuristic, Informed Mean }

// Add counts a player of a temperament.
func (y *Yardsticks) Add(t scenario.Temperament, value float64) {
	switch t {
	case scenario.Naive:
		y.Naive.Add(value)
	case scenario.Heuristic:
		y.Heuristic.Add(value)
	case scenario.Informed:
		y.Informed.Add(value)
	}
}

// Wordings of where an indicator's scale comes from.
var (
	byScenario  = scenario.Text{Zh: "零分线、及格线、满分线由剧本规定", En: "floor, par and ceiling are set by the scenario"}
	floorNaive  = scenario.Text{Zh: "零分线：新手型机器人的平均值", En: "floor: mean of the naive bots"}
	floorFixed  = scenario.Text{Zh: "零分线：剧本规定（没有新手型机器人）", En: "floor: set by the scenario (no naive bots play)"}
	parInformed = scenario.Text{Zh: "及格线：行家型机器人的平均值", En: "par: mean of the informed bots"}
	parHeurist  = scenario.Text{Zh: "及格线：经验型机器人的平均值（没有行家型机器人）", En: "par: mean of the heuristic bots (no informed bots play)"}
	parFixed    = scenario.Text{Zh: "及格线：剧本规定（没有可比的机器人）", En: "par: set by the scenario (no bots to compare with)"}
	parSpan     = scenario.Text{Zh: "及格线：零分线加上剧本规定的差距（机器人还没有拉开差距）", En: "par: the floor plus the scenario's distance (the bots are not apart yet)"}
	ceilingSpan = scenario.Text{Zh: "满分线：及格线再高出同样一段", En: "ceiling: as far above par as par above the floor"}
)

// Scale is an indicator with the floor, par and ceiling that hold among the yardsticks, and where they come from. What no
// bot can set, the scenario sets.
func (y *Yardsticks) Scale(in scenario.Indicator) (scenario.Indicator, scenario.Text) {
	span := in.Par - in.Floor
	if !in.Yardstick || y.Naive.n+y.Heuristic.n+y.Informed.n == 0 {
		return in, byScenario
	}
	floor, par := floorFixed, parFixed
	if y.Naive.n > 0 {
		in.Floor, floor = y.Naive.value(), floorNaive
	}
	switch {
	case y.Informed.n > 0:
		in.Par, par = y.Informed.value(), parInformed
	case y.Heuristic.n > 0:
		in.Par, par = y.Heuristic.value(), parHeurist
	}
	if in.Par <= in.Floor {
		in.Par, par = in.Floor+span, parSpan
	}
	in.Ceiling = in.Par + (in.Par - in.Floor)
	return in, scenario.Text{Zh: floor.Zh + "；" + par.Zh + "；" + ceilingSpan.Zh, En: floor.En + "; " + par.En + "; " + ceilingSpan.En}
}
