package scenario_test

import (
	"strings"
	"testing"

	"chuhai/sim/scenario"
)

// What an author gets wrong about money and taxes is found where it stands.
func TestAMistakeAboutMoneyIsFoundWhereItStands(t *testing.T) {
	const main, taxes, lending = scenario.Main, "reference/taxes.yaml", "reference/lending.yaml"
	for _, c := range []struct{ name, file, old, new, path, says string }{
		{"a country without a register", taxes, "supplies: imported\n      currency: EUR", "supplies: remote\n      currency: EUR", "vat_by_shop[0]", "lacks imported of PL"},
		{"a return in a currency without a rate", taxes, "currency: EUR\n      months: 1\n      due: {months: 1, day: 31}\n      share: 0.05\n      least: 25.00 EUR", "currency: MYR\n      months: 1\n      due: {months: 1, day: 31}\n      share: 0.05\n      least: 25.00 MYR", "vat_by_shop[0]", "lacks the currency of the return"},
		{"a period that does not divide the year", taxes, "months: 1\n", "months: 5\n", "taxes.registers[0].months", "want 1, 2, 3"},
		{"a register named twice", taxes, "id: oss\n", "id: ioss\n", "taxes.registers[1].id", "used twice"},
		{"a fine in another currency", taxes, "least: 25.00 EUR", "least: 25.00 PLN", "taxes.registers[0].least", "currency must be EUR"},
		{"a margin that is called before it is paid", "reference/exchange.yaml", "maintenance: 0.02", "maintenance: 0.05", "exchange.forward.maintenance", "less than the margin"},
		{"a loan of more than the bank lends", lending, "least: 5000.00 CNY", "least: 500000.00 CNY", "lending.loan.ceiling", "must not be below least"},
		{"a loan in another currency", lending, "ceiling: 100000.00 CNY\n    worth", "ceiling: 100000.00 EUR\n    worth", "lending.loan.ceiling", "home currency CNY"},
		{"a loan without an instalment", lending, "every: 30\n", "every: 60\n", "lending.loan.min_days", "every ≤ min_days"},
		{"an insurance that pays more than the loss", lending, "share: 0.9\n", "share: 1.9\n", "lending.cover.share", "between 0 and 1"},
		{"the insolvency of nobody", "reference/failures.yaml", "fails: targowo", "fails: bazaar", "use.shocks[0]", `no marketplace "bazaar"`},
		{"an insolvency that closes a border", "reference/failures.yaml", "fails: targowo", "fails: targowo\n    modes: [air]", "shocks[", "or fails alone"},
		{"a deadline that is no day", taxes, "by: 04-30", "by: 02-29", "refund.by", "MM-DD"},
		{"a surcharge of more than the tax", taxes, "daily: 0.0005", "daily: 5", "taxes.income.daily", "between 0 and 1"},
		{"a marketplace that is not there", main, "vat_by_shop: [targowo]", "vat_by_shop: [bazaar]", "vat_by_shop[0]", `no marketplace "bazaar"`},
	} {
		b := bundle(t, "lock-the-rate")
		text := strings.Replace(string(b[c.file]), c.old, c.new, 1)
		if text == string(b[c.file]) {
			t.Fatalf("%s: %q is not in %s", c.name, c.old, c.file)
		}
		b[c.file] = []byte(text)
		_, err := scenario.Parse(b)
		if err == nil || !strings.Contains(err.Error(), c.path) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s at %s", c.name, err, c.says, c.path)
		}
	}
}
