package class_test

import (
	"fmt"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/web/class"
	"chuhai/web/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, dir string) (*store.Store, *class.Class) {
	t.Helper()
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	c, err := class.Open(st, class.Meta{Code: "T1", Bundle: b, Seed: 5, Secret: []byte("secret")})
	if err != nil {
		t.Fatal(err)
	}
	return st, c
}

var wigs = sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}

func seated(t *testing.T, c *class.Class, name string) int {
	t.Helper()
	seat, err := c.Seat(name, "")
	if err != nil {
		t.Fatal(err)
	}
	return seat.Shop
}

func purchases(t *testing.T, c *class.Class, shop int) (n int) {
	t.Helper()
	if err := c.With(func(w *sim.World) error {
		v, err := w.Shop(shop)
		if err == nil {
			n = len(v.Purchases)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// Fifty students decide at once; after a restart the class stands where it stood.
func TestAClassGoesOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			seat, err := c.Seat(fmt.Sprint("店铺 ", i), "")
			if err != nil || !seat.New {
				t.Errorf("seat: %v", err)
				return
			}
			if err := c.Do(sim.Command{Shop: seat.Shop, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}}); err != nil {
				t.Error(err)
			}
			if err := c.Do(sim.Command{Shop: seat.Shop, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de",
				Price: 3490, Promise: 8}}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for range 12 {
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
	}
	digest := func(c *class.Class) (d string, shops int) {
		_ = c.With(func(w *sim.World) error {
			all := w.Digests()
			d, shops = all[len(all)-1], w.Shops()
			return nil
		})
		return d, shops
	}
	before, shops := digest(c)
	if shops != 50 {
		t.Errorf("%d shops, want 50", shops)
	}
	c.Close()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st, c = open(t, dir)
	defer st.Close()
	defer c.Close()
	if after, _ := digest(c); after != before {
		t.Errorf("digest %s after the restart, %s before", after, before)
	}
}

// A browser that lost the answer asks again: the purchase is made once, also when the server stopped in between, and
// also when a snapshot has taken the place of the log.
func TestACommandSentAgainIsCarriedOutOnce(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	a, b := seated(t, c, "甲"), seated(t, c, "乙")
	buy := func(shop int, id string) {
		t.Helper()
		if err := c.DoOnce(id, sim.Command{Shop: shop, Purchase: &wigs}); err != nil {
			t.Fatal(err)
		}
	}
	again := func() {
		t.Helper()
		c.Close()
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		st, c = open(t, dir)
	}
	buy(a, "one")
	buy(a, "one")
	buy(b, "one") // another shop's id is another's
	again()
	buy(a, "one")
	for range 5 { // to the snapshot
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
	}
	again()
	defer func() { c.Close(); st.Close() }()
	buy(a, "one")
	buy(a, "two")
	if n, m := purchases(t, c, a), purchases(t, c, b); n != 2 || m != 1 {
		t.Errorf("%d and %d purchases, want 2 and 1", n, m)
	}
	if err := c.DoOnce(string(make([]byte, 65)), sim.Command{Shop: a, Purchase: &wigs}); err == nil {
		t.Error("an id of 65 bytes was taken")
	}
}

// A class that ran when the server stopped is paused when it is back, and says so; the instructor goes on.
func TestARunningClassComesBackPaused(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	if v := look(t, c, 0).Class; !v.Running || v.NextMS < 50_000 || v.NextMS > 60_000 || v.Notice != nil {
		t.Errorf("running %v, next day in %d ms, notice %v", v.Running, v.NextMS, v.Notice)
	}
	c.Close()
	st.Close()
	st, c = open(t, dir)
	defer func() { c.Close(); st.Close() }()
	if v := look(t, c, 0).Class; v.Running || v.NextMS != 0 || v.Notice == nil || v.Seconds != 60 {
		t.Errorf("after the restart: running %v, next day in %d ms, notice %v, %d s a day", v.Running, v.NextMS, v.Notice, v.Seconds)
	}
	if err := c.Clock(true, 60); err != nil {
		t.Fatal(err)
	}
	if v := look(t, c, 0).Class; !v.Running || v.Notice != nil {
		t.Errorf("gone on: running %v, notice %v", v.Running, v.Notice)
	}
}
