package scenario

import "testing"

func TestDate(t *testing.T) {
	d, err := ParseDate("2026-07-01")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.String(); got != "2026-07-01" {
		t.Errorf("String: %s", got)
	}
	if got := d.Weekday(); got != 3 {
		t.Errorf("2026-07-01 is a Wednesday (3), got %d", got)
	}
	if got := NewDate(1969, 12, 28).Weekday(); got != 7 {
		t.Errorf("1969-12-28 was a Sunday (7), got %d", got)
	}
	if got := (d + 40).Month().String(); got != "2026-08-01" {
		t.Errorf("Month of %s: %s", d+40, got)
	}
	for months, want := range map[int]string{1: "2026-08-01", 2: "2026-07-01", 3: "2026-07-01", 12: "2026-01-01"} {
		if got := (d + 40).Period(months).String(); got != want {
			t.Errorf("period of %d months of %s begins on %s, want %s", months, d+40, got, want)
		}
	}
	for _, c := range []struct {
		months, day int
		want        string
	}{{0, 31, "2026-07-31"}, {1, 31, "2026-08-31"}, {2, 31, "2026-09-30"}, {2, 7, "2026-09-07"}, {7, 31, "2027-02-28"}} {
		if got := (d + 30).After(c.months, c.day).String(); got != c.want {
			t.Errorf("day %d of the month %d after %s is %s, want %s", c.day, c.months, d+30, got, c.want)
		}
	}
	if !d.In(d, 0) || !d.In(d-1, d) || d.In(d+1, 0) || d.In(d-2, d-1) {
		t.Error("In: both ends belong to the period")
	}
	for _, bad := range []string{"2026-13-01", "2026-02-30", "1.7.2026", "2026/07/01"} {
		if _, err := ParseDate(bad); err == nil {
			t.Errorf("%q was taken for a date", bad)
		}
	}
}
