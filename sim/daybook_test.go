package sim

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Every figure is summed up.
func TestAListingsDayIsAddedWhole(t *testing.T) {
	var s, sum posting
	for i, v := range s.figures() {
		*v = int64(i + 1)
	}
	sum.add(&s)
	sum.add(&s)
	for i, v := range sum.figures() {
		if *v != 2*int64(i+1) {
			t.Errorf("figure %d is left out of sums", i)
		}
	}
}

// A listing's day is all of its figures: one that is added must be told here too.
func TestADaybookLeavesNoFigureOut(t *testing.T) {
	if n := reflect.TypeFor[plain]().NumField() + reflect.TypeFor[rare]().NumField(); n != postingFigures {
		t.Fatalf("a posting has %d figures, the daybook keeps %d", n, postingFigures)
	}
	seen := map[*int64]bool{}
	var s posting
	for i, v := range s.figures() {
		seen[v] = true
		*v = int64(i + 1)
	}
	if len(seen) != postingFigures {
		t.Fatalf("the daybook keeps %d different figures of %d", len(seen), postingFigures)
	}
	plain, rare := s.plain.values(), s.rare.values()
	for i, v := range slices.Concat(plain[:], rare[:]) {
		if v != int64(i+1) {
			t.Fatalf("figure %d is read as figure %d", i, v-1)
		}
	}
}

// What is written is read again, in order; a daybook cut short says so.
func TestADaybookReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d daybook
		var want []dayline
		for range rapid.IntRange(1, 20).Draw(t, "records") {
			l := dayline{day: rapid.IntRange(0, 400).Draw(t, "day"), listing: rapid.Uint32().Draw(t, "listing")}
			for _, v := range l.posting.figures() {
				*v = rapid.OneOf(rapid.Just(int64(0)), rapid.Int64()).Draw(t, "figure")
			}
			d.record(l.day, l.listing, &l.posting)
			want = append(want, l)
		}
		i := 0
		for l, err := range d.all() {
			if err != nil || *l != want[i] {
				t.Fatalf("record %d is %+v (%v), want %+v", i, l, err, want[i])
			}
			i++
		}
		if i != len(want) {
			t.Fatalf("%d of %d records", i, len(want))
		}
		cut, last := 0, len(d)-1
		d[last] = d[last][:len(d[last])-1]
		for _, err := range d.all() {
			if err != nil {
				cut++
			}
		}
		if cut != 1 {
			t.Fatal("a daybook that lacks its last byte reads as whole")
		}
	})
}
