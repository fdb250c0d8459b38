// Command recompute reckons exported scorecards anew, from their inputs alone, and says where they differ from what they say.
//
//	go run ./recompute card.json …          from the folder tools; - reads the standard input
//
// It shares no code with the portal and uses nothing but the standard library: the formulas below are written from
// docs/scorecard-export.md. All arithmetic is of exact fractions. It exits with 1 when anything differs, and with 2 when a file can't be read.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/big"
	"os"
)

func main() {
	flag.Usage = func() { fmt.Fprintln(os.Stderr, "usage: recompute FILE …") }
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	code := 0
	for _, name := range flag.Args() {
		c, err := read(name)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(2)
		}
		c.check()
		for _, d := range c.differs {
			fmt.Printf("%s: %s\n", name, d)
			code = 1
		}
		if len(c.differs) == 0 {
			fmt.Printf("%s: %s of %s, version %d: composite %s, grade %s, %d metrics, all as reckoned anew\n", name, c.Period, c.Distributor, c.Version, or(c.Composite, "none"), or(c.Grade, "none"), len(c.Metrics))
		}
	}
	os.Exit(code)
}

func or(text *string, none string) string {
	if text == nil {
		return none
	}
	return *text
}

// card is the document. Numbers are texts.
type card struct {
	Format      string
	Distributor string
	Period      string
	Version     int
	Present     struct{ Months, Of int64 }
	Programme   struct {
		Grades     map[string]string
		Deductions []struct{ Key, Points, Most string }
	}
	Metrics    []metric
	Base       *string
	Deductions []struct{ Key, Points string }
	Composite  *string
	Grade      *string

	differs []string
}

type metric struct {
	Key            string
	HigherIsBetter bool
	Weight         string
	Bounds         struct{ Floor, Target, Stretch string }
	ProRata        bool
	Formula        string
	Inputs         []struct {
		Key   string
		Value *string
		Each  []string
	}
	NoData       *string
	Value, Score *string
	Shown        struct{ Value, Score *string }
}

func read(name string) (*card, error) {
	in := os.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	c := &card{}
	if err := json.Unmarshal(raw, c); err != nil {
		return nil, err
	}
	if c.Format != "tonglu.scorecard/1" {
		return nil, fmt.Errorf("the format is %q, not tonglu.scorecard/1", c.Format)
	}
	return c, nil
}

func (c *card) differ(format string, args ...any) {
	c.differs = append(c.differs, fmt.Sprintf(format, args...))
}

// check reckons the card anew: values, scores, the weighted mean, deductions, composite and grade.
func (c *card) check() {
	sum, weights := new(big.Rat), new(big.Rat)
	seen := map[string]bool{}
	for _, m := range c.Metrics {
		if seen[m.Key] {
			c.differ("%s is there twice", m.Key)
		}
		seen[m.Key] = true
		score := c.metric(m)
		if score == nil {
			continue
		}
		weight, err := number(m.Weight)
		if err != nil {
			c.differ("%s: %v", m.Key, err)
			continue
		}
		sum.Add(sum, new(big.Rat).Mul(weight, score))
		weights.Add(weights, weight)
	}
	var base *big.Rat
	if weights.Sign() > 0 {
		base = sum.Quo(sum, weights)
	}
	c.same("base", c.Base, base)
	var composite *big.Rat
	if base != nil {
		composite = new(big.Rat).Sub(base, c.taken())
		if composite.Sign() < 0 {
			composite.SetInt64(0)
		}
	}
	c.sameShown("composite", c.Composite, composite)
	c.grade(composite)
}

// taken is the points that deductions take: of each kind the sum of its reasons, but no more than its most.
func (c *card) taken() *big.Rat {
	of, most := map[string]*big.Rat{}, map[string]*big.Rat{}
	points := map[string]string{}
	for _, d := range c.Programme.Deductions {
		limit, err := number(d.Most)
		if err != nil {
			c.differ("deduction %s: %v", d.Key, err)
			limit = new(big.Rat)
		}
		most[d.Key], of[d.Key], points[d.Key] = limit, new(big.Rat), d.Points
	}
	for _, d := range c.Deductions {
		if of[d.Key] == nil {
			c.differ("the programme knows no deduction %s", d.Key)
			continue
		}
		each, err := number(points[d.Key])
		said, errSaid := number(d.Points)
		if err != nil || errSaid != nil || each.Cmp(said) != 0 {
			c.differ("a deduction %s takes %s in the document, %s in the programme", d.Key, d.Points, points[d.Key])
			continue
		}
		of[d.Key].Add(of[d.Key], each)
	}
	all := new(big.Rat)
	for key, sum := range of {
		if sum.Cmp(most[key]) > 0 {
			sum = most[key]
		}
		all.Add(all, sum)
	}
	return all
}

// grade goes by the composite as shown: A, B and C from their bounds on, else D.
func (c *card) grade(composite *big.Rat) {
	if composite == nil {
		if c.Grade != nil {
			c.differ("grade is %s in the document and there is no composite", *c.Grade)
		}
		return
	}
	shown, _ := number(halfEven(composite, 2))
	grade := "D"
	for _, letter := range []string{"C", "B", "A"} {
		if from, err := number(c.Programme.Grades[letter]); err != nil {
			c.differ("the bound of grade %s: %v", letter, err)
		} else if shown.Cmp(from) >= 0 {
			grade = letter
		}
	}
	if or(c.Grade, "none") != grade {
		c.differ("grade is %s in the document, %s reckoned anew", or(c.Grade, "none"), grade)
	}
}
