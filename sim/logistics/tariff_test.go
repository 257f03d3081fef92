package logistics_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// The demand surcharge that an express carrier took on parcels from China to Europe from 2024-09-16 to 2025-01-31: 15 CNY
// for each started kilogram (zeusbtc.com); the fuel surcharge chosen here rises from 15 to 20 % on 2024-10-01.
func TestSurchargesHoldByTheDayOfHandover(t *testing.T) {
	vase := &scenario.Good{Grams: 1800, LengthMM: 250, WidthMM: 250, HeightMM: 350} // 4,375 g by divisor 5,000
	tariff := &scenario.Tariff{FirstG: 500, First: 110_00, StepG: 500, Step: 32_00, Fuel: decimal.RequireFromString("0.15"), Divisor: 5000, Surcharges: []scenario.Surcharge{
		{Kind: "fuel", From: date(t, "2024-10-01"), Share: decimal.RequireFromString("0.2")},
		{Kind: "peak", From: date(t, "2024-09-16"), To: date(t, "2025-01-31"), PerKG: 15_00},
	}}
	for _, c := range []struct {
		on   string
		want int64 // 110 + 8 steps × 32 = 366.00
	}{
		{"2024-09-15", 366_00 + 54_90},
		{"2024-09-16", 366_00 + 54_90 + 75_00},
		{"2024-09-30", 366_00 + 54_90 + 75_00},
		{"2024-10-01", 366_00 + 73_20 + 75_00},
		{"2025-01-31", 366_00 + 73_20 + 75_00},
		{"2025-02-01", 366_00 + 73_20},
	} {
		if got := logistics.Postage(tariff, vase, date(t, c.on)); got != c.want {
			t.Errorf("postage on %s: %d, want %d", c.on, got, c.want)
		}
	}
}

func TestFreightByWeightAndByTheBox(t *testing.T) {
	cny := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "CNY"} }
	rail := &scenario.Freight{PerKG: cny(9_50), Minimum: cny(800_00), Documents: cny(700_00), Divisor: 3000}
	box := &scenario.Freight{PerKG: cny(0), Minimum: cny(0), Documents: cny(1500_00), Container: &scenario.Container{Price: cny(40_300_00), KG: 22_000, Litres: 67_000}}
	for _, c := range []struct {
		name string
		f    *scenario.Freight
		load logistics.Load
		want int64
	}{
		{"rail groupage of 480 kg and 2.1 m³ pays for 700 kg: 6,650 and 700", rail, logistics.Load{Grams: 480_000, MM3: 2.1e9}, 7350_00},
		{"50 kg pay the minimum: 800 and 700", rail, logistics.Load{Grams: 50_000, MM3: 0.1e9}, 1500_00},
		{"a box for anything: 40,300 and 1,500", box, logistics.Load{Grams: 480_000, MM3: 2.1e9}, 41_800_00},
		{"67 m³ fill it", box, logistics.Load{Grams: 480_000, MM3: 67e9}, 41_800_00},
		{"68 m³ take two", box, logistics.Load{Grams: 480_000, MM3: 68e9}, 82_100_00},
		{"45 t take three", box, logistics.Load{Grams: 45_000_000, MM3: 2e9}, 122_400_00},
	} {
		if got := logistics.FreightCost(c.f, c.load, 20_000).Minor; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestCarriersRefuseCargo(t *testing.T) {
	refuses := []scenario.Cargo{scenario.BatteryCargo, scenario.LiquidCargo}
	if got := logistics.Refused(refuses, &scenario.Good{Cargo: []scenario.Cargo{scenario.BrandCargo, scenario.LiquidCargo}}); got != scenario.LiquidCargo {
		t.Errorf("refused for %q, want liquid", got)
	}
	if got := logistics.Refused(refuses, &scenario.Good{Cargo: []scenario.Cargo{scenario.BrandCargo}}); got != "" {
		t.Errorf("refused for %q, want taken", got)
	}
}
