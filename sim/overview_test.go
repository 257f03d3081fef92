package sim_test

import (
	"slices"
	"testing"

	"chuhai/sim"
)

// pulseOf is the pulse of a shop.
func pulseOf(t *testing.T, w *sim.World, shop int) sim.Pulse {
	t.Helper()
	rows := w.Overview()
	i := slices.IndexFunc(rows, func(p sim.Pulse) bool { return p.Shop == shop })
	if i < 0 {
		t.Fatalf("no pulse of shop %d", shop)
	}
	return rows[i]
}

func TestOverviewRaisesFlags(t *testing.T) {
	w := world(t, "first-parcel", 3, 3)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "坐着不动"}})
	idle := w.Shops()
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "有刊登没货"}})
	empty := w.Shops()
	must(t, w, sim.Command{Shop: empty, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}})
	if p := pulseOf(t, w, empty); !slices.Equal(p.Flags, []sim.Flag{sim.StockOut}) || p.Listings != 1 || p.StockOuts != 1 {
		t.Errorf("a listing without stock on the first day: %+v", p)
	}
	for range 3 {
		step(t, w)
	}
	if p := pulseOf(t, w, idle); !slices.Equal(p.Flags, []sim.Flag{sim.Stuck, sim.Idle}) || p.Idle != 3 {
		t.Errorf("three days without a decision: %+v", p)
	}
	must(t, w, sim.Command{Shop: idle, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}})
	p := pulseOf(t, w, idle)
	if p.Idle != 0 || slices.Contains(p.Flags, sim.Idle) {
		t.Errorf("after a decision: %+v", p)
	}
	if p.Tasks != 1 || p.Of != len(w.Scenario().Tasks) {
		t.Errorf("the first purchase is a task: %d of %d", p.Tasks, p.Of)
	}
	for _, p := range w.Overview() {
		if p.Bot && slices.Contains(p.Flags, sim.Idle) {
			t.Errorf("a bot is called idle: %+v", p)
		}
	}
}

// The overview shows what the board and the shop's own desk show.
func TestOverviewAgreesWithTheDesk(t *testing.T) {
	w := world(t, "rail-express", 5, 6)
	for range 25 {
		step(t, w)
	}
	rows := w.Overview()
	for i, r := range w.Board() {
		p := rows[i]
		v, err := w.Shop(r.Shop)
		if err != nil {
			t.Fatal(err)
		}
		done, yesterday := 0, 0
		for _, k := range v.Tasks {
			if k.OK {
				done++
			}
		}
		for _, l := range v.Listings {
			if n := len(l.Orders); n > 0 {
				yesterday += l.Orders[n-1]
			}
		}
		if p.Shop != r.Shop || p.Rank != r.Rank || p.Profit != r.Profit || p.Cash != v.Wallets[0].Minor || p.Tasks != done || p.Yesterday != int64(yesterday) || p.Orders != v.Orders {
			t.Errorf("shop %d: overview %+v, board %+v", r.Shop, p, r)
		}
		if n := len(p.Trend); n != 14 || p.Trend[n-1] != p.Profit || p.Change != p.Trend[n-1]-p.Trend[n-2] {
			t.Errorf("shop %d: trend %v, change %d, profit %d", r.Shop, p.Trend, p.Change, p.Profit)
		}
	}
}

// Buyers' questions are counted as the desk counts them, and one that is due today is a reason to look after a shop.
func TestOverviewHearsTheBuyers(t *testing.T) {
	w := world(t, "open-market", 7, 4)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "答应得太早"}})
	shop := w.Shops()
	must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 300}})
	issued := 0
	for _, k := range w.Scenario().Papers { // that marketplaces ask for
		get := sim.GetPaper{Paper: k.ID}
		if !k.PerShop {
			get.Good = "synthetic-wig"
		}
		must(t, w, sim.Command{Shop: shop, Paper: &get})
		issued = max(issued, k.Days)
	}
	for range issued {
		step(t, w)
	}
	must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "post-de", Price: 2990, Promise: 8}})
	heard := false
	for range 45 {
		step(t, w)
		v, err := w.Shop(shop)
		if err != nil {
			t.Fatal(err)
		}
		p := pulseOf(t, w, shop)
		if p.Tickets != v.Queue.Tickets {
			t.Errorf("day %d: %d tickets in the overview, %d on the desk", w.Day(), p.Tickets, v.Queue.Tickets)
		}
		due := v.Queue.Tickets > 0 && v.Queue.TicketDue <= w.Day()
		if slices.Contains(p.Flags, sim.Unheard) != due {
			t.Errorf("day %d: a ticket is due today: %v, but the flags are %v", w.Day(), due, p.Flags)
		}
		heard = heard || due
	}
	if !heard {
		t.Error("no ticket came due: this test sees too little")
	}
}
