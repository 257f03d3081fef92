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
// text of its files by another: in the first of them that holds it.
func complete(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	const west = "weekdays: [1.1, 1, 1, 0.9, 0.9, 1, 1.1]"
	b := scenario.Bundle{
		scenario.Main: []byte(strings.Replace(smallScenario, "use:\n", "use:\n  mechanisms: ["+mechanisms+"]\n", 1)),
		"small.yaml":  []byte(strings.Replace(string(smallReference), west, west+westTerms, 1)), "rates.csv": []byte(smallRates), "rights.yaml": []byte(smallRight), "lending.yaml": []byte(smallLending),
	}
	for _, name := range []string{"service.yaml", "health.yaml", "compliance.yaml"} {
		b[name] = reference(t, name)
	}
edits:
	for _, e := range edits {
		for _, name := range []string{"small.yaml", scenario.Main, "rights.yaml", "service.yaml", "health.yaml", "compliance.yaml"} {
			if text := string(b[name]); strings.Contains(text, e[0]) {
				b[name] = []byte(strings.Replace(text, e[0], e[1], 1))
				continue edits
			}
		}
		t.Fatalf("%q is in none of the files", e[0])
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
