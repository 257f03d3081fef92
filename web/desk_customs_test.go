package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/customs"
)

// A student looks a heading up, sees what the border would ask under a declaration, makes it, and finds it in force.
func TestAStudentDeclaresAGood(t *testing.T) {
	h := newSchool(t)
	b := h.student("AAA", "申报")
	var found []customs.Found
	if err := json.Unmarshal(b.must("GET", "/api/classify?q=%E5%81%87%E5%8F%91", nil).body, &found); err != nil || len(found) == 0 ||
		found[0].HS != "670411" || len(found[0].Near) == 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	if r := b.call("GET", "/api/classify?q=", nil); r.status != http.StatusUnprocessableEntity || !strings.Contains(string(r.body), `"q"`) {
		t.Errorf("an empty query: %d %s", r.status, r.body)
	}
	d := sim.DeclareGood{Good: "synthetic-wig", Regime: "eu", HS: "670411", ShareBP: 9000, Documents: []string{}}
	var a customs.Assessment
	if err := json.Unmarshal(b.must("POST", "/api/declaration", map[string]any{"listing": aListing, "declare": d}).body, &a); err != nil ||
		a.Treatment == "" || len(a.Lines) == 0 {
		t.Errorf("%+v, %v", a, err)
	}
	b.decide(sim.Command{Declare: &d})
	var all []sim.Declared
	if err := json.Unmarshal(b.must("GET", "/api/declarations", nil).body, &all); err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, x := range all {
		if x.Own {
			own++
			if x.Good != d.Good || x.ShareBP != d.ShareBP {
				t.Errorf("%+v", x)
			}
		}
	}
	if own != 1 {
		t.Errorf("%d declarations of the shop's own, want 1", own)
	}
	for _, path := range []string{"/api/declarations", "/api/customs-record", "/api/classify?q=wig"} {
		if r := h.browser().call("GET", path, nil); r.status != http.StatusUnauthorized {
			t.Errorf("%s for nobody: %d", path, r.status)
		}
	}
}
