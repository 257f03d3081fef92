package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
	"chuhai/web/record"
)

func chuhai(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = dispatch(args, &o, &e)
	return code, o.String(), e.String()
}

func TestRunVerifyExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	if code, out, errs := chuhai(t, "run", "first-parcel", "--seed", "3", "--bots", "4", "--out", dir); code != 0 || !strings.Contains(out, "digest ") {
		t.Fatalf("run: %d %s %s", code, out, errs)
	}
	if code, out, errs := chuhai(t, "verify", dir); code != 0 || !strings.Contains(out, "20 days replayed") {
		t.Fatalf("verify: %d %s %s", code, out, errs)
	}
	if code, _, errs := chuhai(t, "export", dir, "--shop", "2"); code != 0 {
		t.Fatalf("export: %s", errs)
	}
	x, err := excelize.OpenFile(filepath.Join(dir, "shop-2.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if v, err := x.CalcCellValue("试算平衡 Trial balance", "C22"); err != nil || v != "0" && v != "0.00" {
		t.Errorf("the trial balance sums to %q, %v", v, err)
	}
	// A changed digest, a changed log line and a log cut in half are each found.
	log := filepath.Join(dir, record.LogFile)
	whole, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for want, damaged := range map[string][]byte{
		"cut off":                 whole[:len(whole)-5],
		"match its checksum":      bytes.Replace(whole, []byte("naive"), []byte("naivf"), 1),
		"differs from the record": whole[:bytes.LastIndexByte(whole[:len(whole)-1], '\n')+1],
	} {
		if err := os.WriteFile(log, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := chuhai(t, "verify", dir); code != 1 || !strings.Contains(errs, want) {
			t.Errorf("want an error that says %q, got %d %s", want, code, errs)
		}
	}
}

func TestTheCommandLineSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "usage"}, {[]string{"sail"}, 2, `unknown command "sail"`}, {[]string{"run"}, 2, "name one scenario"}, {[]string{"run", "nowhere"}, 1, "no scenario"},
		{[]string{"run", "first-parcel", "--days", "99"}, 2, "--days 99"}, {[]string{"run", "first-parcel", "--bots", "0"}, 2, "--bots 0"}, {[]string{"check"}, 2, "name one or more"},
		{[]string{"verify", "/nowhere"}, 1, "no recorded run"}, {[]string{"run", "first-parcel", "--out", "/proc/none", "--bots", "1", "--days", "1"}, 1, "cannot write"},
	} {
		if code, _, errs := chuhai(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("chuhai %v: exit %d, %q; want %d and %q", c.args, code, errs, c.code, c.says)
		}
	}
}

// Each malformed scenario is refused with the place and what is allowed, in both languages.
func TestCheckNamesThePlace(t *testing.T) {
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	good := string(b[scenario.Main])
	for _, c := range []struct{ name, old, new, says string }{
		{"an unknown key", "level: 1", "levle: 1", `unknown key "levle", allowed:`},
		{"a level that does not exist", "level: 1", "level: 9", "level: 9 must be 1, 2 or 3"},
		{"a date that does not exist", "2026-06-08", "2026-06-31", "want year-month-day"},
		{"a negative capital", "150000.00 CNY", "-1.00 CNY", "home.capital: want a positive amount"},
		{"a good that does not exist", "jun-vase", "jun-vse", `use.goods[0]: there is no "jun-vse", allowed: jun-vase`},
		{"too many days", "days: 60", "days: 6000", "days: 6000 must lie between 1 and 365"},
		{"not YAML", "level: 1", "level: [1", "not valid YAML"},
		{"weights that do not add up", "weight: 40", "weight: 41", "the weights sum to 101"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bad.yaml")
			if err := os.WriteFile(path, []byte(strings.Replace(good, c.old, c.new, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			code, _, errs := chuhai(t, "check", path)
			if code != 1 || !strings.Contains(errs, path+":") || !strings.Contains(errs, c.says) || !strings.Contains(errs, " / ") {
				t.Errorf("exit %d: %s; want %q", code, errs, c.says)
			}
		})
	}
	if code, out, errs := chuhai(t, "check", "rail-express", "first-parcel"); code != 0 || strings.Count(out, ": ok:") != 2 {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}
