package match

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// KeyClass says what a key was made of. Classes are stored with keys: don't renumber.
type KeyClass uint8

const (
	KeyID KeyClass = iota + 1
	KeyPhone
	KeyEmail
	KeyName      // an organisation's name without its legal form
	KeyCore      // its core
	KeyWords     // two words of it
	KeyWord      // one word of it
	KeySound     // how it sounds
	KeyInitials  // its initials
	KeyPair      // two of its characters, in order
	KeyAddress   // house number and street
	KeyPlaceName // where it is and how it begins
	KeyPerson    // given and family name, in any order
	KeyPersonSound
	KeyBirth
	KeyBirthName // date of birth, or a part of it, and a part of the name
	// The classes below are no candidate keys: they are values whose frequency counts.
	TermGiven
	TermFamily
	TermCity
	TermPostcode
	TermDistrict
	TermStreet
)

// Key is what a record is found by: records with an equal key are candidates for being one. Equal values give equal keys in every process and
// release; nothing of the value can be read from it, though anybody may test a guess.
type Key struct {
	Class KeyClass
	Hash  uint64
}

// Int64 folds class and hash into the one number that a database index holds.
func (k Key) Int64() int64 {
	return int64(k.Hash&^(0xff<<56) | uint64(k.Class)<<56)
}

// MarshalText writes a key as class:hash in hexadecimal, so that it may be a key of a JSON object.
func (k Key) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%02x:%016x", uint8(k.Class), k.Hash), nil
}

// UnmarshalText reads what MarshalText wrote.
func (k *Key) UnmarshalText(text []byte) error {
	_, err := fmt.Sscanf(string(text), "%02x:%016x", (*uint8)(&k.Class), &k.Hash)
	return err
}

func makeKey(class KeyClass, parts ...string) Key {
	h := fnv.New64a()
	h.Write([]byte{byte(class)})
	for _, part := range parts {
		h.Write(binary.AppendUvarint(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return Key{class, h.Sum64()}
}

// MostKeys bounds a profile's keys.
const MostKeys = 24

// Keys gives the profile's candidate keys, the most telling first, at most MostKeys.
func (p *Profile) Keys() []Key { return p.keys }

type keyList []Key

// add makes a key unless one of its parts is empty.
func (l *keyList) add(class KeyClass, parts ...string) {
	if slices.Contains(parts, "") {
		return
	}
	if k := makeKey(class, parts...); len(*l) < MostKeys && !slices.Contains(*l, k) {
		*l = append(*l, k)
	}
}

func (p *Profile) makeKeys() []Key {
	l := make(keyList, 0, MostKeys)
	for _, id := range p.ids[:min(3, len(p.ids))] {
		l.add(KeyID, id)
	}
	for _, n := range p.phones[:min(3, len(p.phones))] {
		l.add(KeyPhone, n.tail())
	}
	for _, e := range p.emails[:min(2, len(p.emails))] {
		l.add(KeyEmail, e.String())
	}
	if a := p.address; a.street != "" {
		l.add(KeyAddress, a.number, streetKey(&a))
		l.add(KeyAddress, a.number, a.postcode)
	}
	if p.Organization {
		for i := range p.names[:min(3, len(p.names))] {
			p.names[i].keys(&l, &p.address)
		}
		return l
	}
	for _, who := range p.persons[:min(2, len(p.persons))] {
		who.keys(&l, p)
	}
	l.add(KeyBirth, p.birth)
	for _, e := range p.emails[:min(1, len(p.emails))] {
		if len(e.local) > 5 {
			l.add(KeyEmail, e.local)
		}
		if !publicMail[e.domain] {
			l.add(KeyEmail, "@", e.domain)
		}
	}
	return l
}

// streetKey is the part of a street's name that misspelling and abbreviation leave alone most often.
func streetKey(a *address) string {
	for _, w := range a.words {
		if w.weight == 1 {
			return beginning(w.text, 4)
		}
	}
	return beginning(a.street, 4)
}

func beginning(text string, size int) string {
	count := 0
	for i := range text {
		if count == size {
			return text[:i]
		}
		count++
	}
	return text
}

func (n *name) keys(l *keyList, a *address) {
	l.add(KeyName, n.plain)
	l.add(KeyName, n.plain, n.branch)
	if n.ideographic {
		n.ideographicKeys(l)
		return
	}
	place := a.postcode
	if place == "" {
		place = a.city
	}
	telling := make([]string, 0, mostWords)
	letters := ""
	for _, w := range n.words {
		if w.weight == 1 {
			telling = append(telling, w.text)
		}
		if w.weight > 0.2 {
			letters += beginning(w.text, 1)
		}
	}
	if len(telling) == 0 {
		for _, w := range n.words {
			telling = append(telling, w.text)
		}
	}
	if len(telling) == 0 {
		return
	}
	l.add(KeyPlaceName, place, beginning(telling[0], 4))
	for i, w := range telling[:min(4, len(telling))] {
		for _, other := range telling[i+1 : min(4, len(telling))] {
			l.add(KeyWords, min(w, other), max(w, other))
		}
	}
	for _, w := range telling[:min(4, len(telling))] {
		l.add(KeyWord, w)
	}
	if len(telling) > 1 {
		l.add(KeySound, min(sound(telling[0]), sound(telling[1])), max(sound(telling[0]), sound(telling[1])))
	} else {
		l.add(KeySound, sound(telling[0]))
	}
	l.add(KeyWord, n.core) // The words written together.
	if len(letters) >= 3 {
		l.add(KeyInitials, letters)
	}
	if len(n.words) == 1 && len(n.core) <= 5 {
		l.add(KeyInitials, n.core)
	}
}

// sound is the soundex of a word in Latin letters and the beginning of any other.
func sound(word string) string {
	if s := soundex(word); s != "" {
		return s
	}
	return beginning(word, 3)
}

// ideographicKeys are pairs of characters in order, those that an abbreviation would hold: with the first character of the name or of its core
// and any of the next, then neighbours within the core.
func (n *name) ideographicKeys(l *keyList) {
	l.add(KeyCore, n.core)
	runes := []rune(n.plain)
	runes = runes[:min(len(runes), 9)]
	start := 0
	if at := strings.Index(n.plain, n.core); at > 0 {
		start = len([]rune(n.plain[:at]))
	}
	pair := func(i, j int) {
		if i < j && i < len(runes) && j < len(runes) {
			l.add(KeyPair, string(runes[i]), string(runes[j]))
		}
	}
	for j := 1; j < len(runes); j++ {
		pair(0, j)
	}
	for j := start + 1; j < len(runes); j++ {
		pair(start, j)
	}
	for j := 1; j < len(runes); j++ {
		pair(j-1, j)
	}
}

func (who person) keys(l *keyList, p *Profile) {
	given, family := who.given, who.family
	l.add(KeyPerson, min(given, family), max(given, family))
	soundGiven, soundFamily := sound(strings.ReplaceAll(given, " ", "")), sound(strings.ReplaceAll(family, " ", ""))
	if who.ideographic {
		soundGiven, soundFamily = romanised(given), romanised(family)
	}
	l.add(KeyPersonSound, min(soundGiven, soundFamily), max(soundGiven, soundFamily))
	for _, s := range []string{soundFamily, soundGiven} {
		if s == "" {
			continue
		}
		if p.birth != "" {
			l.add(KeyBirthName, s, p.birth[:4])
			l.add(KeyBirthName, s, "-"+p.birth[4:])
		}
		l.add(KeyPlaceName, s, p.address.postcode)
	}
	l.add(KeyPlaceName, soundFamily, p.address.city)
	l.add(KeyPlaceName, soundGiven, p.address.city)
	if p.birth != "" {
		day, _ := strconv.Atoi(p.birth[6:])
		l.add(KeyBirth, p.birth[:6], p.address.city)
		l.add(KeyBirth, strconv.Itoa(day), p.address.postcode)
	}
}
