package sim_test

import (
	"testing"

	"chuhai/sim"
)

// What an event asks of a parcel's offer lies in one line of the processor's cache; what a day asks of every offer
// lies in its first line.
func TestADayMeetsFewLinesOfCache(t *testing.T) {
	const line = 64
	for _, c := range []struct {
		what      string
		got, want uintptr
	}{
		{"terms take", sim.TermsSize, line}, {"an offer takes", sim.OfferSize, 2 * line},
		{"the daily part of an offer takes", sim.OfferLine, line},
	} {
		if c.got != c.want {
			t.Errorf("%s %d bytes, want %d", c.what, c.got, c.want)
		}
	}
}
