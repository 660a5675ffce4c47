//go:build unix

package sweep

import (
	"syscall"
	"time"
)

// cpuTime is the time the processors spent on this process, all its threads.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
