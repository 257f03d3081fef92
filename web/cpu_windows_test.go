package web

import (
	"syscall"
	"testing"
	"time"
)

// cpu is the processor time that this process has used.
func cpu(b *testing.B) time.Duration {
	me, err := syscall.GetCurrentProcess()
	if err != nil {
		b.Fatal(err)
	}
	var begun, ended, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(me, &begun, &ended, &kernel, &user); err != nil {
		b.Fatal(err)
	}
	const tick = 100 * time.Nanosecond
	ticks := func(t syscall.Filetime) time.Duration {
		return time.Duration(t.HighDateTime)<<32 | time.Duration(t.LowDateTime)
	}
	return tick * (ticks(kernel) + ticks(user))
}
