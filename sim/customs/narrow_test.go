package customs_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

// A regime narrowed to a lane assesses whatever travels it as the whole regime does, and a levy charges the same to the
// same, dear goods or cheap, many or few.
func TestANarrowedRegimeAndALevyChargeTheSame(t *testing.T) {
	all := sorted(t)
	rapid.Check(t, func(t *rapid.T) {
		g, c := somewhere(t, all)
		lane := customs.Narrow(g, &c)
		for i := range c.Items {
			it := &c.Items[i]
			it.Price, it.Pieces = decimal.New(rapid.Int64Range(0, 5_000_00).Draw(t, "other price"), -2), rapid.IntRange(0, 20).Draw(t, "other pieces")
			it.Grams = rapid.Int64Range(0, 50_000).Draw(t, "other grams")
		}
		c.Freight = decimal.New(rapid.Int64Range(0, 100_00).Draw(t, "other freight"), -2)
		want, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := customs.Assess(lane, c); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("narrowed: %+v (%v), want %+v", got, err, want)
		}
		got, err := customs.Levy(lane, c)
		if err != nil || got.Treatment != want.Treatment || !got.Included.Equal(want.Included) || len(got.Lines) != len(want.Lines) {
			t.Fatalf("levied: %+v (%v), want %+v", got, err, want)
		}
		for i, l := range got.Lines {
			if w := want.Lines[i]; l.Rule != w.Rule || l.Group != w.Group || l.Payer != w.Payer || l.Reclaim != w.Reclaim || l.Amount != w.Amount {
				t.Errorf("line %d: %+v, want %+v", i, l, w)
			}
		}
	})
}

// Between two prices at which a levy is flat, the seller pays what he pays at them, and the same tax is inside.
func TestBetweenFlatLeviesTheSellerPaysTheSame(t *testing.T) {
	all, met := sorted(t), 0
	rapid.Check(t, func(t *rapid.T) {
		g, c := somewhere(t, all)
		c.Items = c.Items[:1]
		at := func(cents int64) *customs.Assessment {
			c.Items[0].Price = decimal.New(cents, -2)
			c.Freight = decimal.New(rapid.Int64Range(0, 100_00).Draw(t, "other freight"), -2)
			a, err := customs.Levy(g, c)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		seller := func(a *customs.Assessment) int64 {
			return a.Sum(scenario.PaysOnAccount)<<32 + a.Sum(scenario.PaysByCarrier)
		}
		low := rapid.Int64Range(1, 200_00).Draw(t, "low")
		high := low + rapid.Int64Range(1, 200_00).Draw(t, "more")
		a, z := at(low), at(high)
		if !a.Flat || !z.Flat || a.Treatment != z.Treatment {
			return
		}
		met++
		m := at(rapid.Int64Range(low, high).Draw(t, "between"))
		if !m.Flat || m.Treatment != a.Treatment || seller(a) != seller(m) || seller(m) != seller(z) || !m.Included.Equal(a.Included) {
			t.Errorf("%s: the seller pays %d, %d and %d", g.ID, seller(a), seller(m), seller(z))
		}
	})
	if met == 0 {
		t.Error("no levy was flat")
	}
}
