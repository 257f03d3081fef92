package sim

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The tax inside a price is the same to the minor unit whether it is worked out in decimals or in whole numbers; half a
// unit of what is left is rounded up.
func TestTheTaxInsideAPrice(t *testing.T) {
	for _, c := range []struct {
		tax         string
		price, want int64
	}{
		{"0.19", 119_00, 19_00}, {"0.23", 1_00, 19}, {"0.19", 59_50, 9_50}, {"0", 59_50, 0}, {"1", 1, 0}, {"0.21875", 100_00, 17_95},
		{"0.123456789012345", 112_35, 12_35}, // longer than a fraction of two integers may be
	} {
		if got := taxWithin(decimal.RequireFromString(c.tax)); got.of(c.price) != c.want {
			t.Errorf("of %d at %s: %d, want %d", c.price, c.tax, got.of(c.price), c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		tax := decimal.New(rapid.Int64Range(0, 3_000_000).Draw(t, "tax"), -int32(rapid.IntRange(0, 14).Draw(t, "places")))
		price := rapid.Int64Range(0, 1<<31).Draw(t, "price")
		within := taxWithin(tax)
		left := decimal.NewFromInt(price).DivRound(tax.Add(decimal.NewFromInt(1)), 0)
		if got, want := within.of(price), price-left.IntPart(); got != want {
			t.Fatalf("of %d at %s: %d in whole numbers, %d in decimals", price, tax, got, want)
		}
	})
}
