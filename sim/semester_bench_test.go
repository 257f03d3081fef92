//go:build unix

package sim_test

import (
	"syscall"
	"testing"
	"time"
)

// The bars of a semester.
const (
	barTerm    = 40.0 // seconds
	barTermMiB = 2048 // of memory
)

// BenchmarkSemester is 500 people's shops × 20 goods × 8 marketplaces × 180 days, with as many orders for a listing as in the
// reference kernel: the time of the days, and the most memory that the process has had.
func BenchmarkSemester(b *testing.B) {
	const shops, days = 500, 180
	for b.Loop() {
		w := crowd(b, shops, days)
		t := time.Now()
		for !w.Over() {
			step(b, w)
		}
		seconds := time.Since(t).Seconds()
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		mib := float64(u.Maxrss) / 1024
		b.ReportMetric(seconds, "s")
		b.ReportMetric(mib, "MiB")
		b.ReportMetric(float64(w.Totals().Orders)/1e6, "M-orders")
		b.ReportMetric(0, "ns/op")
		verdict(b, "a semester: 500 shops × 20 goods × 8 marketplaces × 180 days", seconds, barTerm, "s")
		verdict(b, "most memory for it", mib, barTermMiB, "MiB")
	}
}
