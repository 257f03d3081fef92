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
	if code != 0 || !strings.Contains(out, "own-price elasticity, all shoppers") || !strings.Contains(out, "−2.62") || !strings.Contains(out, "Bijmolt") || strings.Contains(out, "MISSED") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file(t, filepath.Join(dir, scenario.Main), lesson(t))
	file(t, filepath.Join(dir, "reference", "evidence.yaml"), strings.Replace(string(b["reference/evidence.yaml"]), "low: -3.2\n    high: -1.8", "low: -1.2\n    high: -0.8", 1))
	if code, out, errs := chuhai(t, "validate", "market", dir, "--classes", "0"); code != 1 || strings.Count(out, "MISSED") != 1 || !strings.Contains(errs, "1 figure(s) have left their bars") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	for _, args := range [][]string{{"validate"}, {"validate", "books"}, {"validate", "market", "--bots", "0"}, {"validate", "market", "a", "b"}, {"validate", "market", "--classes", "1000"}} {
		if code, _, _ := chuhai(t, args...); code != 2 {
			t.Errorf("%v: exit %d, want 2", args, code)
		}
	}
}
