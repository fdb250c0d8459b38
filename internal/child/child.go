// Package child runs a server program as a child of this process: in its own process group, so that
// Ctrl-C reaches it only through us, under an unprivileged user where we are root, and told by the
// kernel to stop when we die, however we die. Ground: imports nothing of ours.
package child

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// User is who the child runs as.
type User struct{ UID, GID uint32 }

// Spec says what to run.
type Spec struct {
	Path string
	Args []string
	Env  []string       // whole environment; nothing is inherited
	Dir  string         // working folder, "/" when empty
	Log  *os.File       // receives both outputs; nil discards them
	User *User          // nil: as ourselves
	Stop syscall.Signal // asks for an orderly end; also sent when we die
}

// Process is a running child.
type Process struct {
	stop syscall.Signal
	pid  int
	done chan struct{}
	err  error
}

// Start runs the child. It returns as soon as the child exists; whether it serves is for the caller to find out.
func Start(spec Spec) (*Process, error) {
	p := &Process{stop: spec.Stop, done: make(chan struct{})}
	started := make(chan error, 1)
	go p.run(spec, started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", spec.Path, err)
	}
	return p, nil
}

// run starts the child and waits for its end on one thread of its own: the kernel sends the death
// signal when the thread that started the child ends, not only when the process does.
func (p *Process) run(spec Spec, started chan<- error) {
	runtime.LockOSThread()
	cmd := command(context.Background(), spec)
	cmd.SysProcAttr = attributes(spec)
	if err := cmd.Start(); err != nil {
		started <- err
		return
	}
	p.pid = cmd.Process.Pid
	started <- nil
	p.err = cmd.Wait()
	close(p.done)
}

// Run runs a program to its end and returns what it printed. The error holds it too.
func Run(ctx context.Context, spec Spec) (string, error) {
	cmd := command(ctx, spec)
	cmd.Stdout, cmd.Stderr = nil, nil
	if spec.User != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential(spec.User)}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("%s: %w\n%s", spec.Path, err, out)
	}
	return string(out), nil
}

func command(ctx context.Context, spec Spec) *exec.Cmd {
	cmd := exec.CommandContext(ctx, spec.Path, spec.Args...)
	cmd.Dir, cmd.Env = cmp.Or(spec.Dir, "/"), spec.Env
	if spec.Log != nil {
		cmd.Stdout, cmd.Stderr = spec.Log, spec.Log
	}
	return cmd
}

func credential(u *User) *syscall.Credential {
	return &syscall.Credential{Uid: u.UID, Gid: u.GID}
}

// PID is the child's process id.
func (p *Process) PID() int { return p.pid }

// Done is closed when the child has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Stop asks the child to end and waits for it; when ctx ends first, it is killed.
// Stopping an ended child is no error.
func (p *Process) Stop(ctx context.Context) error {
	select {
	case <-p.done:
		return nil
	default:
	}
	if err := syscall.Kill(p.pid, p.stop); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
	}
	if err := syscall.Kill(p.pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
	}
	return fmt.Errorf("process %d did not stop in time and was killed: %w", p.pid, ctx.Err())
}

// Unprivileged gives the first of the named users that exists, or nil when we are not root and
// therefore run everything as ourselves. Returns an error when none exists.
func Unprivileged(names ...string) (*User, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range names {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &User{UID: uint32(uid), GID: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("none of the users %v exists, and a server does not run as root", names)
}
