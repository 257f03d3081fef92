// Package draw makes random numbers that are keyed by what they are for.
//
// A draw is a pure function of the world's seed, a purpose, and a key that names the entity, the day and the index:
// there is no generator to share, so one shop's luck never depends on what another does, and a changed decision changes
// only what follows from it (common random numbers). Every function here gives the same bits on every processor: products
// that feed a sum are rounded explicitly, which forbids fused multiply-add, and nothing calls math.Exp or its kin.
//
// The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
package draw

import "math"

// Purpose says what a stream of draws decides. Callers number their purposes; a number is never given a second meaning.
type Purpose uint32

// Stream is all the draws of one purpose in one world.
type Stream uint64

const golden = 0x9E3779B97F4A7C15

// Mix is the SplitMix64 finaliser.
func Mix(z uint64) uint64 {
	z ^= z >> 30
	z *= 0xBF58476D1CE4E5B9
	z ^= z >> 27
	z *= 0x94D049BB133111EB
	return z ^ z>>31
}

// New is the stream of a purpose under a seed.
func New(seed uint64, purpose Purpose) Stream {
	return Stream(Mix(Mix(seed+golden) + uint64(purpose)*golden))
}

// Bits are 64 random bits for a key.
func (s Stream) Bits(key uint64) uint64 { return Mix(key*golden ^ uint64(s)) }

// Key packs an entity, a day and an index into the key of a draw.
func Key(entity uint32, day uint16, index uint16) uint64 {
	return uint64(entity)<<32 | uint64(day)<<16 | uint64(index)
}

// Threshold is the number of the 2^bits draws of so many bits that fall below a share: draw < Threshold(share, bits)
// happens in just that share, to the last draw. Shares beyond 0 and 1 count as these.
func Threshold(share float64, bits uint) uint32 {
	return uint32(math.Ceil(float64(min(max(share, 0), 1) * float64(uint64(1)<<bits))))
}

// Uniform is a number in [0, 1) of 53 random bits.
func Uniform(bits uint64) float64 { return float64(float64(bits>>11) * 0x1p-53) }

// maxPoisson bounds a Poisson draw: no listing sells more in a day.
const maxPoisson = 100_000

// Poisson is the number of events whose mean is mean, by inversion of the uniform u: it never falls when the mean
// rises, on either side of 32: above it the normal quantile of the same uniform stands in, with its skew corrected.
func Poisson(u, mean float64) int {
	if !(mean > 0) {
		return 0
	}
	if mean > 32 {
		// Normal approximation with a continuity correction (Cornish–Fisher to second order).
		z := Probit(u)
		n := mean + float64(z*Sqrt(mean)) + float64((float64(z*z)-1)/6)
		return int(min(max(n+0.5, 0), maxPoisson))
	}
	if u < 1-mean { // which is less than exp(-mean)
		return 0
	}
	p := Exp(-mean)
	f := p
	k := 0
	for u >= f && k < 1000 {
		k++
		p = float64(p*mean) / float64(k)
		f += p
	}
	return k
}

// At are 64 random bits for an entity, a day and an index.
func (s Stream) At(entity uint32, day uint16, index uint16) uint64 {
	return s.Bits(Key(entity, day, index))
}
