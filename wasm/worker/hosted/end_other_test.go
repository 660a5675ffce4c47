//go:build hosted && !linux

package hosted

import "os/exec"

// endWithUs is for Linux; elsewhere a test that is killed leaves its workerd behind.
func endWithUs(*exec.Cmd) {}
