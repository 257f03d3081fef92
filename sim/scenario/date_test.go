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
	if !d.In(d, 0) || !d.In(d-1, d) || d.In(d+1, 0) || d.In(d-2, d-1) {
		t.Error("In: both ends belong to the period")
	}
	for _, bad := range []string{"2026-13-01", "2026-02-30", "1.7.2026", "2026/07/01"} {
		if _, err := ParseDate(bad); err == nil {
			t.Errorf("%q was taken for a date", bad)
		}
	}
}
