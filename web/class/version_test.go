package class_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
	"chuhai/web/store"
)

// rewritten is a store whose logs read as another version of the program would have written them.
type rewritten struct {
	*store.Store
	old, new string
}

func (r rewritten) Read(code string, from uint64, fn func(uint64, []byte) error) error {
	return r.Store.Read(code, from, func(n uint64, rec []byte) error {
		return fn(n, bytes.ReplaceAll(rec, []byte(r.old), []byte(r.new)))
	})
}

// A class that was played by another version opens only when it comes to the same, day by day. Otherwise it says which
// record, and that the other version opens it; nothing of it is changed.
func TestAClassOfAnotherVersion(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	shop := seated(t, c, "甲")
	if err := c.Do(sim.Command{Shop: shop, Purchase: &wigs}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
	}
	c.Close()
	defer st.Close()
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	meta := class.Meta{Code: "T1", Bundle: b, Seed: 5, Secret: []byte("secret")}
	newer := scenario.Bundle{}
	for name, data := range b {
		newer[name] = data
	}
	newer[scenario.Main] = append(bytes.Clone(b[scenario.Main]), "weather: {storms: 3}\n"...)
	otherLuck, otherScenario := meta, meta
	otherLuck.Seed, otherScenario.Bundle = 6, newer
	for _, v := range []struct {
		what     string
		log      class.Log
		meta     class.Meta
		en, more string
	}{
		{"an engine that draws otherwise", st, otherLuck, "record 3", "day 1 comes out otherwise"},
		{"a decision that this one does not know", rewritten{st, `"purchase"`, `"requisition"`}, meta, "record 2", "exactly one decision"},
		{"a supplier that this one does not know", rewritten{st, `"plant"`, `"atelier"`}, meta, "record 2", "supplier"},
		{"a scenario with more keys", st, otherScenario, "class T1", `unknown key "weather"`},
	} {
		_, err := class.Open(v.log, v.meta)
		if !errors.Is(err, class.ErrOtherVersion) {
			t.Errorf("%s: %v", v.what, err)
			continue
		}
		for _, want := range []string{v.en, v.more, "serve it with that one", "请用原来的版本打开"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v does not say %q", v.what, err, want)
			}
		}
	}
	same, err := class.Open(st, meta)
	if err != nil {
		t.Fatal(err)
	}
	defer same.Close()
	if n := purchases(t, same, shop); n != 1 {
		t.Errorf("%d purchases, want the one", n)
	}
}

// A snapshot that another version has written, and that reads but leads to other days, gives way to the log.
func TestASnapshotThatLeadsElsewhereGivesWayToTheLog(t *testing.T) {
	dir := t.TempDir()
	st, c := open(t, dir)
	shop := seated(t, c, "甲")
	var early []byte
	for day := range 13 { // snapshots after days 5 and 10
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
		if day == 5 {
			_, data, ok, err := st.Snapshot("T1")
			if err != nil || !ok {
				t.Fatalf("no snapshot: %v", err)
			}
			early = data
		}
	}
	if err := c.Do(sim.Command{Shop: shop, Purchase: &wigs}); err != nil {
		t.Fatal(err)
	}
	at, _, _, err := st.Snapshot("T1")
	if err != nil {
		t.Fatal(err)
	}
	if err := st.PutSnapshot("T1", at, early); err != nil { // the state of the fifth day, said to be the tenth's
		t.Fatal(err)
	}
	c.Close()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st, c = open(t, dir)
	defer st.Close()
	defer c.Close()
	if err := c.With(func(w *sim.World) error {
		if w.Day() != 13 || len(w.Digests()) != 13 {
			t.Errorf("day %d with %d digests, want 13", w.Day(), len(w.Digests()))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n := purchases(t, c, shop); n != 1 {
		t.Errorf("%d purchases, want the one", n)
	}
}
