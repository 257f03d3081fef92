package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
)

func bundle(t testing.TB, name string) scenario.Bundle {
	t.Helper()
	b, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// place is the line and column of a byte of a file.
func place(data string, at int) (line, column int) {
	return 1 + strings.Count(data[:at], "\n"), at - strings.LastIndexByte(data[:at], '\n')
}

const (
	lesson  = "scenario.yaml"
	goods   = "reference/goods.yaml"
	network = "reference/network.yaml"
	market  = "reference/market-kaufgarten.yaml"
	rates   = "reference/ecb.csv"
)

// Each mistake in an author's file is found where it stands: the place is that of the text in at, the last one before the
// change or within it.
func TestAMistakeIsFoundWhereItStands(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		at                   string // the text that stands at the place
		path, says           string
	}{
		{"an unknown key", lesson, "level: 1\n", "levle: 1\n", "levle", "levle", `unknown key "levle", allowed: credit`},
		{"a missing key", lesson, "level: 1\nstart", "start", "id: rail-express", "", `missing "level"`},
		{"a key given twice", lesson, "level: 1\n", "level: 1\nlevel: 2\n", "level: 2", "level", `"level" is given twice`},
		{"a level that does not exist", lesson, "level: 1\n", "level: 9\n", "9\n", "level", "9 must be 1, 2 or 3"},
		{"days in words", lesson, "days: 60", "days: sixty", "sixty", "days", "want a whole number"},
		{"a whole number in hexadecimal", lesson, "days: 60", "days: 0x3c", "0x3c", "days", "want a whole number"},
		{"days without end", lesson, "days: 60", "days: 999999999999999999999", "999999999999999999999", "days", "want a whole number"},
		{"a day that does not exist", lesson, "start: 2026-06-08", "start: 2026-06-31", "2026-06-31", "start", "want year-month-day"},
		{"a list where one value belongs", lesson, "days: 60", "days: [60]", "[60]", "days", "found a list (- item), want a single value"},
		{"one value where a list belongs", lesson, "goods: [jun-vase,", "goods: jun-vase #", "jun-vase #", "use.goods", "found a single value, want a list"},
		{"an alias", lesson, "id: rail-express", "id: &x rail-express\nlevel: *x #", "*x", "level", "found an alias"},
		{"a good that does not exist", lesson, "[jun-vase", "[jun-vse", "jun-vse", "use.goods[0]", `there is no "jun-vse", allowed: jun-vase`},
		{"a good named twice", lesson, "[jun-vase,", "[jun-vase, jun-vase,", "jun-vase, hair", "use.goods[1]", "named twice"},
		{"a capital without currency", lesson, "150000.00 CNY", "150000.00", "150000.00", "home.capital", "want a number, a space and a currency"},
		{"a capital of third decimals", lesson, "150000.00 CNY", "150000.005 CNY", "150000.005", "home.capital", "decimal places"},
		{"a capital that would overflow", lesson, "150000.00 CNY", "9999999999999.00 CNY", "9999999999999", "home.capital", "must lie between"},
		{"a spread with an exponent", lesson, "spread: 0.003", "spread: 1e999999999", "1e999999999", "rates.spread", "plain digits"},
		{"weights that do not add up", lesson, "weight: 40", "weight: 41", "- {id: profit", "rubric", "the weights sum to 101, want 100"},
		{"a scale that falls", lesson, "floor: 0.7, par: 0.92", "floor: 0.97, par: 0.92", "{id: on_time", "rubric[2]", "must ascend"},
		{"an indicator weighed twice", lesson, "{id: rating", "{id: on_time", "on_time", "rubric[3].id", "weighed twice"},
		{"a milestone that does not exist", lesson, "done: listing", "done: listed", "listed", "tasks[1].done", `found "listed", allowed: purchase`},
		{"a hub that does not exist", lesson, "hub: CNCGO", "hub: CNXXX", "CNXXX", "home.hub", `there is no hub "CNXXX"`},
		{"a currency that is quoted twice", lesson, "quote: [CNY, PLN]", "quote: [CNY, PLN, PLN]", "PLN]", "rates.quote[2]", "named twice"},
		{"a table of rates that ends too soon", lesson, "shift: 364", "shift: 0", "0 #", "rates.shift", "must reach from two months before"},

		{"a weight that is not a number", goods, "grams: 1800", "grams: nan", "nan", "goods[0].grams", "want a whole number"},
		{"a share that is not a number", goods, "culture: 0.9", "culture: .nan", ".nan", "goods[0].culture", "want a number"},
		{"a share without end", goods, "culture: 0.9", "culture: inf", "inf", "goods[0].culture", "want a number"},
		{"a share above one", goods, "culture: 0.9", "culture: 1.5", "1.5", "goods[0].culture", "must lie between 0 and 1"},
		{"an HS code of four digits", goods, `hs: "691310"`, `hs: "6913"`, `"6913"`, "goods[0].hs", "six digits"},
		{"a wording in one language", goods, "{zh: 钧瓷花瓶, en: Jun porcelain vase}", "{zh: 钧瓷花瓶}", "{zh: 钧瓷花瓶}", "goods[0].name", `missing "en"`},
		{"an empty wording", goods, "en: Jun porcelain vase}", `en: ""}`, "{zh: 钧瓷花瓶", "goods[0].name", "both zh and en"},
		{"a lead time that falls", goods, "lead: {min: 5, median: 8, p90: 14}", "lead: {min: 5, median: 8, p90: 6}", "{min: 5, median: 8, p90: 6}", "goods[0].suppliers[0].lead", "must ascend"},
		{"a price that rises with quantity", goods, "{from: 100, unit: 115.00 CNY}", "{from: 100, unit: 315.00 CNY}", "{from: 100, unit: 315", "goods[0].suppliers[0].tiers[1]", "unit prices must not rise"},
		{"a confidence that does not exist", goods, "confidence: estimated", "confidence: certain", "certain", "goods[0].source.confidence", "allowed: real, estimated, invented"},
		{"a good defined twice", goods, "id: hair-wig", "id: jun-vase", "jun-vase", "goods[1].id", "already defined in reference/goods.yaml"},

		{"a leg of 60,000 km", network, "km: 8245", "km: 60000", "60000", "legs[0].km", "must lie between 0 and 50000"},
		{"a mode that does not exist", network, "mode: air", "mode: zeppelin", "zeppelin", "legs[0].mode", "allowed: air, rail, sea, road"},
		{"a departure on the eighth day", network, "departs: [1, 2, 4, 5, 7]", "departs: [1, 2, 4, 5, 8]", "8]", "legs[0].departs[4]", "want 1 (Monday) to 7 (Sunday)"},
		{"a settlement that never comes", market, "cycle_days: 14", "cycle_days: 0", "0, reserve", "marketplaces[0].settlement.cycle_days", "must be greater than 0"},
		{"a date without a rate", rates, "2025-03-04,", "2025-03-04x,", "2025-03-04x", "", "is no date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bundle(t, "rail-express")
			whole := string(b[c.file])
			if !strings.Contains(whole, c.old) {
				t.Fatalf("%s does not hold %q", c.file, c.old)
			}
			bad := strings.Replace(whole, c.old, c.new, 1)
			b[c.file] = []byte(bad)
			_, err := scenario.Parse(b)
			var ps scenario.Problems
			if !errors.As(err, &ps) {
				t.Fatalf("%v, want problems", err)
			}
			changed := strings.Index(whole, c.old) + len(c.new)
			at := strings.LastIndex(bad[:min(len(bad), changed+40)], c.at)
			if at < 0 {
				t.Fatalf("nothing before the change reads %q", c.at)
			}
			line, column := place(bad, at)
			for _, p := range ps {
				if p.File == c.file && p.Path == c.path && strings.Contains(p.Text.En, c.says) {
					if p.Line != line || p.Column != column {
						t.Errorf("found at %d:%d, it stands at %d:%d", p.Line, p.Column, line, column)
					}
					if p.Text.Zh == "" || strings.Contains(p.Text.Zh, "want") {
						t.Errorf("in Chinese it is %q", p.Text.Zh)
					}
					return
				}
			}
			t.Errorf("want %s: %s: …%s…, got\n%v", c.file, c.path, c.says, err)
		})
	}
}

// A file that Notepad saved in GBK, one that is empty, one in UTF-16: each is told from a mistake in its text, or read.
func TestTheEncodingOfAFile(t *testing.T) {
	whole := string(bundle(t, "rail-express")[lesson])
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(whole)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, text, en, zh string }{
		{"GBK", gbk, "scenario.yaml:3:3: the file is not in UTF-8", "编码选 UTF-8"},
		{"nothing", "\n \n", "the file is empty", "文件是空的"},
		{"a mark of UTF-8 before the text", "\ufeff" + whole, "", ""},
		{"UTF-16", wide, "", ""},
		{"lines as Windows ends them", strings.ReplaceAll(whole, "\n", "\r\n"), "", ""},
	} {
		b := bundle(t, "rail-express")
		b[lesson] = []byte(c.text)
		_, err := scenario.Parse(b)
		if c.en == "" {
			if err != nil {
				t.Errorf("%s: %v", c.what, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.en) || !strings.Contains(err.Error(), c.zh) {
			t.Errorf("%s: %v; want %q and %q", c.what, err, c.en, c.zh)
		}
	}
}
