package child

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
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
