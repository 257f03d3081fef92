package sim_test

import (
	"fmt"
	"slices"
	"testing"

	"chuhai/sim"
)

// What the news told day by day is what the leaderboard showed to change.
func TestNewsTellWhatTheBoardShows(t *testing.T) {
	w := world(t, "first-parcel", 9, 6)
	told := map[string]bool{}
	want := map[string]bool{}
	before := w.Board()
	count := func(rows []sim.BoardRow, of func(sim.BoardRow) int64) (n int64) {
		for _, r := range rows {
			n += of(r)
		}
		return n
	}
	orders, delivered := func(r sim.BoardRow) int64 { return r.Orders }, func(r sim.BoardRow) int64 { return r.Delivered }
	row := func(rows []sim.BoardRow, shop int) sim.BoardRow {
		return rows[slices.IndexFunc(rows, func(r sim.BoardRow) bool { return r.Shop == shop })]
	}
	for day := 0; !w.Over(); day++ {
		step(t, w)
		now := w.Board()
		first := map[string]bool{"order": count(before, orders) == 0, "delivery": count(before, delivered) == 0}
		for shop := 1; shop <= w.Shops(); shop++ {
			a, b := row(before, shop), row(now, shop)
			for _, k := range []struct {
				kind       string
				had, holds int64
			}{{"order", a.Orders, b.Orders}, {"delivery", a.Delivered, b.Delivered}} {
				if k.had > 0 || k.holds == 0 {
					continue
				}
				kind := "first_" + k.kind
				if first[k.kind] {
					kind, first[k.kind] = "class_"+kind, false
				}
				want[fmt.Sprint(day, kind, shop)] = true
			}
		}
		if day > 0 && before[0].Shop != now[0].Shop {
			want[fmt.Sprint(day, "lead", now[0].Shop)] = true
		}
		best := slices.MaxFunc(now, func(a, b sim.BoardRow) int {
			return int(a.Orders-row(before, a.Shop).Orders) - int(b.Orders-row(before, b.Shop).Orders)
		})
		most := best.Orders - row(before, best.Shop).Orders
		found := most == 0
		news := w.News()
		for i, n := range news {
			if i > 0 && n.Day > news[i-1].Day {
				t.Errorf("day %d: news out of order: %v", day, news)
			}
			if n.Kind == "busiest" {
				found = found || n.Day == day && n.Count == most
				continue
			}
			told[fmt.Sprint(n.Day, n.Kind, n.Shop)] = true
		}
		if !found {
			t.Errorf("day %d: nobody is told to have had %d orders: %v", day, most, news)
		}
		before = now
	}
	for k := range want {
		if !told[k] {
			t.Errorf("not told: %s", k)
		}
	}
	for k := range told {
		if !want[k] {
			t.Errorf("told, but did not happen: %s", k)
		}
	}
	if len(want) < 8 {
		t.Errorf("too little happened to show anything: %v", want)
	}
}
