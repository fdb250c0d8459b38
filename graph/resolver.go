package graph

import (
	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/privacy"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/user"
	"github.com/tonglu/portal/internal/workday"
)

// Resolver holds the domain services and nothing else.
type Resolver struct {
	Users         *user.Service
	Audit         *audit.Service
	Partners      *partner.Service
	TargetFiles   *partner.TargetFiles
	Catalog       *catalog.Service
	Customers     *customer.Service
	Imports       *customer.Imports // of accounts
	Shares        *share.Service
	Sales         *sale.Service
	Scorecards    *scorecard.Service
	Privacy       *privacy.Service
	Registrations *registration.Service
	Workdays      *workday.Service
	Conflicts     *conflict.Service
	Notices       *notify.Service
	Feedbacks     *feedback.Service
	Trainings     *training.Service
}
