package customs_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"chuhai/sim/customs"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// somewhere draws a consignment for one of the borders; goods are such as the lessons sell.
func somewhere(t *rapid.T, all []*scenario.Regime) (*scenario.Regime, customs.Consignment) {
	g := all[rapid.IntRange(0, len(all)-1).Draw(t, "regime")]
	first := scenario.NewDate(2025, 1, 1)
	c := customs.Consignment{
		Destination: rapid.SampledFrom(g.Countries).Draw(t, "to"), Origin: rapid.SampledFrom([]string{"CN", "VN", "US", "FR"}).Draw(t, "origin"),
		Date: first + scenario.Date(rapid.IntRange(0, 1500).Draw(t, "day")), Traffic: rapid.SampledFrom([]string{"parcel", "postal", "stock"}).Draw(t, "traffic"),
		Mode: rapid.SampledFrom([]string{"", "air", "sea"}).Draw(t, "mode"), Scheme: rapid.SampledFrom([]string{"", "marketplace", "seller"}).Draw(t, "scheme"),
		Term: rapid.SampledFrom([]string{"", "DDP", customs.DAP}).Draw(t, "term"), TaxIncluded: rapid.Bool().Draw(t, "tax included"), Suppose: rapid.Bool().Draw(t, "suppose"),
		Freight: decimal.New(rapid.Int64Range(0, 100_00).Draw(t, "freight"), -2),
		Rates:   map[money.Currency]decimal.Decimal{"USD": decimal.NewFromInt(1400)},
	}
	for range rapid.IntRange(1, 4).Draw(t, "items") {
		c.Items = append(c.Items, customs.Item{
			HS:    rapid.SampledFrom([]string{"670411", "691310", "691110", "960330", "610463", "330499", "490199", "950300", "960810", "940320", "640399"}).Draw(t, "hs"),
			Price: decimal.New(rapid.Int64Range(0, 5_000_00).Draw(t, "price"), -2), Pieces: rapid.IntRange(0, 20).Draw(t, "pieces"),
			Grams: rapid.Int64Range(0, 50_000).Draw(t, "grams"), Metal: decimal.New(rapid.Int64Range(0, 100).Draw(t, "metal"), -2),
		})
	}
	return g, c
}

func sorted(t testing.TB) []*scenario.Regime {
	var all []*scenario.Regime
	for _, g := range borders(t) {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b *scenario.Regime) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all
}

// Whatever is declared: no charge is negative, each is borne by somebody known and says where it comes from, and the lines
// are the total, by payer too.
func TestNoChargeIsNegativeAndTheLinesAreTheTotal(t *testing.T) {
	all := sorted(t)
	payers := []string{scenario.PaysMarketplace, scenario.PaysOnAccount, scenario.PaysByCarrier, scenario.PaysBuyer}
	rapid.Check(t, func(t *rapid.T) {
		g, c := somewhere(t, all)
		a, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		var sum, byPayer int64
		for _, l := range a.Lines {
			if l.Amount.Minor <= 0 || l.Amount.Currency != g.Currency || l.Source.Title == "" || !slices.Contains(payers, l.Payer) {
				t.Fatalf("a line that must not be: %+v", l)
			}
			sum += l.Amount.Minor
		}
		for _, p := range payers {
			byPayer += a.Sum(p)
		}
		if sum != a.Sum("") || sum != byPayer {
			t.Fatalf("the lines sum to %d, by payer to %d, the total says %d", sum, byPayer, a.Sum(""))
		}
	})
}

// Within a treatment dearer goods never pay less: not on one item, not on several.
func TestDearerGoodsPayNoLessWithinATreatment(t *testing.T) {
	all := sorted(t)
	rapid.Check(t, func(t *rapid.T) {
		g, c := somewhere(t, all)
		// Freight is shared by value: without it the comparison is plain.
		c.TaxIncluded, c.Freight = false, decimal.Zero
		a, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		dearer := c
		dearer.Items = slices.Clone(c.Items)
		for i := range dearer.Items {
			dearer.Items[i].Price = dearer.Items[i].Price.Mul(decimal.New(rapid.Int64Range(100, 150).Draw(t, "factor"), -2)).Round(2)
		}
		b, err := customs.Assess(g, dearer)
		if err != nil {
			t.Fatal(err)
		}
		if a.Treatment == b.Treatment && b.Sum("") < a.Sum("") {
			t.Fatalf("%s, %s: dearer goods pay %d, cheaper %d", g.ID, a.Treatment, b.Sum(""), a.Sum(""))
		}
	})
}

// A parcel of several items costs what its lines cost: splitting one item into two lines of the same heading changes no
// duty by more than the rounding of a line.
func TestALineMoreOfTheSameGoodsChangesRoundingOnly(t *testing.T) {
	all := sorted(t)
	rapid.Check(t, func(t *rapid.T) {
		g, c := somewhere(t, all)
		c.TaxIncluded, c.Freight = false, decimal.Zero
		one := c.Items[0]
		one.Pieces, one.Grams = 2, one.Grams/2*2
		half := one
		half.Pieces, half.Grams, half.Price = 1, one.Grams/2, one.Price.DivRound(decimal.NewFromInt(2), 2)
		one.Price = half.Price.Mul(decimal.NewFromInt(2))
		c.Items = []customs.Item{one}
		a, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		c.Items = []customs.Item{half, half}
		b, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		unit := int64(1)
		if g.ID == "jp" {
			unit = 1500 // bases are cut to 1,000 JPY and charges to 100
		} else if g.ID == "kr" {
			unit = 20
		}
		if d := a.Sum("") - b.Sum(""); a.Treatment != b.Treatment || d > 8*unit || d < -8*unit {
			t.Fatalf("%s: one line pays %d as %s, two pay %d as %s", g.ID, a.Sum(""), a.Treatment, b.Sum(""), b.Treatment)
		}
	})
}
