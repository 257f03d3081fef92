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
	if sa := rows["SA"]; sa.Assessment == nil || sa.Peg == nil || sa.Peg.To != "USD" {
		t.Errorf("Saudi Arabia by its peg: %+v", sa)
	}
	if gb := rows["GB"]; gb.Peg != nil {
		t.Errorf("the pound has no peg: %+v", gb.Peg)
	}
	if sa := ask("691310", map[string]any{"rates": map[string]string{"SAR": "0.23"}})["SA"]; sa.Assessment == nil || sa.Total == 0 || sa.Peg != nil {
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

// The papers of an order and of a consignment say what the shop sends, and nobody reads another's.
func TestPapersSayWhatTheShopSends(t *testing.T) {
	h := newSchool(t)
	if _, err := h.s.OpenClass("CCC", "", "rail-express", 7, 3); err != nil {
		t.Fatal(err)
	}
	owner, classmate := h.student("CCC", "甲"), h.student("CCC", "丙")
	owner.decide(sim.Command{Publish: &aListing})
	owner.decide(sim.Command{Purchase: &aPurchase})
	h.days("CCC", 18)
	owner.decide(sim.Command{Consign: &sim.SendConsignment{Good: aPurchase.Good, Freight: "rail-ham", Quantity: 3}})
	_, m := owner.watch("")
	order := m.Shop.Recent[0]
	read := func(query string) (p sim.Papers) {
		t.Helper()
		if err := json.Unmarshal(owner.must("GET", "/api/papers?"+query, nil).body, &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := read("order=" + order.Number)
	if p.Mode != "9610" || p.Good != order.Good || p.Pieces != int64(order.Pieces) || p.Value.Minor <= 0 || p.Value.Minor >= order.Price ||
		p.Value.Currency != order.Money || len(p.Elements) < 3 || p.Exported < order.Placed || p.Grams == 0 || p.From == "" || p.Destination != "DE" {
		t.Errorf("an order's papers: %+v", p)
	}
	k := read("consignment=1")
	if k.Mode != "9810" || k.Pieces != 3 || k.Value.Minor <= 0 || k.Freight.Minor <= 0 || k.Transport != "rail" || len(k.Documents) == 0 || k.ModeName.Zh == "" {
		t.Errorf("a consignment's papers: %+v", k)
	}
	for _, p := range []sim.Papers{p, k} {
		if p.Net <= 0 || p.Net >= p.Grams || p.Exit == "" || p.Vehicle == "" || len(p.Voyage) != 8 || p.Waybill == "" || p.Contract == "" ||
			p.FormSource.Title == "" {
			t.Errorf("boxes of the papers are blank: %+v", p)
		}
	}
	if sent := m.Shop.Consignments; len(sent) == 1 && sent[0].Value != k.Value.Minor+k.Freight.Minor {
		t.Errorf("goods %d and freight %d are not the %d in transit", k.Value.Minor, k.Freight.Minor, sent[0].Value)
	}
	for _, query := range []string{"order=" + order.Number, "consignment=1"} {
		if a := classmate.call("GET", "/api/papers?"+query, nil); a.status != http.StatusUnprocessableEntity {
			t.Errorf("a classmate reads %s: %d %s", query, a.status, a.body)
		}
	}
	for query, field := range map[string]string{"": "consignment", "consignment=x": "consignment", "consignment=9": "consignment", "order=none": "number"} {
		if a := owner.call("GET", "/api/papers?"+query, nil); a.status != http.StatusUnprocessableEntity || a.why().Field != field {
			t.Errorf("%q: %d %s", query, a.status, a.body)
		}
	}
}
