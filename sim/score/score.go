// Package score turns what a shop made of its run into points by the scenario's rubric.
//
// An indicator runs from 0 points at its floor over 60 at par to 100 at its ceiling, in straight lines, and stays within
// them. Where yardstick players set floor and par, the ceiling lies as far above par as par above floor.
package score

import "chuhai/sim/scenario"

// Result is an indicator's value and points.
type Result struct {
	ID     string        `json:"id"`
	Name   scenario.Text `json:"name"`
	Value  float64       `json:"value"`
	Points float64       `json:"points"` // 0..100
	Weight int           `json:"weight"`
}

// Points is the score of a value on an indicator.
func Points(in *scenario.Indicator, value float64) float64 {
	switch {
	case value <= in.Floor || in.Par <= in.Floor:
		return 0
	case value <= in.Par:
		return float64(60*(value-in.Floor)) / (in.Par - in.Floor)
	case value >= in.Ceiling:
		return 100
	}
	return 60 + float64(40*(value-in.Par))/(in.Ceiling-in.Par)
}

// Against is an indicator whose floor and par are what the naive and the informed yardstick reached. Where the informed
// did no better than the naive, any value above the naive's earns full points.
func Against(in scenario.Indicator, naive, informed float64) scenario.Indicator {
	if informed <= naive {
		informed = naive + 1
	}
	in.Floor, in.Par, in.Ceiling = naive, informed, informed+(informed-naive)
	return in
}

// Total weighs the results; the weights sum to 100.
func Total(rs []Result) float64 {
	sum := 0.0
	for _, r := range rs {
		sum += float64(r.Points*float64(r.Weight)) / 100
	}
	return sum
}
