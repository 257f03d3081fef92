package logistics

import (
	"fmt"

	"chuhai/sim/scenario"
)

// Drawn is a leg's time under way in days, as the engine draws it, beside what is given of it.
type Drawn struct {
	Leg       string           `json:"leg"`
	Given     scenario.Transit `json:"given"` // cited: with the queue's, where there is one
	Min       float64          `json:"min"`
	Median    float64          `json:"median"`
	P90       float64          `json:"p90"`
	Queue     bool             `json:"queue"` // the given figures are sums: a bound for the 90th percentile, which sums do not add up to
	Held      bool             `json:"held"`
	Confident string           `json:"confidence"`
	Source    scenario.Source  `json:"source"`
}

// exact is how far, in days, a drawn figure may lie from a given one: the engine's tables count in 1/256 day and have 4,096
// entries. A queue's median adds to the leg's within a fifth.
const (
	exact = 0.05
	loose = 0.2
)

// Drawn measures every leg's table of outcomes against the minimum, median and 90th percentile that are given.
func (n *Network) Drawn() []Drawn {
	out := []Drawn{}
	for i := range n.Legs {
		l := &n.Legs[i]
		d := Drawn{
			Leg:       l.ID,
			Given:     l.Leg.Transit,
			Min:       l.transit.Quantile(0),
			Median:    l.transit.Quantile(0.5),
			P90:       l.transit.Quantile(0.9),
			Source:    l.Source,
			Confident: string(l.Source.Confidence),
		}
		if q := l.Queue; q != nil {
			d.Queue = true
			d.Given = scenario.Transit{Min: d.Given.Min + q.Min, Median: d.Given.Median + q.Median, P90: d.Given.P90 + q.P90}
			d.Held = d.Min >= d.Given.Min-exact && d.Median >= d.Given.Median-exact && d.Median <= float64(d.Given.Median*(1+loose)) && d.P90 > d.Median &&
				d.P90 <= d.Given.P90+exact
		} else {
			d.Held = d.Min >= d.Given.Min-exact && near(d.Median, d.Given.Median) && near(d.P90, d.Given.P90)
		}
		out = append(out, d)
	}
	return out
}

func near(a, b float64) bool { return a-b <= exact && b-a <= exact }

// Timed is how long a service or a freight takes beside what is published of it.
type Timed struct {
	Way       string          `json:"way"`
	Name      scenario.Text   `json:"name"`
	Min       int             `json:"min"`
	Median    int             `json:"median"`
	P90       int             `json:"p90"`
	Kept      float64         `json:"kept"` // share of a service's parcels that keep the days it advertises
	Published scenario.Timing `json:"-"`
	Low       float64         `json:"low"`
	High      float64         `json:"high"`
	Held      bool            `json:"held"` // the median lies within the bars
}

// Timed measures all services and freights that the scenario's timings speak of: a service from the order to the door, over
// all days of the year that begins on a date, with handling, timetable and holidays; a freight on its legs alone. The error
// names what is not in the network, or of what nothing is published.
func (n *Network) Timed(s *scenario.Scenario, year scenario.Date) ([]Timed, error) {
	out := []Timed{}
	of := map[string]*scenario.Timing{}
	for i := range s.Timings {
		for _, id := range s.Timings[i].Of {
			if of[id] != nil {
				return nil, fmt.Errorf("timings %s and %s both speak of %s / 两处时效依据重复：%s", of[id].ID, s.Timings[i].ID, id, id)
			}
			of[id] = &s.Timings[i]
		}
	}
	add := func(id string, name scenario.Text, days Spread, kept float64) error {
		t := of[id]
		if t == nil {
			return fmt.Errorf("nothing is published of how long %s takes / 缺少时效依据：%s", id, id)
		}
		delete(of, id)
		v := Timed{Way: id, Name: name, Min: days.Quantile(0), Median: days.Quantile(50), P90: days.Quantile(90), Kept: kept, Published: *t}
		for v.Min < len(days.cases) && days.cases[v.Min] == 0 {
			v.Min++
		}
		v.Low, v.High = t.Bars()
		v.Held = float64(v.Median) >= v.Low && float64(v.Median) <= v.High
		out = append(out, v)
		return nil
	}
	for i := range s.Services {
		v := &s.Services[i]
		days := n.year(n.Services[i], year, v.Handle)
		if err := add(v.ID, v.Name, days, 1-days.Later(v.Promise)); err != nil {
			return nil, err
		}
	}
	for i := range s.Freights {
		if err := add(s.Freights[i].ID, s.Freights[i].Name, n.UnderWay(n.Freights[i]), 0); err != nil {
			return nil, err
		}
	}
	for i := range s.Timings {
		for _, id := range s.Timings[i].Of {
			if of[id] != nil {
				return nil, fmt.Errorf("timing %s speaks of %s, which the network does not have / 网络中没有 %s", s.Timings[i].ID, id, id)
			}
		}
	}
	return out, nil
}

// year is the spread of a chain over all days of a year.
func (n *Network) year(chain []int, from scenario.Date, handle int) (sum Spread) {
	const days = 365
	for d := range scenario.Date(days) {
		s := n.Spread(chain, from+d, handle, nil)
		for len(sum.cases) < len(s.cases) {
			sum.cases = append(sum.cases, 0)
		}
		for day, c := range s.cases {
			sum.cases[day] += c
		}
		sum.total += s.total
	}
	return sum
}
