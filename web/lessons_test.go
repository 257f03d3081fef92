package web_test

import (
	"bytes"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
	"chuhai/web/wire"
)

// A school's own lesson stands on the shelf behind the built-in ones, and classes are opened from it. Its id must be its
// own, and it must be whole.
func TestALessonOfOnesOwn(t *testing.T) {
	b := atTheBridge(t)
	builtIn, err := scenarios.Load("first-parcel")
	if err != nil {
		t.Fatal(err)
	}
	own := func(old, new string) scenario.Bundle {
		return scenarios.With(bytes.Replace(builtIn[scenario.Main], []byte(old), []byte(new), 1))
	}
	if err := b.server.AddLesson(own("id: first-parcel", "id: our-parcel")); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		bundle scenario.Bundle
		says   []string
	}{
		"an id of a built-in lesson": {own("", ""), []string{"first-parcel", "change the id", "换一个 id"}},
		"an id that is taken":        {own("id: first-parcel", "id: our-parcel"), []string{"our-parcel", "change the id", "换一个 id"}},
		"days without end":           {own("days: 20", "days: many"), []string{"days", "whole number"}},
	} {
		err := b.server.AddLesson(c.bundle)
		for _, want := range c.says {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v; want an error that says %q", what, err, want)
			}
		}
	}
	shelf := read[wire.Bridge](b, b.get("", 200)).Scenarios
	if n := len(scenarios.Names()); len(shelf) != n+1 || shelf[0].ID != scenarios.Names()[0] || shelf[n].ID != "our-parcel" {
		t.Errorf("the shelf holds %+v", shelf)
	}
	b.post("class", map[string]any{"code": "OWN", "scenario": "our-parcel"}, 200)
	b.post("class", map[string]any{"code": "BAD", "scenario": "nobody's"}, 422)
	if got := read[wire.Catalogue](b, b.get("/catalogue?class=OWN", 200)).Scenario; got != "our-parcel" {
		t.Errorf("the class plays %q", got)
	}
}
