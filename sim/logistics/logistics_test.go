package logistics_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/scenarios"
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

func TestChargeableWeight(t *testing.T) {
	vase := &scenario.Good{Grams: 1800, LengthMM: 250, WidthMM: 250, HeightMM: 350}
	// 25 × 25 × 35 cm = 21,875 cm³; by 6,000 that is 3.646 kg, more than the 1.8 kg on the scale
	if got := logistics.Chargeable(vase, 6000); got != 3646 {
		t.Errorf("chargeable weight %d g, want 3646", got)
	}
	if got := logistics.Chargeable(vase, 0); got != 1800 {
		t.Errorf("a postal parcel pays by the scale: %d g, want 1800", got)
	}
	tariff := &scenario.Tariff{FirstG: 100, First: 650, StepG: 100, Step: 650, Parcel: 2200, Fuel: decimal.RequireFromString("0.1")}
	// 18 × 6.50 + 22.00 = 139.00, fuel 13.90
	if got := logistics.Postage(tariff, vase, 0); got != 15290 {
		t.Errorf("postage %d, want 15290", got)
	}
}

func TestALegWaitsForItsDeparture(t *testing.T) {
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	n, err := logistics.New(s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n.Legs {
		l := &n.Legs[i]
		if l.ID != "air-cgo-lgg" {
			continue
		}
		wed, _ := scenario.ParseDate("2026-07-01") // no flight on Wednesdays
		if a, b := l.Days(wed, 2048, 256), l.Days(wed+1, 2048, 256); a != b+1 {
			t.Errorf("from Wednesday %d days, from Thursday %d: want one more", a, b)
		}
	}
}

func TestMultiplierIsBounded(t *testing.T) {
	for load, want := range map[int64]uint32{0: 256, 100: 256, 200: 384, 1_000_000_000: 768} {
		if got := logistics.Multiplier(load, 100); got != want {
			t.Errorf("load %d of 100: multiplier %d, want %d", load, got, want)
		}
	}
}
