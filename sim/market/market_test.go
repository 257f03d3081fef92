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

// However absurd the price, the promise or the number of listings: shares are finite, not negative and sum below one.
func TestSharesAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "n")
		ls := make([]market.Listing, n)
		for i := range ls {
			ls[i] = market.Listing{ID: uint32(i), LogPrice: rapid.Float64Range(-20, 20).Draw(t, "price"), Promise: rapid.IntRange(1, 120).Draw(t, "promise"),
				Rating: rapid.Float64Range(1, 5).Draw(t, "rating"), Reviews: rapid.IntRange(0, 1e6).Draw(t, "reviews"), Available: rapid.Float64Range(0, 1).Draw(t, "available")}
		}
		var s market.Shares
		s.Choose(ls, segments, 5, 0.9)
		for _, p := range s.P {
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
	s.Choose(ls, segments, 20, 0)
	for g := range segments {
		// With a wide outside option the elasticity is nearly −β: 10 % dearer sells 1.1^−β of the other.
		want := math.Pow(1.1, -segments[g].Price)
		if got := s.P[g][1] / s.P[g][0]; math.Abs(got-want) > 1e-9 {
			t.Errorf("segment %d: ratio %g, want %g", g, got, want)
		}
	}
}

func TestSoldOutDemandGoesToTheOthers(t *testing.T) {
	var s market.Shares
	ls := []market.Listing{{ID: 1, Rating: 4, Available: 1}, {ID: 2, Rating: 4, Available: 1}}
	s.Choose(ls, segments, 1, 0.9)
	before := s.P[0][1]
	ls[0].Available = 0
	s.Available(ls, 1)
	if s.P[0][0] != 0 || s.P[0][1] <= before {
		t.Errorf("the sold-out listing has %g, the other %g (before %g)", s.P[0][0], s.P[0][1], before)
	}
}

// Means 4.28 on time and 2.55 late at middling quality: a step at the promised date.
func TestStarsStepAtThePromise(t *testing.T) {
	b := &scenario.Behaviour{OnTime: [5]float64{0.07, 0.03, 0.08, 0.19, 0.63}, Late: [5]float64{0.45, 0.10, 0.12, 0.11, 0.22}, QualityShift: 0.25}
	for late, want := range map[bool]float64{false: 4.28, true: 2.55} {
		sum, n := 0, 10_000
		for i := range n {
			sum += market.Stars((float64(i)+0.5)/float64(n), 0.5, late, 0.5, b)
		}
		if got := float64(sum) / float64(n); math.Abs(got-want) > 0.01 {
			t.Errorf("late %v: mean %.3f stars, want %.2f", late, got, want)
		}
	}
}

// The tables give the very stars that the rule gives.
func TestReviewTablesAgreeWithTheRule(t *testing.T) {
	b := &scenario.Behaviour{OnTime: [5]float64{0.07, 0.03, 0.08, 0.19, 0.63}, Late: [5]float64{0.45, 0.10, 0.12, 0.11, 0.22}, QualityShift: 0.25}
	r := market.NewReviews(b)
	rapid.Check(t, func(t *rapid.T) {
		u, v := rapid.Uint32Range(0, 1<<16-1).Draw(t, "u"), rapid.Uint32Range(0, 255).Draw(t, "v")
		late, grade := rapid.Bool().Draw(t, "late"), rapid.Uint8().Draw(t, "grade")
		want := market.Stars(float64(u)/65536, float64(v)/256, late, float64(grade)/255, b)
		if got := r.Draw(u, v, late, grade); got != want {
			t.Fatalf("%d stars, the rule gives %d", got, want)
		}
	})
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
			fresh.Choose(ls, segments, 5, 0.9)
			kept.Choose(ls, segments, 5, 0.9)
			for i := range ls {
				if kept.Rank[i] != fresh.Rank[i] {
					t.Fatalf("listing %d: rank %d, afresh %d", i, kept.Rank[i], fresh.Rank[i])
				}
				for g := range segments {
					if kept.P[g][i] != fresh.P[g][i] {
						t.Fatalf("listing %d, segment %d: share %g, afresh %g", i, g, kept.P[g][i], fresh.P[g][i])
					}
				}
			}
		}
	})
}
