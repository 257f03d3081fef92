package customs_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

// BenchmarkLevy is what a parcel of a new price costs to assess.
func BenchmarkLevy(b *testing.B) {
	g := borders(b)["eu"]
	c := customs.Consignment{
		Destination: "DE", Origin: "CN", Date: scenario.NewDate(2026, 9, 1), Traffic: "parcel", Scheme: "marketplace", TaxIncluded: true, Freight: decimal.RequireFromString("5.1234"),
		Items: []customs.Item{{HS: "670411", Pieces: 1, Grams: 300, Price: decimal.RequireFromString("39.90000000")}},
	}
	lane := customs.Narrow(g, &c)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := customs.Levy(lane, c); err != nil {
			b.Fatal(err)
		}
	}
}
