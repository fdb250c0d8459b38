package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// config is the whole configuration. This file is the only reader of the environment; .env.example explains each name.
type config struct {
	DatabaseURL       string `env:"DATABASE_URL"`
	DatabaseDirectURL string `env:"DATABASE_DIRECT_URL"`
	RedisURL          string `env:"REDIS_URL"`

	Addr      string `env:"PORTAL_ADDR" envDefault:"127.0.0.1:8080"`
	AdminAddr string `env:"PORTAL_ADMIN_ADDR"`
	PublicURL string `env:"PORTAL_PUBLIC_URL"`
	DataDir   string `env:"PORTAL_DATA_DIR"`

	TrustedProxies proxies `env:"PORTAL_TRUSTED_PROXIES"`

	LogFormat string     `env:"PORTAL_LOG_FORMAT" envDefault:"text"`
	LogLevel  slog.Level `env:"PORTAL_LOG_LEVEL" envDefault:"INFO"`

	Work             bool          `env:"PORTAL_WORK" envDefault:"true"`
	Imports          int           `env:"PORTAL_IMPORTS" envDefault:"2"`
	Connections      int           `env:"PORTAL_CONNECTIONS" envDefault:"20"`
	Reads            int           `env:"PORTAL_READS"`
	StatementTimeout time.Duration `env:"PORTAL_STATEMENT_TIMEOUT" envDefault:"15s"`
	Answers          int           `env:"PORTAL_ANSWERS_MB" envDefault:"32"`

	SMTPURL  string `env:"PORTAL_SMTP_URL"`
	MailFrom string `env:"PORTAL_MAIL_FROM" envDefault:"portal@localhost"`

	PGBinDir string `env:"PG_BINDIR"`
	DataHome string `env:"XDG_DATA_HOME"`
	Home     string `env:"HOME"`
}

// readConfig reads the configuration. The error names every problem, not just the first.
func readConfig(getenv func(string) string) (config, error) {
	var c config
	fields, err := env.GetFieldParams(&c)
	if err != nil {
		return c, err
	}
	set := map[string]string{}
	for _, field := range fields {
		if value := strings.TrimSpace(getenv(field.Key)); value != "" {
			set[field.Key] = value
		}
	}
	var problems []error
	if c, err = env.ParseAsWithOptions[config](env.Options{Environment: set}); err != nil {
		parsed := env.AggregateError{}
		if !errors.As(err, &parsed) {
			return c, err
		}
		problems = append(problems, parsed.Errors...)
	}
	problems = append(problems, c.check()...)
	if len(problems) > 0 {
		return c, fmt.Errorf("the configuration is wrong:\n%w", errors.Join(problems...))
	}
	if c.Reads == 0 {
		c.Reads = max(4, 2*runtime.NumCPU())
	}
	if c.DatabaseDirectURL == "" {
		c.DatabaseDirectURL = c.DatabaseURL
	}
	if c.DataDir == "" {
		c.DataDir, err = c.dataRoot()
	} else {
		c.DataDir, err = filepath.Abs(c.DataDir)
	}
	return c, err
}

func (c *config) check() []error {
	var problems []error
	wrong := func(ok bool, format string, args ...any) {
		if !ok {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	for name, value := range map[string]string{"DATABASE_URL": c.DatabaseURL, "DATABASE_DIRECT_URL": c.DatabaseDirectURL} {
		wrong(value == "" || hasScheme(value, "postgres", "postgresql"), "%s: must look like postgres://user:password@host:5432/database", name)
	}
	for one := range strings.SplitSeq(c.RedisURL, ",") {
		wrong(one == "" || hasScheme(strings.TrimSpace(one), "redis", "rediss", "unix"), "REDIS_URL: must look like redis://host:6379, several separated by commas for a cluster")
	}
	for name, value := range map[string]string{"PORTAL_ADDR": c.Addr, "PORTAL_ADMIN_ADDR": c.AdminAddr} {
		_, _, err := net.SplitHostPort(value)
		wrong(err == nil || value == "" && name == "PORTAL_ADMIN_ADDR", "%s: must look like 127.0.0.1:8080, not %q", name, value)
	}
	wrong(c.AdminAddr == "" || c.AdminAddr != c.Addr, "PORTAL_ADMIN_ADDR: must differ from PORTAL_ADDR")
	wrong(c.PublicURL == "" || hasScheme(c.PublicURL, "http", "https"), "PORTAL_PUBLIC_URL: must look like https://portal.example.com, not %q", c.PublicURL)
	wrong(c.LogFormat == "text" || c.LogFormat == "json", "PORTAL_LOG_FORMAT: must be text or json, not %q", c.LogFormat)
	wrong(c.Imports >= 1 && c.Imports <= 100, "PORTAL_IMPORTS: must be from 1 to 100, not %d", c.Imports)
	wrong(c.Connections >= 4 && c.Connections <= 1000, "PORTAL_CONNECTIONS: must be from 4 to 1000, not %d", c.Connections)
	wrong(c.Reads >= 0 && c.Reads <= 1000, "PORTAL_READS: must be from 0 to 1000, not %d", c.Reads)
	wrong(c.Answers >= 0 && c.Answers <= 4096, "PORTAL_ANSWERS_MB: must be from 0 to 4096, not %d", c.Answers)
	wrong(c.StatementTimeout >= 0, "PORTAL_STATEMENT_TIMEOUT: must not be negative")
	return problems
}

func hasScheme(address string, schemes ...string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" && u.Path == "" {
		return false
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return true
		}
	}
	return false
}

// dataRoot is the folder of this clone's data, outside of the clone: a server that runs as another user must be able
// to pass to it, which home folders and most working folders don't allow.
func (c *config) dataRoot() (string, error) {
	clone, err := os.Getwd()
	if err != nil {
		return "", err
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(clone)) // a hash never fails
	name := fmt.Sprintf("%s-%08x", filepath.Base(clone), uint32(h.Sum64()))
	switch {
	case os.Getuid() == 0:
		return filepath.Join("/var/lib/tonglu", name), nil
	case c.DataHome != "":
		return filepath.Join(c.DataHome, "tonglu", name), nil
	case c.Home != "":
		return filepath.Join(c.Home, ".local/share/tonglu", name), nil
	}
	return "", errors.New("HOME is not set: say with PORTAL_DATA_DIR where data belongs")
}

// secure says whether browsers reach the portal by TLS, be it ended before us.
// publicURL is the address that links in mails begin with.
func (c *config) publicURL() string {
	if c.PublicURL != "" {
		return strings.TrimRight(c.PublicURL, "/")
	}
	return "http://" + c.Addr
}

func (c *config) secure() bool { return strings.HasPrefix(c.PublicURL, "https://") }
