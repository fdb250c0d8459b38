package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/caarlos0/env/v11"
)

func getenvOf(set map[string]string) func(string) string {
	return func(name string) string { return set[name] }
}

func TestEveryProblemIsToldAtOnce(t *testing.T) {
	t.Parallel()
	_, err := readConfig(getenvOf(map[string]string{
		"DATABASE_URL": "mysql://x/y", "REDIS_URL": "localhost", "PORTAL_ADDR": "8080", "PORTAL_WORK": "perhaps",
		"PORTAL_LOG_LEVEL": "LOUD", "PORTAL_LOG_FORMAT": "xml", "PORTAL_IMPORTS": "0", "PORTAL_STATEMENT_TIMEOUT": "-1s", "PORTAL_PUBLIC_URL": "portal", "PORTAL_TRUSTED_PROXIES": "10.0.0.0/8, proxy",
	}))
	if err == nil {
		t.Fatal("no error")
	}
	for _, name := range []string{"DATABASE_URL", "REDIS_URL", "PORTAL_ADDR", "PORTAL_LOG_FORMAT", "PORTAL_IMPORTS", "PORTAL_STATEMENT_TIMEOUT", "PORTAL_PUBLIC_URL", "TrustedProxies", "Work", "LogLevel"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := readConfig(getenvOf(map[string]string{"HOME": "/home/clerk", "DATABASE_URL": "postgres://h/d", "PORTAL_DATA_DIR": "/data"}))
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != "127.0.0.1:8080" || c.DatabaseDirectURL != "postgres://h/d" || c.DataDir != "/data" || !c.Work || c.secure() {
		t.Errorf("config = %+v", c)
	}
}

// The example is the manual of the configuration: it names what is read, and nothing else.
func TestTheExampleIsComplete(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	var told, read []string
	for _, m := range regexp.MustCompile(`(?m)^#([A-Z_]+)=(.*)$`).FindAllStringSubmatch(string(text), -1) {
		told = append(told, m[1]+"="+m[2])
	}
	fields, err := env.GetFieldParams(&config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range fields {
		name := field.Key + "=" + field.DefaultValue
		if field.Key == "DATABASE_URL" {
			name += "postgres://portal:secret@localhost:5432/portal"
		}
		read = append(read, name)
	}
	slices.Sort(told)
	slices.Sort(read)
	if !slices.Equal(told, read) {
		t.Errorf("the example has\n%s\nbut read are\n%s", strings.Join(told, "\n"), strings.Join(read, "\n"))
	}
}
