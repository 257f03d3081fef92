// Package fx gives each day's exchange rates and converts at them.
//
// Rates are a window of real reference rates shifted to the scenario's dates, or drawn by a process, or written by the
// scenario. On a day without a fixing the last one holds. Customs converts at the rate of the penultimate Wednesday of the month before (Regulation (EU) 2015/2447,
// article 146).
package fx

import (
	"fmt"
	"sort"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Rates are a scenario's exchange rates by its own dates.
type Rates struct{ s *scenario.Rates }

// perBase is how many units of a currency one unit of the base buys on a date, to the last published digit.
func (r Rates) perBase(c money.Currency, on scenario.Date) (decimal.Decimal, error) {
	if c == r.s.Base {
		return decimal.NewFromInt(1), nil
	}
	real := on - scenario.Date(r.s.Shift)
	i := sort.Search(len(r.s.Rows), func(i int) bool { return r.s.Rows[i].Date > real }) - 1
	for k, q := range r.s.Quote {
		if q == c && i >= 0 {
			return r.s.Rows[i].Rates[k], nil
		}
	}
	return decimal.Zero, fmt.Errorf("no rate of %s on %s / %s 没有 %s 的汇率", c, on, on, c)
}

// places is the precision of a cross rate: well beyond the six significant figures that are published.
const places = 12

// Cross is how many units of to one unit of from buys at the reference rates of the date.
func (r Rates) Cross(from, to money.Currency, on scenario.Date) (decimal.Decimal, error) {
	a, err := r.perBase(from, on)
	if err != nil {
		return decimal.Zero, err
	}
	b, err := r.perBase(to, on)
	if err != nil {
		return decimal.Zero, err
	}
	return b.DivRound(a, places), nil
}

// Value is an amount in another currency at the reference rate, rounded half up: for valuation, not for dealing.
func (r Rates) Value(a money.Amount, to money.Currency, on scenario.Date) (money.Amount, error) {
	x, err := r.Cross(a.Currency, to, on)
	if err != nil {
		return money.Amount{}, err
	}
	return money.FromDecimal(a.Decimal().Mul(x), to, money.HalfUp)
}

// Fixing is a day's reference rates into one currency, ready to value many amounts: it gives what Rates.Value gives.
type Fixing struct {
	to    money.Currency
	from  []money.Currency
	ratio []int64 // minor units of to for one minor unit of from, in units of 10^-12; 0 where that is no such number
	rates Rates
	on    scenario.Date
}

// ratioOne is the ratio of two currencies of equal worth.
const ratioOne = 1_000_000_000_000

// Fix takes down the rates of a date from some currencies into another.
func (r Rates) Fix(from []money.Currency, to money.Currency, on scenario.Date) (*Fixing, error) {
	f := &Fixing{to: to, from: from, rates: r, on: on}
	for _, c := range from {
		x, err := r.Cross(c, to, on)
		if err != nil {
			return nil, err
		}
		scaled := x.Shift(places + to.Exponent() - c.Exponent())
		ratio := int64(0)
		if scaled.IsInteger() && scaled.BigInt().IsInt64() {
			ratio = scaled.IntPart()
		}
		f.ratio = append(f.ratio, ratio)
	}
	return f, nil
}

// Value is an amount of the currency with the index at the fixing's rate, rounded half up.
func (f *Fixing) Value(currency int, minor int64) (int64, error) {
	if ratio := f.ratio[currency]; ratio > 0 {
		if v := money.MulDivUp(minor, ratio, ratioOne); v <= money.MaxMinor && v >= -money.MaxMinor {
			return v, nil
		}
	}
	v, err := f.rates.Value(money.Amount{Minor: minor, Currency: f.from[currency]}, f.to, f.on)
	return v.Minor, err
}

// Deal is what a bank pays for an amount: the reference rate less its spread, rounded down.
func (r Rates) Deal(a money.Amount, to money.Currency, on scenario.Date, spread decimal.Decimal) (money.Amount, decimal.Decimal, error) {
	x, err := r.Cross(a.Currency, to, on)
	if err != nil {
		return money.Amount{}, decimal.Zero, err
	}
	x = x.Mul(decimal.NewFromInt(1).Sub(spread)).Round(places)
	out, err := money.FromDecimal(a.Decimal().Mul(x), to, money.Down)
	return out, x, err
}

// CustomsDate is the day whose rate customs uses for a date: the penultimate Wednesday of the month before.
func CustomsDate(on scenario.Date) scenario.Date {
	d := on.Month() - 1 // last day of the month before
	for d.Weekday() != 3 {
		d--
	}
	return d - 7
}
