package customs_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
)

// The year's 26,000 CNY fill up order by order; what goes back is given back; a new year starts from nothing; an ordinary
// import does not count.
func TestAYearsAllowanceFillsUpAndIsGivenBack(t *testing.T) {
	g := borders(t)["cn"]
	var a customs.Allowance
	buy := func(day, price string) (*customs.Consignment, *customs.Assessment) {
		t.Helper()
		c := customs.Consignment{Destination: "CN", Origin: "NL", Date: date(t, day), Traffic: "bonded_sale", Scheme: "marketplace",
			Items: []customs.Item{{HS: "190110", Price: decimal.RequireFromString(price), Pieces: 2, Grams: 1800}}}
		c.Year, c.YearGoods = a.Before(c.Date)
		as, err := customs.Assess(g, c)
		if err != nil {
			t.Fatal(err)
		}
		a.Take(g, &c, as)
		return &c, as
	}
	for _, day := range []string{"2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"} {
		if _, as := buy(day, "5000"); as.Treatment != "retail" {
			t.Fatalf("%s: %s", day, as.Treatment)
		}
	}
	last, as := buy("2026-06-10", "1000")
	if as.Treatment != "retail" || !a.Value.Equal(decimal.NewFromInt(26_000)) {
		t.Fatalf("%s, %s used", as.Treatment, a.Value)
	}
	over, ordinary := buy("2026-06-11", "10")
	a.GiveBack(g, over, ordinary)
	if ordinary.Treatment != "ordinary" || !a.Value.Equal(decimal.NewFromInt(26_000)) {
		t.Errorf("beyond the year's allowance: %s, %s used", ordinary.Treatment, a.Value)
	}
	a.GiveBack(g, last, as)
	if _, as := buy("2026-06-12", "10"); as.Treatment != "retail" || !a.Value.Equal(decimal.NewFromInt(25_010)) {
		t.Errorf("after a return: %s, %s used", as.Treatment, a.Value)
	}
	if _, as := buy("2027-01-01", "5000"); as.Treatment != "retail" || !a.Value.Equal(decimal.NewFromInt(5_000)) {
		t.Errorf("in the new year: %s, %s used", as.Treatment, a.Value)
	}
}

// Sugar is limited by weight: 2 kg a person and year, then an ordinary import.
func TestAYearsSugar(t *testing.T) {
	g := borders(t)["cn"]
	c := customs.Consignment{Destination: "CN", Origin: "TH", Date: date(t, "2026-06-10"), Traffic: "bonded_sale", Scheme: "marketplace",
		Items: []customs.Item{{HS: "170199", Price: decimal.NewFromInt(20), Grams: 1000}}}
	for _, x := range []struct {
		before int64
		want   string
	}{{0, "retail"}, {1000, "retail"}, {1001, "ordinary"}} {
		c.YearGoods = []customs.Imported{{HS: "170199", Grams: x.before}, {HS: "100630", Grams: 19_000}}
		a, err := customs.Assess(g, c)
		if err != nil || a.Treatment != x.want {
			t.Errorf("%d g before: %+v, %v, want %s", x.before, a, err, x.want)
		}
	}
}
