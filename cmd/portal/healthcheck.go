package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

type healthCommand struct{}

// Run asks the portal that runs on PORTAL_ADDR beside us; for containers, which have no other program to ask with.
func (healthCommand) Run(p *process) error {
	c, err := readConfig(p.getenv)
	if err != nil {
		return err
	}
	address, err := reachable(c.Addr)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(p.ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the portal answers %s", response.Status)
	}
	return nil
}
