package scenario

import (
	"fmt"
	"time"
)

// Date is a civil date: days since 1970-01-01, no time of day and no zone. The zero Date stands for "not given" in
// optional fields, which is why no scenario can speak of 1970-01-01.
type Date int32

const dateLayout = "2006-01-02"

// NewDate is the date of a year, month and day.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDate reads a date written as 2026-07-01.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateLayout, s)
	if err != nil {
		return 0, fmt.Errorf("date %q: want year-month-day such as 2026-07-01", s)
	}
	return NewDate(t.Year(), t.Month(), t.Day()), nil
}

func (d Date) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String is the date as 2026-07-01, or an empty string for the zero Date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.time().Format(dateLayout)
}

// Weekday is 1 for Monday to 7 for Sunday, as ISO 8601 counts.
func (d Date) Weekday() int { return ((int(d)+3)%7+7)%7 + 1 }

// Year is the date's year.
func (d Date) Year() int { return d.time().Year() }

// Month is the first day of the date's month.
func (d Date) Month() Date {
	t := d.time()
	return NewDate(t.Year(), t.Month(), 1)
}

// Period is the first day of the calendar period of so many months, a divisor of 12, that the date lies in.
func (d Date) Period(months int) Date {
	t := d.time()
	return NewDate(t.Year(), t.Month()-time.Month((int(t.Month())-1)%months), 1)
}

// After is a day of the month that is so many months after the date's, or its last day where it has fewer.
func (d Date) After(months, day int) Date {
	t := d.time()
	first := NewDate(t.Year(), t.Month()+time.Month(months), 1)
	next := NewDate(t.Year(), t.Month()+time.Month(months+1), 1)
	return min(first+Date(day)-1, next-1)
}

// In reports whether the date lies in the period from..to, both days included; a zero to is open.
func (d Date) In(from, to Date) bool { return d >= from && (to == 0 || d <= to) }

// MarshalText writes the date as 2026-07-01.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date as ParseDate does; empty text is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}
