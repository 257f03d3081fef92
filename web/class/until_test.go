package class

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"chuhai/sim"
)

// look is a class as everyone sees it.
type look struct {
	day, until, frozen int
	running            bool
	announcement       string
	board              []sim.BoardRow
	news               []sim.News
}

func lookAt(t *testing.T, c *Class) (l look) {
	t.Helper()
	if err := c.ask(request{quiet: true, do: func(c *Class) error {
		v := c.view()
		l = look{v.Day, v.Until, v.Frozen, v.Running, v.Announcement, v.Board, v.News}
		return nil
	}}); err != nil {
		t.Fatal(err)
	}
	return l
}

// await waits until a class has stopped hurrying.
func await(t *testing.T, c *Class) look {
	t.Helper()
	for range 2000 {
		if l := lookAt(t, c); l.until == 0 {
			return l
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("the days do not come to an end")
	return look{}
}

func TestUntilPlaysToTheDayAndStands(t *testing.T) {
	_, c := onDisk(t)
	if _, err := c.Seat("甲", ""); err != nil {
		t.Fatal(err)
	}
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	if err := c.Until(7); err != nil {
		t.Fatal(err)
	}
	if l := await(t, c); l.day != 7 || l.running {
		t.Errorf("after a run until day 7: %+v", l)
	}
	var refused *sim.Rejection
	for _, day := range []int{-1, 7, 21} {
		if err := c.Until(day); !errors.As(err, &refused) || refused.Field != "day" || !strings.Contains(refused.Text.En, "between 8 and 20") {
			t.Errorf("until day %d: %v", day, err)
		}
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	if l := await(t, c); l.day != 20 {
		t.Errorf("after the end: day %d", l.day)
	}
	if err := c.Until(20); !errors.As(err, &refused) || !strings.Contains(refused.Text.En, "over") {
		t.Errorf("after the end: %v", err)
	}
}

// The run can be stopped on the way, by the instructor's stop as by pausing the clock.
func TestUntilCanBeStopped(t *testing.T) {
	for name, stop := range map[string]func(*Class) error{
		"stop":  func(c *Class) error { return c.Until(0) },
		"pause": func(c *Class) error { return c.Clock(false, 10) },
	} {
		t.Run(name, func(t *testing.T) {
			_, c := onDisk(t)
			slow := c.apply
			c.apply = func(w *sim.World, cmd sim.Command) error {
				time.Sleep(20 * time.Millisecond)
				return slow(w, cmd)
			}
			if err := c.End(); err != nil {
				t.Fatal(err)
			}
			if err := stop(c); err != nil {
				t.Fatal(err)
			}
			l := lookAt(t, c)
			if l.until != 0 || l.day >= 20 {
				t.Fatalf("after the stop: %+v", l)
			}
			time.Sleep(60 * time.Millisecond)
			if now := lookAt(t, c); now.day != l.day {
				t.Errorf("the days go on after the stop: from %d to %d", l.day, now.day)
			}
		})
	}
}

// A disk that fills up on the way stops the run with its reason, and everyone is told.
func TestUntilStopsAtAFullDisk(t *testing.T) {
	d, c := onDisk(t)
	sub, end, err := c.Subscribe(0)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	days := 0
	real := c.apply
	c.apply = func(w *sim.World, cmd sim.Command) error {
		if days++; days == 4 {
			d.full.Store(true)
		}
		return real(w, cmd)
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	if l := await(t, c); l.day != 3 {
		t.Errorf("day %d has passed, the disk was full on the fourth", l.day)
	}
	told := ""
	for deadline := time.After(5 * time.Second); !strings.Contains(told, CannotSave(errFull).En); {
		select {
		case <-sub.C:
			var b bytes.Buffer
			sub.Take(&b)
			told += b.String()
		case <-deadline:
			t.Fatalf("nobody was told why: %s", told)
		}
	}
}

// What the instructor shows is there after a restart.
func TestTheFaceOfAClassIsKept(t *testing.T) {
	d, c := onDisk(t)
	if _, err := c.Seat("甲", ""); err != nil {
		t.Fatal(err)
	}
	var refused *sim.Rejection
	if err := c.Freeze(true); !errors.As(err, &refused) || refused.Field != "frozen" {
		t.Errorf("a board is frozen before the first day: %v", err)
	}
	if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{strings.Repeat("字", MaxAnnouncement+1), strings.Repeat("x", 1<<20), "a\u202eb", "\xff"} {
		if err := c.Announce(bad); !errors.As(err, &refused) || refused.Field != "text" {
			t.Errorf("an announcement of %d bytes: %v", len(bad), err)
		}
	}
	if err := c.Announce(" 还有五分钟\n请收尾 "); err != nil {
		t.Fatal(err)
	}
	if err := c.Freeze(true); err != nil {
		t.Fatal(err)
	}
	frozen := lookAt(t, c).board
	if err := c.Until(12); err != nil {
		t.Fatal(err)
	}
	await(t, c)
	c.Close()
	again, err := Open(d, c.Meta)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	l := lookAt(t, again)
	if l.announcement != "还有五分钟\n请收尾" || l.day != 12 || l.frozen != 1 || len(l.board) != 1 || l.board[0] != frozen[0] {
		t.Errorf("after the restart: %+v", l)
	}
	for _, n := range l.news {
		if n.Day >= l.frozen {
			t.Errorf("the news tell what the frozen board hides: %+v", n)
		}
	}
	if err := again.Freeze(false); err != nil {
		t.Fatal(err)
	}
	if l := lookAt(t, again); l.frozen != 0 {
		t.Errorf("after the board was revealed: %+v", l)
	}
}

// A class that is recorded while it is played comes to the same digests when it is replayed.
func TestARecordedClassReplays(t *testing.T) {
	_, c := onDisk(t)
	if run, err := c.Recorded(); err != nil || len(run.Log) != 0 {
		t.Fatalf("an empty class: %v", err)
	}
	if _, err := c.Seat("甲", "id"); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(buy); err != nil {
		t.Fatal(err)
	}
	if err := c.Until(9); err != nil {
		t.Fatal(err)
	}
	await(t, c)
	run, err := c.Recorded()
	if err != nil {
		t.Fatal(err)
	}
	w, _, err := run.Replay("class")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Digests(); len(got) != 9 || len(run.Digests) != 9 || got[8] != run.Digests[8] {
		t.Errorf("replayed to %d digests, recorded %d", len(got), len(run.Digests))
	}
}
