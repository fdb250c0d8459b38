package postgres_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
)

// holderEnv makes this test program start a server on the folder it names and hold it until it is killed.
const holderEnv = "PORTAL_TEST_HOLD_SERVER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(holderEnv); dir != "" {
		e, err := postgres.Start(context.Background(), postgres.StartOptions{DataDir: dir})
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString(strconv.Itoa(e.PID()) + "\n")
		select {}
	}
	os.Exit(m.Run())
}

func folder(t *testing.T) string {
	t.Helper()
	dir, err := pgtest.TempDir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func start(t *testing.T, dir string) *postgres.Embedded {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	e, err := postgres.Start(ctx, postgres.StartOptions{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func do(t *testing.T, e *postgres.Embedded, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), e.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func stop(t *testing.T, e *postgres.Embedded) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := e.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func TestAKilledServerStartsAgainWithItsData(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	e := start(t, dir)
	do(t, e, "create table kept as select 1 as n")
	if _, err := postgres.Start(t.Context(), postgres.StartOptions{DataDir: dir}); err == nil || !strings.Contains(err.Error(), "in use by process "+strconv.Itoa(os.Getpid())) {
		t.Errorf("a second server on the folder: %v", err)
	}
	if err := syscall.Kill(e.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-e.Done()
	if err := e.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	do(t, e, "select n from kept")
	if err := syscall.Kill(e.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-e.Done()
	stop(t, e) // frees the folder; the server is gone already

	// A stale postmaster.pid, and its number belongs to a living process by now.
	pid := filepath.Join(dir, "data", "postmaster.pid")
	text, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "\n")
	if err := os.WriteFile(pid, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), 0o600); err != nil {
		t.Fatal(err)
	}
	e = start(t, dir)
	do(t, e, "select n from kept")
	stop(t, e)
	if _, err := os.Stat(pid); err == nil {
		t.Error("a stopped server leaves its postmaster.pid")
	}
}

// hold runs Start in a process of its own.
func hold(t *testing.T, dir string) (*exec.Cmd, int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holderEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	server, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return cmd, server
}

func TestTheServerDiesWithAKilledParent(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	cmd, server := hold(t, dir)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	for end := time.Now().Add(10 * time.Second); syscall.Kill(server, 0) == nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the server outlives its parent")
		}
	}
	stop(t, start(t, dir))
}

func TestAnOrphanIsStoppedFirst(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	cmd, server := hold(t, dir)
	// The server can't act on its parent's death while it is frozen: an orphan on the folder.
	if err := syscall.Kill(server, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	time.AfterFunc(time.Second, func() { _ = syscall.Kill(server, syscall.SIGCONT) })
	stop(t, start(t, dir))
}

func TestAnotherMajorVersionIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := postgres.Start(t.Context(), postgres.StartOptions{DataDir: dir})
	if err == nil || !strings.Contains(err.Error(), "Postgres 9 is needed") {
		t.Errorf("Start = %v", err)
	}
	_, err = postgres.Start(t.Context(), postgres.StartOptions{DataDir: folder(t), BinDir: dir})
	if err == nil || !strings.Contains(err.Error(), "PG_BINDIR") {
		t.Errorf("Start with programs that are not there = %v", err)
	}
}

func TestALongFolderGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("long/", 20))
	e := start(t, dir)
	do(t, e, "select 1")
	stop(t, e)
}
