// Package money holds amounts in minor units and the exact ways to change them.
//
// Inside the engine money is an int64 count of minor units (fen, cent, grosz). Where a statute or a contract states a
// rate, the computation goes through decimal and is rounded once, as the rule says. No amount is ever a float.
package money

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"github.com/shopspring/decimal"
)

// Currency is an ISO 4217 code in capitals.
type Currency string

// exponents lists the currencies whose minor unit is not a hundredth (ISO 4217, 2026).
var exponents = map[Currency]int32{"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "OMR": 3}

// Exponent is the number of decimal places of the minor unit: 2 for most currencies, 0 for JPY and KRW.
func (c Currency) Exponent() int32 {
	if e, ok := exponents[c]; ok {
		return e
	}
	return 2
}

// Valid reports whether the code has the form of an ISO 4217 code: three capital letters.
func (c Currency) Valid() bool {
	if len(c) != 3 {
		return false
	}
	for i := range len(c) {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}

// MaxMinor bounds every amount: a thousand times what any shop can turn over, and far below where sums overflow.
const MaxMinor int64 = 1e15

// ErrRange is returned for amounts beyond ±MaxMinor.
var ErrRange = errors.New("amount out of range")

// Amount is money: a count of minor units of a currency.
type Amount struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}

// String is the amount as 12.50 CNY.
func (a Amount) String() string {
	return a.Decimal().StringFixed(a.Currency.Exponent()) + " " + string(a.Currency)
}

// Decimal is the amount in major units.
func (a Amount) Decimal() decimal.Decimal { return decimal.New(a.Minor, -a.Currency.Exponent()) }

// Parse reads an amount written as "12.50 CNY" or "150 EUR". More decimal places than the currency has are an error.
func Parse(s string) (Amount, error) {
	number, code, ok := strings.Cut(strings.TrimSpace(s), " ")
	c := Currency(strings.TrimSpace(code))
	if !ok || !c.Valid() {
		return Amount{}, fmt.Errorf("amount %q: want a number, a space and a currency, such as 12.50 EUR", s)
	}
	if len(number) > 32 || strings.ContainsAny(number, "eE") {
		return Amount{}, fmt.Errorf("amount %q: want plain digits", s)
	}
	d, err := decimal.NewFromString(number)
	if err != nil {
		return Amount{}, fmt.Errorf("amount %q: %q is not a number", s, number)
	}
	scaled := d.Shift(c.Exponent())
	if !scaled.IsInteger() {
		return Amount{}, fmt.Errorf("amount %q: %s has %d decimal places", s, c, c.Exponent())
	}
	return FromDecimal(d, c, Down)
}

// Rounding is how a rule rounds to the minor unit.
type Rounding string

// The statutory roundings.
const (
	HalfUp   Rounding = "half_up"   // 0.5 away from zero
	HalfEven Rounding = "half_even" // 0.5 to the even neighbour
	Down     Rounding = "down"      // towards zero
	Up       Rounding = "up"        // away from zero
)

// FromDecimal is a number of major units rounded to minor units; ErrRange beyond ±MaxMinor. An empty Rounding is HalfUp.
func FromDecimal(d decimal.Decimal, c Currency, r Rounding) (Amount, error) {
	e := c.Exponent()
	switch r {
	case HalfEven:
		d = d.RoundBank(e)
	case Down:
		d = d.RoundDown(e)
	case Up:
		d = d.RoundUp(e)
	case HalfUp, "":
		d = d.Round(e)
	default:
		return Amount{}, fmt.Errorf("unknown rounding %q: want half_up, half_even, down or up", r)
	}
	m := d.Shift(e).BigInt()
	if !m.IsInt64() || m.Int64() > MaxMinor || m.Int64() < -MaxMinor {
		return Amount{}, fmt.Errorf("%s %s: %w (at most %d minor units)", d, c, ErrRange, MaxMinor)
	}
	return Amount{m.Int64(), c}, nil
}

// MulDiv is a·b/c rounded half to even, with a 128-bit product. c must be positive; the result saturates at the ends of
// int64.
func MulDiv(a, b, c int64) int64 {
	q, r, neg := divide(a, b, c)
	if half := uint64(c) - r; r > half || r == half && r > 0 && q&1 == 1 {
		q++
	}
	return sign(q, neg)
}

// MulDivUp is a·b/c rounded half away from zero, as HalfUp does; otherwise as MulDiv.
func MulDivUp(a, b, c int64) int64 {
	q, r, neg := divide(a, b, c)
	if r > 0 && r >= uint64(c)-r {
		q++
	}
	return sign(q, neg)
}

// divide is the quotient and remainder of |a·b| by c, and whether a·b is negative.
func divide(a, b, c int64) (q, r uint64, neg bool) {
	neg = (a < 0) != (b < 0)
	if c <= 0 {
		return 0, 0, neg
	}
	hi, lo := bits.Mul64(abs(a), abs(b))
	if hi >= uint64(c) {
		return most, 0, neg
	}
	q, r = bits.Div64(hi, lo, uint64(c))
	return q, r, neg
}

// most is the greatest int64.
const most = uint64(1)<<63 - 1

func abs(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func sign(q uint64, neg bool) int64 {
	q = min(q, most)
	if neg {
		return -int64(q)
	}
	return int64(q)
}
