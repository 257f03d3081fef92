package customs_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

func china(t testing.TB) *scenario.Export {
	t.Helper()
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	return &all.Exports[0]
}

// Refund = purchase price without VAT × refund rate; what is not refunded is cost. Amounts in fen.
func TestExportRefundsByHand(t *testing.T) {
	x := china(t)
	cases := []struct {
		name, mode, date, sold string
		hs, cost               string
		invoiced               bool
		proceeds               string
		paid, back, kept       int64
		due, income            int64
		on, reconcile          string
	}{
		// 10,000.00 at 13 %: paid 1,300.00. The rate of refund is the rate of VAT, so that all comes back.
		{"porcelain in general trade: all of the 13 % comes back, 30 days after departure", "0110", "2026-06-10", "", "691310", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2026-07-10", ""},
		{"parcels under 9610 wait for the summary declaration of 15 July, and 30 days", "9610", "2026-06-10", "", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2026-08-14", ""},
		{"December's parcels are summed up in January", "9610", "2026-12-31", "", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2027-02-14", ""},
		{"tea at 9 %", "9710", "2026-06-10", "", "090210", "10000", true, "15000", 900_00, 900_00, 0, 0, 0, "2026-07-10", ""},
		// Retail exports of a pilot zone without invoices: exempt, profit deemed 4 % of 15,000 = 600, income tax 25 % = 150.
		{"no invoice under 9610: no VAT either way, 150.00 of income tax", "9610", "2026-06-10", "", "670411", "10000", false, "15000", 0, 0, 0, 0, 150_00, "2026-08-14", ""},
		// 15,000 ÷ 1.13 × 0.13 = 1,725.66
		{"no invoice in general trade counts as a sale at home", "0110", "2026-06-10", "", "670411", "10000", false, "15000", 0, 0, 0, 1725_66, 0, "2026-07-10", ""},
		{"market procurement: exempt, and nothing comes back", "1039", "2026-06-10", "", "670411", "10000", true, "15000", 1300_00, 0, 1300_00, 0, 0, "", ""},
		{"a bonded zone refunds on entry", "1210", "2026-06-10", "", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2026-06-30", ""},
		{"9810, the day before refund on departure: only when sold", "9810", "2025-01-26", "", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "", ""},
		{"9810, the day before, sold on 1 March", "9810", "2025-01-26", "2025-03-01", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2025-03-31", ""},
		{"9810, the day of refund on departure: reconciled by 30 April of the next year", "9810", "2025-01-27", "", "670411", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2025-02-16", "2026-04-30"},
		{"power banks, the last day of 13 %", "0110", "2024-11-30", "", "850760", "10000", true, "15000", 1300_00, 1300_00, 0, 0, 0, "2024-12-30", ""},
		{"power banks at 9 %: 4 % stays as cost", "0110", "2024-12-01", "", "850760", "10000", true, "15000", 1300_00, 900_00, 400_00, 0, 0, "2024-12-31", ""},
		{"power banks, the last day of 9 %", "0110", "2026-03-31", "", "850760", "10000", true, "15000", 1300_00, 900_00, 400_00, 0, 0, "2026-04-30", ""},
		{"power banks at 6 %", "0110", "2026-04-01", "", "850760", "10000", true, "15000", 1300_00, 600_00, 700_00, 0, 0, "2026-05-01", ""},
		{"power banks, the last day of 6 %", "0110", "2026-12-31", "", "850760", "10000", true, "15000", 1300_00, 600_00, 700_00, 0, 0, "2027-01-30", ""},
		{"power banks without refund", "0110", "2027-01-01", "", "850760", "10000", true, "15000", 1300_00, 0, 1300_00, 0, 0, "2027-01-31", ""},
		{"solar cells, the last day of 9 %", "0110", "2026-03-31", "", "854142", "10000", true, "15000", 1300_00, 900_00, 400_00, 0, 0, "2026-04-30", ""},
		{"solar cells without refund", "0110", "2026-04-01", "", "854142", "10000", true, "15000", 1300_00, 0, 1300_00, 0, 0, "2026-05-01", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e, err := customs.Leave(x, customs.Departure{Mode: c.mode, Date: date(t, c.date), Sold: date(t, c.sold),
				Goods: []customs.Bought{{HS: c.hs, Cost: number(t, c.cost), Invoiced: c.invoiced, Proceeds: number(t, c.proceeds)}}})
			if err != nil {
				t.Fatal(err)
			}
			r := e.Refunds[0]
			for _, v := range []struct {
				what      string
				got, want int64
			}{{"paid", r.Paid.Minor, c.paid}, {"back", r.Back.Minor, c.back}, {"kept", r.Kept.Minor, c.kept}, {"due", r.Due.Minor, c.due}, {"income tax", r.Income.Minor, c.income}} {
				if v.got != v.want {
					t.Errorf("%s = %d, want %d", v.what, v.got, v.want)
				}
			}
			if e.On.String() != c.on || e.Reconcile.String() != c.reconcile {
				t.Errorf("paid out on %q, reconciled by %q; want %q and %q", e.On, e.Reconcile, c.on, c.reconcile)
			}
			if r.Source.Title == "" || e.Source.Title == "" {
				t.Errorf("no source: %+v", r)
			}
		})
	}
}

func TestExportNamesWhatIsMissing(t *testing.T) {
	e, err := customs.Leave(china(t), customs.Departure{Mode: "9610", Date: date(t, "2026-06-10"), Parcels: 300, Documents: []string{"order", "waybill"}})
	if err != nil || strings.Join(e.Missing, " ") != "payment" || e.Fee.Minor != 30_00 {
		t.Errorf("%+v, %v; want the payment missing and a fee of 300 × 0.10", e, err)
	}
	for _, d := range []customs.Departure{{Mode: "9999", Date: date(t, "2026-06-10")}, {Mode: "9710", Date: date(t, "2020-06-30")},
		{Mode: "0110", Date: date(t, "2026-06-10"), Goods: []customs.Bought{{HS: "670411", Cost: decimal.NewFromInt(-1)}}}} {
		if _, err := customs.Leave(china(t), d); err == nil {
			t.Errorf("%+v is accepted", d)
		}
	}
}

// What was paid on the invoice comes back or stays as cost, to the fen, and nothing is negative.
func TestInputTaxComesBackOrIsCost(t *testing.T) {
	x := china(t)
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]string{"9610", "9710", "9810", "1210", "0110", "1039"}).Draw(t, "mode")
		b := customs.Bought{HS: rapid.SampledFrom([]string{"670411", "850760", "090210", "960110", "854142"}).Draw(t, "hs"), Invoiced: rapid.Bool().Draw(t, "invoiced"),
			Cost: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "cost"), -2), Proceeds: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "proceeds"), -2)}
		e, err := customs.Leave(x, customs.Departure{Mode: m, Date: scenario.NewDate(2024, 1, 1) + scenario.Date(rapid.IntRange(0, 1400).Draw(t, "day")), Goods: []customs.Bought{b}})
		if err != nil {
			t.Fatal(err)
		}
		r := e.Refunds[0]
		if r.Paid.Minor != r.Back.Minor+r.Kept.Minor || min(r.Paid.Minor, r.Back.Minor, r.Kept.Minor, r.Due.Minor, r.Income.Minor) < 0 || !b.Invoiced && r.Back.Minor != 0 {
			t.Fatalf("%+v", r)
		}
		if e.Cost()+e.Back() != e.Fee.Minor+r.Paid.Minor+r.Due.Minor+r.Income.Minor {
			t.Fatalf("cost %d and refund %d of %+v", e.Cost(), e.Back(), r)
		}
	})
}
