package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"
)

const requestID = "X-Request-Id"

// goodID is what a request may bring as its id: nothing that could break a line of a log.
var goodID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// observe names the request, and writes its line in the log and its place in the metrics.
// The id is in the header of the request and of the answer.
func (p *portal) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestID)
		if !goodID.MatchString(id) {
			id = rand.Text()
			r.Header.Set(requestID, id)
		}
		w.Header().Set(requestID, id)
		begin := time.Now()
		answer := &recorder{ResponseWriter: w}
		defer func() {
			took := time.Since(begin)
			p.metrics.observe(r.Pattern, answer.code(), took)
			level := slog.LevelInfo
			if r.Pattern == "GET /healthz" || r.Pattern == "GET /readyz" || r.Pattern == "GET /" {
				level = slog.LevelDebug
			}
			p.log.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path, "status", answer.code(),
				"bytes", answer.bytes, "took", took.Round(10*time.Microsecond), "requestId", id, "remote", r.RemoteAddr)
		}()
		next.ServeHTTP(answer, r)
	})
}

// recorder notes what was answered. It leaves streaming and deadlines to the writer underneath.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 { // not the hints before an answer
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// Flush is for streams that ask for http.Flusher; others use http.ResponseController by way of Unwrap.
func (r *recorder) Flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() }

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// recover turns a panic into a 500 that tells the request's id and nothing else; the log has the rest.
func (p *portal) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(v) // the server's own way to break off
			}
			p.log.ErrorContext(r.Context(), "panic", "requestId", r.Header.Get(requestID), "panic", v, "stack", string(debug.Stack()))
			if answer, ok := w.(*recorder); ok && answer.status != 0 {
				panic(http.ErrAbortHandler) // half an answer is out: the client must see that it is half
			}
			fail(w, http.StatusInternalServerError, "internal")
		}()
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets the page use what the portal itself serves and nothing else. Styles may be inline: the component
// library writes them; no text from outside gets near them.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers are those that every answer has.
func (p *portal) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if r.TLS != nil || p.config.secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// private keeps answers about somebody out of every cache but the browser's, which must ask each time.
func private(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-cache")
		w.Header().Add("Vary", "Cookie, Authorization")
		next.ServeHTTP(w, r)
	})
}

// maxBody ends the reading of a body that is larger.
func maxBody(n int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return http.MaxBytesHandler(next, n) }
}

// readWithin ends the reading of a body that trickles. It says nothing about the answer, which may be a stream.
func readWithin(d time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(d)) // a test's recorder has no connection
			next.ServeHTTP(w, r)
		})
	}
}

// answerWithin ends an answer that takes longer, also one whose client reads too slowly: what it is made of is held meanwhile.
func answerWithin(d time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, stop := context.WithTimeout(r.Context(), d)
			defer stop()
			connection := http.NewResponseController(w)
			_ = connection.SetWriteDeadline(time.Now().Add(d))              // a test's recorder has no connection
			defer func() { _ = connection.SetWriteDeadline(time.Time{}) }() // the next request may be a stream
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}
