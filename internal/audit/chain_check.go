package audit

import (
	"fmt"
	"slices"
)

// Checker is told the seals of a chain in the order in which they stand, and says what is wrong with them. It needs no database. What it can't
// know is whether the chain as a whole was made anew: its end is to be compared with one that was noted elsewhere.
type Checker struct {
	last     Seal  // the furthest link so far
	gaps     []gap // links before it that have not come
	problems []string
	count    int
}

// gap is a range of links, both ends within it.
type gap struct{ from, to int64 }

// maxProblems is how many are told in words.
const maxProblems = 20

func (c *Checker) wrong(format string, args ...any) {
	if c.count++; c.count <= maxProblems {
		c.problems = append(c.problems, fmt.Sprintf(format, args...))
	}
}

// Add checks one seal, and how it follows from the one before it.
func (c *Checker) Add(s Seal) {
	switch {
	case string(s.Row) == "null" || len(s.Row) == 0:
		c.wrong("seal %d: %s is missing", s.Seq, s.name())
	case digestOf(s.Kind, s.Row) != s.Digest || !s.isOf():
		c.wrong("seal %d: %s was altered", s.Seq, s.name())
	}
	switch {
	case s.Seq == c.last.Seq+1:
		if next(c.last.Hash, s.Digest) != s.Hash {
			c.wrong("seal %d: %s does not follow from seal %d: one of the two was altered together with its digest, or rows were added or taken out between them",
				s.Seq, s.name(), c.last.Seq)
		}
	case s.Seq > c.last.Seq:
		c.gaps = append(c.gaps, gap{c.last.Seq + 1, s.Seq - 1})
	case c.fill(s.Seq):
		c.wrong("seal %d: %s stands after seal %d: the order was changed", s.Seq, s.name(), c.last.Seq)
		return
	default:
		c.wrong("seal %d: %s was added: there is another seal %d", s.Seq, s.name(), s.Seq)
		return
	}
	c.last = s
}

// fill takes a link out of the gaps, and reports whether it was in one.
func (c *Checker) fill(seq int64) bool {
	for i, g := range c.gaps {
		if seq < g.from || seq > g.to {
			continue
		}
		c.gaps = slices.Delete(c.gaps, i, i+1)
		if seq > g.from {
			c.gaps = append(c.gaps, gap{g.from, seq - 1})
		}
		if seq < g.to {
			c.gaps = append(c.gaps, gap{seq + 1, g.to})
		}
		return true
	}
	return false
}

// End gives the last link and what is wrong, in words; more is how many other things are.
func (c *Checker) End() (last Seal, problems []string, more int) {
	slices.SortFunc(c.gaps, func(a, b gap) int { return int(min(max(a.from-b.from, -1), 1)) })
	for _, g := range c.gaps {
		if g.from == g.to {
			c.wrong("seal %d is missing with its row", g.from)
		} else {
			c.wrong("seals %d to %d are missing with their rows", g.from, g.to)
		}
	}
	return c.last, c.problems, c.count - len(c.problems)
}
