package scenario_test

import (
	"os"
	"strings"
	"testing"

	"chuhai/sim/scenario"
)

// Each mistake on the demand side is found where it stands.
func TestAMistakeOnTheDemandSideIsFound(t *testing.T) {
	file, err := os.ReadFile("../testdata/trade.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := string(file)
	if err := scenario.CheckReference("trade.yaml", file); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, path string }{
		"a kind of marketplace that nobody knows": {"kind: vouchers", "kind: mall", "marketplaces[1].kind"},
		"a managed one without its terms":         {"kind: search", "kind: managed", "marketplaces[0].kind"},
		"a mix that does not sum to one":          {"thrifty: 0.5", "thrifty: 0.6", "marketplaces[0].mix"},
		"a segment named twice in a mix":          {"{thrifty: 0.5, fond", "{fond: 0.5, fond", "marketplaces[0].mix.fond"},
		"queries that do not sum to one":          {"share: 0.4, reach", "share: 0.5, reach", "marketplaces[0].queries"},
		"a query of no category":                  {"{id: bowl, category: ware, text: \"Schüssel K", "{id: bowl, category: wares, text: \"Schüssel K", "marketplaces[0].queries[0].category"},
		"a query used twice":                      {"{id: vase, category", "{id: bowl, category", "marketplaces[0].queries[1].id"},
		"a level that no translator has":          {"reach: native", "reach: poet", "marketplaces[0].queries[3].reach"},
		"a relevance above one":                   {"goods: {bowl: 0.8", "goods: {bowl: 1.8", "marketplaces[0].queries[2].goods.bowl"},
		"a season on a day that does not exist":   {"to: 07-31", "to: 06-31", "marketplaces[0].queries[2].season[0].to"},
		"a season without measure":                {"factor: 1.5}]", "factor: 150}]", "marketplaces[0].queries[2].season[0].factor"},
		"no place for sponsors":                   {"slots: 2", "slots: 0", "marketplaces[0].ads.slots"},
		"a reserve in another currency":           {"reserve: 0.10 EUR", "reserve: 0.10 PLN", "marketplaces[0].ads.reserve"},
		"every shopper clicks every ad":           {"click_rate: 0.0036", "click_rate: 0.36", "marketplaces[0].ads.pages"},
		"a peak outside its window":               {"peak: 07-12", "peak: 07-22", "marketplaces[0].festivals[0].peak"},
		"a festival that hides what enters":       {"lift: 1.5", "lift: 0.5", "marketplaces[0].festivals[0].lift"},
		"a markup below the least":                {"markup: 0.65", "markup: 0.25", "marketplaces[2].managed.markup"},
		"vouchers of more than everything":        {"least_discount: 0.05", "least_discount: 1.05", "marketplaces[1].vouchers.least_discount"},
		"five pieces of which one has no share":   {"pieces: [0.8, 0.15, 0.05]", "pieces: [0.8, 0.05, 0.05, 0.05, 0.05]", "marketplaces[0].categories[0].pieces"},
		"orders of no single piece":               {"pieces: [0.8, 0.15, 0.05]", "pieces: [0, 0.95, 0.05]", "marketplaces[0].categories[0].pieces"},
		"a first translation that costs":          {"price: 0.00 CNY, utility: -0.35", "price: 1.00 CNY, utility: -0.35", "translations[0].price"},
		"translations in the wrong order":         {"{id: machine", "{id: human", "translations[0].id"},
		"pictures that sell by themselves":        {"utility: 0.25", "utility: 25", "contents[1].utility"},
		"a title of three letters":                {"characters: 80", "characters: 3", "marketplaces[0].title.characters"},
		"a language nobody is told":               {"    language: de\n", "", "marketplaces[0]"},
		"a table that is a list":                  {"mix: {thrifty: 0.5, fond: 0.5}", "mix: [0.5, 0.5]", "marketplaces[0].mix"},
		"nests of more than everything":           {"nest: 0.7", "nest: 1.7", "behaviour.nest"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Fatalf("%s: %q is not in trade.yaml", name, c.old)
		}
		err := scenario.CheckReference("trade.yaml", []byte(bad))
		if err == nil || !strings.Contains(err.Error(), ": "+c.path+":") {
			t.Errorf("%s: %v, want a problem at %s", name, err, c.path)
		}
	}
}

// A span of days of the year may hold the new year.
func TestASeasonMaySpanTheNewYear(t *testing.T) {
	day := func(s string) (m scenario.MonthDay) {
		if err := m.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, c := range []struct {
		day, from, to string
		want          bool
	}{{"12-24", "11-15", "01-06", true}, {"01-06", "11-15", "01-06", true}, {"01-07", "11-15", "01-06", false}, {"11-11", "11-01", "11-11", true}, {"11-12", "11-01", "11-11", false}} {
		if got := day(c.day).Within(day(c.from), day(c.to)); got != c.want {
			t.Errorf("%s within %s to %s: %t", c.day, c.from, c.to, got)
		}
	}
	start := scenario.NewDate(2026, 11, 12)
	if got := day("11-11").Next(start).String(); got != "2027-11-11" {
		t.Errorf("the next Singles' Day is on %s", got)
	}
	if got := start.MonthDay(); got != day("11-12") {
		t.Errorf("it is %d", got)
	}
	var m scenario.MonthDay
	for _, bad := range []string{"02-29", "13-01", "1-1", "", "11-11-11"} {
		if m.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is a day of every year", bad)
		}
	}
}
