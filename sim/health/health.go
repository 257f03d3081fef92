// Package health keeps the account of a shop with a marketplace in good standing, or not: what was delivered is counted
// over a window of days, limits that are passed bring a warning, then a lower place in search, then suspension, and an
// appeal brings the account back. Nothing is for ever: a suspension ends by itself, and what it was for is forgotten.
package health

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// State is an account's standing.
type State uint8

// The states, from good to worst.
const (
	Good State = iota
	Warned
	Demoted
	Suspended
)

// Names are the states' ids, as views carry them.
var Names = [...]string{"good", "warned", "demoted", "suspended"}

// Counts are what is counted of orders on a day, or in the window.
type Counts struct {
	Orders    int64 // delivered
	Defects   int64
	Late      int64
	Untracked int64
	Cancelled int64
}

func (c *Counts) add(o Counts, sign int64) {
	c.Orders += sign * o.Orders
	c.Defects += sign * o.Defects
	c.Late += sign * o.Late
	c.Untracked += sign * o.Untracked
	c.Cancelled += sign * o.Cancelled
}

// points are policy points, with the day on which they were given.
type points struct{ Day, N int }

// Change is a turn in the account's life.
type Change struct {
	Day   int
	State State
	Cause string // one of scenario.HealthCauses; of the state Good: empty
}

// Hearing is where an appeal stands.
type Hearing uint8

// The hearings.
const (
	None Hearing = iota
	Pending
	Granted
	Refused
)

// HearingNames are the hearings' ids, as views carry them.
var HearingNames = [...]string{"", "pending", "granted", "refused"}

// Account is a shop's account with a marketplace. The zero Account is in good standing.
type Account struct {
	State   State
	Cause   string // of the state; what an appeal has to name
	Since   int    // day on which the state began
	Until   int    // last day of a suspension
	Days    []Counts
	Sum     Counts
	Today   Counts
	Given   []points
	Appeal  Hearing
	Right   bool // the pending appeal will be granted
	Heard   int  // day on which it is, or was, decided
	Changes []Change
	Held    int64 // days in good standing
	Judged  int64 // days in all
}

// Clone is an account that goes its own way.
func (a *Account) Clone() Account {
	out := *a
	out.Days, out.Given, out.Changes = slices.Clone(a.Days), slices.Clone(a.Given), slices.Clip(a.Changes)
	return out
}

// Punish adds policy points.
func (a *Account) Punish(day, n int) {
	if n > 0 {
		a.Given = append(a.Given, points{day, n})
	}
}

// Points are the policy points that count.
func (a *Account) Points() (sum int) {
	for _, p := range a.Given {
		sum += p.N
	}
	return sum
}

// Metric is a share with its limit.
type Metric struct {
	ID     string
	Count  int64
	Orders int64   // delivered in the window
	Value  float64 // share of them; 0 without any
	Limit  float64
}

// Over reports whether the limit is passed by more than chance alone explains: by one standard deviation of as many
// events as the limit allows.
func (m *Metric) Over() bool {
	allowed := float64(m.Limit * float64(m.Orders))
	return float64(m.Count) > allowed+draw.Sqrt(allowed)
}

// Metrics are the account's four shares, in the order of scenario.HealthCauses.
func (a *Account) Metrics(t *scenario.HealthTerms) [4]Metric {
	c := &a.Sum
	out := [4]Metric{
		{ID: "order_defects", Count: c.Defects, Limit: t.OrderDefects}, {ID: "late", Count: c.Late, Limit: t.Late},
		{ID: "untracked", Count: c.Untracked, Limit: t.Untracked}, {ID: "cancelled", Count: c.Cancelled, Limit: t.Cancelled},
	}
	for i := range out {
		out[i].Orders = c.Orders
		if c.Orders > 0 {
			out[i].Value = float64(out[i].Count) / float64(c.Orders)
		}
	}
	return out
}

// breach is the limit that is passed the most, or none. Few orders are not judged; points are.
func (a *Account) breach(t *scenario.HealthTerms) string {
	if 2*a.Points() >= t.Points {
		return "points"
	}
	if a.Sum.Orders < int64(t.LeastOrders) {
		return ""
	}
	worst, cause := 0.0, ""
	for _, m := range a.Metrics(t) {
		if excess := m.Value - m.Limit; m.Over() && excess > worst {
			worst, cause = excess, m.ID
		}
	}
	return cause
}

// Close ends a day: what was counted enters the window, and the standing is judged. It reports whether it changed.
func (a *Account) Close(day int, t *scenario.HealthTerms) (changed bool) {
	a.Days = append(a.Days, a.Today)
	a.Sum.add(a.Today, 1)
	a.Today = Counts{}
	if len(a.Days) > t.Window {
		a.Sum.add(a.Days[0], -1)
		a.Days = append(a.Days[:0], a.Days[1:]...)
	}
	a.Given = slices.DeleteFunc(a.Given, func(p points) bool { return p.Day <= day-t.Window })
	a.Judged++
	was := a.State
	a.judge(day, t)
	if a.State == Good {
		a.Held++
	}
	return a.State != was
}

func (a *Account) judge(day int, t *scenario.HealthTerms) {
	if a.State == Suspended {
		if a.Appeal == Pending && day >= a.Heard {
			a.Appeal = Refused
			if a.Right {
				a.Appeal = Granted
			}
		}
		if a.Appeal == Granted || day >= a.Until {
			a.restore(day)
		}
		return
	}
	cause := a.breach(t)
	long := day-a.Since >= t.WarnDays
	switch {
	case a.Points() >= t.Points:
		a.turn(day, Suspended, "points")
	case cause == "":
		a.turn(day, Good, "")
	case a.State == Good:
		a.turn(day, Warned, cause)
	case cause == "points": // half of the points warn; only all of them suspend
	case a.State == Warned && long:
		a.turn(day, Demoted, cause)
	case a.State == Demoted && long:
		a.turn(day, Suspended, cause)
	}
	if a.State == Suspended {
		a.Until, a.Appeal = day+t.SuspendDays, None
	}
}

func (a *Account) turn(day int, s State, cause string) {
	if a.State == s {
		return
	}
	a.State, a.Cause, a.Since = s, cause, day
	a.Changes = append(a.Changes, Change{day, s, cause})
}

// restore brings a suspended account back, with a clean window.
func (a *Account) restore(day int) {
	a.Days, a.Sum, a.Given = a.Days[:0], Counts{}, a.Given[:0]
	a.turn(day, Good, "")
}

// Hear takes an appeal that is right or wrong; it is decided after so many days.
func (a *Account) Hear(day, days int, right bool) {
	a.Appeal, a.Right, a.Heard = Pending, right, day+days
}
