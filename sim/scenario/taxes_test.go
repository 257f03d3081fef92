package scenario_test

import (
	"strings"
	"testing"

	"chuhai/sim/scenario"
)

// What an author gets wrong about money and taxes is found where it stands.
func TestAMistakeAboutMoneyIsFoundWhereItStands(t *testing.T) {
	const main, taxes = scenario.Main, "reference/taxes.yaml"
	for _, c := range []struct{ name, file, old, new, path, says string }{
		{"a country without a register", taxes, "supplies: imported\n      currency: EUR", "supplies: remote\n      currency: EUR", "vat_by_shop[0]", "lacks imported of PL"},
		{"a return in a currency without a rate", taxes, "currency: EUR\n      months: 1\n      due: {months: 1, day: 31}\n      share: 0.05\n      least: 25.00 EUR", "currency: MYR\n      months: 1\n      due: {months: 1, day: 31}\n      share: 0.05\n      least: 25.00 MYR", "vat_by_shop[0]", "lacks the currency of the return"},
		{"a period that does not divide the year", taxes, "months: 1\n", "months: 5\n", "taxes.registers[0].months", "want 1, 2, 3"},
		{"a register named twice", taxes, "id: oss\n", "id: ioss\n", "taxes.registers[1].id", "used twice"},
		{"a fine in another currency", taxes, "least: 25.00 EUR", "least: 25.00 PLN", "taxes.registers[0].least", "currency must be EUR"},
		{"a marketplace that is not there", main, "vat_by_shop: [targowo]", "vat_by_shop: [bazaar]", "vat_by_shop[0]", `no marketplace "bazaar"`},
	} {
		b := bundle(t, "lock-the-rate")
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
