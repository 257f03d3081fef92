package scenario_test

import (
	"errors"
	"strings"
	"testing"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Files that are meant to harm, or are no scenarios at all, are refused with a place, and quickly.
func TestHostileFilesAreRefused(t *testing.T) {
	long := strings.Repeat("长", 4000)
	for name, data := range map[string]string{
		"an empty file":                 "",
		"a comment":                     "# nothing\n",
		"a list":                        "- a\n- b\n",
		"two documents":                 "id: a\n---\nid: b\n",
		"no UTF-8":                      "id: \xff\xfe\n",
		"a control character":           "id: \x00\n",
		"brackets without end":          strings.Repeat("[", 1_000_000),
		"dashes without end":            strings.Repeat("- ", 500_000),
		"mappings without end":          strings.Repeat("{a: ", 300_000),
		"a file of 11 MB":               "id: " + strings.Repeat("a", 11<<20),
		"a value of 12 kB":              "id: " + long + "\nlevel: 1\n",
		"a key of 12 kB":                long + ": 1\n",
		"aliases that multiply":         "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nid: [*c, *c, *c, *c, *c]\n",
		"a merge key":                   "base: &b {id: a}\n<<: *b\n",
		"a thousand unknown keys":       keys(1000),
		"a key that is a list":          "? [a]\n: b\n",
		"a tag of another program":      "id: !!python/object:os.system x\nlevel: !!binary x\n",
		"a number of a million digits":  "days: " + strings.Repeat("9", 1_000_000),
		"an exponent of a billion":      "rates: {spread: 1e1000000000}\n",
		"a tab where spaces belong":     "use:\n\tgoods: []\n",
		"a scalar that is never closed": "id: \"abc\n",
	} {
		t.Run(name, func(t *testing.T) {
			b := bundle(t, "first-parcel")
			b[scenario.Main] = []byte(data)
			_, err := scenario.Parse(b)
			var ps scenario.Problems
			if !errors.As(err, &ps) || len(ps) == 0 {
				t.Fatalf("%v, want problems", err)
			}
			for _, p := range ps {
				if p.File != scenario.Main || p.Text.Zh == "" || p.Text.En == "" {
					t.Errorf("a problem without file or wording: %+v", p)
				}
			}
			if n := len(err.Error()); n > 100_000 {
				t.Errorf("the report has %d bytes", n)
			}
		})
	}
	if _, err := scenario.Parse(nil); err == nil {
		t.Error("an empty bundle is a scenario")
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("k")
		b.WriteString(strings.Repeat("x", i%7))
		b.WriteString(string(rune('a' + i%26)))
		b.WriteString(": 1\n")
	}
	return b.String()
}

// small is a reference file of a kind each, so that fuzzing is quick.
const small = `
goods:
  - {id: wig, name: {zh: 假发, en: Wig}, belt: {zh: 许昌, en: Xuchang}, category: wigs, hs: "670411", hs_name: {zh: 假发, en: Wigs}, grams: 300, length_mm: 280, width_mm: 200, height_mm: 80,
     source: {title: t, date: 2026-01-01, confidence: invented}, suppliers: [{id: s, name: {zh: 厂, en: Plant}, quality: 0.6, moq: 10, lead: {min: 1, median: 2, p90: 3}, tiers: [{from: 10, unit: 50.00 CNY}]}]}
hubs:
  - {id: CNCGO, name: {zh: 郑州, en: Zhengzhou}, country: CN, x: 1, y: 1}
  - {id: DE, name: {zh: 德国, en: Germany}, country: DE, x: 2, y: 1}
legs:
  - {id: air, name: {zh: 空运, en: Air}, from: CNCGO, to: DE, mode: air, km: 8000, transit: {min: 1, median: 2, p90: 4}, carbon: 880, source: {title: t, date: 2026-01-01, confidence: invented}}
warehouses:
  - {id: hamburg, name: {zh: 汉堡, en: Hamburg}, hub: DE, country: DE, currency: EUR, inbound: 30, pick_pack: 160, free_days: 30, storage: 46, source: {title: t, date: 2026-01-01, confidence: invented}}
`

const smallLesson = `
id: small
title: {zh: 小, en: Small}
summary: {zh: 小, en: Small}
level: 1
start: 2026-06-08
days: 10
home: {country: CN, currency: CNY, hub: CNCGO, capital: 1000.00 CNY}
credit: {limit: 0.00 CNY, annual: 0.06, source: {title: t, date: 2026-01-01, confidence: invented}}
rates: {base: EUR, quote: [CNY], shift: 364, spread: 0.003, source: {title: t, date: 2026-01-01, confidence: invented}}
use: {goods: [wig], marketplaces: [], services: []}
tasks: []
rubric: [{id: profit, name: {zh: 利润, en: Profit}, weight: 100, floor: 0, par: 1, ceiling: 2}]
`

// FuzzParse: no bytes make the reader panic, and every refusal says where and what in both languages.
func FuzzParse(f *testing.F) {
	f.Add(smallLesson, small)
	f.Add("id: x\ndays: [1, {a: *b}]", "goods: [{id: a}]")
	f.Add("use: {goods: []}", "legs: [{transit: {min: 1, median: 0}}]")
	f.Fuzz(func(t *testing.T, main, reference string) {
		s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "reference/all.yaml": []byte(reference), "reference/rates.csv": []byte("date,CNY\n2025-03-03,7.6\n")})
		if err == nil {
			if s == nil {
				t.Fatal("neither a scenario nor problems")
			}
			return
		}
		var ps scenario.Problems
		if !errors.As(err, &ps) || len(ps) == 0 || s != nil {
			t.Fatalf("refused with %v", err)
		}
		for _, p := range ps {
			if p.File == "" || p.Text.Zh == "" || p.Text.En == "" || p.Line < 0 || p.Line > 0 && p.Column < 1 {
				t.Errorf("a problem without place or wording: %+v", p)
			}
		}
	})
}

// FuzzRates: no table of rates makes the reader panic.
func FuzzRates(f *testing.F) {
	f.Add("date,CNY\n2025-03-03,7.6282\n")
	f.Add("date,CNY,PLN\n2025-03-03,7.6282\n")
	f.Add("date,CNY\n2025-03-03,-1\n\"")
	f.Add("# a comment\ndate,cny\n")
	f.Fuzz(func(t *testing.T, table string) {
		var ps scenario.Problems
		if err := scenario.CheckReference("rates.csv", []byte(table)); err != nil && !errors.As(err, &ps) {
			t.Fatalf("refused with %v", err)
		}
		for _, p := range ps {
			if p.Line < 1 || p.Column < 1 || p.Text.Zh == "" || p.Text.En == "" {
				t.Errorf("a problem without place or wording: %+v", p)
			}
		}
	})
}

// FuzzDate: a date that is read is written the same, and lies where its weekday says.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-07-01", "2024-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-13-01", "", "2026-7-1", "+2026-07-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := scenario.ParseDate(s)
		if err != nil {
			return
		}
		if d != 0 && d.String() != s {
			t.Errorf("%q is written as %q", s, d.String())
		}
		if wd := d.Weekday(); wd < 1 || wd > 7 {
			t.Errorf("%s is weekday %d", s, wd)
		}
		if m := d.Month(); m > d || d-m > 30 {
			t.Errorf("%s belongs to the month of %s", s, m)
		}
	})
}

// FuzzAmount: an amount that is read is in range and is read again as the same from what it is written as.
func FuzzAmount(f *testing.F) {
	for _, s := range []string{"12.50 EUR", "-1 CNY", "1e18 CNY", "0.001 EUR", "1 JPY", "1.5 JPY", "9999999999999.99 CNY", " 5  PLN ", "٣ EUR", "+1 EUR", ". EUR", "NaN EUR"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.Parse(s)
		if err != nil {
			return
		}
		if a.Minor > money.MaxMinor || a.Minor < -money.MaxMinor || !a.Currency.Valid() {
			t.Errorf("%q is read as %v", s, a)
		}
		if again, err := money.Parse(a.String()); err != nil || again != a {
			t.Errorf("%q is written as %q, which is read as %v, %v", s, a.String(), again, err)
		}
	})
}
