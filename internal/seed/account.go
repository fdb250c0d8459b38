package seed

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/user"
)

// Account is who can log in, as var/demo.json has it.
type Account struct {
	Email          string `json:"email"`
	Password       string `json:"password"`
	Role           string `json:"role"`
	Organization   string `json:"organization"`
	OrganizationID string `json:"organizationId"`
}

// APIKey is a key that programs use, as var/demo.json has it.
type APIKey struct {
	Role           string `json:"role"`
	OrganizationID string `json:"organizationId"`
	Key            string `json:"key"`
}

// addBrandPeople adds the brand's people. The administrator is the first.
func (l *loader) addBrandPeople(ctx context.Context, sum *Summary) error {
	for _, p := range l.w.People() {
		if p.Distributor != "" || p.Second {
			continue
		}
		id, err := l.addPerson(ctx, p, l.brand, l.w.Brand.Name.En, sum)
		if err != nil {
			return err
		}
		if l.admin == uuid.Nil {
			l.admin = id
		}
		l.clerks[p.Email] = id
	}
	return nil
}

// addDistributorPeople adds the distributors' people, and gives the channel managers their portfolios.
func (l *loader) addDistributorPeople(ctx context.Context, sum *Summary) error {
	users := user.NewService(l.App, nil, nil, "")
	for _, p := range l.w.People() {
		if len(p.Portfolio) > 0 {
			ids := make([]uuid.UUID, len(p.Portfolio))
			for i, code := range p.Portfolio {
				ids[i] = l.ids[code]
			}
			if _, err := users.SetPortfolio(ctx, scope.System(), l.clerks[p.Email], ids); err != nil {
				return fmt.Errorf("giving %s a portfolio: %w", p.Email, err)
			}
		}
		if p.Second {
			if _, err := l.addPerson(ctx, p, l.brand, l.w.Brand.Name.En, sum); err != nil {
				return err
			}
		}
		if p.Distributor == "" {
			continue
		}
		d := l.w.Distributors[l.w.codes[p.Distributor]]
		id, err := l.addPerson(ctx, p, l.ids[p.Distributor], d.Name.In(d.Country), sum)
		if err != nil {
			return err
		}
		if p.Role == "distributor_rep" {
			l.clerks[p.Distributor] = id
		}
	}
	return nil
}

// addPerson adds somebody who can log in. Those who are shown get a key, too.
func (l *loader) addPerson(ctx context.Context, p Person, organization uuid.UUID, name string, sum *Summary) (uuid.UUID, error) {
	users := user.NewService(l.App, nil, nil, "")
	u, err := users.Add(ctx, scope.System(), user.New{OrganizationID: organization, Email: p.Email, Name: p.Name, Role: p.Role, Locale: &p.Locale}, Password)
	if err != nil {
		return uuid.Nil, fmt.Errorf("adding %s: %w", p.Email, err)
	}
	if p.Extra {
		return u.ID, nil
	}
	key, err := users.AddKey(ctx, scope.System(), organization, u.ID, "demo", p.Role)
	if err != nil {
		return uuid.Nil, fmt.Errorf("making a key for %s: %w", p.Email, err)
	}
	org := typeid.Format(typeid.Organization, organization)
	sum.Accounts = append(sum.Accounts, Account{p.Email, Password, p.Role, name, org})
	sum.APIKeys = append(sum.APIKeys, APIKey{p.Role, org, key})
	return u.ID, nil
}
