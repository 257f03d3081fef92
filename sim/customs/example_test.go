package customs_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

// A parcel to Germany that sold for 34.90 EUR, on the day on which the duty on low-value goods came into force.
func ExampleAssess() {
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range all.Regimes {
		if all.Regimes[i].ID != "eu" {
			continue
		}
		a, err := customs.Assess(&all.Regimes[i], customs.Consignment{
			Destination: "DE", Origin: "CN", Date: scenario.NewDate(2026, 7, 1), Traffic: "parcel", Scheme: "marketplace", TaxIncluded: true,
			Items: []customs.Item{{HS: "670411", Price: decimal.RequireFromString("34.90")}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, l := range a.Lines {
			fmt.Printf("%s: %s = %s, %s\n", l.Name.En, l.Working, l.Amount, l.Payer)
		}
	}
	// Output:
	// Low-value customs duty (3 EUR for each tariff heading): 1 × 3.00 = 3.00 EUR, seller_marketplace
	// IOSS VAT (collected by the marketplace): 29.3277 × 19% = 5.57 EUR, marketplace
}

// Ten thousand yuan of power banks leave China after the refund has fallen to 6 %.
func ExampleLeave() {
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := customs.Leave(&all.Exports[0], customs.Departure{Mode: "9710", Date: scenario.NewDate(2026, 4, 1),
		Goods: []customs.Bought{{HS: "850760", Cost: decimal.NewFromInt(10_000), Invoiced: true}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := e.Refunds[0]
	fmt.Println("paid", r.Paid, "refunded", r.Back, "on", e.On, "cost", r.Kept)
	// Output: paid 1300.00 CNY refunded 600.00 CNY on 2026-05-01 cost 700.00 CNY
}

// A vase, and what it is mistaken for.
func ExampleClassify() {
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range customs.Classify(all.Headings, "vase", 1) {
		fmt.Println(f.HS, f.Name.En)
		for _, n := range f.Near {
			fmt.Println("not", n.HS+":", n.Why.En)
		}
	}
	// Output:
	// 691310 Statuettes and other ornamental articles of porcelain
	// not 691110: What serves food belongs to 6911, where the European Union charges 79 % anti-dumping duty; only what is for show belongs to 6913.
	// not 691390: Porcelain, vitrified and translucent, is 6913.10; other ceramic is 6913.90.
}
