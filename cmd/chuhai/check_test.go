package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
)

func file(t *testing.T, path, data string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func lesson(t *testing.T) string {
	t.Helper()
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	return string(b[scenario.Main])
}

// A problem is named by the file as its author knows it, with line, column, path and both languages.
func TestCheckNamesThePlace(t *testing.T) {
	path := file(t, filepath.Join(t.TempDir(), "bad.yaml"), strings.Replace(lesson(t), "level: 1\n", "level: 9\n", 1))
	code, out, errs := chuhai(t, "check", "rail-express", path, "first-parcel")
	if code != 1 || !strings.Contains(errs, path+":20:8: level: 9 must be 1, 2 or 3 / ") || !strings.Contains(errs, "1 of 3 files") ||
		strings.Count(out, ": ok: ") != 2 {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

// A folder is checked with all that it holds; its own reference files stand in for the built-in ones.
func TestCheckAFolder(t *testing.T) {
	dir := t.TempDir()
	file(t, filepath.Join(dir, "mine", scenario.Main), strings.Replace(lesson(t), "jun-vase,", "ru-bowl,", 1))
	if code, _, errs := chuhai(t, "check", dir); code != 1 || !strings.Contains(errs, `there is no "ru-bowl"`) {
		t.Errorf("exit %d: %s", code, errs)
	}
	own := file(t, filepath.Join(dir, "mine", "reference", "bowl.yaml"), `goods:
  - {id: ru-bowl, name: {zh: 汝瓷碗, en: Ru bowl}, belt: {zh: 汝州, en: Ruzhou}, category: ornamental-porcelain,
     hs: "691310", hs_name: {zh: 装饰瓷, en: Ornamental porcelain}, grams: 600, length_mm: 150, width_mm: 150, height_mm: 90, source: {title: my own estimate, date: 2026-01-01, confidence: invented},
     suppliers: [{id: kiln, name: {zh: 窑口, en: Kiln}, quality: 0.7, moq: 10, lead: {min: 2, median: 4, p90: 7}, tiers: [{from: 10, unit: 60.00 CNY}]}]}
`)
	if code, out, errs := chuhai(t, "check", dir); code != 0 || strings.Count(out, ": ok: ") != 2 {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	data, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	file(t, own, strings.Replace(string(data), "quality: 0.7", "quality: 7", 1))
	for _, what := range []string{own, filepath.Join(dir, "mine", scenario.Main)} {
		if code, _, errs := chuhai(t, "check", what); code != 1 || !strings.Contains(errs, own+":4:") ||
			!strings.Contains(errs, "suppliers[0].quality: 7 must lie between 0 and 1") {
			t.Errorf("check %s: exit %d: %s", what, code, errs)
		}
	}
	if code, _, errs := chuhai(t, "run", filepath.Join(dir, "mine"), "--bots", "1", "--days", "1"); code != 1 || !strings.Contains(errs, own+":4:") {
		t.Errorf("run: exit %d: %s", code, errs)
	}
	t.Chdir(dir)
	if code, _, errs := chuhai(t, "run", "mine", "--bots", "1", "--days", "1"); code != 1 || !strings.Contains(errs, "suppliers[0].quality") {
		t.Errorf("run a folder of the working directory: exit %d: %s", code, errs)
	}
	if code, _, errs := chuhai(t, "check", t.TempDir()); code != 1 || !strings.Contains(errs, "holds no scenario.yaml") {
		t.Errorf("an empty folder: exit %d: %s", code, errs)
	}
}

// The scenarios and reference files of this repository pass the check that their authors run.
func TestCheckTheRepositorysOwnFiles(t *testing.T) {
	if code, out, errs := chuhai(t, "check", filepath.FromSlash("../../scenarios")); code != 0 || !strings.Contains(out, "goods.yaml: ok: ") ||
		!strings.Contains(out, "ecb.csv: ok: ") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

func TestCheckAFileThatIsTooLarge(t *testing.T) {
	path := file(t, filepath.Join(t.TempDir(), "large.yaml"), "id: "+strings.Repeat("x", scenario.MaxFile))
	if code, _, errs := chuhai(t, "check", path); code != 1 || !strings.Contains(errs, "bytes, at most") {
		t.Errorf("exit %d: %.200s", code, errs)
	}
}
