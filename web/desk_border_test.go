package web

import (
	"encoding/json"
	"net/http"
	"testing"

	"chuhai/sim"
)

// A student asks what every border takes of a porcelain cup and of a porcelain vase at the same price: only the cup bears
// 79 % anti-dumping duty in the European Union. A country whose currency has no reference rate asks for it.
func TestAStudentComparesBorders(t *testing.T) {
	h := newSchool(t)
	b := h.student("AAA", "比较")
	ask := func(hs string, more map[string]any) map[string]sim.BorderRow {
		t.Helper()
		in := map[string]any{"hs": hs, "price": map[string]any{"minor": 30_000, "currency": "EUR"}, "grams": 1800, "date": "2026-07-02", "scheme": "marketplace"}
		for k, v := range more {
			in[k] = v
		}
		var out sim.BorderTable
		if err := json.Unmarshal(b.must("POST", "/api/borders", in).body, &out); err != nil {
			t.Fatal(err)
		}
		rows := map[string]sim.BorderRow{}
		for _, r := range out.Rows {
			sum := int64(0)
			if r.Assessment != nil {
				sum = r.Duty + r.Tax + r.Fees
			}
			if r.Total != sum {
				t.Errorf("%s: %d is not the sum of duty, tax and fees %d", r.Country, r.Total, sum)
			}
			rows[r.Country] = r
		}
		return rows
	}
	cup, vase := ask("691110", nil)["DE"], ask("6913.10", nil)["DE"]
	if cup.Duty-vase.Duty < 79*300 || vase.Assessment == nil {
		t.Errorf("duty on the cup %d, on the vase %d: want at least 237 EUR more", cup.Duty, vase.Duty)
	}
	rows := ask("691310", nil)
	if _, own := rows["CN"]; own || len(rows) < 40 {
		t.Errorf("%d countries, the country of origin among them: %v", len(rows), own)
	}
	if sa := rows["SA"]; sa.Assessment != nil || len(sa.Missing) != 1 || sa.Missing[0] != "SAR" {
		t.Errorf("Saudi Arabia without a rate: %+v", sa)
	}
	if sa := ask("691310", map[string]any{"rates": map[string]string{"SAR": "0.23"}})["SA"]; sa.Assessment == nil || sa.Total == 0 {
		t.Errorf("Saudi Arabia with a rate: %+v", sa)
	}
	for field, in := range map[string]string{
		"hs":      `{"hs":"69","price":{"minor":100,"currency":"EUR"}}`,
		"price":   `{"hs":"691310","price":{"minor":0,"currency":"EUR"}}`,
		"origin":  `{"hs":"691310","origin":"China","price":{"minor":100,"currency":"EUR"}}`,
		"grams":   `{"hs":"691310","grams":-1,"price":{"minor":100,"currency":"EUR"}}`,
		"pieces":  `{"hs":"691310","pieces":1000000,"price":{"minor":100,"currency":"EUR"}}`,
		"freight": `{"hs":"691310","freight":-1,"price":{"minor":100,"currency":"EUR"}}`,
		"traffic": `{"hs":"691310","traffic":"smuggling","price":{"minor":100,"currency":"EUR"}}`,
		"scheme":  `{"hs":"691310","scheme":"none","price":{"minor":100,"currency":"EUR"}}`,
		"rates":   `{"hs":"691310","rates":{"SAR":"-1"},"price":{"minor":100,"currency":"EUR"}}`,
	} {
		if a := b.call("POST", "/api/borders", json.RawMessage(in)); a.status != http.StatusUnprocessableEntity || a.why().Field != field {
			t.Errorf("%s: %d %s", field, a.status, a.body)
		}
	}
}
