package main

import (
	"net/http"
	"time"

	"github.com/tonglu/portal/web"
)

// handlers are what the domains answer with. One that is nil has no route.
type handlers struct {
	graphql  http.Handler // POST, and GET for queries
	login    http.Handler
	logout   http.Handler
	upload   http.Handler
	file     http.Handler // GET /files/{id}
	caseFile http.Handler // GET /cases/files/{id}
	export   http.Handler // GET /exports/{id}
	journal  http.Handler // GET /exports/audit
	pack     http.Handler // GET /exports/scorecards
	answers  http.Handler // GET /exports/feedback
	training http.Handler // GET /exports/training
	markets  http.Handler // GET /exports/market-sizes
	rejects  http.Handler // GET /rejects/{id}

	// caller puts who is asking into the context and refuses requests that bring a cookie from another site.
	caller func(http.Handler) http.Handler
}

// handler is every route of the public address with what stands before it, outermost first:
// a proxy's client takes its place → a line in the log → a panic is a 500 → headers → other sites' writes are refused → the route's own.
func (p *portal) handler() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, h http.Handler, before ...func(http.Handler) http.Handler) {
		if h == nil {
			return
		}
		for i := len(before) - 1; i >= 0; i-- {
			h = before[i](h)
		}
		mux.Handle(pattern, h)
	}
	caller := p.routes.caller
	if caller == nil {
		caller = func(next http.Handler) http.Handler { return next }
	}

	route("POST /graphql", p.routes.graphql, maxBody(1<<20), readWithin(30*time.Second), private, caller)
	route("GET /graphql", p.routes.graphql, private, caller)

	route("POST /auth/login", p.routes.login, maxBody(8<<10), readWithin(10*time.Second), private)
	route("POST /auth/logout", p.routes.logout, maxBody(8<<10), readWithin(10*time.Second), private, caller)

	route("POST /files", p.routes.upload, maxBody(maxUpload), readWithin(30*time.Minute), private, caller)
	route("GET /files/{id}", p.routes.file, private, caller)
	route("GET /cases/files/{id}", p.routes.caseFile, private, caller)
	route("GET /exports/audit", p.routes.journal, private, caller)
	route("GET /exports/scorecards", p.routes.pack, private, caller, answerWithin(longestList))
	route("GET /exports/feedback", p.routes.answers, private, caller, answerWithin(longestList))
	route("GET /exports/training", p.routes.training, private, caller, answerWithin(longestList))
	route("GET /exports/market-sizes", p.routes.markets, private, caller, answerWithin(longestList))
	route("GET /exports/{id}", p.routes.export, private, caller)
	route("GET /rejects/{id}", p.routes.rejects, private, caller)

	route("GET /healthz", http.HandlerFunc(alive))
	route("GET /readyz", http.HandlerFunc(p.ready))

	pages := newApp(web.Dist)
	route("GET /explorer", http.HandlerFunc(pages.explorer), private, caller)
	route("GET /", pages)

	h := http.NewCrossOriginProtection().Handler(mux)
	return p.config.TrustedProxies.unwrap(p.observe(p.recover(p.headers(h))))
}

// maxUpload leaves room around the largest file, 300 MB, for what multipart adds.
const maxUpload = 300<<20 + 1<<20

// longestList is how long a list that is written as it is asked for may take: a hundred thousand rows, or two thousand cards, take seconds.
const longestList = 10 * time.Minute

// adminHandler is every route of the admin address, which is not for the public.
func (p *portal) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", p.ready)
	mux.Handle("GET /metrics", p.metrics.handler())
	return mux
}
