// Package logistics knows how goods move: legs with departures and transit times, the services and freights built of
// them, chargeable weight and what carriage costs.
package logistics

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Leg is a stretch ready to be travelled.
type Leg struct {
	*scenario.Leg
	transit *draw.Transit
	wait    [8]uint8 // days to the next departure, by weekday 1..7
}

// Network is a scenario's legs by index; Chains are the leg indices of its services and freights.
type Network struct {
	Legs     []Leg
	Services [][]int
	Freights [][]int
	index    map[string]int
}

// Index is the number of a leg by its id; -1 when there is none.
func (n *Network) Index(leg string) int {
	if i, ok := n.index[leg]; ok {
		return i
	}
	return -1
}

// New builds the network of a scenario.
func New(s *scenario.Scenario) (*Network, error) {
	n := &Network{index: map[string]int{}}
	for i := range s.Legs {
		l := &s.Legs[i]
		t, err := draw.NewTransit(l.Transit.Min, l.Transit.Median, l.Transit.P90)
		if err != nil {
			return nil, fmt.Errorf("leg %s: %w", l.ID, err)
		}
		leg := Leg{Leg: l, transit: t}
		for today := 1; today <= 7 && len(l.Departs) > 0; today++ {
			for !slices.Contains(l.Departs, (today-1+int(leg.wait[today]))%7+1) {
				leg.wait[today]++
			}
		}
		n.index[l.ID] = i
		n.Legs = append(n.Legs, leg)
	}
	chain := func(ids []string) (out []int) {
		for _, id := range ids {
			out = append(out, n.index[id])
		}
		return out
	}
	for i := range s.Services {
		n.Services = append(n.Services, chain(s.Services[i].Legs))
	}
	for i := range s.Freights {
		n.Freights = append(n.Freights, chain(s.Freights[i].Legs))
	}
	return n, nil
}

// Days is the wait for the next departure from the day on plus the time under way, for 12 random bits and the leg's
// congestion multiplier in 1/256: at least 1.
func (l *Leg) Days(on scenario.Date, bits12, multiplier256 uint32) int {
	return l.Wait(on) + l.Transit(bits12, multiplier256)
}

// Wait is the days to the next departure from a day on.
func (l *Leg) Wait(on scenario.Date) int { return int(l.wait[on.Weekday()]) }

// Transit is the time under way in days, for 12 random bits and the leg's congestion multiplier in 1/256: at least 1.
func (l *Leg) Transit(bits12, multiplier256 uint32) int { return l.transit.Days(bits12, multiplier256) }

// Multiplier is a leg's slow-down in 1/256 from yesterday's load and its capacity, both in grams: none up to the
// capacity, then in proportion to the excess, three times at most.
func Multiplier(loadG, capacityG int64) uint32 {
	if capacityG <= 0 || loadG <= capacityG {
		return 256
	}
	return 256 + uint32(min(512, (loadG-capacityG)*128/capacityG))
}

// Volumetric is the volumetric weight in grams of a package, for a divisor in cm³ per kg; 0 for divisor 0.
func Volumetric(g *scenario.Good, divisor int) int {
	if divisor == 0 {
		return 0
	}
	mm3 := int64(g.LengthMM) * int64(g.WidthMM) * int64(g.HeightMM)
	return int((mm3 + int64(divisor) - 1) / int64(divisor)) // mm³/divisor = grams, since cm³/divisor = kg
}

// Chargeable is the greater of actual and volumetric weight, in grams.
func Chargeable(g *scenario.Good, divisor int) int { return max(g.Grams, Volumetric(g, divisor)) }

// Postage is what a service charges for a parcel of one piece of a good, in minor units of the tariff's currency:
// first weight and started steps, the parcel fee, and the fuel surcharge rounded half up.
func Postage(t *scenario.Tariff, g *scenario.Good) int64 {
	price := t.First + t.Parcel
	if over := Chargeable(g, t.Divisor) - t.FirstG; over > 0 {
		price += int64((over+t.StepG-1)/t.StepG) * t.Step
	}
	fuel := decimal.NewFromInt(price).Mul(t.Fuel).Round(0)
	return price + fuel.IntPart()
}

// FreightCost is what a consignment of n pieces costs, in minor units of the home currency: chargeable weight by the
// kilogram, not less than the minimum, and the documents.
func FreightCost(f *scenario.Freight, g *scenario.Good, n int) money.Amount {
	grams := int64(Chargeable(g, f.Divisor)) * int64(n)
	charge := max(money.MulDiv(grams, f.PerKG.Minor, 1000), f.Minimum.Minor)
	return money.Amount{Minor: charge + f.Documents.Minor, Currency: f.PerKG.Currency}
}

// maxCarbon bounds the grams of CO2e of a tonne-kilometre: far above any aircraft.
const maxCarbon = 1e6

// Carbon is the grams of CO2e that a mass in grams causes along a chain of legs.
func (n *Network) Carbon(chain []int, grams int64) int64 {
	var g int64
	for _, i := range chain {
		perTonneKM := int64(min(n.Legs[i].Carbon, maxCarbon))
		g += money.MulDiv(grams, perTonneKM*int64(n.Legs[i].KM), 1_000_000)
	}
	return g
}

// Typical is the wait for the next departure from the day on plus the median time under way without congestion: what a
// tracking page would promise. At least 1.
func (l *Leg) Typical(on scenario.Date) int { return l.Days(on, 1<<11, 256) }
