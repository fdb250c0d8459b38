package graphtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Caller asks as somebody.
type Caller struct {
	graph   *Graph
	prepare func(*http.Request)
}

// As asks as the organisation's person in the role, by their API key.
func (g *Graph) As(role, organization string) *Caller {
	g.t.Helper()
	return g.WithKey(find(g, g.keys, role+"@"+organization))
}

// WithKey asks by the API key.
func (g *Graph) WithKey(key string) *Caller {
	return &Caller{g, func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+key) }}
}

// Nobody asks without being signed in.
func (g *Graph) Nobody() *Caller { return &Caller{g, func(*http.Request) {}} }

// Login asks as the organisation's person in the role, who has logged in by password.
func (g *Graph) Login(role, organization string) *Caller {
	g.t.Helper()
	return g.LoginWith(Email(role, organization), Password)
}

// LoginWith asks as whoever logs in with the address and password.
func (g *Graph) LoginWith(email, password string) *Caller {
	g.t.Helper()
	body, err := json.Marshal(map[string]string{"email": email, "password": password})
	if err != nil {
		g.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	g.Handler.ServeHTTP(w, httptest.NewRequest("POST", "/auth/login", bytes.NewReader(body)))
	if w.Code != http.StatusNoContent {
		g.t.Fatalf("graphtest: %s can't log in: %d %s", email, w.Code, w.Body)
	}
	cookie := w.Result().Cookies()[0]
	return &Caller{g, func(r *http.Request) { r.AddCookie(cookie) }}
}

// Response is an answer.
type Response struct {
	Status int
	Header http.Header
	Data   json.RawMessage
	Errors []Error
	Body   string
}

// Error is one error of an answer.
type Error struct {
	Message    string
	Path       []any
	Extensions struct {
		Code      string
		Key       string
		Params    map[string]any
		Fields    []Field
		RequestID string
	}
}

// Field is one input field at fault.
type Field struct {
	Path   string
	Key    string
	Params map[string]any
}

// Do sends the query by POST.
func (c *Caller) Do(t testing.TB, query string, variables map[string]any) *Response {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return c.Send(t, r)
}

// Sign makes a request the caller's, for tests that send it over a connection of their own.
func (c *Caller) Sign(r *http.Request) { c.prepare(r) }

// Send sends any request as the caller.
func (c *Caller) Send(t testing.TB, r *http.Request) *Response {
	t.Helper()
	c.prepare(r)
	w := httptest.NewRecorder()
	c.graph.Handler.ServeHTTP(w, r)
	answer := &Response{Status: w.Code, Header: w.Header(), Body: w.Body.String()}
	if strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), answer); err != nil {
			t.Fatalf("the answer is no JSON: %v\n%s", err, w.Body)
		}
	}
	return answer
}

// Watch sends a subscription and gives the answers of its events, until the test or the stream ends.
func (c *Caller) Watch(t testing.TB, query string, variables map[string]any) <-chan *Response {
	t.Helper()
	server := httptest.NewServer(c.graph.Handler)
	t.Cleanup(server.Close)
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	c.prepare(r)
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answers := make(chan *Response)
	go func() {
		defer close(answers)
		defer w.Body.Close()
		events(w.Body, func(data []byte) bool {
			answer := &Response{Status: w.StatusCode, Header: w.Header, Body: string(data)}
			if json.Unmarshal(data, answer) != nil {
				return false
			}
			select {
			case answers <- answer:
				return true
			case <-t.Context().Done():
				return false
			}
		})
	}()
	return answers
}

// events calls fn with the data of each event of the stream, until fn has had enough.
func events(stream io.Reader, fn func(data []byte) bool) {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: ")); ok && !fn(data) {
			return
		}
	}
}

// Into reads the data into v and fails the test when there are errors.
func (r *Response) Into(t testing.TB, v any) {
	t.Helper()
	if len(r.Errors) > 0 {
		t.Fatalf("errors: %s", r.Body)
	}
	if err := json.Unmarshal(r.Data, v); err != nil {
		t.Fatalf("reading the data: %v\n%s", err, r.Body)
	}
}

// Code is the code of the first error, "" without one.
func (r *Response) Code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

// Key is the message key of the first error, "" without one.
func (r *Response) Key() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Key
}

// Want fails the test unless the answer's first error has the code; "" wants none.
func (r *Response) Want(t testing.TB, code string) *Response {
	t.Helper()
	if r.Code() != code {
		t.Fatalf("code %q, want %q: %s", r.Code(), code, r.Body)
	}
	return r
}

func split(name string) (role, organization string) {
	role, organization, _ = strings.Cut(name, "@")
	return role, organization
}

// WantField fails the test when the answer isn't that the field at the path is wrong.
func (r *Response) WantField(t testing.TB, path string) *Response {
	t.Helper()
	r.Want(t, "INVALID")
	for _, e := range r.Errors {
		for _, f := range e.Extensions.Fields {
			if f.Path == path {
				return r
			}
		}
	}
	t.Errorf("no fault of %s: %s", path, r.Body)
	return r
}
