package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/tonglu/portal/internal/postgres"
)

// demoPath is where programs find the demo, from the clone's folder.
const demoPath = "var/demo.json"

type demoAccount struct {
	Email          string `json:"email"`
	Password       string `json:"password"`
	Role           string `json:"role"`
	Organization   string `json:"organization"`
	OrganizationID string `json:"organizationId"`
}

type demoKey struct {
	Role           string `json:"role"`
	OrganizationID string `json:"organizationId"`
	Key            string `json:"key"`
}

// seeded is what was put into the database, kept beside it.
type seeded struct {
	Seed     uint64        `json:"seed"`
	Scale    string        `json:"scale"`
	Accounts []demoAccount `json:"accounts"`
	APIKeys  []demoKey     `json:"apiKeys"`
}

// demoFile is var/demo.json: one account and one key for each role, distributors' roles for two of them, and last a second administrator of the brand.
type demoFile struct {
	URL      string        `json:"url"`
	Accounts []demoAccount `json:"accounts"`
	APIKeys  []demoKey     `json:"apiKeys"`
}

// write writes var/demo.json, and var/data as a link to where the data is.
func (d demoFile) write(root string) error {
	if d.Accounts == nil {
		d.Accounts = []demoAccount{}
	}
	if d.APIKeys == nil {
		d.APIKeys = []demoKey{}
	}
	if err := os.MkdirAll(filepath.Dir(demoPath), 0o755); err != nil {
		return err
	}
	link := filepath.Join(filepath.Dir(demoPath), "data")
	_ = os.Remove(link) // of an earlier demo
	if err := os.Symlink(root, link); err != nil {
		return err
	}
	return writeJSON(demoPath, d)
}

// print tells a person what to do next.
func (d demoFile) print(w io.Writer) {
	fmt.Fprintf(w, "\n  The portal is at  %s\n\n", d.URL)
	for i, a := range d.Accounts {
		if i == 0 {
			fmt.Fprintf(w, "  %-26s %-34s %-18s %s\n", "Log in as", "email", "password", "organisation")
		}
		fmt.Fprintf(w, "  %-26s %-34s %-18s %s\n", a.Role, a.Email, a.Password, a.Organization)
	}
	if len(d.APIKeys) > 0 {
		fmt.Fprintf(w, "\n  Or by program:\n\n  curl -s %s/graphql \\\n    -H 'Authorization: Bearer %s' \\\n    -H 'Content-Type: application/json' \\\n    -d '{\"query\":\"{ viewer { role organization { name } } }\"}'\n",
			d.URL, d.APIKeys[0].Key)
	}
	fmt.Fprintf(w, "\n  %s says the same to programs. Ctrl-C stops the demo; the data stays.\n\n", demoPath)
}

// writeJSON writes a file whole or not at all.
func writeJSON(path string, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name()) // fails when it has been moved into place
	defer draft.Close()
	if _, err := draft.Write(append(text, '\n')); err != nil {
		return err
	}
	if err := draft.Chmod(0o644); err != nil {
		return err
	}
	if err := draft.Sync(); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// keepRunning starts the demo's database again when it ends by itself: stopped from outside, or killed.
func keepRunning(ctx context.Context, server *postgres.Embedded, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-server.Done():
		}
		if ctx.Err() != nil {
			return
		}
		log.Warn("Postgres ended; starting it again")
		if err := server.Restart(ctx); err != nil {
			log.Error("starting Postgres again", "error", err)
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}
}
