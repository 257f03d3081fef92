package customs_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
)

func TestChangesFindsTheDayOfTheNewDuty(t *testing.T) {
	got := customs.Changes(borders(t)["eu"], date(t, "2026-06-08"), date(t, "2026-08-06"))
	if len(got) != 1 || got[0] != date(t, "2026-07-01") {
		t.Errorf("changes = %v, want 2026-07-01", got)
	}
}

// The arithmetic of a line can be read and followed.
func TestALineShowsItsWorking(t *testing.T) {
	a, err := customs.Assess(borders(t)["cn"], customs.Consignment{Destination: "CN", Origin: "FR", Date: date(t, "2026-06-01"), Traffic: "bonded_sale", Scheme: "marketplace",
		Items: []customs.Item{{HS: "330499", Price: decimal.NewFromInt(425), Net: 20}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"425.00 × 15% ÷ 85% × 70%", "500.00 × 13% × 70%"}
	for i, l := range a.Lines {
		if l.Working != want[i] {
			t.Errorf("%s: %s, want %s", l.Rule, l.Working, want[i])
		}
	}
}

// What a consignment lacks is named.
func TestWhatCannotBeAssessedIsSaid(t *testing.T) {
	regimes := borders(t)
	one := []customs.Item{{HS: "670411", Price: decimal.NewFromInt(200)}}
	cases := []struct {
		name, regime string
		c            customs.Consignment
		want         string
	}{
		{"nothing declared", "eu", customs.Consignment{Destination: "DE", Traffic: "parcel"}, "nothing is declared"},
		{"a negative price", "eu", customs.Consignment{Destination: "DE", Traffic: "parcel", Items: []customs.Item{{HS: "670411", Price: decimal.NewFromInt(-1)}}}, "items[0]"},
		{"a negative freight", "eu", customs.Consignment{Destination: "DE", Traffic: "parcel", Freight: decimal.NewFromInt(-1), Items: one}, "freight"},
		{"an unknown term", "eu", customs.Consignment{Destination: "DE", Traffic: "parcel", Term: "CIF", Items: one}, "DDP or DAP"},
		{"no treatment", "eu", customs.Consignment{Destination: "DE", Date: date(t, "2026-07-01"), Traffic: "bonded_sale", Items: one}, "no treatment"},
		{"a threshold in a currency without a rate", "kr", customs.Consignment{Destination: "KR", Date: date(t, "2026-07-01"), Traffic: "parcel", Items: one}, "KRW for one USD"},
		{"a tariff line that is not known", "eu", customs.Consignment{Destination: "DE", Origin: "CN", Date: date(t, "2026-07-01"), Traffic: "stock", Items: []customs.Item{{HS: "020110", Price: decimal.NewFromInt(1)}}}, "HS 020110"},
	}
	for _, c := range cases {
		_, err := customs.Assess(regimes[c.regime], c.c)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// A gate names the document that opens it, and says whether it is there.
func TestGatesAskForDocuments(t *testing.T) {
	c := customs.Consignment{Destination: "DE", Origin: "CN", Date: date(t, "2026-07-01"), Traffic: "parcel", Scheme: "marketplace",
		Items: []customs.Item{{HS: "950300", Price: decimal.NewFromInt(20)}, {HS: "960110", Price: decimal.NewFromInt(20)}}}
	for _, documents := range [][]string{nil, {"ce-declaration"}} {
		c.Documents = documents
		a, err := customs.Assess(borders(t)["eu"], c)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Needs) != 2 || a.Needs[0].Gate != "eu-ivory" || a.Needs[0].Met || a.Needs[0].Without != "seize" || a.Needs[1].Document != "ce-declaration" || a.Needs[1].Met != (documents != nil) {
			t.Errorf("with %v: %+v", documents, a.Needs)
		}
		if need, ok := a.Passes(); ok || need.Gate != "eu-ivory" {
			t.Errorf("ivory passes: %+v", need)
		}
	}
}

func TestDomesticTax(t *testing.T) {
	regimes := borders(t)
	for _, c := range []struct{ regime, country, hs, want string }{{"eu", "DE", "670411", "0.19"}, {"eu", "DE", "490199", "0.07"}, {"gb", "GB", "611120", "0"}, {"my", "MY", "670411", "0"}, {"cn", "CN", "330499", "0.13"}} {
		got, err := customs.Domestic(regimes[c.regime], c.country, c.hs, date(t, "2026-06-01"))
		if err != nil || !got.Equal(number(t, c.want)) {
			t.Errorf("%s %s: %s, %v, want %s", c.country, c.hs, got, err, c.want)
		}
	}
	if _, err := customs.Domestic(regimes["eu"], "US", "670411", date(t, "2026-06-01")); err == nil || !strings.Contains(err.Error(), "US") {
		t.Errorf("an unknown country: %v", err)
	}
}
