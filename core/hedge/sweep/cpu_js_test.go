package sweep

import (
	"syscall/js"
	"time"
)

// cpuTime is the time the processors spent on this process, all its threads.
func cpuTime() time.Duration {
	u := js.Global().Get("process").Call("cpuUsage")
	return time.Duration(u.Get("user").Int()+u.Get("system").Int()) * time.Microsecond
}
