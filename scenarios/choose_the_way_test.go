package scenarios_test

import (
	"slices"
	"testing"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// day is the number of a date in the lesson's scenario.
func (l *lesson) day(date string) int {
	l.t.Helper()
	d, err := scenario.ParseDate(date)
	if err != nil {
		l.t.Fatal(err)
	}
	return int(d - l.w.Scenario().Start)
}

func (l *lesson) until(date string) (v *sim.ShopView) {
	for v = l.view(); l.w.Day() < l.day(date); {
		v = l.pass()
	}
	return v
}

func (l *lesson) plan(good string, pieces int) map[string]sim.FreightPlan {
	l.t.Helper()
	return l.planFrom(good, "", pieces)
}

func (l *lesson) planFrom(good, place string, pieces int) map[string]sim.FreightPlan {
	l.t.Helper()
	all, err := l.w.Plan(l.shop, good, place, pieces)
	if err != nil {
		l.t.Fatal(err)
	}
	out := map[string]sim.FreightPlan{}
	for _, p := range all {
		out[p.Freight] = p
	}
	return out
}

// shipper plays the lesson on ways as a student would who compares: parcels first, a lot by rail in time, when the border
// closes the next by ship and a little by air, and sales from the warehouse once it has goods.
func shipper(l *lesson) *sim.ShopView {
	l.t.Helper()
	for _, b := range []sim.PlacePurchase{{Good: "jun-vase", Supplier: "kiln", Quantity: 360}, {Good: "hair-wig", Supplier: "plant", Quantity: 150}} {
		l.do(sim.Command{Purchase: &b})
		for _, m := range []struct{ id, service string }{{"kaufgarten", "line-de"}, {"targowo", "line-pl"}} {
			l.list(b.Good, m.id, m.service, 13)
		}
	}
	sent, moved := 0, map[int]bool{}
	for {
		v := l.pass()
		if l.w.Over() {
			return v
		}
		for _, s := range v.Stock {
			freight := []string{"rail-ham", "sea-ham", "air-ham"}
			if s.Good == "jun-vase" && s.Place == "home" && sent < len(freight) && s.Quantity > 40 && (sent == 0 || l.w.Day() >= l.day("2025-09-09")) {
				l.do(sim.Command{Consign: &sim.SendConsignment{Good: s.Good, Freight: freight[sent], Quantity: min(int(s.Quantity)/2, 90)}})
				sent++
			}
			for _, k := range v.Listings {
				if service := map[string]string{"kaufgarten": "local-de", "targowo": "local-pl"}[k.Marketplace]; s.Place == "hamburg" && k.Good == s.Good &&
					!moved[k.Number] {
					promise := 5
					l.do(sim.Command{Amend: &sim.AmendListing{Listing: k.Number, Service: &service, Promise: &promise}})
					moved[k.Number] = true
				}
			}
		}
		for _, m := range v.Wallets[1:] {
			if m.Minor > 0 {
				l.do(sim.Command{Convert: &sim.Convert{From: m, To: money.Currency("CNY")}})
			}
		}
	}
}

// In the lesson on ways a student who compares does every task and does better than those who undercut; over the seeds the
// informed do better than those who add a margin, and these than those who undercut.
func TestChooseTheWayRewardsComparing(t *testing.T) {
	sum, n := map[scenario.Temperament]int64{}, map[scenario.Temperament]int64{}
	mean := func(b scenario.Temperament) int64 { return sum[b] / n[b] / 100 }
	student := int64(0)
	const seeds = 3
	for seed := range uint64(seeds) {
		l := sit(t, "choose-the-way", seed+1)
		v := shipper(l)
		for _, k := range v.Tasks {
			if !k.OK {
				t.Errorf("seed %d: task %q (%s) is not done by the end", seed+1, k.ID, k.Title.En)
			}
		}
		for _, r := range l.w.Board() {
			if r.Shop <= len(l.w.Scenario().Bots) {
				b := l.w.Scenario().Bots[r.Shop-1].Temperament
				sum[b] += r.Profit
				n[b]++
			}
		}
		student += v.Profit / seeds / 100
		t.Logf("seed %d: the student made %d CNY with %d orders; tasks %v", seed+1, v.Profit/100, v.Orders, l.first)
	}
	naive, heuristic, informed := mean(scenario.Naive), mean(scenario.Heuristic), mean(scenario.Informed)
	t.Logf("on average: student %d, informed %d, heuristic %d, naive %d CNY", student, informed, heuristic, naive)
	if naive >= heuristic || heuristic >= informed || naive >= student {
		t.Errorf("naive %d, heuristic %d, informed %d, student %d CNY on average", naive, heuristic, informed, student)
	}
}

// No way is the best at everything, and the box pays from some quantity on: a few pieces go cheaper in groupage, seven
// hundred in a container of their own.
func TestEachWayHasItsUse(t *testing.T) {
	l := sit(t, "choose-the-way", 1)
	l.do(sim.Command{Purchase: &sim.PlacePurchase{Good: "jun-vase", Supplier: "kiln", Quantity: 100}})
	few, many := l.plan("jun-vase", 60), l.plan("jun-vase", 700)
	if few["rail-ham"].Cost >= few["rail-ham-fcl"].Cost || many["rail-ham"].Cost <= many["rail-ham-fcl"].Cost {
		t.Errorf("by rail 60 pieces cost %d in groupage and %d in a box, 700 cost %d and %d", few["rail-ham"].Cost, few["rail-ham-fcl"].Cost,
			many["rail-ham"].Cost, many["rail-ham-fcl"].Cost)
	}
	if a, r, s := few["air-ham"], few["rail-ham"], few["sea-ham"]; a.P50 >= r.P50 || r.P50 >= s.P50 || a.Cost <= r.Cost || r.Cost <= s.Cost {
		t.Errorf("air takes %d days and costs %d, rail %d and %d, the ship %d and %d", a.P50, a.Cost, r.P50, r.Cost, s.P50, s.Cost)
	}
}

// The border closes in mid-run, as it did in September 2025. A lot that is on the line waits aboard and costs nothing more;
// one that comes to Alashankou afterwards can be sent round at 1.50 CNY a kilogram, which becomes part of its cost; the
// planner says how long a new one would wait, and the ship does not care.
func TestABorderClosesInMidRun(t *testing.T) {
	l := sit(t, "choose-the-way", 2)
	l.do(sim.Command{Purchase: &sim.PlacePurchase{Good: "jun-vase", Supplier: "kiln", Quantity: 300}})
	send := func() {
		l.do(sim.Command{Consign: &sim.SendConsignment{Good: "jun-vase", Freight: "rail-ham", Quantity: 50}})
	}
	l.until("2025-09-01")
	send() // at the border in the middle of the closure
	l.until("2025-09-10")
	send() // at Alashankou after it
	p := l.plan("jun-vase", 50)
	if p["rail-ham"].Closed != "border-closed" || p["rail-ham"].Stuck < 5 || p["sea-ham"].Stuck != 0 || p["air-ham"].Stuck != 0 {
		t.Errorf("the day after the news the planner says %d days lost by rail (%s), %d by sea, %d by air", p["rail-ham"].Stuck, p["rail-ham"].Closed,
			p["sea-ham"].Stuck, p["air-ham"].Stuck)
	}
	v := l.until("2025-09-20")
	first, second := v.Consignments[0], v.Consignments[1]
	if first.State != "waiting" || second.State != "waiting" || first.Detour == nil || second.Detour == nil {
		t.Fatalf("behind the closed border: %+v and %+v", first, second)
	}
	if first.Detour.Wait != 5 || second.Detour.Wait <= 5 || second.Detour.Cost != 50*1800*150/1000 {
		t.Errorf("the first waits %d days, the second %d and could go round for %d", first.Detour.Wait, second.Detour.Wait, second.Detour.Cost)
	}
	other := &lesson{t: t, w: l.w.Fork(), shop: l.shop, first: map[string]int{}}
	other.do(sim.Command{Logistics: &sim.LogisticsDecision{Reroute: &sim.Reroute{Consignment: 2}}})
	arrival := func(l *lesson) (day int, value int64) {
		for !l.w.Over() {
			c := l.pass().Consignments[1]
			if i := slices.IndexFunc(c.Steps, func(s sim.StepView) bool { return s.Hub == "PLMAL" && s.Kind == "arrived" }); i >= 0 && day == 0 {
				day = c.Steps[i].Day
			}
			value = c.Value
		}
		return day, value
	}
	waited, cheap := arrival(l)
	round, dear := arrival(other)
	if waited == 0 || round == 0 || dear-cheap < second.Detour.Cost {
		t.Errorf("waiting it comes to Małaszewicze on day %d and is worth %d, sent round on day %d and %d", waited, cheap, round, dear)
	}
	k := l.w.Shocks()[0]
	if k.Shock != "border-closed" || k.State != "over" || k.Waited == 0 || k.Pieces < 100 || k.Moved == 0 || k.Cost == 0 {
		t.Errorf("what waited, moved and cost: %+v", k)
	}
}

// When the border stays closed for six weeks, the informed send their lots round, and no new ones by rail.
func TestTheInformedGoRoundAClosedBorder(t *testing.T) {
	round, late := 0, 0
	for seed := range uint64(3) {
		l := sit(t, "choose-the-way", seed+1)
		l.until("2025-09-02")
		l.do(sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "border-closed", Notice: new(0), Days: 42}}})
		from := l.w.Day()
		l.until("2025-10-10")
		for i, b := range l.w.Scenario().Bots {
			v, err := l.w.Shop(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range v.Consignments {
				if slices.ContainsFunc(c.Steps, func(s sim.StepView) bool { return s.Kind == "rerouted" }) {
					round++
					if b.Temperament != scenario.Informed {
						t.Errorf("a %s shop sent %+v round", b.Temperament, c)
					}
				}
				if c.Freight == "rail-ham" && c.Sent > from+2 && c.Sent < from+25 {
					late++
				}
			}
		}
	}
	if round == 0 || late > 0 {
		t.Errorf("%d lots were sent round, %d went by rail into the closure", round, late)
	}
}

// Stock in Hamburg can be moved to Wroclaw: the planner says what the warehouse takes for handing it out and that no border
// asks for anything, and that is what it costs.
func TestStockIsMovedInsideTheUnion(t *testing.T) {
	l := sit(t, "choose-the-way", 3)
	l.do(sim.Command{Purchase: &sim.PlacePurchase{Good: "jun-vase", Supplier: "kiln", Quantity: 100}})
	l.until("2025-08-25")
	if from := l.plan("jun-vase", 50); from["move-ham-wro"].Freight != "" || from["rail-wro"].Freight == "" || from["rail-wro"].Duty == 0 {
		t.Errorf("from home to Wroclaw: %+v", from)
	}
	l.do(sim.Command{Consign: &sim.SendConsignment{Good: "jun-vase", Freight: "air-ham", Quantity: 50}})
	v := l.until("2025-09-08")
	if v.Consignments[0].State != "stocked" {
		t.Fatalf("the lot is %+v", v.Consignments[0])
	}
	p := l.planFrom("jun-vase", "hamburg", 20)
	move := p["move-ham-wro"]
	if len(p) != 1 || move.Duty != 0 || move.VAT != 0 || move.Picked == 0 || move.P50 < 1 || move.P50 > 4 {
		t.Errorf("from Hamburg: %+v", p)
	}
	before := v.Wallets[0].Minor
	l.do(sim.Command{Consign: &sim.SendConsignment{Good: "jun-vase", Freight: "move-ham-wro", Quantity: 20}})
	if paid := before - l.view().Wallets[0].Minor; paid != move.Cost+move.Picked {
		t.Errorf("%d paid, %d and %d planned", paid, move.Cost, move.Picked)
	}
	v = l.until("2025-09-16")
	if !slices.ContainsFunc(v.Stock, func(s sim.StockView) bool { return s.Place == "wroclaw" && s.Quantity == 20 }) {
		t.Errorf("stock %+v", v.Stock)
	}
}
