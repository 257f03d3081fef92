package record_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/record"
)

// recorded is a run of three bots over six days, as files.
func recorded(t *testing.T) fstest.MapFS {
	t.Helper()
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	run := record.Run{Bundle: b, Seed: 5}
	for i, kind := range []scenario.Temperament{scenario.Naive, scenario.Heuristic, scenario.Informed} {
		run.Log = append(run.Log, sim.Command{Open: &sim.OpenShop{Name: fmt.Sprintf("店%d", i+1), Bot: kind}})
	}
	for range 6 {
		run.Log = append(run.Log, sim.Command{Step: &sim.Step{}})
	}
	w, _, err := run.Replay("memory")
	if err != nil {
		t.Fatal(err)
	}
	run.Digests = w.Digests()
	if err := run.Value(w); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	if err := run.Write(func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: append([]byte(nil), data...)}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// seal writes the sums of the files as they are, as someone who cheats would.
func seal(files fstest.MapFS) {
	var sums strings.Builder
	for name, f := range files {
		if name != record.SumFile {
			fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.Data), name)
		}
	}
	files[record.SumFile] = &fstest.MapFile{Data: []byte(sums.String())}
}

func verify(files fstest.MapFS) error {
	run, err := record.Read(files, "run")
	if err != nil {
		return err
	}
	_, err = run.Verify("run", func(int) {})
	return err
}

func TestAnUntouchedRunIsVerifiedDayByDay(t *testing.T) {
	run, err := record.Read(recorded(t), "run")
	if err != nil {
		t.Fatal(err)
	}
	days := 0
	w, err := run.Verify("run", func(day int) {
		if days++; day != days {
			t.Errorf("day %d is reported as the %dth", day, days)
		}
	})
	if err != nil || w.Day() != 6 || days != 6 {
		t.Errorf("%v after %d days", err, days)
	}
}

func TestATamperedRunIsRefused(t *testing.T) {
	change := func(files fstest.MapFS, name, old, new string) {
		t.Helper()
		s := string(files[name].Data)
		if !strings.Contains(s, old) {
			t.Fatalf("%s does not hold %q", name, old)
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(s, old, new, 1))}
	}
	digests := func(files fstest.MapFS) []string { return strings.Fields(string(files[record.DigestFile].Data)) }
	const goods = "scenario/reference/goods.yaml"
	for _, c := range []struct {
		name   string
		tamper func(files fstest.MapFS)
		sealed bool
		says   string
	}{
		{"a price in the scenario", func(f fstest.MapFS) { change(f, goods, "unit: 52.00 CNY", "unit: 51.00 CNY") }, false,
			"run/" + goods + " was changed after the run was recorded"},
		{"a price in the scenario, and its sum", func(f fstest.MapFS) { change(f, goods, "unit: 52.00 CNY", "unit: 51.00 CNY") }, true, "differs from the record"},
		{"a rule added to the scenario", func(f fstest.MapFS) { f["scenario/reference/more.yaml"] = &fstest.MapFile{Data: []byte("hubs: []\n")} }, false,
			"run/scenario/reference/more.yaml was added"},
		{"a file taken away", func(f fstest.MapFS) { delete(f, record.WorthFile) }, false, "run/worth.csv is missing"},
		{"no sums", func(f fstest.MapFS) { delete(f, record.SumFile) }, false, "sums"},
		{"the seed", func(f fstest.MapFS) { change(f, record.SeedFile, "5", "6") }, true, "day 1 (2026-09-07) differs from the record"},
		{"the digest of the fourth day", func(f fstest.MapFS) {
			d := digests(f)[3]
			change(f, record.DigestFile, d, strings.Repeat("0", len(d)))
		}, true, "day 4 (2026-09-10) differs from the record: every shop is worth the same"},
		{"the digest and a shop's worth on the fourth day", func(f fstest.MapFS) {
			d := digests(f)[3]
			change(f, record.DigestFile, d, strings.Repeat("0", len(d)))
			change(f, record.WorthFile, "\n4,", "\n4,9")
		}, true, "shop 1 \"店1\" is worth "},
		{"a day left out of the log", func(f fstest.MapFS) {
			s := string(f[record.LogFile].Data)
			f[record.LogFile].Data = []byte(s[:strings.LastIndex(s[:len(s)-1], "\n")+1])
		}, true, "day 6 differs from the record: the log ends on day 5, the record on day 6"},
		{"a day left out of the record", func(f fstest.MapFS) {
			f[record.DigestFile].Data = []byte(strings.Join(digests(f)[:5], "\n") + "\n")
		}, true, "day 6 differs from the record: the log plays it, but the record ends on day 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := recorded(t)
			c.tamper(files)
			if c.sealed {
				seal(files)
			}
			if err := verify(files); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want an error that says %q", err, c.says)
			}
		})
	}
}
