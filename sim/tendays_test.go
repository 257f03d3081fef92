package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// tenDays is a shop of ten days in which nothing is left to chance but how many bowls are bought: carriers take the same
// time every day, nothing is held, nothing gets lost. The euro stands at 8.00 until 30 June and at 8.20 from 1 July.
func tenDays(t testing.TB, seed uint64) *sim.World {
	t.Helper()
	main := strings.NewReplacer(
		"use:\n", "vat_by_shop: [west]\nuse:\n  mechanisms: [exchange, credit, taxes]\n", "start: 2026-06-15", "start: 2026-06-24", "days: 60", "days: 30", "marketplaces: [east, west]", "marketplaces: [west]",
		"shift: 364,", "shift: 364, script: [{currency: CNY, date: 2026-06-01, rate: 8}, {currency: CNY, date: 2026-07-01, rate: 8.2}],",
	).Replace(smallScenario)
	reference := strings.NewReplacer(
		"transit: {min: 5, median: 7, p90: 10}", "transit: {min: 1, median: 1, p90: 1}", "transit: {min: 0.5, median: 1, p90: 3}", "transit: {min: 1, median: 1, p90: 1}",
		"customs: -1, handle: 0, promise: 3, max_g: 20000, loss: 0.01", "customs: -1, handle: 0, promise: 3, max_g: 20000, loss: 0", "{yellow: 0.1, red: 0.1,", "{yellow: 0, red: 0,",
		"settlement: {cycle_days: 7, reserve_days: 3, payout_fee: 0.005, refund_fee: 0.2}", "settlement: {cycle_days: 4, reserve_days: 0, payout_fee: 0.005, refund_fee: 0.2}",
	).Replace(string(smallReference))
	s, err := scenario.Parse(scenario.Bundle{
		scenario.Main: []byte(main), "small.yaml": []byte(reference), "exchange.yaml": []byte(smallExchange), "lending.yaml": []byte(smallLending), "taxes.yaml": []byte(smallTaxes), "rates.csv": []byte(smallRates),
	})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	return w
}

// A shop's first ten days, each number worked by hand. Amounts are CNY unless they say otherwise.
//
//	day 0  24 June   100 bowls are bought at 20.00: 2,000.00
//	day 2  26 June   20 of them (400.00) go to Hamburg by rail. A bowl takes 160 × 160 × 90 mm / 3,000 = 0.768 kg, 20 take
//	                 15.36 kg × 9.50 = 145.92, and 50.00 for documents: 195.92. They are worth 595.92 on the way.
//	day 3  27 June   Customs values them at 595.92 / 8 = 74.49 EUR: duty of 12 % is 8.94 EUR or 71.52, import VAT of 19 % on
//	                 83.43 EUR is 15.85 EUR or 126.80, refunded later. Landed they are worth 667.44. The warehouse takes
//	                 20 × 0.30 EUR: 48.00. Buyers order all 20 at 59.50 EUR: 50.00 EUR each without VAT. The parcels cost
//	                 20 × (4.00 + 1.60) EUR: 896.00
//	day 4  28 June   All are delivered: sales of 1,000.00 EUR or 8,000.00 with a cost of 667.44. VAT collected for Germany:
//	                 20 × 9.50 = 190.00 EUR. Commission of 15 % on 59.50 EUR is 8.93 EUR: 178.60 EUR or 1,428.80. The
//	                 marketplace owes 1,000.00 + 190.00 − 178.60 = 1,011.40 EUR, in the books at 8.00: 8,091.20
//	day 6  30 June   500.00 EUR are sold forward for three days at 8 × (365 + 0.045) / (365 + 0.06) = 7.999671, less 0.2 %:
//	                 7.983672, for 3,991.84. The margin of 5 % is 199.60. In the evening the German return of June is made:
//	                 190.00 EUR. The quarter's profit of 8,000.00 − 667.44 − 1,428.80 − 896.00 − 48.00 = 4,959.76 owes
//	                 5 % of income tax: 247.99, due on 15 July
//	day 7  1 July    The euro rises to 8.20. A bowl comes back: 50.00 EUR of sales (400.00) and 9.50 EUR of VAT are repaid, and of 8.93 EUR of
//	                 commission 80 % (7.14 EUR, 57.12). The marketplace pays out 1,011.40 − 9.50 − 42.86 = 959.04 EUR less
//	                 0.5 % (4.80 EUR, 39.36): 954.24 EUR, worth 7,824.77 today. They stood at 959.04 × 8.00 = 7,672.32: an
//	                 exchange gain of 7,824.77 + 39.36 − 7,672.32 = 191.81
//	day 8  2 July    200.00 EUR are settled through the provider: 200 × 8.2 × 0.998 = 1,636.72 less 0.5 % (8.19): 1,628.53,
//	                 which costs 11.47. The return is filed: 190.00 EUR leave the bank at 8.20 (1,558.00). 180.50 EUR of
//	                 debt stood at 8.00 (1,444.00); the 9.50 EUR given back in July are owed to the shop until the next
//	                 return, at 8.20 (77.90): an exchange loss of 1,558.00 − 1,444.00 − 77.90 = 36.10. The VAT in the exported goods is claimed:
//	                 400.00 / 1.13 × 13 % = 46.02
//	day 9  3 July    The forward is delivered: 3,991.84 for 500.00 EUR worth 4,100.00, a loss of 108.16, where the payout of
//	                 these 500 EUR gained 100.00 by the same rise; the margin comes back
func TestTenDaysWorkedByHand(t *testing.T) {
	w := tenDays(t, 3) // of this seed 20 bowls are sold on the first day, and one comes back
	must(t, w, bowls(100, false))
	step(t, w)
	step(t, w)
	must(t, w, sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 20}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "store-de", Price: 59_50, Promise: 3}})
	for w.Day() < 10 {
		switch w.Day() {
		case 6:
			must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: eur(500_00), Days: 3}}})
		case 8:
			must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: eur(200_00), To: "CNY", Channel: "provider"}})
			must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{File: &sim.FileReturn{Return: 1}}})
			must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Claim: &sim.ClaimRefund{}}})
		}
		step(t, w)
	}
	s, err := w.Statements(1, []ledger.Period{{From: 0, To: 9}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Tie(); err != nil {
		t.Fatal(err)
	}
	profit := map[ledger.Account]int64{
		ledger.Sales:        8_000_00,           // 20 × 50.00 EUR at 8.00
		ledger.Refunds:      -400_00,            // 50.00 EUR at 8.00, at which the receivable stood
		ledger.CostOfSales:  -(667_44 - 46_02),  // the landed bowls, less the export VAT refund
		ledger.Commission:   -(1428_80 - 57_12), // 178.60 EUR, less 7.14 EUR given back
		ledger.Postage:      -896_00,
		ledger.WarehouseFee: -48_00,
		ledger.BankCharge:   -(39_36 + 11_47), // of the payout, and of the settlement
		ledger.FXRealised:   191_81 - 36_10,   // on the payout, and on the tax
		ledger.ForwardGain:  -108_16,
		ledger.IncomeTax:    -247_99,
	}
	for _, l := range s.Profit {
		if l.Home[0] != profit[l.Account] {
			t.Errorf("%s is %d, by hand %d", ledger.Names[l.Account].En, l.Home[0], profit[l.Account])
		}
		delete(profit, l.Account)
	}
	sheet := map[ledger.Account]int64{
		// 50,000.00 − 2,000.00 − 195.92 − (71.52 + 126.80) − 48.00 − 896.00 + 1,628.53 + 3,991.84 = 52,282.13, and
		// 954.24 − 200.00 − 190.00 − 500.00 = 64.24 EUR at 8.20 = 526.77
		ledger.Bank:       52_282_13 + 526_77,
		ledger.Inventory:  80 * 20_00,
		ledger.TaxReclaim: 126_80,
		ledger.RefundDue:  46_02,
		ledger.IncomeDue:  -247_99,
		ledger.TaxDue:     77_90, // 9.50 EUR at 8.20, taken off the return of July
	}
	for _, l := range s.Sheet {
		if l.Home[0] != sheet[l.Account] {
			t.Errorf("%s stands at %d, by hand %d", ledger.Names[l.Account].En, l.Home[0], sheet[l.Account])
		}
		delete(sheet, l.Account)
	}
	cash := map[ledger.CashLine]int64{
		ledger.OwnersCapital:    50_000_00,
		ledger.FromMarketplaces: 7_824_77, // 954.24 EUR at 8.20
		ledger.ToSuppliers:      -2_000_00,
		ledger.ToCarriers:       -(195_92 + 896_00),
		ledger.ToWarehouses:     -48_00,
		ledger.TaxesPaid:        -(71_52 + 126_80 + 1_558_00), // at the border, and filed
		ledger.ForwardFlow:      -108_16,                      // 3,991.84 for 4,100.00; the margin went and came back
		ledger.NoFlow:           -11_47,                       // 1,628.53 for 200 EUR worth 1,640.00
	}
	for _, l := range s.Cash {
		if l.Home[0] != cash[l.Line] {
			t.Errorf("%s is %d, by hand %d", ledger.CashLineNames[l.Line].En, l.Home[0], cash[l.Line])
		}
		delete(cash, l.Line)
	}
	if len(profit)+len(sheet)+len(cash) > 0 {
		t.Errorf("missing: %v, %v, %v", profit, sheet, cash)
	}
	// 8,000.00 − 400.00 − 621.42 − 1,371.68 − 896.00 − 48.00 − 50.83 + 155.71 − 108.16 − 247.99
	if s.Result[0] != 4_411_63 || s.Worth[0] != 54_411_63 || s.Capital[0] != 50_000_00 {
		t.Errorf("profit %d and worth %d; by hand 4,411.63 and 54,411.63", s.Result[0], s.Worth[0])
	}
}
