package draw

import (
	"fmt"
	"slices"
)

// MaxDays is the longest transit, in days: so a quantile takes two bytes, and a leg's table eight kilobytes.
const MaxDays = 255

// transitBits are the random bits that choose a quantile.
const transitBits = 12

// probit90 is the standard normal's 90th percentile.
const probit90 = 1.2815515655446004

// normal holds the standard normal's quantiles in the middle of each of the table's steps.
var normal = func() (z [1 << transitBits]float64) {
	for i := range z {
		z[i] = Probit((float64(i) + 0.5) / (1 << transitBits))
	}
	return z
}()

// Transit is a duration in days: a shifted lognormal as a table of 4,096 equally likely integer quantiles in 1/256 day.
type Transit struct{ table [1 << transitBits]uint16 }

// NewTransit is the shifted lognormal with a minimum, a median and a 90th percentile in days; they must ascend strictly,
// except that three equal values make a constant.
func NewTransit(minimum, median, p90 float64) (*Transit, error) {
	t := new(Transit)
	if minimum == median && median == p90 && minimum >= 0 && minimum <= MaxDays {
		for i := range t.table {
			t.table[i] = uint16(min(float64(minimum*256)+0.5, MaxDays*256))
		}
		return t, nil
	}
	if !(minimum >= 0 && minimum < median && median < p90 && p90 <= MaxDays) {
		return nil, fmt.Errorf("transit min %g, median %g, p90 %g: want 0 ≤ min < median < p90 ≤ %d, or three equal days", minimum, median, p90, MaxDays)
	}
	mu := Log(median - minimum)
	sigma := (Log(p90-minimum) - mu) / probit90
	for i := range t.table {
		d := minimum + Exp(mu+float64(sigma*normal[i]))
		t.table[i] = uint16(float64(min(d, MaxDays)*256) + 0.5)
	}
	return t, nil
}

// Days is the whole number of days for 12 random bits when everything takes multiplier256/256 times its usual time: at
// least 1, at most 255.
func (t *Transit) Days(bits12 uint32, multiplier256 uint32) int {
	d := (uint64(t.table[bits12&(1<<transitBits-1)])*uint64(multiplier256) + 1<<15) >> 16
	return int(min(max(d, 1), MaxDays))
}

// Quantile is the duration in days that a share p of all journeys keeps, without congestion.
func (t *Transit) Quantile(p float64) float64 {
	i := int(min(max(p, 0), 0.9999) * (1 << transitBits))
	return float64(t.table[i]) / 256
}

// Plus is the duration of one after another that has nothing to do with it: the quantiles of the sum, worked out from
// every pair of 64 equally likely cases of each.
func (t *Transit) Plus(u *Transit) *Transit {
	const cases = 64
	const width = (1 << transitBits) / cases
	sums := make([]uint16, 0, cases*cases)
	middle := func(v *Transit, i int) int { return int(v.table[i*width+width/2]) }
	for i := range cases {
		for k := range cases {
			sums = append(sums, uint16(min(middle(t, i)+middle(u, k), MaxDays*256)))
		}
	}
	slices.Sort(sums)
	out := new(Transit)
	copy(out.table[:], sums)
	return out
}
