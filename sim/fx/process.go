package fx

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// tradingDays are the days of a year on which rates are fixed, as volatilities count them.
const tradingDays = 252

// Play is the rates of a scenario of so many days: its window of real rates, or what its process draws. The process
// starts from the last real rates before the first day and moves on weekdays; each currency and day has its draw, so that
// the same stream gives the same rates whatever is asked of them. Drawn rates have as many decimal places as real ones.
func Play(s *scenario.Rates, start scenario.Date, days int, draws draw.Stream) Rates {
	if s.Model == nil {
		return Rates{s}
	}
	out := *s
	real := start - scenario.Date(s.Shift)
	n, _ := slices.BinarySearchFunc(s.Rows, real, func(r scenario.RateRow, d scenario.Date) int { return int(r.Date - d) })
	if n == 0 {
		return Rates{s} // nothing to start from; a valid scenario has two months before its first day
	}
	out.Rows = slices.Clone(s.Rows[:n])
	last := out.Rows[n-1].Rates
	p := newWalk(s, out.Rows)
	for d := 0; d <= days; d++ {
		on := start + scenario.Date(d)
		if on.Weekday() > 5 {
			continue
		}
		row := scenario.RateRow{Date: on - scenario.Date(s.Shift), Rates: slices.Clone(last)}
		p.move(draws, d)
		for i, k := range p.column {
			row.Rates[k] = p.rate(i)
		}
		out.Rows = append(out.Rows, row)
	}
	return Rates{&out}
}

// walk is where the drawn currencies stand.
type walk struct {
	model   *scenario.Process
	column  []int       // of each move's currency among the quotes
	places  []int32     // decimal places of its rates
	sigma   []float64   // of a day's move
	mix     [][]float64 // lower triangle: a day's moves are mix × independent ones
	home    []float64   // ln of the rate at the start
	now     []float64   // ln of the rate
	pull    float64     // share of the distance from home that a day takes back
	entropy []float64   // a day's independent moves
}

func newWalk(s *scenario.Rates, past []scenario.RateRow) *walk {
	start := past[len(past)-1].Rates
	w := &walk{model: s.Model}
	var used []money.Currency
	for _, m := range s.Model.Moves {
		if k := slices.Index(
			s.Quote,
			m.Currency,
		); k >= 0 &&
			!slices.ContainsFunc(s.Script, func(p scenario.RatePoint) bool { return p.Currency == m.Currency }) {
			places := int32(0)
			for _, row := range past {
				places = max(places, -row.Rates[k].Exponent())
			}
			w.column, w.places = append(w.column, k), append(w.places, places)
			used = append(used, m.Currency)
			w.sigma = append(w.sigma, m.Volatility/draw.Sqrt(tradingDays))
			w.home = append(w.home, draw.Log(start[k].InexactFloat64()))
		}
	}
	w.now = slices.Clone(w.home)
	w.entropy = make([]float64, len(used))
	w.mix = triangle(used, s.Model.Linked)
	if s.Model.Kind == scenario.MeanReverting {
		w.pull = 1 - draw.Exp(-s.Model.Speed/tradingDays)
	}
	return w
}

// triangle is the lower triangle whose product with its transpose is the matrix of correlations (Cholesky).
func triangle(currencies []money.Currency, linked []scenario.Correlated) [][]float64 {
	r := func(a, b money.Currency) float64 {
		for _, c := range linked {
			if c.A == a && c.B == b || c.A == b && c.B == a {
				return c.R
			}
		}
		return 0
	}
	l := make([][]float64, len(currencies))
	for i := range l {
		l[i] = make([]float64, i+1)
		rest := 1.0
		for j := range i {
			v := r(currencies[i], currencies[j])
			for k := range j {
				v -= float64(l[i][k] * l[j][k])
			}
			if l[j][j] > 0 {
				v /= l[j][j]
			}
			l[i][j] = v
			rest -= float64(v * v)
		}
		l[i][i] = draw.Sqrt(max(rest, 0))
	}
	return l
}

// move draws a day.
func (w *walk) move(draws draw.Stream, day int) {
	for i := range w.entropy {
		w.entropy[i] = draw.Probit(draw.Uniform(draws.At(uint32(w.column[i]), uint16(day), 0)))
	}
	for i := range w.now {
		z := 0.0
		for k := range i + 1 {
			z += float64(w.mix[i][k] * w.entropy[k])
		}
		s := w.sigma[i]
		w.now[i] += float64(s*z) - float64(s*s)/2 + float64(w.pull*(w.home[i]-w.now[i]))
	}
}

// rate is where a currency stands, written as its past rates are, and never nothing.
func (w *walk) rate(i int) decimal.Decimal {
	least := decimal.New(1, -w.places[i])
	return decimal.Max(decimal.NewFromFloat(draw.Exp(w.now[i])).Round(w.places[i]), least)
}
