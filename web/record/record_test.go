package record_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/web/record"
)

// What is written is read back, and played again it comes to the same digests.
func TestARunIsReadAsItWasWritten(t *testing.T) {
	b, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	run := record.Run{Bundle: b, Seed: 77, Log: []sim.Command{
		{Open: &sim.OpenShop{Name: "豫见"}},
		{Shop: 1, Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}},
		{Step: &sim.Step{}},
		{Step: &sim.Step{}},
	}}
	w, _, err := run.Replay("memory")
	if err != nil {
		t.Fatal(err)
	}
	run.Digests = w.Digests()
	files := fstest.MapFS{}
	if err := run.Write(func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: append([]byte(nil), data...)}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	got, err := record.Read(files, "memory")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, &run) {
		t.Errorf("read %+v, written %+v", got, run)
	}
	whole := files[record.LogFile].Data
	for want, damaged := range map[string]string{
		"memory/log.jsonl:4: the log is cut off; the 3 lines before are whole": string(whole[:len(whole)-3]),
		"memory/log.jsonl:2: the line does not match its checksum":             strings.Replace(string(whole), `"quantity":60`, `"quantity":61`, 1),
	} {
		files[record.LogFile].Data = []byte(damaged)
		if _, err := record.Read(files, "memory"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	delete(files, record.SeedFile)
	if _, err := record.Read(files, "memory"); err == nil || !strings.Contains(err.Error(), "seed") {
		t.Errorf("a run without its seed: %v", err)
	}
}
