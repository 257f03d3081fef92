package scenario

import (
	"fmt"
	"time"
)

// MonthDay is a day of every year, written MM-DD: the month times 100, and the day.
type MonthDay int

// UnmarshalText reads MM-DD; the 29th of February is no day of every year.
func (m *MonthDay) UnmarshalText(text []byte) error {
	t, err := time.Parse("01-02", string(text))
	if err != nil || t.Month() == time.February && t.Day() == 29 {
		return fmt.Errorf("%.40q: want a day of the year as MM-DD", text)
	}
	*m = MonthDay(int(t.Month())*100 + t.Day())
	return nil
}

// MarshalText writes MM-DD.
func (m MonthDay) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%02d-%02d", int(m)/100, int(m)%100), nil
}

// MonthDay is the date's day of the year.
func (d Date) MonthDay() MonthDay {
	_, month, day := d.time().Date()
	return MonthDay(int(month)*100 + day)
}

// Within reports whether the day lies between two days of the year, both included; from may be later in the year than
// to, and the span then holds the new year.
func (m MonthDay) Within(from, to MonthDay) bool {
	if from <= to {
		return m >= from && m <= to
	}
	return m >= from || m <= to
}

// Next is the first date with this day of the year on or after a date.
func (m MonthDay) Next(from Date) Date {
	year := from.time().Year()
	for {
		if d := NewDate(year, time.Month(int(m)/100), int(m)%100); d >= from {
			return d
		}
		year++
	}
}
