package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestRouteCompare(t *testing.T) {
	var out, errs bytes.Buffer
	if code := dispatch([]string{"route", "compare", "CNCGO", "DEHAM", "--kg", "480", "--m3", "2.1", "--date", "2026-06-15"}, &out, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	for _, want := range []string{"rail-ham ", "7350.00", "CNCGO–CNAKL–PLMAL–DEHAM", "每公斤每天", "is quicker than"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the answer lacks %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	if code := dispatch([]string{"route", "compare", "cncgo", "uslax", "--kg", "900", "--pieces", "300", "--value", "60", "--margin", "40", "--daily",
		"10", "--json"}, &out, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	var c comparison
	if err := json.Unmarshal(out.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	if c.From != "CNCGO" || c.To != "USLAX" || len(c.Ways) < 3 || len(c.Stock) != len(c.Ways) || len(c.Days) == 0 {
		t.Errorf("from %s to %s: %d ways, %d plans, %d day prices", c.From, c.To, len(c.Ways), len(c.Stock), len(c.Days))
	}
}

func TestRouteCompareSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"route", "route compare FROM TO"},
		{"route compare CNCGO DEHAM", "--kg 0"},
		{"route compare CNCGO XXXXX --kg 5", "USLAX"},
		{"route compare USLAX DEHAM --kg 5", "FROM"},
		{"route compare DEHAM CNCGO --kg 5", `TO "CNCGO"`},
		{"route compare CNSIA USLAX --kg 5", "no freight from CNSIA to USLAX"},
		{"route compare CNCGO DEHAM --kg 5 --date 15.6.2026", "--date"},
		{"route compare CNCGO DEHAM --kg NaN", "--kg"},
	} {
		var out, errs bytes.Buffer
		if code := dispatch(strings.Fields(c.args), &out, &errs); code == 0 || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%s: exit %d, %q; want a complaint about %q", c.args, code, errs.String(), c.want)
		}
	}
}
