package fx_test

import (
	"testing"

	"pgregory.net/rapid"

	"chuhai/scenarios"
	"chuhai/sim/fx"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

func rates(t *testing.T) (fx.Rates, *scenario.Scenario) {
	t.Helper()
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return fx.Play(&s.Rates, s.Start, s.Days, 0), s
}

// 2025-06-16 is 364 days before 2026-06-15; the ECB published 8.3102 CNY and 4.2643 PLN for a euro.
func TestCrossRateIsThePublishedOne(t *testing.T) {
	r, s := rates(t)
	d, _ := scenario.ParseDate("2026-06-15")
	x, err := r.Cross("EUR", "CNY", d)
	if err != nil || x.String() != "8.3102" {
		t.Errorf("EUR/CNY on %s = %s, %v; want 8.3102", d, x, err)
	}
	// 100 PLN are 100 / 4.2643 × 8.3102 = 194.878 CNY; the bank keeps 0.3 %: 194.2936
	got, err := r.Value(money.Amount{Minor: 10000, Currency: "PLN"}, "CNY", d)
	if err != nil || got.Minor != 19488 {
		t.Errorf("100 PLN = %v, %v; want 194.88 CNY", got, err)
	}
	dealt, _, err := r.Deal(money.Amount{Minor: 10000, Currency: "PLN"}, "CNY", d, s.Rates.Spread)
	if err != nil || dealt.Minor != 19429 {
		t.Errorf("the bank pays %v, %v; want 194.29 CNY", dealt, err)
	}
	// Weekends keep Friday's rate.
	sat, _ := scenario.ParseDate("2026-06-20")
	a, _ := r.Cross("EUR", "CNY", sat)
	b, _ := r.Cross("EUR", "CNY", sat-1)
	if !a.Equal(b) {
		t.Errorf("Saturday %s, Friday %s", a, b)
	}
	if _, err := r.Cross("XXX", "CNY", s.Start); err == nil {
		t.Error("a currency without a rate has none")
	}
}

func TestCustomsUsesThePenultimateWednesday(t *testing.T) {
	d, _ := scenario.ParseDate("2026-07-15")
	if got := fx.CustomsDate(d).String(); got != "2026-06-17" {
		t.Errorf("the rate for July 2026 is that of %s, want 2026-06-17", got)
	}
}

// A fixing values every amount as the rates do, to the last minor unit, beyond the range of amounts too.
func TestAFixingValuesAsTheRatesDo(t *testing.T) {
	r, s := rates(t)
	currencies := []money.Currency{"CNY", "EUR", "PLN"}
	rapid.Check(t, func(t *rapid.T) {
		on := s.Start + scenario.Date(rapid.IntRange(0, s.Days).Draw(t, "day"))
		to := rapid.SampledFrom(currencies).Draw(t, "to")
		f, err := r.Fix(currencies, to, on)
		if err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, len(currencies)-1).Draw(t, "from")
		minor := rapid.Int64Range(-2*money.MaxMinor, 2*money.MaxMinor).Draw(t, "minor")
		want, wantErr := r.Value(money.Amount{Minor: minor, Currency: currencies[i]}, to, on)
		got, err := f.Value(i, minor)
		if got != want.Minor || (err == nil) != (wantErr == nil) {
			t.Fatalf("%d %s is %d %s (%v), want %d (%v)", minor, currencies[i], got, to, err, want.Minor, wantErr)
		}
	})
}
