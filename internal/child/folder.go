package child

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// socketPath is the longest path the kernel takes for a socket.
const socketPath = 107

// SocketFolder makes a private folder for a socket, owned by the child's user: root/run, or one with a short
// name among the temporary files when that path would be too long with the socket's name behind it.
func SocketFolder(root, socket string, as *User) (string, error) {
	dir := filepath.Join(root, "run")
	if len(dir)+1+len(socket) > socketPath {
		h := fnv.New32a()
		_, _ = h.Write([]byte(root)) // a hash never fails
		dir = filepath.Join(os.TempDir(), fmt.Sprintf("portal-%d-%x", os.Getuid(), h.Sum32()))
	}
	if len(dir)+1+len(socket) > socketPath {
		return "", fmt.Errorf("no folder with a path short enough for a socket: %s", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	if !info.IsDir() { // a link that somebody else made
		return "", fmt.Errorf("%s is not a folder", dir)
	}
	if err := os.Chmod(dir, 0o700); err != nil { // fails when somebody else made it
		return "", err
	}
	if as == nil {
		return dir, nil
	}
	return dir, os.Chown(dir, int(as.UID), int(as.GID))
}

// CheckPassage returns an error that names the folder through which the child's user may not pass to dir.
func CheckPassage(dir string, as *User) error {
	if as == nil {
		return nil
	}
	for ; dir != "/"; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if info.Mode()&0o001 == 0 {
			return fmt.Errorf("the user that the server runs as may not pass through %s (as root, keep data outside of /root)", dir)
		}
	}
	return nil
}

// ErrInUse says that another process has the folder's lock.
var ErrInUse = errors.New("in use")

// LockFolder makes the caller the only one to work in the folder until it closes the file. The kernel frees the
// lock when its holder dies. Returns ErrInUse, with the holder's process id, when there is one.
func LockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("locking a folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(f.Name()) // says more, if it is readable
		f.Close()
		return nil, fmt.Errorf("%s is %w by process %s", dir, ErrInUse, strings.TrimSpace(string(holder)))
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt(fmt.Appendln(nil, os.Getpid()), 0) // for the message above only
	}
	return f, nil
}
