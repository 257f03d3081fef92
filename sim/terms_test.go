package sim_test

import (
	"testing"

	"chuhai/sim"
)

// What an event asks of a parcel's offer lies in one line of the processor's cache.
func TestAnEventMeetsOneLineOfCache(t *testing.T) {
	if sim.TermsSize != 64 {
		t.Errorf("terms take %d bytes, want 64", sim.TermsSize)
	}
}
