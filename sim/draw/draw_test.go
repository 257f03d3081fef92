package draw

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if math.Abs(got-want) > tol*math.Max(1, math.Abs(want)) {
		t.Errorf("%s = %g, want %g", what, got, want)
	}
}

func TestOwnMathAgreesWithTheLibrary(t *testing.T) {
	for i := range 20_001 {
		x := -30 + float64(i)*0.003
		near(t, "Exp", Exp(x)/math.Exp(x), 1, 1e-14)
		y := math.Exp(x)
		near(t, "Log", Log(y), math.Log(y), 1e-14)
	}
	near(t, "Pow", Pow(7, -0.9), math.Pow(7, -0.9), 1e-13)
	near(t, "Probit(0.9)", Probit(0.9), 1.2815515655446004, 2e-9)
	near(t, "Probit(0.001)", Probit(0.001), -3.090232306167813, 2e-9)
}

// The bits are the same on every processor: these were computed once and hold for good.
func TestGoldenBits(t *testing.T) {
	s := New(42, 7)
	if got := s.Bits(Key(3, 14, 15)); got != goldenBits {
		t.Errorf("Bits = %#x, want %#x", got, uint64(goldenBits))
	}
	if got := math.Float64bits(Exp(-1.25)); got != goldenExp {
		t.Errorf("Exp(-1.25) has bits %#x, want %#x", got, uint64(goldenExp))
	}
}

// A dearer price lowers the mean and never raises the draw: a decision moves only its own consequences.
func TestPoissonIsMonotoneInItsMean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.Float64Range(0, 0.999999999).Draw(t, "u")
		a := rapid.Float64Range(0, 200).Draw(t, "a")
		b := rapid.Float64Range(0, 200).Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		if (a <= 32) == (b <= 32) && Poisson(u, a) > Poisson(u, b) {
			t.Fatalf("Poisson(%g, %g) = %d > Poisson(%g, %g) = %d", u, a, Poisson(u, a), u, b, Poisson(u, b))
		}
	})
}

func TestPoissonMean(t *testing.T) {
	for _, mean := range []float64{0.05, 3, 31, 80} {
		s, n := New(1, 1), 20_000
		sum := 0
		for i := range n {
			sum += Poisson(Uniform(s.Bits(uint64(i))), mean)
		}
		near(t, "mean", float64(sum)/float64(n), mean, 0.03)
	}
	if Poisson(0.5, math.NaN()) != 0 || Poisson(0.5, -1) != 0 {
		t.Error("no orders come from a mean that is none")
	}
}

// A share and its threshold decide every draw alike.
func TestThresholdIsTheShareExactly(t *testing.T) {
	for _, share := range []float64{-1, 0, 1e-9, 0.04, 0.1, 1.0 / 3, 0.5, 0.63, 1 - 1e-12, 1, 2} {
		cut := Threshold(share, 8)
		for u := range uint32(256) {
			if (u < cut) != (float64(u)/256 < share) {
				t.Errorf("share %g: draw %d of 256 falls on the wrong side of %d", share, u, cut)
			}
		}
	}
}

func TestTransitKeepsItsQuantiles(t *testing.T) {
	tr, err := NewTransit(12, 15, 21)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "median", tr.Quantile(0.5), 15, 0.01)
	near(t, "p90", tr.Quantile(0.9), 21, 0.01)
	if tr.Days(0, 256) < 12 {
		t.Error("faster than the minimum")
	}
	if tr.Days(2048, 512) != 30 {
		t.Errorf("at double time the median is 30 days, got %d", tr.Days(2048, 512))
	}
	for _, bad := range [][3]float64{{5, 4, 8}, {1, 2, 2}, {-1, 2, 3}, {math.NaN(), 2, 3}, {1, 2, 4000}} {
		if _, err := NewTransit(bad[0], bad[1], bad[2]); err == nil {
			t.Errorf("%v was taken for a transit time", bad)
		}
	}
}

const (
	goldenBits = 0x7857fae270ced61d
	goldenExp  = 0x3fd25618372a584f
)
