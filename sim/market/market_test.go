package market_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

var segments = []scenario.Segment{
	{Share: 0.6, Price: 4, Week: 0.005, Late: 0.02, Rating: 0.1, Reviews: 0.236, Quality: 0.3, Culture: 0.1},
	{Share: 0.4, Price: 2, Week: 0.005, Late: 0.02, Rating: 0.29, Reviews: 0.236, Quality: 1.5, Culture: 0.3},
}

// choose is the share of one shopper of each segment that every listing has.
func choose(s *market.Shares, ls []market.Listing, t market.Terms, queries ...market.Query) {
	if queries == nil {
		queries = []market.Query{{Searches: 1}}
	}
	each := []float64{1, 1}
	s.Attend(ls, segments, each)
	s.Choose(ls, each, &t, queries)
}

// However absurd the price, the promise or the number of listings: shares are finite, not negative and sum below one.
func TestSharesAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "n")
		ls := make([]market.Listing, n)
		for i := range ls {
			ls[i] = market.Listing{ID: uint32(i), LogPrice: rapid.Float64Range(-20, 20).Draw(t, "price"), Promise: rapid.IntRange(1, 120).Draw(t, "promise"),
				Rating: rapid.Float64Range(1, 5).Draw(t, "rating"), Reviews: rapid.IntRange(0, 1e6).Draw(t, "reviews"), Appeal: rapid.Float64Range(-2, 2).Draw(t, "appeal"), Nest: rapid.IntRange(0, 5).Draw(t, "nest"), Lift: rapid.Float64Range(0, 9).Draw(t, "lift"), Available: rapid.Float64Range(0, 1).Draw(t, "available")}
		}
		var s market.Shares
		choose(&s, ls, market.Terms{Outside: 5, Size: rapid.Float64Range(1, 100).Draw(t, "size"), Position: 0.9, Nest: rapid.Float64Range(0.1, 1).Draw(t, "nests"), Click: 0.15})
		for _, p := range s.Orders {
			sum := 0.0
			for _, x := range p {
				if !(x >= 0) {
					t.Fatalf("share %g", x)
				}
				sum += x
			}
			if !(sum < 1) {
				t.Fatalf("shares sum to %g", sum)
			}
		}
	})
}

func TestADearerListingSellsLess(t *testing.T) {
	var s market.Shares
	ls := []market.Listing{{ID: 1, Rating: 4, Promise: 10, Available: 1}, {ID: 2, Rating: 4, Promise: 10, Available: 1, LogPrice: math.Log(1.1)}}
	choose(&s, ls, market.Terms{Outside: 20})
	for g := range segments {
		// With a wide outside option the elasticity is nearly −β: 10 % dearer sells 1.1^−β of the other.
		want := math.Pow(1.1, -segments[g].Price)
		if got := s.Orders[g][1] / s.Orders[g][0]; math.Abs(got-want) > 1e-9 {
			t.Errorf("segment %d: ratio %g, want %g", g, got, want)
		}
	}
}

func TestSoldOutDemandGoesToTheOthers(t *testing.T) {
	var s market.Shares
	ls := []market.Listing{{ID: 1, Rating: 4, Available: 1}, {ID: 2, Rating: 4, Available: 1}}
	terms := market.Terms{Outside: 1, Position: 0.9}
	choose(&s, ls, terms)
	before := s.Orders[0][1]
	ls[0].Available = 0
	s.Available(ls, []float64{1, 1}, &terms, []market.Query{{Searches: 1}})
	if s.Orders[0][0] != 0 || s.Orders[0][1] <= before {
		t.Errorf("the sold-out listing has %g, the other %g (before %g)", s.Orders[0][0], s.Orders[0][1], before)
	}
}

// Shares that have served yesterday give today what fresh ones give.
func TestSharesForgetWhatHasChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kept market.Shares
		for range 4 {
			ls := make([]market.Listing, rapid.IntRange(0, 12).Draw(t, "n"))
			for i := range ls {
				ls[i] = market.Listing{ID: uint32(i), LogPrice: float64(rapid.IntRange(-2, 2).Draw(t, "price")), Promise: rapid.IntRange(5, 9).Draw(t, "promise"), Rating: 4, Reviews: rapid.IntRange(0, 2).Draw(t, "reviews"),
					Quality: 0.5, Sales7: rapid.IntRange(0, 3).Draw(t, "sales"), Age: rapid.IntRange(0, 30).Draw(t, "age"), Available: float64(rapid.IntRange(0, 1).Draw(t, "available"))}
			}
			var fresh market.Shares
			choose(&fresh, ls, market.Terms{Outside: 5, Position: 0.9})
			choose(&kept, ls, market.Terms{Outside: 5, Position: 0.9})
			for i := range ls {
				if kept.Rank[i] != fresh.Rank[i] {
					t.Fatalf("listing %d: rank %d, afresh %d", i, kept.Rank[i], fresh.Rank[i])
				}
				for g := range segments {
					if kept.Orders[g][i] != fresh.Orders[g][i] {
						t.Fatalf("listing %d, segment %d: share %g, afresh %g", i, g, kept.Orders[g][i], fresh.Orders[g][i])
					}
				}
			}
		}
	})
}

// A shopper takes a listing's like for it sooner than another: what one loses goes to its own good first.
func TestAListingTakesMoreFromItsLike(t *testing.T) {
	ls := []market.Listing{{Rating: 4, Available: 1, Nest: 0}, {Rating: 4, Available: 1, Nest: 0}, {Rating: 4, Available: 1, Nest: 1}}
	terms := market.Terms{Outside: 3, Size: 3, Nest: 0.6}
	var before, after market.Shares
	choose(&before, ls, terms)
	ls[0].LogPrice = math.Log(1.05)
	choose(&after, ls, terms)
	like, other := after.Orders[0][1]/before.Orders[0][1]-1, after.Orders[0][2]/before.Orders[0][2]-1
	if like <= other || other <= 0 {
		t.Errorf("its like gains %.4f, the other good %.4f", like, other)
	}
}

// Twice the shops with twice the market: everything is as it was, for each.
func TestTheMarketGrowsWithTheClass(t *testing.T) {
	share := func(n int) float64 {
		ls := make([]market.Listing, 3*n)
		for i := range ls {
			ls[i] = market.Listing{Rating: 4, Available: 1, Nest: i % 3}
		}
		var s market.Shares
		choose(&s, ls, market.Terms{Outside: 4 * float64(n), Size: float64(n), Nest: 0.7})
		return market.Sum(s.Orders[0])
	}
	if small, large := share(8), share(400); math.Abs(small-large) > 1e-9 {
		t.Errorf("8 shops sell to %.6f of shoppers, 400 shops to %.6f", small, large)
	}
}

// Nothing is gained by absurd prices: a piece for next to nothing sells no more than one for a third of the usual price,
// and what a dear one earns falls with its price.
func TestAbsurdPricesGainNothing(t *testing.T) {
	g := &scenario.Segment{Price: 1.5}
	at := func(price float64) float64 {
		return market.Utility(&market.Listing{LogPrice: math.Log(price), Rating: 4}, g)
	}
	if at(0.0001) != at(1./3.0001) {
		t.Errorf("a cent has utility %g, a third of the price %g", at(0.0001), at(1./3))
	}
	earned := math.Inf(1)
	for _, price := range []float64{3, 5, 10, 100, 1000} {
		now := price * math.Exp(at(price))
		if now >= earned {
			t.Errorf("%g times the usual price earns %g, less earned %g", price, now, earned)
		}
		earned = now
	}
}

// In the results of a search: searches ≥ those who see ≥ those who open ≥ those who buy, wherever it stands.
func TestEveryStepOfTheFunnelIsNarrower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		ls := make([]market.Listing, n)
		queries := []market.Query{{Searches: 100}, {Searches: 30}}
		for i := range ls {
			ls[i] = market.Listing{LogPrice: rapid.Float64Range(-3, 3).Draw(t, "price"), Promise: 5, Rating: 4, Appeal: rapid.Float64Range(-2, 2).Draw(t, "appeal"), Nest: i % 3, Lift: rapid.Float64Range(0, 2).Draw(t, "lift"),
				Available: rapid.SampledFrom([]float64{0, 0.3, 1}).Draw(t, "available")}
			for k := range queries {
				r := rapid.SampledFrom([]float64{0, 0.2, 1}).Draw(t, "relevance")
				queries[k].Relevance = append(queries[k].Relevance, r)
				queries[k].LogRelevance = append(queries[k].LogRelevance, math.Log(r))
			}
		}
		ad := rapid.IntRange(0, n-1).Draw(t, "ad")
		queries[0].Ads = []market.Sponsored{{Listing: ad, Relevance: 1, Clicks: rapid.Float64Range(0, 20).Draw(t, "clicks"), Seen: rapid.Float64Range(0, 1).Draw(t, "seen")}}
		var s market.Shares
		shoppers := []float64{0.5, 0.5}
		s.Attend(ls, segments, shoppers)
		s.Choose(ls, shoppers, &market.Terms{Outside: 5, Size: 4, Position: 0.9, Nest: 0.7, Click: 0.15}, queries)
		total := 0.0
		for i := range ls {
			orders := s.Orders[0][i] + s.Orders[1][i]
			total += orders
			const slack = 1e-9
			if orders > s.Opened[i]+slack || s.Opened[i] > s.Looks[i]+slack || s.Looks[i] > s.Found[i]+slack {
				t.Fatalf("listing %d: found %g, seen %g, opened %g, bought %g", i, s.Found[i], s.Looks[i], s.Opened[i], orders)
			}
		}
		if total >= 130 {
			t.Fatalf("%g of 130 searches buy", total)
		}
		if a := queries[0].Ads[0]; a.Orders > a.Clicks {
			t.Fatalf("%g orders of %g clicks", a.Orders, a.Clicks)
		}
	})
}

// What reaches no keyword sells nothing; what answers better stands higher.
func TestRelevanceRanks(t *testing.T) {
	ls := []market.Listing{{Rating: 4, Available: 1}, {Rating: 4, Available: 1}, {Rating: 4, Available: 1}}
	var s market.Shares
	choose(&s, ls, market.Terms{Outside: 3, Position: 0.9}, market.Query{Searches: 1, Relevance: []float64{0.3, 1, 0}, LogRelevance: []float64{math.Log(0.3), 0, 0}})
	if s.Rank[0] != 2 || s.Rank[1] != 1 || s.Rank[2] != 0 || s.Orders[0][2] != 0 || s.Orders[0][1] <= s.Orders[0][0] {
		t.Errorf("ranks %v, orders %v", s.Rank, s.Orders)
	}
}

// A demoted shop's listings sink; a newcomer's bonus is gone after a fortnight.
func TestHealthAndAgeMoveTheRank(t *testing.T) {
	old := market.Listing{Rating: 4, Age: 30}
	demoted, young := old, old
	demoted.Demotion = 0.6
	young.Age = 3
	fresh := young
	fresh.Age = 14
	if !(market.Score(&demoted, 0) < market.Score(&old, 0) && market.Score(&old, 0) < market.Score(&young, 0)) || market.Score(&fresh, 0) != market.Score(&old, 0) {
		t.Errorf("scores: demoted %g, old %g, young %g, of a fortnight %g", market.Score(&demoted, 0), market.Score(&old, 0), market.Score(&young, 0), market.Score(&fresh, 0))
	}
	good, bad := old, old
	good.Looks7, good.Sales7, bad.Looks7 = 100, 10, 100
	if market.Score(&good, 0.03) <= market.Score(&bad, 0.03) {
		t.Error("what converts does not rank above what does not")
	}
}

// A thousand listings of one good beside one of another: shares stay below one, and the one keeps most of what it had,
// because what is alike competes with itself first.
func TestAThousandListingsOfOneGoodTakeFromEachOther(t *testing.T) {
	share := func(clones int) (one, all float64) {
		ls := []market.Listing{{Rating: 4, Available: 1, Nest: 1}}
		for range clones {
			ls = append(ls, market.Listing{Rating: 4, Available: 1})
		}
		var s market.Shares
		choose(&s, ls, market.Terms{Outside: 12 * 20, Size: 20, Nest: 0.7})
		return s.Orders[0][0], market.Sum(s.Orders[0])
	}
	alone, _ := share(20)
	one, all := share(1000)
	if !(all < 1) || one < alone/3 {
		t.Errorf("all take %.3f, the other good keeps %.5f of %.5f", all, one, alone)
	}
	if _, few := share(20); all > 50*few/2 {
		t.Errorf("fifty times the listings take %.3f, %.1f times as much", all, all/few)
	}
}
