package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/user"
)

type userCommand struct {
	Add userAddCommand `cmd:"" help:"Add a user who can log in at once; the password is read from standard input."`
}

type userAddCommand struct {
	Email       string `arg:"" help:"The address to log in with."`
	Name        string `help:"The person's name." required:""`
	Role        string `help:"The person's role, as in brand_admin." required:""`
	Distributor string `help:"Code of the distributor; the brand unless given."`
	Brand       string `help:"Name of the brand, to make it when there is none yet."`
	Currency    string `help:"Base currency of a brand that is made." default:"TWD"`
	TimeZone    string `help:"Time zone of a brand that is made." default:"Asia/Taipei"`
}

// Run adds the user, and the brand before it when the portal is empty and --brand says its name.
func (c userAddCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		password, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if password = strings.TrimRight(password, "\r\n"); password == "" {
			return errors.Join(errors.New("write the password on standard input"), err)
		}
		if c.Brand != "" {
			if _, err := portal.partners.CreateBrand(p.ctx, scope.System(), partner.Brand{Name: c.Brand, BaseCurrency: c.Currency, TimeZone: c.TimeZone}); err != nil {
				return spelledOut(err)
			}
		}
		n := user.New{Email: strings.ToLower(c.Email), Name: c.Name, Role: c.Role}
		if c.Distributor != "" {
			n.OrganizationID, err = portal.distributorByCode(p.ctx, c.Distributor)
		} else if settings, problem := portal.partners.Settings(p.ctx, scope.System()); problem != nil {
			err = errors.Join(errors.New("there is no brand yet: give it a name with --brand"), problem)
		} else {
			n.OrganizationID = settings.BrandID
		}
		if err != nil {
			return err
		}
		if _, err := portal.users.Add(p.ctx, scope.System(), n, password); err != nil {
			return spelledOut(err)
		}
		fmt.Fprintf(p.stdout, "%s can log in.\n", n.Email)
		return nil
	})
}
