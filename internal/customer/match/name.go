package match

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// name is an organisation's name, in one script, taken apart.
type name struct {
	ideographic bool
	// plain is the name without legal form and branch: equal plain names are the same name.
	plain string
	// In ideographic script: place + core + trade = plain.
	place, core, trade string
	// branch names the branch, folded so that equal branches are equal: "台北1".
	branch string
	// open: it ends as a branch's name does, though where the branch's part begins is not known.
	open bool
	// In Latin script: the words without the legal form, and the number that tells a branch.
	words []word
}

// readNames takes all names of an organisation apart: a name in brackets or behind in another script is one of its own.
func readNames(texts []string) []name {
	var names []name
	add := func(n name) {
		if n.plain != "" && !slices.ContainsFunc(names, func(o name) bool { return o.plain == n.plain && o.branch == n.branch }) {
			names = append(names, n)
		}
	}
	for _, text := range bounded(texts) {
		text = fold(text, longestName)
		if !hasIdeographs(text) {
			add(readLatinName(text))
			continue
		}
		main, latin := parted(text)
		add(readIdeographicName(main))
		if letters := compact(latin); len(letters) >= 4 {
			add(readLatinName(latin))
		}
	}
	return names[:min(len(names), mostValues)]
}

// parted separates a Latin name in brackets, or behind a blank, from an ideographic one. Latin letters within stay: LG생활건강, abc国际.
func parted(text string) (ideographic, latin string) {
	if open := strings.IndexByte(text, '('); open > 0 {
		inside, rest, _ := strings.Cut(text[open+1:], ")")
		if !hasIdeographs(inside) && len(compact(inside)) >= 4 {
			return text[:open] + rest, inside
		}
	}
	last := strings.LastIndexFunc(text, isIdeographic)
	if blank := strings.IndexByte(text[last:], ' '); blank >= 0 && len(compact(text[last+blank:])) >= 4 {
		return text[:last+blank], text[last+blank:]
	}
	if first := strings.IndexFunc(text, isIdeographic); first > 0 && text[first-1] == ' ' && strings.Contains(text[:first-1], " ") {
		return text[first:], text[:first]
	}
	return text, ""
}

// readIdeographicName takes a Chinese, Japanese or Korean name apart: legal form off, branch behind it, place in front or in brackets, trade at
// the end, and the core left between. A name of place and trade alone (台湾水泥) has the whole for its core.
func readIdeographicName(text string) name {
	text = remark(text)
	n := name{ideographic: true}
	formal := false
	for _, legal := range legalIdeographic {
		at := strings.Index(text, legal)
		if at < 0 {
			continue
		}
		front, behind := text[:at], text[at+len(legal):]
		formal = formal || at > 0
		if strings.HasPrefix(legal, "(") || at == 0 || compact(front) == "" {
			text = front + behind // (株) stands anywhere, 株式会社 in front too.
			continue
		}
		text = front
		if compact(behind) == "" || legal == "公司" && len([]rune(front)) < 2 {
			continue
		}
		if inside, _, bracketed := strings.Cut(strings.TrimPrefix(behind, "("), ")"); bracketed && strings.HasPrefix(behind, "(") {
			n.place = placeOf(compact(inside))
		} else {
			n.branch = branchKey(behind)
		}
	}
	text, inside := unbracket(text)
	if p := placeOf(inside); p != "" {
		n.place = p
	} else if n.branch == "" && endsBranch(inside) {
		n.branch = branchKey(inside)
	}
	text = strings.TrimPrefix(text, "商")
	if n.branch == "" && !formal {
		text = strings.TrimSuffix(text, "股份") // What is left of the legal form in short names.
		text, n.branch, n.open = cutBranch(text)
	}
	n.plain = text
	n.core = text
	if p, rest := leadingPlace(n.core); p != "" && len([]rune(rest)) >= 2 {
		if _, onlyTrade := trailingTrade(rest, 0); onlyTrade != rest {
			n.core = rest
			if n.place == "" {
				n.place = p
			}
		}
	}
	core, trade := trailingTrade(n.core, 1)
	if len([]rune(core)) < 2 {
		core, trade = trailingTrade(n.core, 2)
	}
	n.core, n.trade = core, trade
	return n
}

// remark takes off what exchanges write to a name: a short note behind a hyphen or star (世芯-KY, 愛普*, 錼創科技-KY創), a class of shares behind it
// (万科A) and a warning before it (*ST康美).
func remark(text string) string {
	if i := strings.LastIndexAny(text, "-*"); i > 0 && len([]rune(text[i+1:])) <= 3 && strings.IndexFunc(text[i:], unicode.IsDigit) < 0 && hasIdeographs(text[:i]) {
		text = text[:i]
	}
	return shareMarks.ReplaceAllString(text, "$1")
}

var shareMarks = regexp.MustCompile(`^(?:\*?st)?(\p{Han}{2,}.*?)(?:[ab])?$`)

// unbracket gives letters and digits outside brackets, and those inside.
func unbracket(text string) (outside, inside string) {
	var out, in strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '(' || r == '[' || r == '「' || r == '【':
			depth++
		case r == ')' || r == ']' || r == '」' || r == '】':
			depth = max(0, depth-1)
		case !isLetterOrDigit(r):
		case depth > 0:
			in.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	if out.Len() == 0 {
		return in.String(), ""
	}
	return out.String(), in.String()
}

// leadingPlace gives the longest place in front of text, without 省, 市 or 县, and what follows.
func leadingPlace(text string) (place, rest string) {
	runes := []rune(text)
	for size := min(places.longest, len(runes)-1); size >= 2; size-- {
		p := string(runes[:size])
		if _, known := places.within[p]; !known {
			continue
		}
		rest := string(runes[size:])
		for _, unit := range []string{"特别行政区", "自治区", "省", "市", "县"} {
			if len(rest) > len(unit)+2 && strings.HasPrefix(rest, unit) {
				rest = rest[len(unit):]
				break
			}
		}
		return p, rest
	}
	return "", text
}

func placeOf(text string) string {
	if _, known := places.within[text]; known {
		return text
	}
	p, rest := leadingPlace(text + "  ")
	if strings.TrimSpace(rest) == "" {
		return p
	}
	return ""
}

// trailingTrade takes words of trade off the end as long as keep characters are left.
func trailingTrade(text string, keep int) (rest, trade string) {
	runes := []rune(text)
	end := len(runes)
	for taken := true; taken; {
		taken = false
		for size := min(industries.longest, end-keep); size >= 1; size-- {
			if industries.words[string(runes[end-size:end])] {
				end -= size
				taken = true
				break
			}
		}
	}
	return string(runes[:end]), string(runes[end:])
}

func endsBranch(text string) bool {
	if _, trade := trailingTrade(text, 0); len(trade) > len("店") {
		return false // 酒店 and 便利商店 are trades.
	}
	for _, end := range branchEnds {
		if strings.HasSuffix(text, end) && len(text) > len(end) {
			return true
		}
	}
	return false
}

// cutBranch separates a branch's part from a name without legal form: 统一超商台北一店 at the place or behind the trade. Where neither is found the
// name stays whole and is open.
func cutBranch(text string) (main, branch string, open bool) {
	if !endsBranch(text) {
		return text, "", false
	}
	runes := []rune(text)
	for at := 2; at < len(runes)-1; at++ {
		if p, _ := leadingPlace(string(runes[at:])); p != "" {
			return string(runes[:at]), branchKey(string(runes[at:])), false
		}
	}
	if strings.HasSuffix(text, "厂") {
		return text, "", false // 酒厂 and 制药厂 are companies, unless a place shows that the works are one of several.
	}
	for at := len(runes) - 2; at >= 2; at-- {
		for size := min(industries.longest, at-1); size >= 2; size-- {
			if industries.words[string(runes[at-size:at])] {
				return string(runes[:at]), branchKey(string(runes[at:])), false
			}
		}
	}
	return text, "", true
}

// branchKey folds a branch's name: its ending, 第 and the units of places off, numerals made digits.
func branchKey(text string) string {
	text, inside := unbracket(text)
	text += inside
	for cut := true; cut; {
		cut = false
		for _, end := range branchEnds {
			if strings.HasSuffix(text, end) && len(text) > len(end) {
				text, cut = strings.TrimSuffix(text, end), true
			}
		}
	}
	return strings.NewReplacer("第", "", "号", "", "市", "", "县", "").Replace(arabic(text))
}

// sameBranch tells whether two branch names can be one: equal, or one is the other with a place in front.
func sameBranch(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b {
		return true
	}
	p, rest := leadingPlace(b)
	return p != "" && rest == a && !isDigits(a)
}

// readLatinName takes a name in an alphabet apart: words, without the legal form.
func readLatinName(text string) name {
	n := name{}
	words := split(text, legalDotted)
	words = words[:min(len(words), mostWords)]
	n.branch = latinBranch(text, words)
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return legalAnywhere[w] })
	if len(kept) < len(words) {
		for len(kept) > 1 && (legalAtEnd[kept[len(kept)-1]] || binding[kept[len(kept)-1]]) {
			kept = kept[:len(kept)-1]
		}
	} else if len(kept) > 1 && legalAtEnd[kept[len(kept)-1]] {
		for len(kept) > 1 && legalAtEnd[kept[len(kept)-1]] {
			kept = kept[:len(kept)-1]
		}
	}
	for len(kept) > 1 && legalInFront[kept[0]] {
		kept = kept[1:]
	}
	if len(kept) == 0 {
		kept = words
	}
	for _, w := range kept {
		n.words = append(n.words, word{w, builtinWeight(w)})
	}
	n.plain = strings.Join(slices.Sorted(slices.Values(kept)), " ")
	n.core = strings.Join(kept, "")
	return n
}

func builtinWeight(w string) float64 {
	switch {
	case binding[w]:
		return 0.15
	case generic[w]:
		return 0.4
	case len(w) == 1:
		return 0.5
	}
	return 1
}

// latinBranch gives the number of a branch where one is written: #123, store 12, no. 7.
func latinBranch(text string, words []string) string {
	for i := 1; i < len(words); i++ {
		if marks := branchMarks[words[i-1]] || strings.Contains(text, "#"+words[i]); marks && isDigits(strings.TrimLeft(words[i], "#")) {
			return "#" + strings.TrimLeft(words[i], "0")
		}
	}
	return ""
}

var branchMarks = set("no nr number store branch filiale filiaal unit site location shop outlet")
