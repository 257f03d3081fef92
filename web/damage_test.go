package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/web/store"
	"chuhai/web/wire"
)

// A record of one class is damaged on disk: that class says which, its code stays taken, and the others open.
func TestADamagedClassDoesNotKeepTheOthersShut(t *testing.T) {
	h := newSchool(t)
	teacher := h.instructor()
	h.student("BBB", "乙").decide(sim.Command{Publish: &aListing})
	student := h.student("AAA", "甲")
	for _, q := range []int{60, 61, 62} {
		student.decide(sim.Command{Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: q}})
	}
	h.close()
	h.damage(func(file []byte) []byte {
		if !bytes.Contains(file, []byte(`"quantity":61`)) {
			t.Fatal("the record is not in the file")
		}
		return bytes.ReplaceAll(file, []byte(`"quantity":61`), []byte(`"quantity":91`))
	})
	h.open()
	err := h.s.Broken()["AAA"]
	if !errors.Is(err, store.ErrDamage) || !strings.Contains(err.Error(), "class AAA") || !strings.Contains(err.Error(), "record 6") {
		t.Errorf("the damage is %v; want the class and its record 6", err)
	}
	if h.s.Class("BBB") == nil {
		t.Fatal("class BBB does not open")
	}
	for what, a := range map[string]reply{
		"a student who comes back": student.call("GET", "/api/desk", nil),
		"the class again":          teacher.call("POST", "/api/bridge/class", map[string]any{"code": "AAA", "scenario": "first-parcel"}),
		"its clock":                teacher.call("POST", "/api/bridge/clock", map[string]any{"class": "AAA", "running": true, "seconds": 5}),
		"joining it":               h.browser().call("POST", "/api/join", map[string]any{"code": "AAA", "name": "丙"}),
	} {
		if a.status == http.StatusOK || a.status >= 500 || a.why().Text.Zh == "" {
			t.Errorf("%s: %d %s", what, a.status, a.body)
		}
	}
	var bridge wire.Bridge
	if a := teacher.call("GET", "/api/bridge", nil); json.Unmarshal(a.body, &bridge) != nil || len(bridge.Shut) != 1 || bridge.Shut[0].Code != "AAA" || !strings.Contains(bridge.Shut[0].Why, "record 6") {
		t.Errorf("the bridge does not say that AAA cannot be opened, and why: %s", a.body)
	}
	if a := teacher.call("POST", "/api/bridge/delete", map[string]any{"class": "AAA", "confirm": "AAA"}); a.status != http.StatusOK {
		t.Errorf("the damaged class cannot be removed: %d %s", a.status, a.body)
	}
	if _, err := h.s.OpenClass("AAA", "", "first-parcel", 1, 0); err != nil {
		t.Errorf("its code is not free: %v", err)
	}
}
