package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/typeid"
)

func getApp(t *testing.T, path string, header map[string]string) *http.Response {
	t.Helper()
	a := newApp(fstest.MapFS{
		"dist/index.html":        {Data: []byte("<!doctype html>" + strings.Repeat("page ", 100))},
		"dist/assets/main-1a.js": {Data: []byte(strings.Repeat("let x = 1;\n", 100))},
		"dist/mark.svg":          {Data: []byte("<svg/>")},
		"dist/.gitkeep":          {},
	})
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result()
}

func TestThePageIsServedForItsPathsOnly(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]int{
		"/": 200, "/index.html": 200, "/distributors/dst_01?sort=name": 200, "/mark.svg": 200, "/assets/main-1a.js": 200,
		"/api": 404, "/api/v1": 404, "/graphql/x": 404, "/auth/x": 404, "/files/": 404, "/assets/gone.js": 404, "/assets": 404,
		"/.gitkeep": 404, "/gone.js": 404, "/metrics": 404, "/../../etc/passwd": 200, "/../.gitkeep": 404,
	} {
		if got := getApp(t, path, nil).StatusCode; got != want {
			t.Errorf("GET %s = %d, want %d", path, got, want)
		}
	}
}

func TestCachingAndCompression(t *testing.T) {
	t.Parallel()
	page := getApp(t, "/somewhere", nil)
	if got := page.Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("the page: %s", got)
	}
	if got := getApp(t, "/", map[string]string{"If-None-Match": page.Header.Get("ETag")}).StatusCode; got != http.StatusNotModified {
		t.Errorf("the page again: %d", got)
	}
	script := getApp(t, "/assets/main-1a.js", map[string]string{"Accept-Encoding": "gzip, br"})
	if got := script.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("a script: %s", got)
	}
	z, err := gzip.NewReader(script.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || !strings.HasPrefix(string(text), "let x") {
		t.Errorf("unzipped: %s, %v", text, err)
	}
}

// The explorer is for whoever is signed in, by its own address alone.
func TestTheExplorerAsksForALogin(t *testing.T) {
	t.Parallel()
	g := counter(t)
	for path, want := range map[string]string{"/explorer": "/login?next=%2Fexplorer", "/explorer.html": "/explorer"} {
		answer := get(t, g.Nobody(), path)
		if answer.Status != http.StatusSeeOther || answer.Header.Get("Location") != want {
			t.Errorf("%s without a session: %d %s", path, answer.Status, answer.Header.Get("Location"))
		}
	}
	pages := newApp(fstest.MapFS{"dist/index.html": {Data: []byte("the app")}, "dist/explorer.html": {Data: []byte("the explorer")}})
	w := httptest.NewRecorder()
	signedIn := auth.With(t.Context(), auth.Actor{User: typeid.New()})
	pages.explorer(w, httptest.NewRequestWithContext(signedIn, http.MethodGet, "/explorer", nil))
	if w.Code != http.StatusOK || w.Body.String() != "the explorer" || w.Header().Get("Cache-Control") != "private, no-cache" {
		t.Errorf("signed in: %d %s %v", w.Code, w.Body, w.Header())
	}
}
