package class_test

import (
	"sync"
	"testing"
	"time"

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
	c, err := class.Open(st, class.Meta{Code: "T1", Bundle: b, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	return st, c
}

// Fifty students decide at once; after a restart the class stands where it stood.
func TestAClassGoesOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			shop, created, err := c.Seat(string(rune('A'+i%26)) + string(rune('a'+i/26)))
			if err != nil || !created {
				t.Errorf("seat: %v", err)
				return
			}
			if err := c.Do(sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}}); err != nil {
				t.Error(err)
			}
			if err := c.Do(sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}}); err != nil {
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

func TestEveryoneSeesTheDay(t *testing.T) {
	st, c := open(t, t.TempDir())
	defer st.Close()
	defer c.Close()
	shop, _, err := c.Seat("甲")
	if err != nil {
		t.Fatal(err)
	}
	s, end, err := c.Subscribe(shop)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	<-s.C
	s.Take()
	if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.C:
	case <-time.After(5 * time.Second):
		t.Fatal("nobody was told")
	}
	if public, private := s.Take(); public == nil || private == nil {
		t.Error("a day changes both the class and the shop")
	}
}
