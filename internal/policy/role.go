package policy

import "slices"

// The roles of the brand's people and of a distributor's. They are the values of users.role.
const (
	BrandAdmin        = "brand_admin"
	ChannelManager    = "channel_manager"
	BrandAnalyst      = "brand_analyst"
	Auditor           = "auditor"
	DistributorAdmin  = "distributor_admin"
	DistributorRep    = "distributor_rep"
	DistributorViewer = "distributor_viewer"
)

var (
	brandRoles       = []string{BrandAdmin, ChannelManager, BrandAnalyst, Auditor}
	distributorRoles = []string{DistributorAdmin, DistributorRep, DistributorViewer}
)

// Roles gives all roles: the brand's, then a distributor's.
func Roles() []string { return slices.Concat(brandRoles, distributorRoles) }

// Fits reports whether the role is one of the brand's (brand) or of a distributor's (not brand).
func Fits(role string, brand bool) bool {
	if brand {
		return slices.Contains(brandRoles, role)
	}
	return slices.Contains(distributorRoles, role)
}
