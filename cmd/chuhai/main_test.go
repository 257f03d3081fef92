package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chuhai/sim/scenario"
)

func chuhai(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = dispatch(args, &o, &e)
	return code, o.String(), e.String()
}

func TestTheCommandLineSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "usage"}, {[]string{"sail"}, 2, `unknown command "sail"`}, {[]string{"run"}, 2, "name one scenario"}, {[]string{"run", "nowhere"}, 1, "no scenario"},
		{[]string{"run", "first-parcel", "--days", "99"}, 2, "--days 99"}, {[]string{"run", "first-parcel", "--bots", "0"}, 2, "--bots 0"},
		{[]string{"check"}, 2, "name one or more"},
		{[]string{"verify"}, 2, "name one directory"}, {[]string{"export"}, 2, "name one directory"}, {[]string{"check", "/nowhere/x.yaml"}, 1, "cannot read"},
		{[]string{"verify", "/nowhere"}, 1, "no recorded run"},
		{[]string{"run", "first-parcel", "--out", "/proc/none", "--bots", "1", "--days", "1"}, 1, "cannot write"},
	} {
		if code, _, errs := chuhai(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("chuhai %v: exit %d, %q; want %d and %q", c.args, code, errs, c.code, c.says)
		}
	}
}

// helped are the commands that have a help of their own.
var helped = []string{"serve", "run", "check", "customs", "customs assess", "customs refund", "customs classify", "route", "validate", "verify", "export"}

// Help that is asked for is no mistake: it goes to standard output, says in both languages what the command is for, and
// shows examples and flags.
func TestHelpShowsExamplesAndFlags(t *testing.T) {
	for _, name := range helped {
		code, out, errs := chuhai(t, append(strings.Fields(name), "--help")...)
		if code != 0 || errs != "" || !strings.HasPrefix(out, "chuhai "+name+": ") || len(examplesOf(out)) == 0 || !strings.ContainsFunc(out, han) {
			t.Errorf("chuhai %s --help: exit %d, %q, %s", name, code, errs, out)
		}
	}
	if _, out, _ := chuhai(t, "verify", "--help"); strings.Contains(out, "flags:") {
		t.Errorf("a command without flags heads a list of none: %s", out)
	}
}

func han(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// examplesOf are the examples of a help, without what a # says of them.
func examplesOf(help string) (out []string) {
	for line := range strings.Lines(help) {
		if line, ok := strings.CutPrefix(line, "  chuhai "); ok {
			line, _, _ = strings.Cut(line, "#")
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// Every example of the help and of the README does what it says, beside the files that it names. Those of serve are the
// server's tests; validate market has its own.
func TestEveryExampleWorks(t *testing.T) {
	readme, err := os.ReadFile(filepath.FromSlash("../../README.md"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(readme), "\n    ./chuhai ", "\n  chuhai ")
	for _, name := range helped {
		_, help, _ := chuhai(t, append(strings.Fields(name), "--help")...)
		text += help
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "scenarios"), os.DirFS(filepath.FromSlash("../../scenarios"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	file(t, "my-lesson.yaml", lesson(t))
	file(t, filepath.Join("my-lesson", scenario.Main), lesson(t))
	if code, _, errs := chuhai(t, "run", "first-parcel", "--bots", "3", "--days", "2", "--out", "out/lesson"); code != 0 {
		t.Fatal(errs)
	}
	zipped(t, "DEMO.zip", "out/lesson")
	tried := 0
	for _, line := range examplesOf(text) {
		if strings.HasPrefix(line, "serve") || strings.HasPrefix(line, "validate market") {
			continue
		}
		tried++
		if code, _, errs := chuhai(t, strings.Fields(line)...); code != 0 {
			t.Errorf("chuhai %s: exit %d: %s", line, code, errs)
		}
	}
	if tried < 25 {
		t.Errorf("only %d examples were found", tried)
	}
}

// zipped makes an archive of a directory, as the bridge gives one.
func zipped(t *testing.T, archive, dir string) {
	t.Helper()
	f, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// A mistyped flag is named in both languages, and the way to the help instead of the whole of it.
func TestAMistypedFlagIsNamed(t *testing.T) {
	for _, c := range []struct {
		args []string
		says []string
	}{
		{[]string{"run", "first-parcel", "--bot", "3"}, []string{"there is no flag -bot", "没有选项 -bot", "chuhai run --help"}},
		{[]string{"run", "first-parcel", "--bots", "many"}, []string{`"many"`, "-bots", "选项的值不对", "chuhai run --help"}},
		{[]string{"serve", "--demo=maybe"}, []string{`"maybe"`, "-demo", "选项的值不对"}},
		{[]string{"customs", "assess", "--to"}, []string{"-to wants a value", "缺少值", "chuhai customs assess --help"}},
	} {
		code, out, errs := chuhai(t, c.args...)
		if code != 2 || out != "" || strings.Count(errs, "\n") != 1 {
			t.Errorf("chuhai %v: exit %d, %q, %q; want 2 and a line", c.args, code, out, errs)
		}
		for _, want := range c.says {
			if !strings.Contains(errs, want) {
				t.Errorf("chuhai %v: %q does not say %q", c.args, errs, want)
			}
		}
	}
}
