package sim_test

import (
	"os"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// westTerms are what the western marketplace of the small world adds with the mechanisms of after-sales.
const westTerms = `
    fees: {subscription: 39.00 EUR, payment: 0.02, payment_fixed: 0.35 EUR, closing: 0.80 EUR, refund_admin: 1.50 EUR, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
    health: {window: 14, order_defects: 0.01, late: 0.3, untracked: 0.2, cancelled: 0.025, least_orders: 10, warn_days: 3, demote: 0.5, points: 8, suspend_days: 6, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
    requirements: [{paper: ukca, categories: [ware], before: listing}, {paper: gpsr, categories: [ware], before: checked}]
`

// smallRight is a right that the vase infringes in the west.
const smallRight = `
rights:
  - {id: glaze, name: {zh: 釉色外观设计, en: The glaze design}, owner: {zh: 窑主, en: Potter}, kind: design, goods: [vase], marketplaces: [west], check_price: 60.00 CNY, licence_price: 500.00 CNY, licence_days: 200, royalty: 0.05,
     chance: 0.3, freeze_days: [6, 9], settle_price: 3000.00 CNY, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
`

// reference is a reference file that the lessons share.
func reference(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../scenarios/reference/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// complete is a small world without shops that plays the mechanisms named, e.g. "service, health". Each edit replaces a
// text of its scenario or its reference file by another.
func complete(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	west := "weekdays: [1.1, 1, 1, 0.9, 0.9, 1, 1.1]"
	text := strings.Replace(string(smallReference), west, west+westTerms, 1)
	lesson := strings.Replace(smallScenario, "use:\n", "use:\n  mechanisms: ["+mechanisms+"]\n", 1)
	for _, e := range edits {
		switch {
		case strings.Contains(text, e[0]):
			text = strings.Replace(text, e[0], e[1], 1)
		case strings.Contains(lesson, e[0]):
			lesson = strings.Replace(lesson, e[0], e[1], 1)
		default:
			t.Fatalf("%q is neither in small.yaml nor in its scenario", e[0])
		}
	}
	s, err := scenario.Parse(scenario.Bundle{
		scenario.Main: []byte(lesson), "small.yaml": []byte(text), "rates.csv": []byte(smallRates),
		"service.yaml": reference(t, "service.yaml"), "health.yaml": reference(t, "health.yaml"), "compliance.yaml": reference(t, "compliance.yaml"), "rights.yaml": []byte(smallRight),
	})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
