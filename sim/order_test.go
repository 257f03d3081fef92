package sim_test

import (
	"errors"
	"testing"

	"chuhai/sim"
)

// traded is a world in which one student has sold from home and from the Hamburg warehouse among bots.
func traded(t *testing.T, days int, each func(*sim.World)) *sim.World {
	t.Helper()
	w := world(t, "rail-express", 11, 6)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "学生一号"}})
	me := w.Shops()
	must(t, w, sim.Command{Shop: me, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 400}})
	must(t, w, sim.Command{Shop: me, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "post-de", Price: 3290, Promise: 14}})
	must(t, w, sim.Command{Shop: me, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "targowo", Service: "line-pl", Price: 14900, Promise: 14}})
	for range days {
		step(t, w)
		each(w)
	}
	return w
}

// What the life of each order tells agrees, on every day, with what the days have played.
func TestTheLifeOfAnOrderIsWhatHappened(t *testing.T) {
	seen := map[string]int{}
	w := traded(t, 45, func(w *sim.World) {
		me := w.Shops()
		v, err := w.Shop(me)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int64{}
		stars := 0
		var late int64
		for _, o := range w.Orders(me, 10_000) {
			count[o.Status]++
			seen[o.Status]++
			if o.Stars > 0 {
				stars++
			}
			if o.Late && (o.Status == "delivered" || o.Status == "returned") {
				late++
			}
			if o.Status != "delivered" && o.Status != "lost" && o.Status != "returned" && o.Due < w.Day() {
				t.Fatalf("day %d: order %s is %s and was due on day %d", w.Day(), o.Number, o.Status, o.Due)
			}
		}
		reviews := 0
		for _, l := range v.Listings {
			reviews += l.Reviews
		}
		if delivered := count["delivered"] + count["returned"]; delivered != v.Delivered || late != v.Late || count["lost"] != v.Lost || count["returned"] != v.Returned ||
			count["ordered"]+count["in_transit"]+count["held"] != v.UnderWay || stars != reviews {
			t.Fatalf("day %d: the orders tell %v, %d late, %d reviewed; the shop has %d delivered, %d late, %d lost, %d returned, %d under way, %d reviews",
				w.Day(), count, late, stars, v.Delivered, v.Late, v.Lost, v.Returned, v.UnderWay, reviews)
		}
	})
	for _, s := range []string{"ordered", "in_transit", "held", "delivered", "returned"} {
		if seen[s] == 0 {
			t.Errorf("no order was ever %s", s)
		}
	}
	me := w.Shops()
	for _, row := range w.Orders(me, 50) {
		life, err := w.Order(me, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		if life.Row != row {
			t.Errorf("order %s: %+v in its life, %+v in the list", row.Number, life.Row, row)
		}
		last := 0
		for _, s := range life.Steps {
			if s.Day < last || s.Expected != (s.Day >= w.Day()) {
				t.Errorf("order %s: step %+v after day %d, today is %d", row.Number, s, last, w.Day())
			}
			last = s.Day
		}
		a := life.Account
		if a.Price-a.VAT-a.Commission-a.Fees-a.Postage-a.Border-a.Cost-a.Repaid != a.Profit || a.Price <= 0 || a.Cost <= 0 || a.Postage <= 0 {
			t.Errorf("order %s: %+v", row.Number, a)
		}
	}
	if _, err := w.Order(me, "NOSUCHORDER"); !errors.As(err, new(*sim.Rejection)) {
		t.Errorf("an order that is not there: %v", err)
	}
	if got := w.Orders(1, 10); len(got) != 0 {
		t.Error("a bot's shop looks back on orders")
	}
}

// The profit and loss statement sums to the shop's profit, and its accounts balance to nothing.
func TestTheBooksSumToTheProfit(t *testing.T) {
	w := traded(t, 40, func(*sim.World) {})
	me := w.Shops()
	v, err := w.Shop(me)
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.Books(me, 500)
	if err != nil {
		t.Fatal(err)
	}
	if b.Profit != v.Profit {
		t.Errorf("profit is %d by the books, %d on the desk", b.Profit, v.Profit)
	}
	var pl, debit int64
	for _, l := range b.ProfitAndLoss {
		pl += l.Home
	}
	if pl != b.Profit {
		t.Errorf("the statement sums to %d, the profit is %d", pl, b.Profit)
	}
	by := map[string]int64{}
	for _, a := range b.Accounts {
		for _, m := range a.Balances {
			by[string(m.Currency)] += m.Minor
			debit += m.Minor
		}
	}
	for cur, v := range by {
		if v != 0 {
			t.Errorf("the accounts in %s sum to %d", cur, v)
		}
	}
	if len(b.Journal) == 0 || b.Journal[0].Day < b.Journal[len(b.Journal)-1].Day {
		t.Error("the journal is not newest first")
	}
}

// What the planner says a consignment will cost is what it costs.
func TestThePlanIsWhatTheFreightCosts(t *testing.T) {
	w := world(t, "rail-express", 4, 0)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 200}})
	for {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Stock) > 0 {
			break
		}
		step(t, w)
	}
	plans, err := w.Plan(1, "synthetic-wig", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	cash := func() int64 {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Wallets[0].Minor
	}
	for _, p := range plans {
		before := cash()
		must(t, w, sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "synthetic-wig", Freight: p.Freight, Quantity: 100}})
		if paid := before - cash(); paid != p.Cost {
			t.Errorf("%s: %d was planned, %d was paid", p.Freight, p.Cost, paid)
		}
		if p.P50 < 1 || p.P90 < p.P50 || p.Landed <= 0 || p.CarbonG <= 0 || p.Duty <= 0 || p.VAT <= 0 {
			t.Errorf("%+v", p)
		}
	}
	if plans[0].P50 <= plans[1].P50 || plans[0].Cost >= plans[1].Cost || plans[0].CarbonG >= plans[1].CarbonG {
		t.Errorf("rail is slower, cheaper and cleaner than air: %+v", plans)
	}
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Vehicles) != 2 || v.Vehicles[0].Pieces+v.Vehicles[1].Pieces != 200 {
		t.Errorf("on the diagram: %+v", v.Vehicles)
	}
}
