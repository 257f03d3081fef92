package sim_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim"
	"chuhai/sim/money"
)

func snapshot(t interface {
	Helper()
	Fatal(...any)
}, w *sim.World) []byte {
	t.Helper()
	b, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A fork is the same world, goes on as the original would, and whatever it does leaves the original alone; and so the
// other way round.
func TestAForkGoesItsOwnWay(t *testing.T) {
	w := small(t, 5)
	for range 20 {
		step(t, w)
	}
	before := snapshot(t, w)
	f, twin := w.Fork(), w.Fork()
	if !bytes.Equal(snapshot(t, f), before) {
		t.Fatal("the fork is another world")
	}
	must(t, f, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 5}})
	must(t, f, sim.Command{Shop: 2, Amend: &sim.AmendListing{Listing: 4, Price: new(int64(4900))}})
	must(t, f, sim.Command{Open: &sim.OpenShop{Name: "丙"}})
	for range 15 {
		step(t, f)
	}
	if !bytes.Equal(snapshot(t, w), before) {
		t.Fatal("what the fork did changed the original")
	}
	for range 15 {
		step(t, w)
	}
	for range 15 {
		step(t, twin)
	}
	if !slices.Equal(w.Digests(), twin.Digests()) {
		t.Error("a fork that is left alone goes another way")
	}
	if slices.Equal(w.Digests(), f.Digests()) {
		t.Error("the fork's decisions had no effect")
	}
	for name, x := range map[string]*sim.World{"original": w, "fork": f, "twin": twin} {
		if err := x.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A snapshot cut short anywhere is refused with an error, and the world stays as it was.
func TestATornSnapshotIsRefused(t *testing.T) {
	w := small(t, 5)
	whole := snapshot(t, w)
	for cut := 0; cut < len(whole); cut += 1 + len(whole)/200 {
		if err := w.Restore(whole[:cut]); err == nil {
			t.Fatalf("the first %d of %d bytes were taken for a snapshot", cut, len(whole))
		}
	}
	if !bytes.Equal(snapshot(t, w), whole) {
		t.Error("a refused snapshot changed the world")
	}
}

// fate is what the desk tells of an order once it has happened, by the number of the order.
func fates(t *testing.T, w *sim.World, shop int) map[string][]sim.OrderStep {
	t.Helper()
	out := map[string][]sim.OrderStep{}
	for _, o := range w.Orders(shop, 10_000) {
		life, err := w.Order(shop, o.Number)
		if err != nil {
			t.Fatal(err)
		}
		out[o.Number] = slices.DeleteFunc(life.Steps, func(s sim.OrderStep) bool { return s.Expected })
		for i := range out[o.Number] {
			out[o.Number][i].Ruling = nil // told anew each time
		}
	}
	return out
}

// In a mirrored world the neighbour decides otherwise. Where the two do not compete, nothing of the first shop changes,
// to the last minor unit; where they do, its orders may be others, but an order of both worlds has the same luck.
func TestOneShopsDecisionsNeverChangeAnothersLuck(t *testing.T) {
	t.Run("apart", func(t *testing.T) {
		play := func(neighbour bool) *sim.World {
			w := smallEmpty(t, 9)
			must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
			must(t, w, sim.Command{Open: &sim.OpenShop{Name: "乙"}})
			if neighbour {
				must(t, w, sim.Command{Shop: 2, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 22_000, Promise: 9}})
				must(t, w, sim.Command{Shop: 2, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 400}})
			}
			must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "kiln", Quantity: 300}})
			must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
			for !w.Over() {
				step(t, w)
			}
			return w
		}
		alone, mirrored := play(false), play(true)
		if mirrored.Totals().Orders <= alone.Totals().Orders {
			t.Fatal("the neighbour sold nothing")
		}
		a, err := alone.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		b, err := mirrored.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Equity, b.Equity) || !slices.Equal(a.Wallets, b.Wallets) {
			t.Errorf("the shop's worth changed with its neighbour: %v, %v", a.Equity, b.Equity)
		}
		if !maps.EqualFunc(fates(t, alone, 1), fates(t, mirrored, 1), slices.Equal) {
			t.Error("the shop's orders changed with its neighbour")
		}
	})
	t.Run("in competition", func(t *testing.T) {
		one, other := small(t, 9), small(t, 9)
		must(t, other, sim.Command{Shop: 2, Amend: &sim.AmendListing{Listing: 4, Price: new(int64(4900)), Promise: new(5)}})
		must(t, other, sim.Command{Shop: 2, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 40}})
		for !one.Over() {
			step(t, one)
			step(t, other)
		}
		a, b := fates(t, one, 1), fates(t, other, 1)
		same, gone := 0, 0
		for number, steps := range a {
			mirrored, ok := b[number]
			switch {
			case !ok:
				gone++
			case !slices.Equal(steps, mirrored):
				t.Errorf("order %s went otherwise: %v, mirrored %v", number, steps, mirrored)
			default:
				same++
			}
		}
		if same < 50 || gone == 0 {
			t.Errorf("%d orders are in both worlds, %d in one: want many of the first and some of the second", same, gone)
		}
	})
}

// decision draws any decision, sensible or absurd.
func decision(t *rapid.T, shops int) sim.Command {
	good := rapid.SampledFrom([]string{"bowl", "vase", "tea"})
	number := rapid.IntRange(-1, 8)
	price := rapid.OneOf(rapid.Int64Range(1000, 40_000), rapid.SampledFrom([]int64{-1, 0, 1, sim.MaxPrice, sim.MaxPrice + 1, 1 << 62}))
	quantity := rapid.OneOf(rapid.IntRange(1, 120), rapid.SampledFrom([]int{-5, 0, sim.MaxQuantity, 1 << 40}))
	promise := rapid.IntRange(0, sim.MaxPromise+1)
	service := rapid.SampledFrom([]string{"air-de", "air-pl", "store-de", "raft"})
	optional := func(yes bool) bool { return yes && rapid.Bool().Draw(t, "given") }
	c := sim.Command{Shop: rapid.IntRange(0, shops+1).Draw(t, "shop")}
	switch rapid.IntRange(0, 10).Draw(t, "kind") {
	case 0, 1:
		c.Purchase = &sim.PlacePurchase{Good: good.Draw(t, "good"), Supplier: rapid.SampledFrom([]string{"kiln", "shed", "sea"}).Draw(t, "supplier"), Quantity: quantity.Draw(t, "quantity")}
	case 2:
		c.Cancel = &sim.CancelPurchase{Purchase: number.Draw(t, "purchase")}
	case 3:
		c.Publish = &sim.PublishListing{Good: good.Draw(t, "good"), Marketplace: rapid.SampledFrom([]string{"east", "west", "north"}).Draw(t, "marketplace"), Service: service.Draw(t, "service"), Price: price.Draw(t, "price"), Promise: promise.Draw(t, "promise")}
	case 4:
		c.Amend = &sim.AmendListing{Listing: number.Draw(t, "listing")}
		if optional(true) {
			c.Amend.Price = new(price.Draw(t, "price"))
		}
		if optional(true) {
			c.Amend.Service = new(service.Draw(t, "service"))
		}
		if optional(true) {
			c.Amend.Promise = new(promise.Draw(t, "promise"))
		}
		if optional(true) {
			c.Amend.Active = new(rapid.Bool().Draw(t, "active"))
		}
		if optional(true) {
			c.Amend.Term = new(rapid.SampledFrom([]string{"DDP", "DAP", "CIF"}).Draw(t, "term"))
		}
	case 5:
		c.Consign = &sim.SendConsignment{Good: good.Draw(t, "good"), Freight: rapid.SampledFrom([]string{"rail-ham", "raft"}).Draw(t, "freight"), Quantity: quantity.Draw(t, "quantity")}
	case 6:
		currency := rapid.SampledFrom([]money.Currency{"CNY", "EUR", "PLN", "XXX"})
		c.Convert = &sim.Convert{From: money.Amount{Minor: price.Draw(t, "amount"), Currency: currency.Draw(t, "from")}, To: currency.Draw(t, "to")}
	case 7:
		c.Declare = &sim.DeclareGood{Good: good.Draw(t, "good"), Regime: rapid.SampledFrom([]string{"eu", "mars"}).Draw(t, "regime"),
			HS: rapid.SampledFrom([]string{"691200", "691310", "999999", "6913"}).Draw(t, "hs"), ShareBP: rapid.IntRange(0, 10_001).Draw(t, "share"), Documents: []string{"permit"}}
	default:
		c.Shop, c.Step = 0, &sim.Step{}
	}
	return c
}

// Whatever the shops decide: the books balance, goods and parcels are conserved, a refusal names its field in both
// languages and changes nothing, and a snapshot goes on as the world does.
func TestWhateverTheShopsDecide(t *testing.T) {
	start := small(t, 3)
	rounds := 20 // of rapid's hundred sequences
	if testing.Short() {
		rounds = 1
	}
	for range rounds {
		rapid.Check(t, func(t *rapid.T) {
			w := start.Fork()
			for range rapid.IntRange(1, 30).Draw(t, "length") {
				c := decision(t, w.Shops())
				decided(t, w, c)
			}
			goesOn(t, start, w)
		})
	}
}

// decided tries a decision: a refusal is one that people can read and changes nothing, and in either case the books
// balance, and goods and parcels are conserved.
func decided(t *rapid.T, w *sim.World, c sim.Command) {
	before := w.StateDigest()
	if err := w.Apply(c); err != nil {
		refusal(t, err)
		if w.StateDigest() != before {
			t.Fatalf("%+v was refused (%v), and changed the world", c, err)
		}
	}
	if err := w.Check(); err != nil {
		t.Fatalf("after %+v: %v", c, err)
	}
}

// goesOn checks that a world taken back from its snapshot goes on for some days as the world itself does.
func goesOn(t *rapid.T, start, w *sim.World) {
	again := start.Fork()
	if err := again.Restore(snapshot(t, w)); err != nil {
		t.Fatal(err)
	}
	for range min(3, w.Scenario().Days-w.Day()) {
		for _, x := range []*sim.World{w, again} {
			if err := x.Apply(sim.Command{Step: &sim.Step{}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !bytes.Equal(snapshot(t, w), snapshot(t, again)) {
		t.Fatal("the snapshot went another way")
	}
}

// refusal checks that an error is a rejection that people can read.
func refusal(t interface{ Fatalf(string, ...any) }, err error) {
	var r *sim.Rejection
	if !errors.As(err, &r) || r.Field == "" || r.Text.Zh == "" || r.Text.En == "" {
		t.Fatalf("%v: want a rejection with its field in both languages", err)
	}
}

// A command is what arrives over the wire: whatever the bytes, nothing panics, and a refusal leaves no trace.
func FuzzCommand(f *testing.F) {
	for _, s := range []string{
		`{"open":{"name":"丙"}}`, `{"step":{}}`, `{"shop":1,"purchase":{"good":"bowl","supplier":"kiln","quantity":20}}`, `{"shop":1,"cancel":{"purchase":1}}`,
		`{"shop":2,"publish":{"good":"vase","marketplace":"east","service":"air-pl","price":90000,"promise":9}}`, `{"shop":1,"amend":{"listing":1,"price":1,"service":"store-de","promise":1,"active":false}}`,
		`{"shop":1,"consign":{"good":"bowl","freight":"rail-ham","quantity":1}}`, `{"shop":1,"convert":{"from":{"minor":1,"currency":"CNY"},"to":"EUR"}}`,
		`{"shop":1,"ticket":{"ticket":1,"answer":"explain"}}`, `{"shop":1,"seed":{"listing":1,"kind":"bought","count":5}}`, `{"shop":1,"appeal":{"marketplace":"west","cause":"late"}}`,
		`{"shop":1,"declare":{"good":"vase","regime":"eu","hs":"691200","share_bp":5000,"documents":["permit"]}}`,
		`{"shop":1,"advertise":{"listing":1,"query":"bowl","bid":60,"budget":900}}`, `{"shop":1,"coupon":{"listing":1,"share_bp":1000,"days":3}}`, `{"shop":1,"amend":{"listing":1,"title":"\u202eفازة🏺","translation":"native"}}`,
		`{"shop":-1,"step":{}}`, `{"open":{"name":"\u202e","bot":"mad"}}`, `{"shop":1,"amend":{"listing":9223372036854775807,"price":-9223372036854775808}}`,
	} {
		f.Add([]byte(s))
	}
	start := small(f, 3)
	f.Fuzz(func(t *testing.T, data []byte) {
		var c sim.Command
		if json.Unmarshal(data, &c) != nil {
			return
		}
		w := start.Fork()
		before := snapshot(t, w)
		if err := w.Apply(c); err != nil {
			refusal(t, err)
			if !bytes.Equal(snapshot(t, w), before) {
				t.Fatalf("%s was refused (%v), and changed the world", data, err)
			}
			return
		}
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
