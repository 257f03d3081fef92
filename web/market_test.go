package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// papers gets a shop what marketplaces ask for before a good is listed, and lets the days pass until it is there.
func (h *school) papers(code string, b *browser, good string) {
	h.t.Helper()
	var papers []scenario.Paper
	if err := h.s.Class(code).With(func(w *sim.World) error { papers = w.Scenario().Papers; return nil }); err != nil {
		h.t.Fatal(err)
	}
	issued := 0
	for _, k := range papers {
		get := sim.GetPaper{Paper: k.ID}
		if !k.PerShop {
			get.Good = good
		}
		b.decide(sim.Command{Paper: &get})
		issued = max(issued, k.Days)
	}
	h.days(code, issued)
}

// The market's rooms show a student the own listings, and of others no more than a shopper sees.
func TestTheMarketsRoomsShowTheOwnShop(t *testing.T) {
	h := newSchool(t)
	if _, err := h.s.OpenClass("MKT", "", "open-market", 7, 3); err != nil {
		t.Fatal(err)
	}
	owner, classmate := h.student("MKT", "甲"), h.student("MKT", "丙") // shops 4 and 5, after three bots
	h.papers("MKT", owner, "synthetic-wig")
	owner.decide(sim.Command{Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3990, Promise: 8}})
	var mine sim.ShopView
	if err := json.Unmarshal(h.shop("MKT", 4), &mine); err != nil {
		t.Fatal(err)
	}
	listing := mine.Listings[0]
	ask := map[string]any{"marketplace": "kaufgarten", "good": "synthetic-wig", "title": listing.Title, "translation": listing.Translation}
	var words []sim.KeywordRow
	if err := json.Unmarshal(owner.must("POST", "/api/keywords", ask).body, &words); err != nil {
		t.Fatal(err)
	}
	covered := 0
	for _, k := range words {
		if k.Covered {
			covered++
		}
	}
	if covered == 0 {
		t.Errorf("a title that a machine made covers no keyword of %+v", words)
	}
	h.days("MKT", 1)
	number := strconv.Itoa(listing.Number)
	var funnel sim.Funnel
	if err := json.Unmarshal(owner.must("GET", "/api/funnel?listing="+number, nil).body, &funnel); err != nil {
		t.Fatal(err)
	}
	if funnel.Listing != listing.Number || len(funnel.Steps) != 4 {
		t.Errorf("the funnel of listing %s is %+v", number, funnel)
	}
	for _, path := range []string{"/api/funnel?listing=" + number, "/api/funnel?shop=4&listing=" + number} {
		if a := classmate.call("GET", path, nil); a.status != http.StatusUnprocessableEntity || a.why().Field != "listing" {
			t.Errorf("a classmate reads the owner's %s: %d %s", path, a.status, a.body)
		}
	}
	for _, path := range []string{"/api/ads", "/api/service"} {
		one, other := classmate.call("GET", path, nil), classmate.call("GET", path+"?shop=4", nil)
		if one.status != http.StatusOK || !bytes.Equal(one.body, other.body) {
			t.Errorf("a classmate gets something else when %s is asked for shop 4: %d %.200s", path, other.status, other.body)
		}
	}
	var page sim.SearchPage
	if err := json.Unmarshal(classmate.must("GET", "/api/search?marketplace=kaufgarten&query="+words[0].Query, nil).body, &page); err != nil {
		t.Fatal(err)
	}
	for _, hit := range page.Hits {
		if hit.Mine || hit.Listing != 0 {
			t.Errorf("a classmate without a listing finds one as the own: %+v", hit)
		}
	}
}

// What is asked for wrongly is refused with the field, and what a scenario does not play is not there.
func TestTheMarketsRoomsRefuse(t *testing.T) {
	h := newSchool(t)
	if _, err := h.s.OpenClass("MKT", "", "open-market", 7, 3); err != nil {
		t.Fatal(err)
	}
	simple, student := h.student("AAA", "甲"), h.student("MKT", "甲")
	keywords := func(marketplace, good, title, translation string) map[string]any {
		return map[string]any{"marketplace": marketplace, "good": good, "title": title, "translation": translation}
	}
	for _, c := range []struct {
		what         string
		b            *browser
		method, path string
		body         any
		field        string
	}{
		{"keywords of no marketplace", student, "POST", "/api/keywords", keywords("nowhere", "synthetic-wig", "", ""), "marketplace"},
		{"keywords of no good", student, "POST", "/api/keywords", keywords("kaufgarten", "nothing", "", ""), "good"},
		{"keywords of no translation", student, "POST", "/api/keywords", keywords("kaufgarten", "synthetic-wig", "", "poetic"), "translation"},
		{"a title of 5 kB", student, "POST", "/api/keywords", keywords("kaufgarten", "synthetic-wig", strings.Repeat("x", 5000), ""), "title"},
		{"the funnel of no listing", student, "GET", "/api/funnel", nil, "listing"},
		{"the funnel of a listing in words", student, "GET", "/api/funnel?listing=first", nil, "listing"},
		{"the funnel of a bot's listing", student, "GET", "/api/funnel?listing=1", nil, "listing"},
		{"a search for nothing", student, "GET", "/api/search?marketplace=kaufgarten", nil, "query"},
		{"a search nowhere", student, "GET", "/api/search?query=x", nil, "marketplace"},
		{"keywords where categories are searched as a whole", simple, "POST", "/api/keywords", keywords("kaufgarten", "synthetic-wig", "", ""), "command"},
		{"tickets where nobody asks", simple, "GET", "/api/service", nil, "command"},
		{"health where accounts are not judged", simple, "GET", "/api/health", nil, "command"},
		{"papers where none are asked for", simple, "GET", "/api/compliance", nil, "command"},
	} {
		if a := c.b.call(c.method, c.path, c.body); a.status != http.StatusUnprocessableEntity || a.why().Field != c.field {
			t.Errorf("%s: %d %.300s; want 422 at %q", c.what, a.status, a.body, c.field)
		}
	}
}
