//go:build unix

package optest

import (
	"syscall"
	"time"
)

// CPU is the time the processors spent on this process, all its threads.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
