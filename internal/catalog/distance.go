package catalog

// maxDistance is the greatest length of a code whose distance is measured, and so the greatest distance.
const maxDistance = 64

// distance measures the edits (insert, delete, replace) between one code and others, by the bit vectors of Myers, "A fast
// bit-vector algorithm for approximate string matching" (1999), in the form of Hyyrö (2003): one machine word a
// column, so a distance costs as many steps as the other code has characters.
type distance struct {
	length int
	plain  [128]uint64
	wide   map[rune]uint64
}

// newDistance prepares the code, which has at most maxDistance characters.
func newDistance(code []rune) *distance {
	d := &distance{length: len(code)}
	for i, c := range code {
		if c < 128 {
			d.plain[c] |= 1 << i
			continue
		}
		if d.wide == nil {
			d.wide = map[rune]uint64{}
		}
		d.wide[c] |= 1 << i
	}
	return d
}

// to gives the number of edits between the code and the other one.
func (d *distance) to(other []rune) int {
	if d.length == 0 {
		return len(other)
	}
	plus, minus, score := ^uint64(0), uint64(0), d.length
	last := uint64(1) << (d.length - 1)
	for _, c := range other {
		var equal uint64
		if c < 128 {
			equal = d.plain[c]
		} else {
			equal = d.wide[c]
		}
		x := equal | minus
		diagonal := (((x & plus) + plus) ^ plus) | x
		up := minus | ^(diagonal | plus)
		down := plus & diagonal
		if up&last != 0 {
			score++
		}
		if down&last != 0 {
			score--
		}
		up = up<<1 | 1
		down <<= 1
		plus = down | ^(diagonal | up)
		minus = up & diagonal
	}
	return score
}
