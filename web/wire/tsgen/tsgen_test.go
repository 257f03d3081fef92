package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

func TestTheBrowsersTypesAreThoseOfTheServer(t *testing.T) {
	want, err := TypeScript()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../ui/src/lib/wire.ts")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("web/ui/src/lib/wire.ts is stale: go generate ./web/wire")
	}
}

// Sample holds one field of each kind that crosses the wire.
type Sample struct {
	Base
	Minor   int64             `json:"minor"` // minor units
	Size    [3]int            `json:"size"`
	Grade   Grade             `json:"grade"`
	Since   scenario.Date     `json:"since"`
	Prices  []money.Amount    `json:"prices"`
	ByName  map[string]Sample `json:"by_name,omitempty"`
	Note    *string           `json:"note,omitempty"`
	Nothing *int              `json:"nothing"`
	Hidden  int               `json:"-"`
}

// Base is what samples share.
type Base struct {
	ID string `json:"id"`
}

// Grade is a string with constants.
type Grade string

// The grades.
const (
	Good Grade = "good"
	Bad  Grade = "bad"
)

func TestKindsOfFields(t *testing.T) {
	g := newGenerator()
	g.src[reflect.TypeFor[Sample]().PkgPath()] = map[string]*typeDoc{ // test files are not read as source
		"Sample": {text: "Sample is a sample.", fields: map[string]string{"Minor": "minor units"}},
		"Base":   {},
		"Grade":  {constants: []string{"good", "bad"}},
	}
	if err := g.add(reflect.TypeFor[Sample]()); err != nil {
		t.Fatal(err)
	}
	want := `/** Sample is a sample. */
export interface Sample {
  id: string
  /** minor units */
  minor: number
  size: [number, number, number]
  grade: Grade
  since: string
  prices: Amount[]
  by_name?: Record<string, Sample>
  note?: string
  nothing: number | null
}
`
	if got := g.decl["Sample"]; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := g.decl["Grade"], "export type Grade = \"good\" | \"bad\"\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWhatHasNoTypeIsAnError(t *testing.T) {
	for _, c := range []struct {
		name string
		typ  reflect.Type
		want string
	}{
		{"an interface", reflect.TypeFor[map[string]any](), "has no TypeScript"},
		{"a channel", reflect.TypeFor[[]chan int](), "has no TypeScript"},
		{"bytes", reflect.TypeFor[[]byte](), "bytes"},
		{"keys that are no strings", reflect.TypeFor[map[int]string](), "want strings"},
		{"a struct without a name", reflect.TypeFor[struct{ A int }](), "without a name"},
		{"a field without a json name", reflect.TypeFor[scenario.Home](), "no json name"},
		{"a package of another module", reflect.TypeFor[reflect.Method](), "not of this module"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := newGenerator().add(c.typ)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}
