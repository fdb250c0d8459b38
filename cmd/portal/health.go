package main

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// alive answers as long as the process does.
func alive(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "alive"})
}

// ready says whether requests should come here: the database answers and has our schema, and we are not about to end.
// Without Redis everything works, if slower.
func (p *portal) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	state := map[string]string{"status": "ready", "database": "ok", "redis": "ok"}
	status := http.StatusOK
	if err := p.redis.Ping(ctx); err != nil {
		state["redis"] = "away"
	}
	if err := p.app.CheckMigrated(ctx); err != nil {
		p.log.WarnContext(ctx, "not ready", "error", err)
		status, state["status"], state["database"] = http.StatusServiceUnavailable, "not ready", "away or not migrated"
	}
	if p.closing.Err() != nil {
		status, state["status"] = http.StatusServiceUnavailable, "stopping"
	}
	answer(w, status, state)
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client has left
}

// fail answers with a fault's key, by which the web app finds the words, and the id to quote.
func fail(w http.ResponseWriter, status int, key string) {
	answer(w, status, map[string]string{"key": key, "requestId": w.Header().Get(requestID)})
}
