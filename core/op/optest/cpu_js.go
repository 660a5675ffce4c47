package optest

import (
	"syscall/js"
	"time"
)

// CPU is the time the processors spent on this process, all its threads.
func CPU() time.Duration {
	u := js.Global().Get("process").Call("cpuUsage")
	return time.Duration(u.Get("user").Int()+u.Get("system").Int()) * time.Microsecond
}
