package market_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// Means 4.28 on time and 2.55 late at middling quality: a step at the promised date.
func TestStarsStepAtThePromise(t *testing.T) {
	b := &scenario.Behaviour{OnTime: [5]float64{0.07, 0.03, 0.08, 0.19, 0.63}, Late: [5]float64{0.45, 0.10, 0.12, 0.11, 0.22}, QualityShift: 0.25}
	for late, want := range map[bool]float64{false: 4.28, true: 2.55} {
		sum, n := 0, 10_000
		for i := range n {
			sum += stars((float64(i)+0.5)/float64(n), 0.5, late, 0.5, b)
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
		want := stars(float64(u)/65536, float64(v)/256, late, float64(grade)/255, b)
		if got := r.Draw(u, v, late, grade); got != want {
			t.Fatalf("%d stars, the rule gives %d", got, want)
		}
	})
}

// stars is the rule of Reviews, plainly: the review that a delivery earns for two uniforms. The first draws from the distribution of on-time or late
// deliveries, the second moves it up or down by one with the goods' quality.
func stars(u, v float64, late bool, quality float64, b *scenario.Behaviour) int {
	dist := &b.OnTime
	if late {
		dist = &b.Late
	}
	star, cum := 5, 0.0
	for i, p := range dist {
		cum += p
		if u < cum {
			star = i + 1
			break
		}
	}
	shift := float64(2 * (quality - 0.5)) // −1..1
	if shift > 0 && v < float64(shift*b.QualityShift) {
		star++
	}
	if shift < 0 && v < float64(-shift*b.QualityShift) {
		star--
	}
	return min(max(star, 1), 5)
}
