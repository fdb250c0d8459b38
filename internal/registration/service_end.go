package registration

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Release lets go of a registration: its owner at any time, the brand of one that protects. Each is told of what the other did. Returns Invalid without a reason.
func (s *Service) Release(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (Registration, error) {
	reason = strings.TrimSpace(reason)
	var fields fault.Fields
	checkText(&fields, "input.reason", reason, 1, longestText)
	if err := fields.Err(); err != nil {
		return Registration{}, err
	}
	return s.act(ctx, sc, id, Release, "release", func(_ context.Context, c *change, r *Registration) error {
		r.ReasonText = &reason
		c.note("released", map[string]any{"reason": reason})
		c.reason = reason
		if c.byTheBrand {
			c.tellOwner(*r, "registration.released", nil)
		} else if r.SubmittedAt != nil {
			c.tellManagers(*r, "registration.released", nil)
		}
		return nil
	})
}

// Convert says that a registration became a sale: a live line of its owner, to its account, of its product line. Returns Invalid for any other
// line: one of somebody else's is as good as none.
func (s *Service) Convert(ctx context.Context, sc scope.Scope, id, line uuid.UUID) (Registration, error) {
	return s.act(ctx, sc, id, Convert, "convert", func(ctx context.Context, c *change, r *Registration) error {
		is, err := isSale(ctx, c.tx, *r, line)
		if err == nil && !is {
			var fields fault.Fields
			fields.Add("input.saleLineId", "registration.notASale", nil)
			err = fields.Err()
		}
		if err != nil {
			return err
		}
		r.convert(c, line)
		return nil
	})
}

// convert notes the line that a registration became.
func (r *Registration) convert(c *change, line uuid.UUID) {
	r.ConvertedAt, r.ConvertedLineID = &c.now, &line
	c.note("converted", nil)
	c.after["line"] = typeid.Format(typeid.SaleLine, line)
}
