package intake

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"github.com/tonglu/portal/internal/fault"
)

// sharedStrings is a workbook's table of texts. It is read only as far as it
// is asked for, since sheets refer to texts nearly in the order of the table.
// Texts are packed in blocks; when they outgrow stringsInHeap the blocks go to
// a temporary file, and those in use are kept.
type sharedStrings struct {
	part io.ReadCloser
	xml  *xmlScanner

	count  int          // texts read
	open   *stringBlock // the block being filled
	blocks []int64      // where each packed block begins
	heap   []byte       // packed blocks, while they fit
	file   *os.File     // packed blocks, once they do not
	size   int64        // bytes of packed blocks
	text   []byte       // scratch
	packed []byte       // scratch

	cache  map[int]*stringBlock
	cached int // bytes of texts in cache
}

const (
	stringsPerBlock = 64
	cachedStrings   = 12 << 20  // bytes of texts kept at hand when they are in a file
	maxString       = 128 << 10 // bytes of one text: Excel's 32,767 characters
)

// stringBlock is a block taken apart.
type stringBlock struct {
	text []byte
	ends [stringsPerBlock]int32
}

// newSharedStrings reads from part, which may be nil for a workbook without texts.
func newSharedStrings(part io.ReadCloser) *sharedStrings {
	s := &sharedStrings{part: part, open: &stringBlock{}, cache: make(map[int]*stringBlock)}
	if part != nil {
		s.xml = newXMLScanner(part)
	}
	return s
}

// stopAt lets no more of the table be read than so many bytes.
func (s *sharedStrings) stopAt(bytes int64) {
	if s.xml != nil {
		s.xml.stop = bytes
	}
}

// get appends text number i to dst.
func (s *sharedStrings) get(dst []byte, i int) ([]byte, error) {
	for i >= s.count {
		if s.xml == nil || s.count >= maxStrings {
			return dst, fault.Wrap(fmt.Errorf("no shared string %d", i), fault.Invalid, KeyUnreadable, nil)
		}
		if err := s.readOne(); err != nil {
			return dst, damaged(err)
		}
	}
	b, err := s.loaded(i / stringsPerBlock)
	if err != nil {
		return dst, err
	}
	from, at := int32(0), i%stringsPerBlock
	if at > 0 {
		from = b.ends[at-1]
	}
	return append(dst, b.text[from:b.ends[at]]...), nil
}

// readOne reads the next <si>: its texts joined, without the phonetic hints.
func (s *sharedStrings) readOne() error {
	for {
		if err := s.xml.next(); err != nil {
			return err
		}
		if s.xml.kind == xmlStart && string(s.xml.name) == "si" {
			break
		}
	}
	var err error
	s.text, err = inlineText(s.xml, "si", s.text[:0])
	if err != nil {
		return err
	}
	return s.put(s.text)
}

// put adds a text to the open block, and stores the block when it is full.
func (s *sharedStrings) put(text []byte) error {
	s.open.text = append(s.open.text, text...)
	s.open.ends[s.count%stringsPerBlock] = int32(len(s.open.text))
	s.count++
	if s.count%stringsPerBlock != 0 {
		return nil
	}
	s.packed = s.packed[:0]
	from := int32(0)
	for _, end := range s.open.ends {
		s.packed = binary.AppendUvarint(s.packed, uint64(end-from))
		from = end
	}
	s.packed = append(s.packed, s.open.text...)
	if err := s.store(s.packed); err != nil {
		return err
	}
	s.keep(len(s.blocks)-1, s.open)
	s.open = &stringBlock{text: make([]byte, 0, len(s.open.text))}
	return nil
}

// store appends a packed block to the heap, or to the file from then on that the heap is full.
func (s *sharedStrings) store(packed []byte) error {
	if s.file == nil && s.size+int64(len(packed)) > stringsInHeap {
		file, err := os.CreateTemp("", "strings-")
		if err != nil {
			return err
		}
		s.file = file
		if err := os.Remove(file.Name()); err != nil {
			return err
		}
		if _, err := file.Write(s.heap); err != nil {
			return err
		}
		s.heap = nil
	}
	s.blocks = append(s.blocks, s.size)
	s.size += int64(len(packed))
	if s.file == nil {
		s.heap = append(s.heap, packed...)
		return nil
	}
	_, err := s.file.Write(packed)
	return err
}

// keep puts a block in the cache, making room when it is full. Which blocks
// go does not matter much: sheets use texts nearly in order.
func (s *sharedStrings) keep(n int, b *stringBlock) {
	for old, block := range s.cache {
		if s.cached+len(b.text) <= cachedStrings {
			break
		}
		s.cached -= len(block.text) + len(block.ends)*4
		delete(s.cache, old)
	}
	s.cache[n] = b
	s.cached += len(b.text) + len(b.ends)*4
}

// loaded gives block n taken apart.
func (s *sharedStrings) loaded(n int) (*stringBlock, error) {
	if n == len(s.blocks) {
		return s.open, nil
	}
	if b := s.cache[n]; b != nil {
		return b, nil
	}
	end := s.size
	if n+1 < len(s.blocks) {
		end = s.blocks[n+1]
	}
	var packed []byte
	if s.file == nil {
		packed = s.heap[s.blocks[n]:end]
	} else {
		packed = make([]byte, end-s.blocks[n])
		if _, err := s.file.ReadAt(packed, s.blocks[n]); err != nil {
			return nil, err
		}
	}
	b := &stringBlock{}
	total := int32(0)
	for i := range b.ends {
		length, width := binary.Uvarint(packed)
		total += int32(length)
		b.ends[i] = total
		packed = packed[width:]
	}
	b.text = append(b.text, packed...)
	s.keep(n, b)
	return b, nil
}

// close releases the part and the temporary file.
func (s *sharedStrings) close() {
	if s.part != nil {
		s.part.Close()
	}
	if s.file != nil {
		s.file.Close()
	}
}

// inlineText appends the texts of <t> up to the end of the element, leaving out phonetic hints.
func inlineText(x *xmlScanner, element string, dst []byte) ([]byte, error) {
	from := len(dst)
	inText, phonetic := false, false
	for {
		if err := x.next(); err != nil {
			return dst, eofWithin(err)
		}
		switch {
		case x.kind == xmlText && inText && !phonetic:
			if len(dst)-from+len(x.text) > maxString {
				return dst, fault.Wrap(fmt.Errorf("a text of more than %d bytes", maxString), fault.Invalid, KeyUnreadable, nil)
			}
			dst = append(dst, x.text...)
		case x.kind == xmlText:
		case string(x.name) == "t":
			inText = x.kind == xmlStart
		case string(x.name) == "rPh":
			phonetic = x.kind == xmlStart
		case x.kind == xmlEnd && string(x.name) == element:
			return dst[:from+len(unescapeX(dst[from:]))], nil
		}
	}
}

// eofWithin is io.ErrUnexpectedEOF for an input that ends within an element.
func eofWithin(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
