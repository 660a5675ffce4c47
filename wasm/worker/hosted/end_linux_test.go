//go:build hosted

package hosted

import (
	"os/exec"
	"syscall"
)

// endWithUs ends a process with the test program, whatever ends that.
func endWithUs(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
