package main

import (
	"path/filepath"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
)

// Each figure stands beside what was found and its bars, with the source; a figure that leaves its bars is named, and the
// command fails.
func TestValidateMarket(t *testing.T) {
	code, out, errs := chuhai(t, "validate", "market", "rail-express", "--classes", "0")
	if code != 0 || !strings.Contains(out, "own-price elasticity, all shoppers") || !strings.Contains(out, "−2.62") ||
		!strings.Contains(out, "Bijmolt") || strings.Contains(out, "MISSED") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file(t, filepath.Join(dir, scenario.Main), lesson(t))
	file(t, filepath.Join(dir, "reference", "evidence.yaml"),
		strings.Replace(string(b["reference/evidence.yaml"]), "low: -3.2\n    high: -1.8", "low: -1.2\n    high: -0.8", 1))
	if code, out, errs := chuhai(t, "validate", "market", dir, "--classes", "0"); code != 1 || strings.Count(out, "MISSED") != 1 ||
		!strings.Contains(errs, "1 figure(s) have left their bars") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	for _, args := range [][]string{{"validate"}, {"validate", "books"}, {"validate", "market", "--bots", "0"}, {"validate", "market", "a", "b"},
		{"validate", "market", "--classes", "1000"}} {
		if code, _, _ := chuhai(t, args...); code != 2 {
			t.Errorf("%v: exit %d, want 2", args, code)
		}
	}
}

// Every leg, service and freight of the reference network stands beside what is published of its days; one that leaves its
// bars is named, and the command fails.
func TestValidateRoutes(t *testing.T) {
	code, out, errs := chuhai(t, "validate", "routes")
	for _, want := range []string{"rail-als-mal ", "8.0 / 10.5 / 15.0", "sea-ham-fcl", "16 … 21", "customs not counted"} {
		if code != 0 || !strings.Contains(out, want) || strings.Contains(out, "MISSED") {
			t.Errorf("exit %d, want %q: %s%s", code, want, out, errs)
		}
	}
	if code, out, _ := chuhai(t, "validate", "routes", "--json"); code != 0 || !strings.Contains(out, `"way": "sea-ham-fcl"`) {
		t.Errorf("as JSON: exit %d: %s", code, out)
	}
	s, err := scenario.Network(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Legs {
		if s.Legs[i].ID == "rail-mal-ham" {
			s.Legs[i].Transit = scenario.Transit{Min: 13, Median: 14, P90: 18}
		}
	}
	var page strings.Builder
	if err := compareTimings(s, false, &page); err == nil || strings.Count(page.String(), "MISSED") != 4 {
		t.Errorf("ten days more from the border to Hamburg: %v\n%s", err, page.String())
	}
}
