package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A run is played, its results agree with each other, and it is verified and exported.
func TestRunVerifyExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	code, out, errs := chuhai(t, "run", "first-parcel", "--seed", "3", "--bots", "4", "--out", dir)
	if code != 0 || !strings.Contains(out, "digest ") || !strings.Contains(out, "highest profit: ") || !strings.Contains(out, "highest score: ") {
		t.Fatalf("run: %d %s %s", code, out, errs)
	}
	data, err := os.ReadFile(filepath.Join(dir, resultsJSON))
	if err != nil {
		t.Fatal(err)
	}
	var r results
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile(filepath.Join(dir, resultsCSV))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 5 || len(r.Shops) != 4 || r.Digest == "" || r.Seed != 3 || r.Day != 20 {
		t.Fatalf("%d rows, %v, %+v", len(rows), err, r)
	}
	for i, s := range r.Shops {
		row := rows[i+1]
		total := 0.0
		for _, in := range s.Indicators {
			total += in.Points * float64(in.Weight) / 100
		}
		if row[2] != s.Name || row[4] != r.amount(s.Profit) || s.Rank != i+1 || math.Abs(total-s.Score) > 1e-9 || !strings.Contains(out, s.Name) ||
			s.Temperament == "" {
			t.Errorf("shop %+v is %v in the table; its points come to %g", s, row, total)
		}
	}
	if code, out, errs := chuhai(t, "verify", dir); code != 0 || !strings.Contains(out, "20 days replayed") || !strings.Contains(out, r.Digest) {
		t.Fatalf("verify: %d %s %s", code, out, errs)
	}
	if code, out, errs := chuhai(t, "export", dir); code != 0 || strings.Count(out, ".xlsx\n") != 4 {
		t.Fatalf("export: %d %s %s", code, out, errs)
	}
	second := r.Shops[slices.IndexFunc(r.Shops, func(s shopResult) bool { return s.Shop == 2 })].Name
	x, err := excelize.OpenFile(filepath.Join(dir, "shop-2-"+second+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if p, err := x.GetDocProps(); err != nil || !strings.HasPrefix(p.Title, second+" · 第一个包裹 The first parcel · 第 20 天") {
		t.Errorf("the workbook says that it is %q, %v", p.Title, err)
	}
	if v, err := x.CalcCellValue("试算平衡 Trial balance", "C22"); err != nil || v != "0" && v != "0.00" {
		t.Errorf("the trial balance sums to %q, %v", v, err)
	}
	other := t.TempDir()
	if code, out, errs := chuhai(t, "export", dir, "--shop", "1", "--csv", "--out", other); code != 0 || strings.Count(out, ".csv\n") < 5 {
		t.Fatalf("export as csv: %d %s %s", code, out, errs)
	}
	if found, err := filepath.Glob(filepath.Join(other, "shop-1-*-trial-balance.csv")); err != nil || len(found) != 1 {
		t.Errorf("trial balances %v, %v", found, err)
	}
	if code, _, errs := chuhai(t, "export", dir, "--shop", "5"); code != 2 || !strings.Contains(errs, "shops 1 to 4") {
		t.Errorf("a shop that is not there: %d %s", code, errs)
	}
}

func TestAFolderWithoutARunIsRefused(t *testing.T) {
	dir := t.TempDir()
	for where, says := range map[string]string{dir: "lacks the folder scenario", filepath.Join(dir, "nowhere"): "no such file",
		file(t, filepath.Join(dir, "run.zip"), "PK"): "zip"} {
		for _, command := range []string{"export", "verify"} {
			if code, _, errs := chuhai(t, command, where); code != 1 || !strings.Contains(errs, "no recorded run") || !strings.Contains(errs, says) ||
				!strings.Contains(errs, "不是运行记录") {
				t.Errorf("%s %s: exit %d: %s", command, where, code, errs)
			}
		}
	}
}

// A log that was cut off, by a copy to a full stick, says how much of it is whole and how to get at that; what is left is
// exported, and never passes for the whole run.
func TestWhatIsLeftOfALogThatWasCutOff(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	if code, _, errs := chuhai(t, "run", "first-parcel", "--bots", "2", "--days", "6", "--out", dir); code != 0 {
		t.Fatal(errs)
	}
	lines := func(name string) []string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.SplitAfter(string(data), "\n")
	}
	log := lines("log.jsonl") // two shops and six days
	file(t, filepath.Join(dir, "log.jsonl"), strings.Join(log[:5], "")+log[5][:9])
	for _, command := range []string{"export", "verify"} {
		code, _, errs := chuhai(t, command, dir)
		if code != 1 || !strings.Contains(errs, "log.jsonl:6: the log is cut off; the 5 lines before are whole") || !strings.Contains(errs, "之前 5 行完好") {
			t.Errorf("%s: exit %d: %s", command, code, errs)
		}
	}
	file(t, filepath.Join(dir, "log.jsonl"), strings.Join(log[:5], ""))
	file(t, filepath.Join(dir, "sums"), strings.Join(slices.DeleteFunc(lines("sums"), func(l string) bool { return strings.HasSuffix(l, "  log.jsonl\n") }), ""))
	if code, out, errs := chuhai(t, "export", dir, "--shop", "1"); code != 0 || !strings.Contains(out, "shop-1-") {
		t.Errorf("export of what is left: exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := chuhai(t, "verify", dir); code != 1 || !strings.Contains(errs, "the log ends on day 3, the record on day 6") {
		t.Errorf("verify of what is left: exit %d: %s", code, errs)
	}
}

// Columns align in a terminal, where a Chinese character takes two columns.
func TestAGridAligns(t *testing.T) {
	g := grid{left: 2}
	g.row("#", "店铺 Shop", "利润")
	g.row("1", "黄河优选", "12.50")
	g.row("10", "Quick", "-3.00")
	var out strings.Builder
	if err := g.write(&out); err != nil {
		t.Fatal(err)
	}
	want := "#   店铺 Shop   利润\n1   黄河优选   12.50\n10  Quick      -3.00\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	for text, n := range map[string]int{"": 0, "a": 1, "鑫": 2, "Ａ": 2, "\u00e9": 1, "e\u0301": 1, "䶮·": 3} {
		if got := columns(text); got != n {
			t.Errorf("%q takes %d columns, want %d", text, got, n)
		}
	}
}

// A run in which the border closes says what waited, what went round and what that cost, and how stock fared by each freight.
func TestRunTellsWhatWaited(t *testing.T) {
	code, out, errs := chuhai(t, "run", "choose-the-way", "--seed", "2", "--bots", "12")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{"Poland closes its border with Belarus  2025-09-09  2025-09-12  2025-09-25", "Sea LCL to Hamburg",
		"Air freight to the Hamburg warehouse", "sent round"} {
		if !strings.Contains(out, want) {
			t.Errorf("want %q in\n%s", want, out)
		}
	}
}
