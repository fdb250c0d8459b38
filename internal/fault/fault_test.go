package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/tonglu/portal/internal/fault"
)

func TestAsKeepsTheFaultAndHidesTheRest(t *testing.T) {
	t.Parallel()
	missing := fault.Missing("distributor")
	if got := fault.As(fmt.Errorf("reading: %w", missing)); got != missing {
		t.Errorf("As(wrapped) = %v, want the fault itself", got)
	}
	cause := errors.New("connection reset")
	got := fault.As(cause)
	if got.Kind != fault.Internal || !errors.Is(got, cause) {
		t.Errorf("As(other) = %v, want an Internal fault that wraps it", got)
	}
}

func TestFieldsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	var fields fault.Fields
	if fields.Err() != nil {
		t.Error("no fields must give no error")
	}
	fields.Add("name", "required", nil)
	fields.Add("tier", "unknown", fault.Params{"value": "Z"})
	err := fields.Err()
	if !fault.Is(err, fault.Invalid) || len(fault.As(err).Fields) != 2 {
		t.Errorf("Err() = %v, want Invalid with two fields", err)
	}
}
