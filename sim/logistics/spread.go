package logistics

import (
	"chuhai/sim/scenario"
)

// Spread is how many days a way takes: the number of equally likely cases by day, worked out from the very tables by which
// the engine moves goods. It is exact: whole numbers, no sampling.
type Spread struct {
	cases []uint64 // by day
	total uint64
}

// outcomes is how many equally likely cases a leg has: all that 12 random bits can say.
const outcomes = 1 << 12

// Spread is how many days a chain of at most four legs takes for goods that are ready on a date after so many days of
// handling: every wait for a departure, holidays included, and every time under way, when leg number i is slowed down as it
// is today by pace[i]/256. Without pace nothing is slowed down.
func (n *Network) Spread(chain []int, ready scenario.Date, handle int, pace []uint32) Spread {
	at := Spread{cases: make([]uint64, handle+1), total: 1}
	at.cases[handle] = 1
	for _, leg := range chain {
		slow := uint32(usual)
		if pace != nil {
			slow = pace[leg]
		}
		at = n.Legs[leg].after(at, ready, true, slow)
	}
	return at
}

// UnderWay is how many days a chain takes on the legs alone, without waits for departures and without holidays.
func (n *Network) UnderWay(chain []int) Spread {
	at := Spread{cases: []uint64{1}, total: 1}
	for _, leg := range chain {
		at = n.Legs[leg].after(at, 0, false, usual)
	}
	return at
}

// usual is the slow-down in 1/256 of a leg on which nothing takes longer than it does at most times.
const usual = 256

// after is the spread of the end of the leg when that of its start is given.
func (l *Leg) after(start Spread, ready scenario.Date, timetable bool, slow uint32) Spread {
	out := Spread{total: start.total * outcomes}
	ordinary := l.usual
	if slow != usual {
		ordinary = l.counts(slow)
	}
	for day, cases := range start.cases {
		if cases == 0 {
			continue
		}
		counts, from := ordinary, day
		if timetable {
			on := ready + scenario.Date(day)
			from += l.Wait(on)
			if s := l.Season(on); s != usual {
				counts = l.counts(s * slow / usual)
			}
		}
		if need := from + len(counts); need > len(out.cases) {
			out.cases = append(out.cases, make([]uint64, need-len(out.cases))...)
		}
		for d, c := range counts {
			out.cases[from+d] += cases * c
		}
	}
	return out
}

// counts is how many of the leg's outcomes take so many days.
func (l *Leg) counts(multiplier256 uint32) []uint64 {
	var out []uint64
	for bits := range uint32(outcomes) {
		d := l.transit.Days(bits, multiplier256)
		for len(out) <= d {
			out = append(out, 0)
		}
		out[d]++
	}
	return out
}

// Quantile is the number of days that a share of all journeys keeps, in whole hundredths: 50 is the median.
func (s Spread) Quantile(hundredths int) int {
	want := s.total / 100 * uint64(hundredths)
	var sum uint64
	for day, c := range s.cases {
		if sum += c; sum >= want {
			return day
		}
	}
	return len(s.cases) - 1
}

// Mean is the mean number of days.
func (s Spread) Mean() float64 {
	sum := 0.0
	for day, c := range s.cases {
		sum += float64(float64(day) * (float64(c) / float64(s.total)))
	}
	return sum
}

// Variance is the variance of the number of days.
func (s Spread) Variance() float64 {
	mean, sum := s.Mean(), 0.0
	for day, c := range s.cases {
		d := float64(day) - mean
		sum += float64(float64(d*d) * (float64(c) / float64(s.total)))
	}
	return sum
}

// Later is the share of journeys that take more than so many days.
func (s Spread) Later(days int) float64 {
	var sum uint64
	for day := days + 1; day < len(s.cases); day++ {
		sum += s.cases[day]
	}
	return float64(sum) / float64(s.total)
}
