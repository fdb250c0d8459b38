package auth

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/tonglu/portal/internal/fault"
)

// requestIDHeader names a request, in and out.
const requestIDHeader = "X-Request-Id"

// Middleware puts the Actor of each request into its context: whoever the session cookie or the API key belongs
// to, else nobody with the request's id and place. It takes the id from the answer's X-Request-Id, which an earlier
// middleware has set, or from the request's. It refuses no one but while the database is away, which is a 503.
func (s *Service) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, err := s.recognise(r.Context(), credentialOf(r))
		if err != nil && !errors.Is(err, errUnknown) {
			if r.Context().Err() == nil {
				slog.ErrorContext(r.Context(), "recognising the caller failed", "requestId", requestIDOf(w, r), "error", err)
			}
			refuse(w, fault.Wrap(err, fault.Unavailable, "unavailable", nil))
			return
		}
		actor.RequestID, actor.Place = requestIDOf(w, r), placeOf(r.RemoteAddr)
		next.ServeHTTP(w, r.WithContext(With(r.Context(), actor)))
	})
}

func requestIDOf(w http.ResponseWriter, r *http.Request) string {
	if id := w.Header().Get(requestIDHeader); id != "" {
		return id
	}
	return r.Header.Get(requestIDHeader)
}

// SameOrigin refuses, with 403, a request that brings the session cookie from another site: reads and
// streams too, which a browser's own rules and http.CrossOriginProtection let pass.
func SameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if credentialOf(r).token != "" && crossOrigin(r) {
			refuse(w, fault.New(fault.Forbidden, "auth.crossOrigin", nil))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func crossOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return true
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	u, err := url.Parse(origin)
	return err != nil || !strings.EqualFold(u.Host, r.Host)
}
