package scenario_test

import (
	"strings"
	"testing"

	"chuhai/sim/scenario"
)

// What an author gets wrong about after-sales, health, compliance and fees is found where it stands.
func TestAMistakeInAfterSalesIsFoundWhereItStands(t *testing.T) {
	const play = "use:\n"
	for _, c := range []struct{ name, file, old, new, path, says string }{
		{"a kind of ticket left out", "reference/service.yaml", "- id: charge\n", "- id: damaged\n", "service.tickets", `want "charge" just once`},
		{"an answer that nobody gives", "reference/service.yaml", "{id: explain, content: 0.75}", "{id: threaten, content: 0.75}", "service.tickets[0].answers[0].id", `found "threaten"`},
		{"more content buyers than buyers", "reference/service.yaml", "content: 0.75}", "content: 1.75}", "service.tickets[0].answers[0].content", "between 0 and 1"},
		{"no time to answer", "reference/service.yaml", "\n      days: 2\n", "\n      days: 0\n", "service.tickets[0].days", "between 1 and 30"},
		{"a kind of service twice", "reference/service.yaml", "kind: rail", "kind: line", "service.carriers", `want "rail" just once`},
		{"an appeal without a right proof", "reference/health.yaml", "all answered\"}, right: true}", "all answered\"}}", "appeals.causes[0].proofs", "at least one must be right"},
		{"a cause of its own", "reference/health.yaml", "- id: late\n", "- id: slow\n", "appeals.causes[1].id", `found "slow"`},
		{"a freeze that ends before it begins", "reference/compliance.yaml", "freeze_days: [14, 28]", "freeze_days: [28, 14]", "rights[0].freeze_days", "ascending"},
		{"a right of no kind", "reference/compliance.yaml", "kind: mark", "kind: song", "rights[0].kind", `found "song"`},
		{"a paper named twice", "reference/compliance.yaml", "- id: ukca", "- id: ce", "papers[1].id", "already defined"},
		{"a duty that comes before any order", "reference/compliance.yaml", "orders: 5\n", "orders: 0\n", "privacy[0].orders", "must lie between"},
		{"a mechanism that does not exist", lesson, play, play + "  mechanisms: [karma]\n", "use.mechanisms[0]", `found "karma"`},
		{"fees in another currency", market, "subscription: 39.00 EUR", "subscription: 39.00 PLN", "marketplaces[0].fees.subscription", "currency must be EUR"},
		{"a rank that is lifted for bad health", market, "demote: 0.6", "demote: 1.5", "marketplaces[0].health.demote", "at most 1"},
	} {
		b := bundle(t, "rail-express")
		text := strings.Replace(string(b[c.file]), c.old, c.new, 1)
		if text == string(b[c.file]) {
			t.Fatalf("%s: %q is not in %s", c.name, c.old, c.file)
		}
		b[c.file] = []byte(text)
		_, err := scenario.Parse(b)
		if err == nil || !strings.Contains(err.Error(), c.path+": ") || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s at %s", c.name, err, c.says, c.path)
		}
	}
}

// A scenario that plays compliance without anything to enforce it is refused.
func TestAMechanismNeedsItsData(t *testing.T) {
	for mechanism, file := range map[string]string{"service": "reference/service.yaml", "health": "reference/health.yaml", "compliance": "reference/compliance.yaml"} {
		b := bundle(t, "rail-express")
		delete(b, file)
		b[lesson] = []byte(strings.Replace(string(b[lesson]), "use:\n", "use:\n  mechanisms: ["+mechanism+"]\n", 1))
		if _, err := scenario.Parse(b); err == nil || !strings.Contains(err.Error(), "use.mechanisms") {
			t.Errorf("%s: %v", mechanism, err)
		}
	}
}
