package main

import (
	"os/exec"
	"strings"
	"testing"
)

// Imports run downwards only: cmd → web → sim, and inside sim the root imports its parts; parts know only money, draw
// and scenario.
func TestImportRule(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "chuhai/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	shared := map[string]bool{"chuhai/sim/money": true, "chuhai/sim/draw": true, "chuhai/sim/scenario": true}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		from := words[0]
		for _, to := range words[1:] {
			if !strings.HasPrefix(to, "chuhai/") {
				if strings.HasPrefix(from, "chuhai/sim") && (to == "os" || to == "net" || strings.HasPrefix(to, "net/") || to == "math/rand" ||
					to == "math/rand/v2" || to == "sync") {
					t.Errorf("%s imports %s: the engine does no I/O, shares nothing and draws by key", from, to)
				}
				continue
			}
			seen++
			switch {
			case strings.HasPrefix(to, "chuhai/cmd"):
				t.Errorf("%s imports %s: nothing imports a command", from, to)
			case strings.HasPrefix(from, "chuhai/sim") && (strings.HasPrefix(to, "chuhai/web") || to == "chuhai/scenarios"):
				t.Errorf("%s imports %s: imports run downwards", from, to)
			case strings.HasPrefix(from, "chuhai/sim/") && !shared[to]:
				t.Errorf("%s imports %s: the engine's parts do not know each other", from, to)
			}
		}
	}
	if seen == 0 {
		t.Error("no import was looked at")
	}
}
