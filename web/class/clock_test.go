package class

import (
	"strings"
	"testing"
	"time"
)

// The lid was closed for an hour in the middle of a day of a minute: one day is due when it opens, not sixty, and the next
// begins a minute later. Setting the machine's wall clock moves no day: the class counts by the one that only runs on.
func TestALidThatWasClosedBringsOneDay(t *testing.T) {
	_, c := onDisk(t)
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	if err := c.ask(request{do: func(c *Class) error { c.due = c.due.Add(-time.Hour); return nil }}); err != nil {
		t.Fatal(err)
	}
	at := func() (day int, due time.Time) {
		t.Helper()
		if err := c.ask(request{quiet: true, do: func(c *Class) error { day, due = c.world.Day(), c.due; return nil }}); err != nil {
			t.Fatal(err)
		}
		return day, due
	}
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if day, _ := at(); day > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond) // as long as many days take that follow on each other's heels
	day, due := at()
	if day != 1 {
		t.Errorf("day %d, want one day for the hour", day)
	}
	if wait := time.Until(due); wait < 50*time.Second || wait > time.Minute {
		t.Errorf("the next day is due in %v, want the rest of a minute", wait)
	}
	if !strings.Contains(due.String(), " m=") {
		t.Errorf("the next day is due by the wall clock: %v", due)
	}
}
