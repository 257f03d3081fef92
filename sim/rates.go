package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/scenario"
)

// drawRates is the purpose of the draws of exchange rates, apart from those in the list of state.go.
const drawRates = 100

// playRates are the rates of a world: all shops see the same, whatever they do.
func playRates(s *scenario.Scenario, seed uint64) fx.Rates {
	return fx.Play(&s.Rates, s.Start, s.Days, draw.New(seed, drawRates))
}
