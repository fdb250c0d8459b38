package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tonglu/portal/internal/auth"
)

// app serves the web app: its files by their names, and its page for every other path, which the page's own router knows.
type app struct {
	dist  fs.FS
	mu    sync.Mutex
	files map[string]*asset // made when first asked for
}

// asset is a file ready to be sent.
type asset struct {
	plain, zipped []byte // zipped is nil when it saves nothing
	kind, tag     string
}

func newApp(dist fs.FS) *app {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is well formed
	}
	return &app{dist: sub, files: map[string]*asset{}}
}

// reserved are first parts of paths that programs use: what is unknown there is an error and not a page.
var reserved = []string{"api", "graphql", "auth", "files", "exports", "rejects", "assets", "healthz", "readyz", "metrics"}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == explorerPage {
		http.Redirect(w, r, "/explorer", http.StatusSeeOther)
		return
	}
	first, _, _ := strings.Cut(name, "/")
	file, err := a.open(name)
	cache := "no-cache"
	if first == "assets" {
		cache = "public, max-age=31536000, immutable" // their names change with what is in them
	}
	if err != nil {
		if slices.Contains(reserved, first) || path.Ext(name) != "" {
			fail(w, http.StatusNotFound, "notFound")
			return
		}
		if file, err = a.open("index.html"); err != nil {
			notBuilt(w)
			return
		}
	}
	file.send(w, r, cache)
}

// explorerPage is the page of the API explorer.
const explorerPage = "explorer.html"

// explorer serves the API explorer to whoever is signed in; others log in first.
func (a *app) explorer(w http.ResponseWriter, r *http.Request) {
	if _, ok := auth.ActorOf(r.Context()); !ok {
		http.Redirect(w, r, "/login?next=%2Fexplorer", http.StatusSeeOther)
		return
	}
	file, err := a.open(explorerPage)
	if err != nil {
		notBuilt(w)
		return
	}
	file.send(w, r, "private, no-cache")
}

func notBuilt(w http.ResponseWriter) {
	http.Error(w, "The web app is not built. Run: make web", http.StatusServiceUnavailable)
}

// send answers with the file, or that the client's copy of it is still good.
func (file *asset) send(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	h.Set("Content-Type", file.kind)
	h.Set("Cache-Control", cache)
	h.Set("ETag", file.tag)
	h.Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), file.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := file.plain
	if file.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = file.zipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client has left
	}
}

// open reads and compresses a file once.
func (a *app) open(name string) (*asset, error) {
	if name == "" {
		name = "index.html"
	}
	if strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if file := a.files[name]; file != nil {
		return file, nil
	}
	info, err := fs.Stat(a.dist, name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("a folder")
	}
	plain, err := fs.ReadFile(a.dist, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(plain)
	file := &asset{plain: plain, kind: mime.TypeByExtension(path.Ext(name)), tag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	if file.kind == "" {
		file.kind = http.DetectContentType(plain)
	}
	file.zipped = zip(plain)
	a.files[name] = file
	return file, nil
}

func zip(plain []byte) []byte {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level exists
	}
	_, _ = z.Write(plain) // memory takes everything
	_ = z.Close()
	if b.Len() > len(plain)*9/10 {
		return nil
	}
	return b.Bytes()
}
