// Command bench measures the portal against itself: every figure is a ratio within one run on one machine.
// It prints them, writes docs/performance.md, and fails when one misses its mark.
//
//	go run ./bench                           all of it but large; an hour
//	go run ./bench --only large              a scorecard among 50,000,000 lines; an hour and 55 GB
//	go run ./bench --quick                   200,000 rows instead of a million each, small instead of medium, and nothing written
//	go run ./bench --only api,peers,users    the API against its peers alone; the page keeps what it says of other parts
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

type options struct {
	Quick   bool     `help:"Measure with 200,000 rows and without the medium scale; write nothing."`
	Only    []string `help:"What to measure: import, detection, scorecard, large, api, peers, users, size." enum:"import,detection,scorecard,large,api,peers,users,size" default:"import,detection,scorecard,api,peers,users,size"`
	Scale   string   `help:"The scale at which api, peers and users are measured." enum:"small,medium,large" default:"medium"`
	Sites   string   `help:"A folder where invented databases stay, to be measured again without being filled anew." type:"path"`
	Program string   `help:"A portal that is built already, for api, peers and users." type:"path"`
	Out     string   `help:"Where to write what was measured." default:"docs/performance.md" type:"path"`
	CPU     string   `help:"Where to write a CPU profile of the first import." type:"path"`
}

// figure is one ratio and what it must reach.
type figure struct {
	Name string
	Got  float64
	Unit string
	Most bool // the mark is the most it may be, else the least
	Mark float64
	How  string // what was measured, for the page
}

func (f figure) holds() bool { return f.Most && f.Got <= f.Mark || !f.Most && f.Got >= f.Mark }

// parts are what can be measured, in the order of the page.
var parts = []struct {
	name    string
	measure func(context.Context, options) ([]figure, error)
	inHall  bool // at the scale that the options name
}{{"import", importFigures, false}, {"detection", detectionFigures, false}, {"scorecard", scorecardFigures, false},
	{"large", largeFigures, false},
	{"api", apiFigures, true}, {"peers", peersFigures, true}, {"users", usersFigures, true}, {"size", sizeFigures, false}}

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
	kept, err := readPage()
	if err != nil {
		return err
	}
	var missed []error
	for _, part := range parts {
		if !slices.Contains(o.Only, part.name) {
			continue
		}
		begin := time.Now()
		figures, err := part.measure(ctx, o)
		if err != nil {
			return fmt.Errorf("measuring %s: %w", part.name, err)
		}
		for _, f := range figures {
			fmt.Println(f)
			if !f.holds() {
				missed = append(missed, fmt.Errorf("missed: %s", f))
			}
		}
		fmt.Printf("(%s took %v)\n", part.name, time.Since(begin).Round(time.Second))
		on := time.Now().UTC().Format(time.DateOnly)
		if part.inHall {
			on += ", " + o.Scale
		}
		kept[part.name] = measured{on, machine(), figures}
		if o.Quick {
			continue
		}
		if err := kept.write(o.Out); err != nil {
			return err
		}
	}
	return errors.Join(missed...)
}
