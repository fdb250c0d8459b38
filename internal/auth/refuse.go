package auth

import (
	"encoding/json"
	"net/http"

	"github.com/tonglu/portal/internal/fault"
)

var statuses = map[fault.Kind]int{
	fault.Invalid:         http.StatusBadRequest,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooComplex:      http.StatusRequestEntityTooLarge,
	fault.Limited:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
	fault.Internal:        http.StatusInternalServerError,
}

// refuse answers with the fault's status and what may be shown of it: {"code", "key", "params"}.
func refuse(w http.ResponseWriter, err error) {
	f := fault.As(err)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(statuses[f.Kind])
	answer := map[string]any{"code": f.Kind, "key": f.Key}
	if f.Params != nil {
		answer["params"] = f.Params
	}
	_ = json.NewEncoder(w).Encode(answer) // the caller may have left
}
