package customs_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

func eu(t *testing.T) *scenario.Regime {
	t.Helper()
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return s.RegimeFor("DE")
}

func day(t *testing.T, s string) scenario.Date {
	t.Helper()
	d, err := scenario.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each case is worked by hand from the rule that it names; amounts in euro cents.
func TestAssessmentsByHand(t *testing.T) {
	dec := decimal.RequireFromString
	cases := []struct {
		name    string
		date    string
		to      string
		traffic string
		taxIn   bool
		freight string
		items   []customs.Item
		want    map[string]int64
	}{
		{"the day before the 3 EUR duty only IOSS VAT is due: 34.90/1.19 = 29.3277, VAT 5.57", "2026-06-30", "DE", "parcel", true, "0",
			[]customs.Item{{HS: "670411", Price: dec("34.90")}}, map[string]int64{"eu-ioss-vat": 557}},
		{"from 2026-07-01 a heading costs 3 EUR", "2026-07-01", "DE", "parcel", true, "0",
			[]customs.Item{{HS: "670411", Price: dec("34.90")}}, map[string]int64{"eu-ioss-vat": 557, "eu-low-value-duty": 300}},
		{"the Council's example: one silk and two woollen blouses are two headings, 6 EUR", "2026-07-02", "DE", "parcel", true, "0",
			[]customs.Item{{HS: "620610", Price: dec("45")}, {HS: "620620", Price: dec("60")}}, map[string]int64{"eu-ioss-vat": 1676, "eu-low-value-duty": 600}},
		{"150.00 EUR without tax is low value: 178.50/1.19", "2026-07-02", "DE", "parcel", true, "0",
			[]customs.Item{{HS: "670420", Price: dec("178.50")}}, map[string]int64{"eu-ioss-vat": 2850, "eu-low-value-duty": 300}},
		{"150.01 EUR is not: duty 2.2 % of CIF 160.01 = 3.52, VAT 19 % of 163.53 = 31.07, brokerage 12", "2026-07-02", "DE", "parcel", false, "10",
			[]customs.Item{{HS: "670420", Price: dec("150.01")}}, map[string]int64{"eu-customs-duty": 352, "eu-import-vat": 3107, "eu-brokerage": 1200}},
		{"Poland's VAT is 23 %: 49.20/1.23 = 40", "2026-06-30", "PL", "parcel", true, "0",
			[]customs.Item{{HS: "960330", Price: dec("49.20")}}, map[string]int64{"eu-ioss-vat": 920}},
		{"porcelain tableware as stock before 2026-02-07: 12 % and 36.1 % anti-dumping on CIF 1,000; VAT 19 % of 1,481", "2026-02-06", "DE", "stock", false, "100",
			[]customs.Item{{HS: "691110", Price: dec("900")}}, map[string]int64{"eu-stock-duty": 12000, "eu-stock-anti-dumping": 36100, "eu-stock-import-vat": 28139, "eu-stock-clearance": 9000}},
		{"and 79 % from that day: VAT 19 % of 1,910", "2026-02-07", "DE", "stock", false, "100",
			[]customs.Item{{HS: "691110", Price: dec("900")}}, map[string]int64{"eu-stock-duty": 12000, "eu-stock-anti-dumping": 79000, "eu-stock-import-vat": 36290, "eu-stock-clearance": 9000}},
		{"ornaments of 6913 carry no anti-dumping duty: 6 % of 1,000, VAT 19 % of 1,060", "2026-02-07", "DE", "stock", false, "100",
			[]customs.Item{{HS: "691310", Price: dec("900")}}, map[string]int64{"eu-stock-duty": 6000, "eu-stock-import-vat": 20140, "eu-stock-clearance": 9000}},
	}
	g := eu(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := customs.Assess(g, customs.Consignment{Destination: c.to, Origin: "CN", Date: day(t, c.date), Traffic: c.traffic,
				Items: c.items, Freight: dec(c.freight), TaxIncluded: c.taxIn})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int64{}
			var sum int64
			for _, l := range a.Lines {
				got[l.Rule] += l.Amount.Minor
				sum += l.Amount.Minor
				if l.Source.Title == "" {
					t.Errorf("%s names no source", l.Rule)
				}
			}
			if sum != a.Sum("") {
				t.Errorf("the lines sum to %d, the total says %d", sum, a.Sum(""))
			}
			for rule, want := range c.want {
				if got[rule] != want {
					t.Errorf("%s = %d, want %d", rule, got[rule], want)
				}
				delete(got, rule)
			}
			for rule, v := range got {
				t.Errorf("unexpected charge %s of %d", rule, v)
			}
		})
	}
}

func TestChangesFindsTheDayOfTheNewDuty(t *testing.T) {
	got := customs.Changes(eu(t), day(t, "2026-06-08"), day(t, "2026-08-06"))
	if len(got) != 1 || got[0] != day(t, "2026-07-01") {
		t.Errorf("changes = %v, want 2026-07-01", got)
	}
}
