package money

import (
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for s, want := range map[string]Amount{
		"150 EUR": {15000, "EUR"}, "12.50 CNY": {1250, "CNY"}, "-0.01 PLN": {-1, "PLN"}, "10000 JPY": {10000, "JPY"},
	} {
		got, err := Parse(s)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "12", "12 eur", "12.345 EUR", "1.5 JPY", "1e18 EUR", "99999999999999999 EUR", "x EUR", "1 EURO"} {
		if a, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, a)
		}
	}
}

func TestStatutoryRounding(t *testing.T) {
	half := decimal.RequireFromString("0.125")
	for r, want := range map[Rounding]int64{HalfUp: 13, HalfEven: 12, Down: 12, Up: 13} {
		if got, err := FromDecimal(half, "EUR", r); err != nil || got.Minor != want {
			t.Errorf("%s of 0.125 EUR = %v, %v; want %d", r, got, err, want)
		}
	}
	if _, err := FromDecimal(half, "EUR", "sideways"); err == nil {
		t.Error("an unknown rounding was accepted")
	}
}

// MulDiv is the exact quotient rounded half to even, MulDivUp half away from zero, for every sign.
func TestMulDivExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(-MaxMinor, MaxMinor).Draw(t, "a")
		b := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "b")
		c := rapid.Int64Range(1, MaxMinor).Draw(t, "c")
		if rapid.Bool().Draw(t, "halves") {
			c = 2 // every other quotient lies halfway
		}
		product := decimal.NewFromBigInt(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)), 0)
		want := product.DivRound(decimal.NewFromInt(c), 40).RoundBank(0)
		if !want.BigInt().IsInt64() {
			return
		}
		if got := MulDiv(a, b, c); got != want.IntPart() {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, want %s", a, b, c, got, want)
		}
		up := product.DivRound(decimal.NewFromInt(c), 0)
		if got := MulDivUp(a, b, c); up.BigInt().IsInt64() && got != up.IntPart() {
			t.Fatalf("MulDivUp(%d, %d, %d) = %d, want %s", a, b, c, got, up)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1 EUR", "-0.01 PLN", "1e9 EUR", "١ EUR", "\x00 CNY"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Parse(s)
		if err != nil {
			return
		}
		back, err := Parse(a.String())
		if err != nil || back != a {
			t.Errorf("Parse(%q) = %v, but Parse(%q) = %v, %v", s, a, a.String(), back, err)
		}
		if strings.TrimSpace(s) == "" {
			t.Error("empty text is no amount")
		}
	})
}
