package fx_test

import (
	_ "embed"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/scenarios"
	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// The European Central Bank's reference rates of five years.
//
//go:embed testdata/ecb-2021-2026.csv
var history string

type published struct {
	currencies []money.Currency
	dates      []scenario.Date
	rates      [][]decimal.Decimal // by date and currency
}

func fiveYears(t testing.TB) (p published) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(history))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rows[0][1:] {
		p.currencies = append(p.currencies, money.Currency(c))
	}
	for _, row := range rows[1:] {
		d, err := scenario.ParseDate(row[0])
		if err != nil {
			t.Fatal(err)
		}
		var rates []decimal.Decimal
		for _, f := range row[1:] {
			rates = append(rates, decimal.RequireFromString(f))
		}
		p.dates, p.rates = append(p.dates, d), append(p.rates, rates)
	}
	return p
}

// moves are the daily moves of the logarithm of a column.
func moves(rates [][]decimal.Decimal, k int) (out []float64) {
	for i := 1; i < len(rates); i++ {
		out = append(out, math.Log(rates[i][k].InexactFloat64()/rates[i-1][k].InexactFloat64()))
	}
	return out
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func covariance(x, y []float64) float64 {
	mx, my, sum := mean(x), mean(y), 0.0
	for i := range x {
		sum += (x[i] - mx) * (y[i] - my)
	}
	return sum / float64(len(x)-1)
}

func annual(x []float64) float64 { return math.Sqrt(covariance(x, x) * 252) }

func correlation(x, y []float64) float64 {
	return covariance(x, y) / math.Sqrt(covariance(x, x)*covariance(y, y))
}

// process is a scenario of rail-express whose rates are drawn.
func process(t testing.TB, name string) *scenario.Scenario {
	t.Helper()
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	main := string(b[scenario.Main])
	b[scenario.Main] = []byte(strings.Replace(main, "quote: [CNY, PLN]", "quote: [CNY, PLN, USD, GBP, JPY, AUD, BRL, KRW, MYR]\n  process: "+name, 1))
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What the processes say of volatility and correlation is what five years of published rates come to.
func TestVolatilitiesAreThoseOfTheHistory(t *testing.T) {
	h := fiveYears(t)
	for _, name := range []string{"wander", "revert"} {
		m := process(t, name).Rates.Model
		for _, v := range m.Moves {
			got := annual(moves(h.rates, slices.Index(h.currencies, v.Currency)))
			t.Logf("%s moves by %.2f %% a year", v.Currency, got*100)
			if math.Abs(got-v.Volatility) > 0.00005001 {
				t.Errorf("%s: %s moves by %.4f, the history by %.4f", name, v.Currency, v.Volatility, got)
			}
		}
		if n := len(h.currencies); len(m.Linked) != n*(n-1)/2 {
			t.Errorf("%s: %d correlations, want one for each of %d pairs", name, len(m.Linked), n*(n-1)/2)
		}
		for _, c := range m.Linked {
			got := correlation(moves(h.rates, slices.Index(h.currencies, c.A)), moves(h.rates, slices.Index(h.currencies, c.B)))
			t.Logf("%s and %s: %.3f", c.A, c.B, got)
			if math.Abs(got-c.R) > 0.00050001 {
				t.Errorf("%s: %s and %s move together by %.3f, in the history by %.3f", name, c.A, c.B, c.R, got)
			}
		}
	}
}

// Drawn rates are as wild as they should be, within a tenth, and as alike; every currency starts at its last real rate; a
// seed gives the same rates again, and another seed others.
func TestDrawnRatesAreAsWildAsTheRealOnes(t *testing.T) {
	const years, days = 30, 364
	for _, name := range []string{"wander", "revert"} {
		s := process(t, name)
		m := s.Rates.Model
		all := make([][]float64, len(s.Rates.Quote))
		for seed := range uint64(years) {
			r := fx.Play(&s.Rates, s.Start, days, draw.New(seed, 1))
			again := fx.Play(&s.Rates, s.Start, days, draw.New(seed, 1))
			var path [][]decimal.Decimal
			for d := range scenario.Date(days) {
				on := s.Start + d
				if on.Weekday() > 5 {
					continue
				}
				var row []decimal.Decimal
				for _, q := range s.Rates.Quote {
					x, err := r.Cross("EUR", q, on)
					if err != nil {
						t.Fatal(err)
					}
					if y, _ := again.Cross("EUR", q, on); !x.Equal(y) {
						t.Fatalf("%s of seed %d on %s: %s and %s", q, seed, on, x, y)
					}
					row = append(row, x)
				}
				path = append(path, row)
			}
			for k := range all {
				all[k] = append(all[k], moves(path, k)...)
			}
		}
		for k, q := range s.Rates.Quote {
			for _, v := range m.Moves {
				if got := annual(all[k]); v.Currency == q && math.Abs(got/v.Volatility-1) > 0.10 {
					t.Errorf("%s: drawn %s moves by %.4f a year, want %.4f within a tenth", name, q, got, v.Volatility)
				}
			}
		}
		for _, c := range m.Linked {
			got := correlation(all[slices.Index(s.Rates.Quote, c.A)], all[slices.Index(s.Rates.Quote, c.B)])
			if math.Abs(got-c.R) > 0.05 {
				t.Errorf("%s: drawn %s and %s move together by %.3f, want %.3f", name, c.A, c.B, got, c.R)
			}
		}
		before, after := fx.Play(&s.Rates, s.Start, days, draw.New(1, 1)), fx.Play(&s.Rates, s.Start, days, draw.New(2, 1))
		a, _ := before.Cross("EUR", "CNY", s.Start-1)
		if real := decimal.RequireFromString("8.1955"); !a.Equal(real) { // published for 2025-06-06
			t.Errorf("the day before the first is %s, want the last real rate %s", a, real)
		}
		x, _ := before.Cross("EUR", "CNY", s.Start+30)
		y, _ := after.Cross("EUR", "CNY", s.Start+30)
		if x.Equal(y) {
			t.Errorf("%s: two seeds have the same rate %s", name, x)
		}
	}
}

// A walk that is drawn back stays nearer to where it started than one that wanders.
func TestMeanReversionHoldsRatesTogether(t *testing.T) {
	spread := func(name string) float64 {
		s := process(t, name)
		var ends []float64
		for seed := range uint64(80) {
			x, err := fx.Play(&s.Rates, s.Start, 365, draw.New(seed, 1)).Cross("EUR", "BRL", s.Start+364)
			if err != nil {
				t.Fatal(err)
			}
			ends = append(ends, math.Log(x.InexactFloat64()))
		}
		return math.Sqrt(covariance(ends, ends))
	}
	// A year's spread of a walk of 13.77 %, drawn back at a speed of 4: σ·√((1 − e^−8)/8) = 4.9 %.
	if w, r := spread("wander"), spread("revert"); w < 0.10 || w > 0.18 || r < 0.035 || r > 0.065 {
		t.Errorf("after a year the rates lie %.3f apart when they wander, %.3f when they are drawn back; want about 0.138 and 0.049", w, r)
	}
}

// Replaying the history, each day's rate is the published one to its last digit, and a cross rate is the quotient of two.
func TestReplayIsTheHistoryToTheLastDigit(t *testing.T) {
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	b["reference/ecb.csv"] = []byte(history)
	b[scenario.Main] = []byte(strings.Replace(string(b[scenario.Main]), "quote: [CNY, PLN]", "quote: [CNY, PLN, USD, GBP, JPY, AUD, BRL, KRW, MYR]", 1))
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	h := fiveYears(t)
	r := fx.Play(&s.Rates, s.Start, s.Days, 0)
	for i, d := range h.dates {
		on := d + scenario.Date(s.Rates.Shift)
		for k, c := range h.currencies {
			x, err := r.Cross("EUR", c, on)
			if err != nil || !x.Equal(h.rates[i][k]) {
				t.Fatalf("EUR/%s on %s is %s, published %s", c, d, x, h.rates[i][k])
			}
			for j, q := range h.currencies {
				cross, err := r.Cross(c, q, on)
				if want := h.rates[i][j].DivRound(h.rates[i][k], 12); err != nil || !cross.Equal(want) {
					t.Fatalf("%s/%s on %s is %s, want %s / %s = %s", c, q, d, cross, h.rates[i][j], h.rates[i][k], want)
				}
			}
		}
	}
}

// A scenario writes a rate: it holds from its date, and before the first point the first; other currencies go on as real.
// RUB is not among the published rates: a script alone gives it.
func TestAScriptWritesTheRates(t *testing.T) {
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	b[scenario.Main] = []byte(strings.Replace(string(b[scenario.Main]), "quote: [CNY, PLN]", `quote: [CNY, PLN, RUB]
  script:
    - {currency: RUB, date: 2026-06-01, rate: 90.5}
    - {currency: RUB, date: 2026-07-01, rate: 99}
    - {currency: PLN, date: 2026-06-20, rate: 4.5}`, 1))
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	r := fx.Play(&s.Rates, s.Start, s.Days, 0)
	for _, c := range []struct {
		currency money.Currency
		on, want string
	}{
		{"RUB", "2026-05-20", "90.5"}, {"RUB", "2026-06-30", "90.5"}, {"RUB", "2026-07-01", "99"}, {"RUB", "2026-07-30", "99"},
		{"PLN", "2026-06-10", "4.5"}, {"PLN", "2026-06-22", "4.5"}, {"CNY", "2026-06-15", "8.3102"},
	} {
		d, _ := scenario.ParseDate(c.on)
		if x, err := r.Cross("EUR", c.currency, d); err != nil || x.String() != c.want {
			t.Errorf("EUR/%s on %s is %s (%v), want %s", c.currency, c.on, x, err, c.want)
		}
	}
	b[scenario.Main] = []byte(strings.Replace(string(b[scenario.Main]), "rate: 99}", "rate: -1}", 1))
	if _, err := scenario.Parse(b); err == nil || !strings.Contains(err.Error(), "rates.script[1].rate") {
		t.Errorf("a rate below nothing: %v, want a problem at its place", err)
	}
}

// A forward of 100 days: 8.00 carried by 1.5 % at home and 4 % abroad is 8 × (1 + 0.015·100/365) / (1 + 0.04·100/365).
func TestAForwardIsTheRateCarriedByInterest(t *testing.T) {
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	b[scenario.Main] = []byte(strings.Replace(string(b[scenario.Main]), "quote: [CNY, PLN]", "quote: [CNY, PLN, USD]\n  script: [{currency: CNY, date: 2026-06-08, rate: 8}, {currency: USD, date: 2026-06-08, rate: 1}]", 1))
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	e := &scenario.Exchange{Interest: []scenario.DepositRate{{Currency: "CNY", Annual: decimal.RequireFromString("0.015")}, {Currency: "USD", Annual: decimal.RequireFromString("0.04")}}}
	r := fx.Play(&s.Rates, s.Start, s.Days, 0)
	f, err := r.Forward(e, "USD", "CNY", s.Start, 100)
	// 1 + 0.015·100/365 = 1.00410959; 1 + 0.04·100/365 = 1.01095890; their quotient 0.99322493
	if want := decimal.RequireFromString("7.945799"); err != nil || !f.Equal(want) {
		t.Errorf("the forward is %s (%v), want %s", f, err, want)
	}
	if now, _ := r.Forward(e, "USD", "CNY", s.Start, 0); !now.Equal(decimal.NewFromInt(8)) {
		t.Errorf("a forward of no days is %s, want the rate of the day", now)
	}
}
