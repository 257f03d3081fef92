package class

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/web/store"
)

// disk is a store whose writes fail while it is full.
type disk struct {
	*store.Store
	full atomic.Bool
}

var errFull = fmt.Errorf("chuhai.db: %w", &fs.PathError{Op: "write", Path: "chuhai.db", Err: syscall.ENOSPC})

func (d *disk) Append(class string, first uint64, recs [][]byte) error {
	if d.full.Load() {
		return errFull
	}
	return d.Store.Append(class, first, recs)
}

func (d *disk) Put(kind, key string, v []byte) error {
	if d.full.Load() {
		return errFull
	}
	return d.Store.Put(kind, key, v)
}

func onDisk(t *testing.T) (*disk, *Class) {
	t.Helper()
	st, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := &disk{Store: st}
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(d, Meta{Code: "T1", Bundle: b, Seed: 5, Secret: []byte("secret")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); st.Close() })
	return d, c
}

func standing(t *testing.T, c *Class) (purchases, day int, fault string, running bool) {
	t.Helper()
	if err := c.ask(request{quiet: true, do: func(c *Class) error {
		v, err := c.world.Shop(1)
		if err != nil {
			return err
		}
		purchases, day, running = len(v.Purchases), c.world.Day(), c.running
		if c.fault != nil {
			fault = c.fault.Zh + c.fault.En
		}
		return nil
	}}); err != nil {
		t.Fatal(err)
	}
	return purchases, day, fault, running
}

var buy = sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}}

// A full disk: nothing is acknowledged that is not kept, the class stands still and says why in both languages; when the
// disk is back, the instructor goes on where the log ends.
func TestAClassOnAFullDiskStandsStillAndGoesOn(t *testing.T) {
	d, c := onDisk(t)
	if _, err := c.Seat("甲", ""); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(buy); err != nil {
		t.Fatal(err)
	}
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	d.full.Store(true)
	var refused *sim.Rejection
	for range 2 { // the first meets the disk, the second the class that stands still
		if err := c.Do(buy); !errors.As(err, &refused) || refused.Field != "class" || !strings.Contains(refused.Text.Zh, "已暂停") ||
			!strings.Contains(refused.Text.Zh, "清出空间") || !strings.Contains(refused.Text.En, "free some space") {
			t.Fatalf("a purchase that cannot be kept: %v", err)
		}
	}
	if n, _, fault, running := standing(t, c); n != 1 || fault == "" || running {
		t.Errorf("%d purchases, fault %q, running %v; want 1, a fault, false", n, fault, running)
	}
	if err := c.Clock(true, 60); err == nil {
		t.Error("the class went on while the disk was full")
	}
	d.full.Store(false)
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(buy); err != nil {
		t.Fatal(err)
	}
	if n, _, fault, running := standing(t, c); n != 2 || fault != "" || !running {
		t.Errorf("%d purchases, fault %q, running %v; want 2, none, true", n, fault, running)
	}
}

// The engine fails in the middle of a day: the process goes on, the class stands at the day's beginning, and what was
// acknowledged before is there.
func TestADayThatCannotPassStopsOnlyItsClass(t *testing.T) {
	_, other := onDisk(t)
	_, c := onDisk(t)
	if _, err := c.Seat("甲", ""); err != nil {
		t.Fatal(err)
	}
	fails := true
	c.apply = func(w *sim.World, cmd sim.Command) error {
		err := w.Apply(cmd)
		if fails && cmd.Step != nil {
			panic("index out of range")
		}
		return err
	}
	var group []request
	for _, cmd := range []sim.Command{buy, {Step: &sim.Step{}}, buy} {
		r, err := order("", cmd)
		if err != nil {
			t.Fatal(err)
		}
		r.reply = make(chan error, 1)
		group = append(group, r)
	}
	if err := c.ask(request{quiet: true, do: func(c *Class) error { c.carryOut(group); return nil }}); err != nil {
		t.Fatal(err)
	}
	if err := <-group[0].reply; err != nil {
		t.Errorf("the purchase before the day: %v", err)
	}
	for _, r := range group[1:] {
		if err := <-r.reply; err == nil {
			t.Error("a day that did not pass, or what came after it, was acknowledged")
		}
	}
	if n, day, fault, _ := standing(t, c); n != 1 || day != 0 || !strings.Contains(fault, "index out of range") {
		t.Errorf("%d purchases, day %d, fault %q; want 1, 0 and the reason", n, day, fault)
	}
	if err := other.Do(sim.Command{Step: &sim.Step{}}); err != nil {
		t.Errorf("another class: %v", err)
	}
	fails = false
	if err := c.Clock(false, 60); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
		t.Errorf("after the cause is gone: %v", err)
	}
}

// The engine fails at one student's decision: that one is refused, and the class goes on.
func TestADecisionThatFailsIsRefused(t *testing.T) {
	_, c := onDisk(t)
	if _, err := c.Seat("甲", ""); err != nil {
		t.Fatal(err)
	}
	for _, fail := range []func() error{func() error { panic("nil map") }, func() error { return errors.New("the book does not balance") }} {
		c.apply = func(w *sim.World, cmd sim.Command) error {
			if err := w.Apply(cmd); err != nil || cmd.Purchase == nil || cmd.Purchase.Quantity != 61 {
				return err
			}
			return fail()
		}
		bad := sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 61}}
		var refused *sim.Rejection
		if err := c.Do(bad); !errors.As(err, &refused) || refused.Field != "server" {
			t.Errorf("error %v, want a refusal", err)
		}
		if err := c.Do(buy); err != nil {
			t.Error(err)
		}
	}
	if n, _, fault, _ := standing(t, c); n != 2 || fault != "" {
		t.Errorf("%d purchases, fault %q; want the 2 good ones and none", n, fault)
	}
}
