package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
)

// TestMain lets this test program be the portal, so that a test can kill it.
func TestMain(m *testing.M) {
	if os.Getenv("PORTAL_TEST_BE_PORTAL") != "" {
		fill = func(_ *portal, _ context.Context, number uint64, scale string) (seeded, error) {
			return seeded{Seed: number, Scale: scale}, nil // filling the database is another test's matter
		}
		main()
		return
	}
	os.Exit(m.Run())
}

// program is a portal in a process of its own.
type program struct {
	cmd    *exec.Cmd
	output string        // file
	done   chan struct{} // closed when it has ended
	err    error         // how, then
}

func startProgram(t *testing.T, dir string, env []string, args ...string) *program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.CreateTemp(t.TempDir(), "output")
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(self, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	cmd.Env = append([]string{"PORTAL_TEST_BE_PORTAL=1", "PATH=" + os.Getenv("PATH"), "HOME=" + dir, "PG_BINDIR=" + os.Getenv("PG_BINDIR")}, env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{cmd: cmd, output: out.Name(), done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // if the test did not end it
		<-p.done
		if t.Failed() {
			t.Logf("%v:\n%s", args, p.text())
		}
	})
	return p
}

// wait waits for the program's end and gives how it ended.
func (p *program) wait() error {
	<-p.done
	return p.err
}

// ready waits until the program answers at the address that it is. It fails at once when the program ends instead.
func (p *program) ready(t *testing.T, address string) {
	t.Helper()
	for end := time.Now().Add(patience); status("http://"+address+"/readyz") != http.StatusOK; time.Sleep(20 * time.Millisecond) {
		select {
		case <-p.done:
			t.Fatalf("it ended (%v) instead of getting ready:\n%s", p.err, p.tail())
		default:
		}
		if time.Now().After(end) {
			t.Fatalf("it is not ready after %v:\n%s", patience, p.tail())
		}
	}
}

// tail is the last that the program said.
func (p *program) tail() string {
	text := p.text()
	return text[max(0, len(text)-4000):]
}

// patience is how long anything may take on a machine that is busy with other tests.
const patience = 2 * time.Minute

func (p *program) text() string {
	text, _ := os.ReadFile(p.output) // for messages
	return string(text)
}

func (p *program) end(t *testing.T, signal syscall.Signal) error {
	t.Helper()
	if err := p.cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	return p.wait()
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s does not happen within %v", what, patience)
		}
	}
}

// freeAddress is an address that nobody listens at. It lies below the ports that the system gives to connections: a server
// that is killed and comes back must find it free.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 200 {
		address := fmt.Sprintf("127.0.0.1:%d", 15_000+rand.IntN(15_000))
		if l, err := net.Listen("tcp", address); err == nil {
			l.Close()
			return address
		}
	}
	t.Fatal("no address is free")
	return ""
}

func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := pgtest.TempDir()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func status(url string) int {
	response, err := http.Get(url)
	if err != nil {
		return 0
	}
	response.Body.Close()
	return response.StatusCode
}

func TestTheDemoStartsAgainAfterAnything(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	address := freeAddress(t)
	env := []string{"PORTAL_ADDR=" + address, "PORTAL_DATA_DIR=" + dir}
	file := filepath.Join(dir, demoPath)
	begin := func() *program {
		p := startProgram(t, dir, env, "demo")
		eventually(t, "demo.json", func() bool { _, err := os.Stat(file); return err == nil })
		p.ready(t, address)
		return p
	}
	first := begin()
	var about demoFile
	if err := readJSON(file, &about); err != nil || about.URL != "http://"+address {
		t.Errorf("demo.json = %+v, %v", about, err)
	}

	second := startProgram(t, dir, []string{"PORTAL_ADDR=" + freeAddress(t), "PORTAL_DATA_DIR=" + dir}, "demo")
	if err := second.wait(); err == nil || !strings.Contains(second.text(), "running already") {
		t.Errorf("a second demo of the clone: %v, %s", err, second.text())
	}
	third := startProgram(t, dir, []string{"PORTAL_ADDR=" + address, "PORTAL_DATA_DIR=" + tempDir(t)}, "demo")
	if err := third.wait(); err == nil || !strings.Contains(third.text(), "PORTAL_ADDR") {
		t.Errorf("a taken port: %v, %s", err, third.text())
	}

	// What stops the database does not stop the demo.
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	eventually(t, "not ready", func() bool { return strings.Contains(first.text(), "starting it again") })
	eventually(t, "ready again", func() bool { return status("http://"+address+"/readyz") == 200 })

	_ = first.end(t, syscall.SIGKILL)
	again := begin()
	if err := again.end(t, syscall.SIGTERM); err != nil {
		t.Errorf("SIGTERM: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "postgres", "data", "postmaster.pid")); err == nil {
		t.Error("the database did not stop in order")
	}
	other := startProgram(t, dir, env, "demo", "--seed", "2")
	if err := other.wait(); err == nil || !strings.Contains(other.text(), "--reset") {
		t.Errorf("another seed: %v, %s", err, other.text())
	}
	reset := startProgram(t, dir, env, "demo", "--seed", "2", "--reset")
	eventually(t, "the new demo", func() bool { return status("http://"+address+"/readyz") == 200 })
	if err := reset.end(t, syscall.SIGINT); err != nil {
		t.Errorf("Ctrl-C: %v", err)
	}
}

func postmaster(t *testing.T, dir string) (pid int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(string(text), &pid); err != nil {
		t.Fatal(err)
	}
	return pid
}

func TestServe(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	dir, address, admin := tempDir(t), freeAddress(t), freeAddress(t)
	set := map[string]string{"DATABASE_URL": db.OwnerURL(), "PORTAL_DATA_DIR": dir, "PORTAL_ADDR": address, "PORTAL_ADMIN_ADDR": admin, "PORTAL_PUBLIC_URL": "https://portal.example"}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- run(ctx, []string{"serve"}, getenvOf(set), io.Discard) }()
	eventually(t, "ready", func() bool { return status("http://"+address+"/readyz") == 200 })

	for url, want := range map[string]int{
		"http://" + address + "/healthz": 200, "http://" + admin + "/healthz": 200, "http://" + admin + "/readyz": 200,
		"http://" + admin + "/metrics": 200, "http://" + address + "/metrics": 404, "http://" + address + "/api/x": 404,
	} {
		if got := status(url); got != want {
			t.Errorf("GET %s = %d, want %d", url, got, want)
		}
	}

	request := func(method, path string, header ...string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response
	}
	if got := request("GET", "/healthz", requestID, "given-by-me").Header.Get(requestID); got != "given-by-me" {
		t.Errorf("request id = %q, want mine", got)
	}
	if got := request("GET", "/healthz", requestID, `no "good" id`).Header.Get(requestID); len(got) < 20 {
		t.Errorf("request id = %q, want a new one", got)
	}
	h := request("GET", "/api/x").Header
	for _, name := range []string{"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options"} {
		if h.Get(name) == "" {
			t.Errorf("no %s", name)
		}
	}
	if got := request("POST", "/auth/login", "Sec-Fetch-Site", "cross-site").StatusCode; got != http.StatusForbidden {
		t.Errorf("a write from another site: %d", got)
	}
	if got := request("GET", "/healthz", "X-Long", strings.Repeat("x", 64<<10)).StatusCode; got != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a long header: %d", got)
	}

	if err := run(t.Context(), []string{"health"}, getenvOf(set), io.Discard); err != nil {
		t.Errorf("health: %v", err)
	}

	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("end: %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

func TestMigrateAndWhatNeedsADatabase(t *testing.T) {
	t.Parallel()
	pgtest.New(t) // makes the roles
	db := pgtest.Empty(t)
	dir := tempDir(t)
	set := map[string]string{"DATABASE_URL": db.OwnerURL(), "PORTAL_DATA_DIR": dir}
	if err := run(t.Context(), []string{"migrate"}, getenvOf(set), io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := db.Open(postgres.RoleApp).CheckMigrated(t.Context()); err != nil {
		t.Error(err)
	}
	for _, command := range []string{"serve", "work", "migrate"} {
		err := run(t.Context(), []string{command}, getenvOf(map[string]string{"HOME": dir}), io.Discard)
		if err == nil || !strings.Contains(err.Error(), "DATABASE_URL") {
			t.Errorf("%s without a database: %v", command, err)
		}
	}
	var help strings.Builder
	if err := run(t.Context(), []string{"--help"}, os.Getenv, &help); err != nil || !strings.Contains(help.String(), "migrate") {
		t.Errorf("help: %v, %s", err, help.String())
	}
	if err := run(t.Context(), []string{"fly"}, os.Getenv, io.Discard); err == nil {
		t.Error("an unknown command is taken")
	}
}

func TestAPanicTellsNothing(t *testing.T) {
	t.Parallel()
	p := &portal{log: newLog(config{LogFormat: "text"}, io.Discard), metrics: newMetrics(pgtest.New(t).App(), pgtest.New(t).Engine())}
	h := p.observe(p.recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret") })))
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Second}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	defer server.Close()
	response, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body map[string]string
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil || response.StatusCode != 500 || body["key"] != "internal" || body["requestId"] != response.Header.Get(requestID) {
		t.Errorf("answer = %d %v, %v", response.StatusCode, body, err)
	}
}
