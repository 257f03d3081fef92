package draw

import "math"

// Sqrt is the correctly rounded square root, exact on every processor (IEEE 754).
func Sqrt(x float64) float64 { return math.Sqrt(x) }

const (
	log2e  = 1.4426950408889634
	ln2hi  = 6.93147180369123816490e-01
	ln2lo  = 1.90821492927058770002e-10
	tabExp = 64
)

// exp2Table holds 2^(i/64), built by exact-rounded square roots and products: no transcendental function is called.
var exp2Table = func() (t [tabExp]float64) {
	var roots [6]float64
	r := 2.0
	for i := range roots {
		r = math.Sqrt(r)
		roots[i] = r // 2^(1/2), 2^(1/4), … 2^(1/64)
	}
	for i := range t {
		v := 1.0
		for b := range roots {
			if i>>(5-b)&1 == 1 {
				v = float64(v * roots[b])
			}
		}
		t[i] = v
	}
	return t
}()

// Exp is e to the x within 4e-15 relative for |x| ≤ 700; beyond that it is 0 or the largest finite number.
func Exp(x float64) float64 {
	if !(x > -700) {
		return 0
	}
	if x > 700 {
		return math.MaxFloat64
	}
	k := math.Floor(float64(x*(log2e*tabExp)) + 0.5)
	r := x - float64(k*(ln2hi/tabExp)) - float64(k*(ln2lo/tabExp))
	// degree 5 Taylor polynomial on |r| ≤ ln2/128
	p := 1 + float64(r*(1+float64(r*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120))))))))))
	n := int(k) // bounded: |x| ≤ 700
	return float64(float64(exp2Table[n&(tabExp-1)]*p) * math.Float64frombits(uint64(n>>6+1023)<<52))
}

// Log is the natural logarithm of a positive x within 1e-15 absolute near 1 and a few ulps elsewhere; 0 or less gives
// the smallest finite number's.
func Log(x float64) float64 {
	if !(x > 0) {
		return -745
	}
	m, e := math.Frexp(x) // m in [0.5, 1)
	if m < math.Sqrt2/2 {
		m += m
		e--
	}
	// ln m = 2 artanh((m-1)/(m+1)), |s| ≤ 0.1716
	s := (m - 1) / (m + 1)
	z := float64(s * s)
	q := 0.0
	for d := 21; d >= 3; d -= 2 {
		q = float64(z * (q + 1/float64(d)))
	}
	return float64(float64(e)*ln2hi) + (float64(float64(e)*ln2lo) + float64(2*float64(s*(1+q))))
}

// Pow is x to the y for positive x.
func Pow(x, y float64) float64 { return Exp(float64(y * Log(x))) }

// Probit is the standard normal quantile of p, within 1.2e-9 (P. J. Acklam's rational approximation, 2003); p is held
// inside (1e-12, 1 − 1e-12).
func Probit(p float64) float64 {
	p = min(max(p, 1e-12), 1-1e-12)
	const low = 0.02425
	switch {
	case p < low:
		return tail(Sqrt(float64(-2 * Log(p))))
	case p > 1-low:
		return -tail(Sqrt(float64(-2 * Log(1-p))))
	}
	q := p - 0.5
	r := float64(q * q)
	num := horner(
		r,
		-3.969683028665376e+01,
		2.209460984245205e+02,
		-2.759285104469687e+02,
		1.383577518672690e+02,
		-3.066479806614716e+01,
		2.506628277459239e+00,
	)
	den := horner(r, -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1)
	return float64(num*q) / den
}

func tail(q float64) float64 {
	num := horner(
		q,
		-7.784894002430293e-03,
		-3.223964580411365e-01,
		-2.400758277161838e+00,
		-2.549732539343734e+00,
		4.374664141464968e+00,
		2.938163982698783e+00,
	)
	den := horner(q, 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1)
	return num / den
}

func horner(x float64, c ...float64) float64 {
	v := 0.0
	for _, k := range c {
		v = float64(v*x) + k
	}
	return v
}

// Density is the standard normal density at z.
func Density(z float64) float64 {
	const rootOfTwoPi = 2.5066282746310002
	return Exp(float64(-0.5*float64(z*z))) / rootOfTwoPi
}
