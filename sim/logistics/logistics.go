// Package logistics knows how goods move: legs with departures and transit times, the services and freights built of
// them, chargeable weight and what carriage costs.
package logistics

import (
	"fmt"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Leg is a stretch ready to be travelled.
type Leg struct {
	*scenario.Leg
	transit   *draw.Transit
	usual     []uint64 // cases by days under way, of the outcomes
	wait      [8]uint8 // days to the next departure, by weekday 1..7
	calendars []*scenario.Calendar
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
	country := map[string]string{}
	for _, h := range s.Hubs {
		country[h.ID] = h.Country
	}
	for i := range s.Legs {
		l := &s.Legs[i]
		t, err := draw.NewTransit(l.Transit.Min, l.Transit.Median, l.Transit.P90)
		if err != nil {
			return nil, fmt.Errorf("leg %s: %w", l.ID, err)
		}
		if q := l.Queue; q != nil {
			queue, err := draw.NewTransit(q.Min, q.Median, q.P90)
			if err != nil {
				return nil, fmt.Errorf("queue of leg %s: %w", l.ID, err)
			}
			t = t.Plus(queue)
		}
		leg := Leg{Leg: l, transit: t}
		leg.usual = leg.counts(usual)
		for today := 1; today <= 7 && len(l.Departs) > 0; today++ {
			for !slices.Contains(l.Departs, (today-1+int(leg.wait[today]))%7+1) {
				leg.wait[today]++
			}
		}
		for c := range s.Calendars {
			if k := &s.Calendars[c]; k.Touches(country[l.From], l.Mode) {
				leg.calendars = append(leg.calendars, k)
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
// slow-down in 1/256: at least 1.
func (l *Leg) Days(on scenario.Date, bits12, multiplier256 uint32) int {
	return l.Wait(on) + l.Transit(bits12, multiplier256)
}

// Wait is the days to the next departure from a day on: by the timetable, holidays left out.
func (l *Leg) Wait(on scenario.Date) int {
	days := int(l.wait[on.Weekday()])
	for l.Closed(on + scenario.Date(days)) {
		days++
		days += int(l.wait[(on + scenario.Date(days)).Weekday()])
	}
	return days
}

// Closed reports whether a holiday keeps everything from departing on a date.
func (l *Leg) Closed(on scenario.Date) bool {
	for _, c := range l.calendars {
		if c.Closed && c.On(on) {
			return true
		}
	}
	return false
}

// Season is how much longer than usual the time under way is for what departs on a date, in 1/256: 256 on most days.
func (l *Leg) Season(on scenario.Date) uint32 {
	slow := 1.0
	for _, c := range l.calendars {
		if c.Slow > slow && c.On(on) {
			slow = c.Slow
		}
	}
	return uint32(float64(slow*256) + 0.5) // bounded: a calendar slows ten times at most
}

// Times are the times under way that Transit draws from.
func (l *Leg) Times() *draw.Transit { return l.transit }

// Transit is the time under way in days, for 12 random bits and the leg's slow-down in 1/256: at least 1.
func (l *Leg) Transit(bits12, multiplier256 uint32) int { return l.transit.Days(bits12, multiplier256) }

// Typical is the wait for the next departure from the day on plus the median time under way without congestion: what a
// tracking page would promise. At least 1.
func (l *Leg) Typical(on scenario.Date) int { return l.Days(on, 1<<11, l.Season(on)) }

// Multiplier is a leg's slow-down in 1/256 from yesterday's load and its capacity, both in grams: none up to the
// capacity, then in proportion to the excess, three times at most.
func Multiplier(loadG, capacityG int64) uint32 {
	if capacityG <= 0 || loadG <= capacityG {
		return 256
	}
	return 256 + uint32(min(512, (loadG-capacityG)*128/capacityG))
}

// maxCarbon bounds the grams of CO2e of a tonne-kilometre: far above any aircraft.
const maxCarbon = 1e6

// Carbon is the grams of CO2e that a mass in grams causes along a chain of legs (ISO 14083: mass × distance × intensity,
// well to wheel).
func (n *Network) Carbon(chain []int, grams int64) int64 {
	var g int64
	for _, i := range chain {
		perTonneKM := int64(min(n.Legs[i].Carbon, maxCarbon))
		g += money.MulDiv(grams, perTonneKM*int64(n.Legs[i].KM), 1_000_000)
	}
	return g
}
