package health_test

import (
	"slices"
	"testing"

	"chuhai/sim/health"
	"chuhai/sim/scenario"
)

var terms = scenario.HealthTerms{Window: 10, OrderDefects: 0.01, Late: 0.1, Untracked: 0.05, Cancelled: 0.025, LeastOrders: 20, WarnDays: 3, Demote: 0.6, Points: 12, SuspendDays: 5}

// day is what happens on a day.
type day struct {
	health.Counts
	points int
	appeal string // "right" or "wrong"
}

// The life of an account, day by day: the states at the days' ends.
func TestAnAccountsLife(t *testing.T) {
	well := day{Counts: health.Counts{Orders: 30}}
	late := day{Counts: health.Counts{Orders: 30, Late: 9}}
	quiet := day{}
	times := func(n int, d day) []day { return slices.Repeat([]day{d}, n) }
	for name, c := range map[string]struct {
		days []day
		want string // initials of the states
	}{
		"nothing is late":                           {times(6, well), "gggggg"},
		"few orders are not judged":                 {times(6, day{Counts: health.Counts{Orders: 1, Late: 1}}), "gggggg"},
		"late for long: warned, demoted, suspended": {times(8, late), "wwwdddss"},
		"better service lifts a warning":            {slices.Concat(times(1, late), times(5, well)), "wwgggg"},
		"and a demotion":                            {slices.Concat(times(4, late), times(3, day{Counts: health.Counts{Orders: 300}})), "wwwdggg"},
		"half of the points warn":                   {[]day{{points: 6}, quiet, quiet, quiet, quiet, quiet, quiet, quiet, quiet, quiet, quiet, quiet}, "wwwwwwwwwwgg"},
		"all of the points suspend at once":         {[]day{{points: 12}, quiet, quiet, quiet, quiet, quiet, quiet}, "sssssgg"},
		"a right appeal ends a suspension":          {[]day{{points: 12}, {appeal: "right"}, quiet, quiet, quiet}, "sssgg"},
		"a wrong one does not":                      {[]day{{points: 12}, {appeal: "wrong"}, quiet, quiet, quiet, quiet, quiet}, "sssssgg"},
		"what an account was suspended for is over": {slices.Concat(times(7, late), times(6, quiet), times(3, well)), "wwwddds" + "ssssgg" + "ggg"},
	} {
		var a health.Account
		got := ""
		for i, d := range c.days {
			if d.appeal != "" {
				a.Hear(i, 2, d.appeal == "right")
			}
			a.Today = d.Counts
			a.Punish(i, d.points)
			was := a.State
			if changed := a.Close(i, &terms); changed != (a.State != was) {
				t.Errorf("%s: day %d: the change is not told", name, i)
			}
			got += health.Names[a.State][:1]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if held := int64(len(got)) - int64(len(slices.DeleteFunc([]byte(got), func(b byte) bool { return b == 'g' }))); a.Held != held || a.Judged != int64(len(got)) {
			t.Errorf("%s: %d of %d days in good standing, want %d", name, a.Held, a.Judged, held)
		}
	}
}

// The cause is the limit that is passed the most; an appeal has to name it.
func TestTheCauseIsTheWorstBreach(t *testing.T) {
	for cause, c := range map[string]health.Counts{
		"order_defects": {Orders: 100, Defects: 20, Late: 11, Untracked: 6},
		"late":          {Orders: 100, Defects: 2, Late: 60, Cancelled: 3},
		"untracked":     {Orders: 100, Late: 10, Untracked: 30},
		"cancelled":     {Orders: 100, Cancelled: 6},
	} {
		a := health.Account{Today: c}
		a.Close(0, &terms)
		if a.Cause != cause || a.State != health.Warned {
			t.Errorf("%+v: %s, %s, want a warning for %s", c, health.Names[a.State], a.Cause, cause)
		}
	}
}

// The window forgets: after it, only what is in it counts.
func TestTheWindowForgets(t *testing.T) {
	var a health.Account
	for i := range 40 {
		a.Today = health.Counts{Orders: int64(i)}
		a.Close(i, &terms)
	}
	want := int64(0)
	for i := 30; i < 40; i++ {
		want += int64(i)
	}
	if a.Sum.Orders != want || len(a.Days) != terms.Window {
		t.Errorf("%d orders in %d days, want %d in %d", a.Sum.Orders, len(a.Days), want, terms.Window)
	}
}
