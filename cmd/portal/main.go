// Command portal is the whole of the portal in one program; see its help for what it can be told to do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "portal:", err)
		os.Exit(1)
	}
}

// cli is the command line. Each command has a Run method in the file of its name.
type cli struct {
	Demo    demoCommand    `cmd:"" help:"Run everything on this machine with invented data: nothing to set up."`
	Serve   serveCommand   `cmd:"" help:"Serve HTTP and work on jobs. Needs DATABASE_URL."`
	Work    workCommand    `cmd:"" help:"Work on jobs alone. Needs DATABASE_URL."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to the schema of this program."`
	Seed    seedCommand    `cmd:"" help:"Fill an empty portal with invented data."`
	Import  importCommand  `cmd:"" help:"Bring a file in, as the screens do."`
	User    userCommand    `cmd:"" help:"Add people."`
	Verify  verifyCommand  `cmd:"" help:"Check what must always hold against the live database."`
	Health  healthCommand  `cmd:"" help:"Ask the portal on PORTAL_ADDR whether it is alive."`
}

// process is what a command is given: its surroundings, and nothing global.
type process struct {
	ctx    context.Context
	getenv func(string) string
	stdout io.Writer
}

// run does what args say until it is done or ctx ends, which is an orderly end and no error.
func run(ctx context.Context, args []string, getenv func(string) string, stdout io.Writer) error {
	collectLazily(getenv)
	var c cli
	parser, err := kong.New(&c, kong.Name("portal"), kong.Description("A portal of a brand and its distributors. Configuration is by environment; .env.example lists it."),
		kong.Writers(stdout, stdout), kong.Exit(func(int) { panic(errHelp) }))
	if err != nil {
		return err
	}
	command, err := parse(parser, args)
	if errors.Is(err, errHelp) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w (portal --help lists what there is)", err)
	}
	return command.Run(&process{ctx: ctx, getenv: getenv, stdout: stdout})
}

// errHelp is how the parser comes back after it has printed help: it would go on otherwise.
var errHelp = errors.New("help was printed")

func parse(parser *kong.Kong, args []string) (command *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != errHelp {
				panic(r)
			}
			err = errHelp
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	return parser.Parse(args)
}
