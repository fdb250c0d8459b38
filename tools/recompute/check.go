package main

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// metric reckons a metric anew and gives its score, nil without data.
func (c *card) metric(m metric) *big.Rat {
	in, err := m.read()
	if err != nil {
		c.differ("%s: %v", m.Key, err)
		return nil
	}
	if m.NoData != nil {
		if m.Value != nil || m.Score != nil || m.Shown.Value != nil || m.Shown.Score != nil {
			c.differ("%s has a value and says %s", m.Key, *m.NoData)
		}
		if *m.NoData == "absent" {
			if c.Present.Months != 0 {
				c.differ("%s says absent, and there are %d months", m.Key, c.Present.Months)
			}
		} else if holds := reasons[*m.NoData]; holds == nil || !holds(in) {
			c.differ("%s has no value, and its inputs do not say %s", m.Key, *m.NoData)
		}
		return nil
	}
	if m.Formula != m.Key && m.Formula != m.Key+"_previous" || formulas[m.Formula] == nil {
		c.differ("%s is by the formula %s", m.Key, m.Formula)
		return nil
	}
	value := formulas[m.Formula](in)
	if in.failed != nil {
		c.differ("%s: %v", m.Key, in.failed)
		return nil
	}
	c.same(m.Key+" value", m.Value, value)
	c.sameShown(m.Key+" value", m.Shown.Value, value)
	floor, errFloor := number(m.Bounds.Floor)
	target, errTarget := number(m.Bounds.Target)
	stretch, errStretch := number(m.Bounds.Stretch)
	if errFloor != nil || errTarget != nil || errStretch != nil {
		c.differ("%s has bounds that are no numbers", m.Key)
		return nil
	}
	if m.ProRata {
		if c.Present.Of <= 0 {
			c.differ("the period has no months")
			return nil
		}
		part := big.NewRat(c.Present.Months, c.Present.Of)
		floor, target, stretch = times(floor, part), times(target, part), times(stretch, part)
	}
	if !m.HigherIsBetter {
		value, floor, target, stretch = value.Neg(value), floor.Neg(floor), target.Neg(target), stretch.Neg(stretch)
	}
	score := scored(value, floor, target, stretch)
	c.same(m.Key+" score", m.Score, score)
	c.sameShown(m.Key+" score", m.Shown.Score, score)
	return score
}

// scored is 0 at the floor, 100 at the target and 120 at the stretch, on straight lines between, and no less and no more beyond.
func scored(value, floor, target, stretch *big.Rat) *big.Rat {
	between := func(low, high *big.Rat, from, height int64) *big.Rat {
		s := new(big.Rat).Quo(minus(value, low), minus(high, low))
		s.Mul(s, big.NewRat(height, 1))
		return s.Add(s, big.NewRat(from, 1))
	}
	switch {
	case value.Cmp(stretch) >= 0:
		return big.NewRat(120, 1)
	case value.Cmp(target) >= 0:
		return between(target, stretch, 100, 20)
	case value.Cmp(floor) > 0:
		return between(floor, target, 0, 100)
	}
	return new(big.Rat)
}

func (m metric) read() (*inputs, error) {
	in := &inputs{values: map[string]*big.Rat{}, each: map[string][]*big.Rat{}}
	for _, x := range m.Inputs {
		if _, twice := in.values[x.Key]; twice {
			return nil, fmt.Errorf("input %s is there twice", x.Key)
		}
		in.values[x.Key] = nil
		if x.Value != nil {
			v, err := number(*x.Value)
			if err != nil {
				return nil, fmt.Errorf("input %s: %w", x.Key, err)
			}
			in.values[x.Key] = v
		}
		for _, text := range x.Each {
			v, err := number(text)
			if err != nil {
				return nil, fmt.Errorf("input %s: %w", x.Key, err)
			}
			in.each[x.Key] = append(in.each[x.Key], v)
		}
	}
	return in, nil
}

var decimal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

func number(text string) (*big.Rat, error) {
	if !decimal.MatchString(text) {
		return nil, fmt.Errorf("%q is no number", text)
	}
	n, _ := new(big.Rat).SetString(text)
	return n, nil
}

// near is how far a number in the document may be off: a fraction without end is cut after 24 digits, and what is made of it is off by more.
var near = big.NewRat(1, 1_000_000_000_000)

// same compares a number that is not rounded.
func (c *card) same(what string, said *string, reckoned *big.Rat) {
	if said == nil || reckoned == nil {
		if said != nil || reckoned != nil {
			c.differ("%s is %s in the document, %s reckoned anew", what, or(said, "none"), text(reckoned))
		}
		return
	}
	n, err := number(*said)
	if err != nil || new(big.Rat).Abs(minus(n, reckoned)).Cmp(near) > 0 {
		c.differ("%s is %s in the document, %s reckoned anew", what, *said, text(reckoned))
	}
}

// sameShown compares a number that is rounded half-even to two digits.
func (c *card) sameShown(what string, said *string, reckoned *big.Rat) {
	if said == nil || reckoned == nil {
		c.same(what, said, reckoned)
		return
	}
	shown, _ := number(halfEven(reckoned, 2))
	if n, err := number(*said); err != nil || n.Cmp(shown) != 0 {
		c.differ("%s is shown as %s in the document, %s reckoned anew", what, *said, halfEven(reckoned, 2))
	}
}

func text(n *big.Rat) string {
	if n == nil {
		return "none"
	}
	return n.FloatString(24)
}

// halfEven rounds to so many digits; a half goes to the even neighbour.
func halfEven(n *big.Rat, digits int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	scaled := new(big.Rat).Mul(n, new(big.Rat).SetInt(scale))
	whole, rest := new(big.Int).QuoRem(new(big.Int).Abs(scaled.Num()), scaled.Denom(), new(big.Int))
	switch twice := new(big.Int).Lsh(rest, 1).Cmp(scaled.Denom()); {
	case twice > 0, twice == 0 && whole.Bit(0) == 1:
		whole.Add(whole, big.NewInt(1))
	}
	sign := ""
	if scaled.Sign() < 0 && whole.Sign() > 0 {
		sign = "-"
	}
	digitsOf := whole.String()
	if pad := digits + 1 - len(digitsOf); pad > 0 {
		digitsOf = strings.Repeat("0", pad) + digitsOf
	}
	return sign + digitsOf[:len(digitsOf)-digits] + "." + digitsOf[len(digitsOf)-digits:]
}
