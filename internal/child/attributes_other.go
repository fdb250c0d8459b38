//go:build !linux

package child

import "syscall"

// Without a death signal, a child that outlives a killed parent is found and stopped by the next start.
func attributes(spec Spec) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if spec.User != nil {
		a.Credential = credential(spec.User)
	}
	return a
}
