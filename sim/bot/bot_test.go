package bot_test

import (
	"slices"
	"testing"

	"chuhai/sim/bot"
	"chuhai/sim/scenario"
)

// vase is a desk on which one good can be sold in one country by air, by post, or from a warehouse there. A euro is
// 8.00 CNY; commission and VAT leave 70 % of the price.
func vase() *bot.View {
	return &bot.View{
		Day: 6, DaysLeft: 54, Capital: 100_000_00, Cash: 60_000_00,
		Goods: []bot.Good{{
			ID: "vase",
			Suppliers: []bot.Supplier{
				{ID: "kiln", Quality: 0.8, Lead: 8, LeadP90: 14, Tiers: []bot.Tier{{From: 20, Unit: 100_00}, {From: 100, Unit: 90_00}}},
				{ID: "works", Quality: 0.5, Lead: 6, LeadP90: 10, Tiers: []bot.Tier{{From: 50, Unit: 70_00}}},
			},
			Home: bot.Depot{ID: "home", Stock: 40, Unit: 100_00},
			Away: []bot.Depot{{ID: "hamburg"}},
			Markets: []bot.Market{{
				ID: "kaufgarten", Reference: 100_00, Rate: 8_000_000,
				Offers: []bot.Offer{
					{Service: "line", From: "home", Promise: 10, P50: 5, P90: 8, Postage: 250_00, Keep: 700_000, Announced: 24_00},
					{Service: "post", From: "home", Promise: 20, P50: 12, P90: 18, Postage: 110_00, Keep: 700_000, Announced: 24_00},
					{Service: "local", From: "hamburg", Promise: 4, P50: 1, P90: 3, Postage: 50_00, Keep: 700_000},
				},
			}},
		}},
		Plan: func(_, pieces int, unit int64) []bot.Freight {
			return []bot.Freight{{ID: "rail", Warehouse: "hamburg", P50: 19, P90: 25, Cost: int64(pieces) * 80_00, Landed: unit + 60_00}}
		},
	}
}

func decide(t scenario.Temperament, v *bot.View) (out []bot.Decision) { return bot.Decide(t, v, 7) }

func published(t *testing.T, ds []bot.Decision) *bot.Publish {
	t.Helper()
	for _, d := range ds {
		if d.Publish != nil {
			return d.Publish
		}
	}
	t.Fatalf("nothing was published: %+v", ds)
	return nil
}

// Goods 100 and post 110 are 210 CNY = 26.25 EUR to the naive, who forget that commission and VAT take 30 %.
func TestTheNaiveForgetCommissionAndTax(t *testing.T) {
	v := vase()
	v.Goods[0].Markets[0].Cheapest = 20_00
	v.Goods[0].Markets[0].Reference = 30_00
	p := published(t, decide(scenario.Naive, v))
	// The cheaper supplier asks 70: 180 CNY are 22.50 EUR, and a cent for rounding.
	if p.Service != "post" || p.Price != 22_51 {
		t.Errorf("published %+v, want the cheapest post at 22.51 EUR, above the rival at 20.00", p)
	}
	if p.Promise >= 18 {
		t.Errorf("promises %d days, as if one of ten parcels took no longer", p.Promise)
	}
}

func TestTheNaiveUndercutTheCheapestRival(t *testing.T) {
	v := vase()
	v.Goods[0].Markets[0].Cheapest = 80_00
	if p := published(t, decide(scenario.Naive, v)); p.Price >= 80_00 || p.Price < 75_00 {
		t.Errorf("priced at %d with a rival at 80.00 EUR", p.Price)
	}
}

func TestTheNaiveReorderWhenSoldOut(t *testing.T) {
	for stock, want := range map[int]bool{0: true, 1: false} {
		v := vase()
		v.Goods[0].Home.Stock = stock
		bought := 0
		for _, d := range decide(scenario.Naive, v) {
			if d.Purchase != nil {
				bought = d.Purchase.Quantity
			}
		}
		if want != (bought == 50) || !want && bought > 0 {
			t.Errorf("with %d in stock %d were bought; want the minimum of 50 only when none is left", stock, bought)
		}
	}
}

// Goods 100, air line 250: 350 CNY are 43.75 EUR, 62.50 EUR with the 30 % that are taken, and the margin on top.
func TestTheHeuristicAddAMarginToFullCost(t *testing.T) {
	p := published(t, decide(scenario.Heuristic, vase()))
	if p.Service != "line" || p.Promise != 10 {
		t.Errorf("published %+v, want the service of a sensible promise, as advertised", p)
	}
	if low, high := int64(62_50*125/100), int64(62_51*140/100); p.Price < low || p.Price > high {
		t.Errorf("priced at %d, want 25 to 40 %% on 62.50 EUR", p.Price)
	}
}

func TestTheHeuristicReorderAtAPoint(t *testing.T) {
	for stock, want := range map[int]bool{5: true, 60: false} {
		v := vase()
		g := &v.Goods[0]
		g.Home.Stock = stock
		g.Markets[0].Listing, g.Markets[0].Active, g.Markets[0].Sold7, g.Markets[0].Age = 1, true, 14, 20
		bought := false
		for _, d := range decide(scenario.Heuristic, v) {
			bought = bought || d.Purchase != nil
		}
		if bought != want {
			t.Errorf("two sales a day, %d in stock: bought %t", stock, bought)
		}
	}
}

func TestTheInformedSendStockAbroadWhenItPaysInTheDaysLeft(t *testing.T) {
	sent := func(v *bot.View) int {
		m := &v.Goods[0].Markets[0] // two sales a day
		m.Listing, m.Active, m.Service, m.Price, m.Promise, m.Sold7, m.Age = 1, true, "post", 90_00, 19, 14, 20
		for _, d := range decide(scenario.Informed, v) {
			if d.Consign != nil {
				return d.Consign.Quantity
			}
		}
		return 0
	}
	v := vase()
	v.Goods[0].Home.Stock = 120
	if n := sent(v); n < 20 || n > 120 {
		t.Errorf("%d pieces were sent by rail with 54 days left, 25 days of transit and half the cost of the post", n)
	}
	late := vase()
	late.Goods[0].Home.Stock, late.Day, late.DaysLeft = 120, 30, 30
	if n := sent(late); n > 0 {
		t.Errorf("%d pieces were sent by rail with 30 days left: they would arrive to no sales", n)
	}
	dear := vase()
	dear.Goods[0].Home.Stock = 120
	dear.Plan = func(_, pieces int, unit int64) []bot.Freight {
		return []bot.Freight{{ID: "rail", Warehouse: "hamburg", P50: 19, P90: 25, Cost: int64(pieces) * 300_00, Landed: unit + 280_00}}
	}
	if n := sent(dear); n > 0 {
		t.Errorf("%d pieces were sent although the post is cheaper", n)
	}
}

func TestTheInformedSellFromWhereStockIs(t *testing.T) {
	v := vase()
	g := &v.Goods[0]
	g.Away[0].Stock, g.Away[0].Unit = 30, 160_00
	g.Markets[0].Listing, g.Markets[0].Active, g.Markets[0].Service, g.Markets[0].Price, g.Markets[0].Promise = 3, true, "post", 90_00, 19
	for _, d := range decide(scenario.Informed, v) {
		if d.Amend != nil {
			if d.Amend.Service != "local" || d.Amend.Promise != 3 || d.Amend.Listing != 3 {
				t.Errorf("amended to %+v, want delivery from Hamburg within 3 days", d.Amend)
			}
			return
		}
	}
	t.Error("the listing goes on by post with stock in Hamburg")
}

// A duty of 24 CNY falls due on what is sold today and cleared after the rule begins.
func TestTheInformedPriceADutyBeforeItBegins(t *testing.T) {
	price := func(arriving int64) int64 {
		v := vase()
		v.Goods[0].Away = nil
		v.Goods[0].Markets[0].Offers = v.Goods[0].Markets[0].Offers[1:2]
		v.Goods[0].Markets[0].Reference = 60_00
		v.Goods[0].Markets[0].Offers[0].Arriving = arriving
		return published(t, decide(scenario.Informed, v)).Price
	}
	before, after := price(0), price(24_00)
	// 24 CNY are 3 EUR, 4.29 EUR with what the marketplace takes, and the mark-up on it.
	if diff := after - before; diff < 429*152/100 || diff > 431*168/100 {
		t.Errorf("the duty raises the price from %d to %d", before, after)
	}
}

func TestABotThatCannotPayTheCarrierStopsSelling(t *testing.T) {
	for _, temperament := range []scenario.Temperament{scenario.Naive, scenario.Heuristic, scenario.Informed} {
		v := vase()
		m := &v.Goods[0].Markets[0]
		v.Cash = 100_00
		m.Listing, m.Active, m.Service, m.Price, m.Promise, m.Sold7, m.Age = 1, true, "post", 90_00, 19, 70, 20
		paused := false
		for _, d := range decide(temperament, v) {
			paused = paused || d.Amend != nil && !d.Amend.Active
			if d.Purchase != nil {
				t.Errorf("%s buys goods with no money for postage", temperament)
			}
		}
		if !paused {
			t.Errorf("%s sells on with 100 CNY in the bank and 1,100 CNY of postage a day", temperament)
		}
	}
}

func TestBotsOfATemperamentDiffer(t *testing.T) {
	for _, temperament := range []scenario.Temperament{scenario.Naive, scenario.Heuristic, scenario.Informed} {
		prices := map[int64]bool{}
		for self := range uint64(20) {
			v := vase()
			v.Goods[0].Markets[0].Cheapest, v.Goods[0].Markets[0].Reference = 50_00, 60_00
			for _, d := range bot.Decide(temperament, v, self<<32) {
				if d.Publish != nil {
					prices[d.Publish.Price] = true
				}
			}
		}
		if len(prices) < 3 {
			t.Errorf("20 %s bots ask %d different prices", temperament, len(prices))
		}
	}
}

func TestNothingIsDoneWithoutGoods(t *testing.T) {
	if ds := decide(scenario.Informed, &bot.View{Day: 5, DaysLeft: 9}); len(ds) > 0 {
		t.Errorf("decided %+v", ds)
	}
}

// A consignment before a closed border goes round when the days saved are worth what the way round costs: at a hundredth of
// its value a day.
func TestTheInformedSendRoundWhatIsWorthIt(t *testing.T) {
	for _, c := range []struct {
		name  string
		s     bot.Stranded
		round bool
	}{
		{"ten days for a twentieth of the value", bot.Stranded{Consignment: 3, Wait: 33, Round: 23, Cost: 500_00, Value: 10_000_00}, true},
		{"ten days for a fifth of the value", bot.Stranded{Consignment: 3, Wait: 33, Round: 23, Cost: 2000_00, Value: 10_000_00}, false},
		{"the border opens sooner", bot.Stranded{Consignment: 3, Wait: 12, Round: 23, Cost: 1_00, Value: 10_000_00}, false},
	} {
		v := vase()
		v.Day, v.Cash, v.Stranded = 40, 1_000_000_00, []bot.Stranded{c.s}
		got := slices.ContainsFunc(bot.Decide(scenario.Informed, v, 1), func(d bot.Decision) bool { return d.Reroute == 3 })
		if got != c.round {
			t.Errorf("%s: sent round %v, want %v", c.name, got, c.round)
		}
	}
}
