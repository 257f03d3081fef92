package customs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v4"

	"chuhai/sim/scenario"
)

// goldens are all assessments worked by hand.
func goldens(t *testing.T) []golden {
	t.Helper()
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []golden
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []golden
		in := yaml.NewDecoder(bytes.NewReader(data))
		in.KnownFields(true)
		if err := in.Decode(&cases); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, cases...)
	}
	return all
}

// A change of treatment or rule by date is worked by hand on the day before and on the day of it. The first day of a
// regime's own data is no change, and neither is what began before any lesson can play.
func TestEveryChangeByDateIsWorkedByHandOnBothSides(t *testing.T) {
	since := scenario.NewDate(2022, 12, 1)
	worked := map[string]map[scenario.Date]bool{}
	for _, c := range goldens(t) {
		if worked[c.Regime] == nil {
			worked[c.Regime] = map[scenario.Date]bool{}
		}
		worked[c.Regime][date(t, c.Date)] = true
	}
	for id, g := range borders(t) {
		first := g.Treatments[0].From
		for _, x := range g.Treatments {
			first = min(first, x.From)
		}
		want := func(what string, d scenario.Date) {
			if d >= since && d != first && (!worked[id][d] || !worked[id][d-1]) {
				t.Errorf("%s: %s changes on %s; worked the day before: %t, the day of it: %t", id, what, d, worked[id][d-1], worked[id][d])
			}
		}
		for _, x := range g.Treatments {
			want(x.ID, x.From)
			if x.To != 0 {
				want(x.ID, x.To+1)
			}
		}
		for _, x := range g.Rules {
			if x.Standing == scenario.InForce {
				want(x.ID, x.From)
				if x.To != 0 {
					want(x.ID, x.To+1)
				}
			}
		}
		for _, x := range g.Duties {
			want(x.Kind, x.From)
			if x.To != 0 {
				want(x.Kind, x.To+1)
			}
		}
		for _, x := range g.Taxes {
			if x.Category == "standard" {
				want(x.Kind+" "+x.Country, x.From)
			}
		}
	}
}
