// Command bench measures the portal against itself: every figure is a ratio within one run on one machine.
// It prints them, writes docs/performance.md, and fails when one misses its mark.
//
//	go run ./bench                           all of it; an hour
//	go run ./bench --quick                   200,000 rows instead of a million each, small instead of medium, and nothing written
//	go run ./bench --only api,peers,users    the API against its peers alone
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

type options struct {
	Quick   bool     `help:"Measure with 200,000 rows and without the medium scale; write nothing."`
	Only    []string `help:"What to measure: import, detection, scorecard, api, peers, users, size." enum:"import,detection,scorecard,api,peers,users,size" default:"import,detection,scorecard,api,peers,users,size"`
	Scale   string   `help:"The scale at which api, peers and users are measured." enum:"small,medium,large" default:"medium"`
	Program string   `help:"A portal that is built already, for api, peers and users." type:"path"`
	Out     string   `help:"Where to write what was measured." default:"docs/performance.md" type:"path"`
	CPU     string   `help:"Where to write a CPU profile of the first import." type:"path"`
}

// figure is one ratio and what it must reach.
type figure struct {
	name string
	got  float64
	unit string
	most bool // the mark is the most it may be, else the least
	mark float64
	how  string // what was measured, for the page
}

func (f figure) holds() bool { return f.most && f.got <= f.mark || !f.most && f.got >= f.mark }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "peer" { // this program itself, as hall.peer starts it
		if err := runPeer(); err != nil {
			fmt.Fprintln(os.Stderr, "peer:", err)
			os.Exit(1)
		}
		return
	}
	var o options
	kong.Parse(&o, kong.Description("Measures the portal: ratios within one run on one machine."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	defer closeHall()
	parts := map[string]func(context.Context, options) ([]figure, error){"import": importFigures, "detection": detectionFigures, "scorecard": scorecardFigures,
		"api": apiFigures, "peers": peersFigures, "users": usersFigures, "size": sizeFigures}
	var all []figure
	for _, name := range o.Only {
		begin := time.Now()
		figures, err := parts[name](ctx, o)
		if err != nil {
			return fmt.Errorf("measuring %s: %w", name, err)
		}
		for _, f := range figures {
			fmt.Println(f)
		}
		fmt.Printf("(%s took %v)\n", name, time.Since(begin).Round(time.Second))
		all = append(all, figures...)
	}
	if !o.Quick && len(o.Only) == len(parts) {
		if err := write(o.Out, all); err != nil {
			return err
		}
	}
	var missed []error
	for _, f := range all {
		if !f.holds() {
			missed = append(missed, fmt.Errorf("missed: %s", f))
		}
	}
	return errors.Join(missed...)
}
