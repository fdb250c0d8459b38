package child

import "syscall"

func attributes(spec Spec) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: spec.Stop}
	if spec.User != nil {
		a.Credential = credential(spec.User)
	}
	return a
}
