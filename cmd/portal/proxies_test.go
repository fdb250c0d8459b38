package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

func trusted(t *testing.T, text string) (p proxies) {
	t.Helper()
	if err := p.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAProxysClientIsItsOwn(t *testing.T) {
	t.Parallel()
	const set = "10.0.0.0/8, 2001:db8::/32,192.0.2.7"
	for _, c := range []struct {
		about, trusted, peer string
		forwarded            []string
		want                 string
	}{
		{"nobody is trusted unless told", "", "10.0.0.1:99", []string{"203.0.113.5"}, "10.0.0.1:99"},
		{"a stranger's word is not taken", set, "203.0.113.9:99", []string{"203.0.113.5"}, "203.0.113.9:99"},
		{"a proxy's word is", set, "10.0.0.1:99", []string{"203.0.113.5"}, "203.0.113.5:0"},
		{"a single address may be trusted", set, "192.0.2.7:99", []string{"203.0.113.5"}, "203.0.113.5:0"},
		{"and not its neighbour", set, "192.0.2.8:99", []string{"203.0.113.5"}, "192.0.2.8:99"},
		{"what a client wrote before is passed over", set, "10.0.0.1:99", []string{"198.51.100.1, 203.0.113.5"}, "203.0.113.5:0"},
		{"though it pretends to be a proxy", set, "10.0.0.1:99", []string{"198.51.100.1, 10.0.0.9, 203.0.113.5"}, "203.0.113.5:0"},
		{"or wrote a header of its own", set, "10.0.0.1:99", []string{"198.51.100.1", "203.0.113.5"}, "203.0.113.5:0"},
		{"proxies behind one another are passed over", set, "10.0.0.1:99", []string{"198.51.100.1, 203.0.113.5, 10.2.0.1, 2001:db8::7"}, "203.0.113.5:0"},
		{"one within is itself", set, "10.0.0.1:99", []string{"10.9.9.9"}, "10.9.9.9:0"},
		{"no word, no change", set, "10.0.0.1:99", nil, "10.0.0.1:99"},
		{"nonsense is no word", set, "10.0.0.1:99", []string{"203.0.113.5, unknown"}, "10.0.0.1:99"},
		{"what came behind it is", set, "10.0.0.1:99", []string{"203.0.113.5, unknown, 10.2.0.1"}, "10.2.0.1:0"},
		{"ports are passed over", set, "10.0.0.1:99", []string{"203.0.113.5:4711"}, "203.0.113.5:0"},
		{"IPv6 comes in either form", set, "[2001:db8::1]:99", []string{"[2001:0:1::5]"}, "[2001:0:1::5]:0"},
		{"an IPv4 address in IPv6 is IPv4", set, "[::ffff:10.0.0.1]:99", []string{"::ffff:203.0.113.5"}, "203.0.113.5:0"},
	} {
		var p proxies
		if c.trusted != "" {
			p = trusted(t, c.trusted)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		for _, line := range c.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		p.unwrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.RemoteAddr != c.want {
				t.Errorf("%s: it is from %s, want %s", c.about, r.RemoteAddr, c.want)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}

// The limits of log-ins go by the address that a trusted proxy tells, and by no other.
func TestLimitsGoByTheClientBehindAProxy(t *testing.T) {
	t.Parallel()
	p := &portal{log: slog.New(slog.DiscardHandler), metrics: newMetrics(nil, nil), config: config{TrustedProxies: trusted(t, "10.0.0.0/8")}}
	var from string
	p.routes = handlers{login: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { from = r.RemoteAddr })}
	for peer, want := range map[string]string{"10.0.0.1:99": "203.0.113.5:0", "198.51.100.1:99": "198.51.100.1:99"} {
		r := httptest.NewRequest("POST", "/auth/login", http.NoBody)
		r.RemoteAddr = peer
		r.Header.Set("X-Forwarded-For", "192.0.2.1, 203.0.113.5")
		p.handler().ServeHTTP(httptest.NewRecorder(), r)
		if from != want {
			t.Errorf("through %s a log-in comes from %s, want %s", peer, from, want)
		}
	}
}
