package market_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/market"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

var adRule = scenario.AdRule{Slots: 2, Reserve: money.Amount{Minor: 10, Currency: "EUR"}, ClickRate: 0.01, Spread: 0.5, Pages: 1}

// Three bid 90, 60 and 30 cents at quality 1 for two places before 1,000 shoppers: the first has 10 clicks at 61 cents,
// the second 5 at 31. With quality 2 the second is worth 120: it takes the first place for 46 = ⌊90/2⌋ + 1.
func TestTheSecondPriceWithQuality(t *testing.T) {
	bids := []market.Bid{{Click: 90, Budget: 1e6, Quality: 1}, {Click: 60, Budget: 1e6, Quality: 1}, {Click: 30, Budget: 1e6, Quality: 1}}
	check := func(i int, w market.Won, clicks, price, place float64) {
		t.Helper()
		if math.Abs(w.Clicks-clicks) > 1e-9 || clicks > 0 && math.Abs(w.Spent/w.Clicks-price) > 1e-9 || w.Place != place {
			t.Errorf("bidder %d: %+v, want %g clicks at %g in place %g", i, w, clicks, price, place)
		}
	}
	won := market.Auction(bids, &adRule, 1000)
	check(0, won[0], 10, 61, 1)
	check(1, won[1], 5, 31, 2)
	check(2, won[2], 0, 0, 0)
	bids[1].Quality = 2
	won = market.Auction(bids, &adRule, 1000)
	check(0, won[0], 5, 31, 2)
	check(1, won[1], 20, 46, 1) // twice the clicks of a middling listing
}

// Alone, a bidder pays the reserve; under it, a bid is no bid.
func TestTheReserve(t *testing.T) {
	won := market.Auction([]market.Bid{{Click: 500, Budget: 1e6, Quality: 1}, {Click: 9, Budget: 1e6, Quality: 1}}, &adRule, 1000)
	if won[0].Spent/won[0].Clicks != 10 || won[1].Clicks != 0 {
		t.Errorf("%+v", won)
	}
}

// A budget of 305 cents buys 5 of the day's 10 clicks at 61: for the other half of the day the next one has the place.
func TestABudgetUsedUpLeavesTheDayToTheNext(t *testing.T) {
	won := market.Auction([]market.Bid{{Click: 90, Budget: 305, Quality: 1}, {Click: 60, Budget: 1e6, Quality: 1}, {Click: 30, Budget: 1e6, Quality: 1}}, &adRule, 1000)
	if math.Abs(won[0].Clicks-5) > 1e-9 || math.Abs(won[0].Until-0.5) > 1e-9 || math.Abs(won[1].Clicks-(2.5+5)) > 1e-9 || math.Abs(won[2].Clicks-2.5) > 1e-9 {
		t.Errorf("%+v", won)
	}
}

// Whatever is bid: nobody pays more than its bid a click or its budget a day, nor less than the reserve, and there are no
// more clicks than the places have.
func TestAnAuctionTakesNoMoreThanWasBid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bids := make([]market.Bid, rapid.IntRange(0, 12).Draw(t, "n"))
		for i := range bids {
			bids[i] = market.Bid{Click: rapid.Int64Range(0, 1e9).Draw(t, "bid"), Budget: rapid.Int64Range(0, 1e12).Draw(t, "budget"), Quality: rapid.Float64Range(0, 1e3).Draw(t, "quality")}
		}
		searches := rapid.Float64Range(0, 1e6).Draw(t, "searches")
		impressions := 0.0
		for i, w := range market.Auction(bids, &adRule, searches) {
			impressions += w.Impressions
			if w.Spent > float64(bids[i].Budget)*(1+1e-9)+1e-3 || w.Spent > w.Clicks*float64(bids[i].Click)*(1+1e-9) || w.Spent < w.Clicks*10*(1-1e-9) || !(w.Until >= 0 && w.Until <= 1) {
				t.Fatalf("bid %+v comes to %+v", bids[i], w)
			}
		}
		if impressions > searches*float64(adRule.Slots)*(1+1e-9) {
			t.Fatalf("%g impressions of %g searches", impressions, searches)
		}
	})
}
