package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/tonglu/portal/internal/fault"
)

// container is a workbook's zip file, with its parts by name.
type container struct {
	parts map[string]*zip.File
}

// openContainer reads the table of contents after checking that it is of an
// honest size, since archive/zip would hold all of it in memory.
func openContainer(src Source) (*container, error) {
	if err := checkDirectory(src); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(src.R, src.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if errors.Is(err, zip.ErrFormat) {
			return nil, fault.Wrap(err, fault.Invalid, KeyTruncated, nil)
		}
		return nil, damaged(err)
	}
	c := &container{parts: make(map[string]*zip.File, len(archive.File))}
	for _, file := range archive.File {
		name := partName(file.Name)
		if _, twice := c.parts[name]; twice {
			return nil, fault.Wrap(fmt.Errorf("part %q is there twice", name), fault.Invalid, KeyUnreadable, nil)
		}
		if file.Flags&1 != 0 {
			return nil, invalid(KeyEncrypted, nil)
		}
		c.parts[name] = file
	}
	return c, nil
}

// checkDirectory reads the end record of the zip file: KeyTruncated when there
// is none, KeyBomb when the table of contents is larger than a workbook's.
func checkDirectory(src Source) error {
	tail := make([]byte, min(src.Size, 22+1<<16))
	if _, err := src.R.ReadAt(tail, src.Size-int64(len(tail))); err != nil && err != io.EOF {
		return damaged(err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return invalid(KeyTruncated, nil)
	}
	count := binary.LittleEndian.Uint16(tail[i+10:])
	size := int64(binary.LittleEndian.Uint32(tail[i+12:]))
	offset := int64(binary.LittleEndian.Uint32(tail[i+16:]))
	end := src.Size - int64(len(tail)) + int64(i)
	if count == 0xFFFF || size == 0xFFFFFFFF || count > maxParts || size > maxDirectory {
		return invalid(KeyBomb, nil)
	}
	// With a large sheet, writers give the offset in the zip64 record; the size stays small.
	if offset != 0xFFFFFFFF && end-offset > maxDirectory {
		return invalid(KeyBomb, nil)
	}
	return nil
}

// partName makes names comparable: some writers use backslashes, a leading
// slash or other case.
func partName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))
}

// open gives a part unpacked, as UTF-8. Reading fails with KeyBomb when the
// part claims or gives more than limit bytes, or more than maxRatio times its
// packed size. A missing part is nil, without an error.
func (c *container) open(name string, limit int64) (io.ReadCloser, error) {
	file := c.parts[partName(name)]
	if file == nil {
		return nil, nil
	}
	packed := int64(min(file.CompressedSize64, 1<<62))
	most := min(limit, max(ratioFloor, packed*maxRatio))
	if file.UncompressedSize64 > uint64(most) {
		return nil, invalid(KeyBomb, nil)
	}
	r, err := file.Open()
	if err != nil {
		return nil, damaged(err)
	}
	bounded := &boundedPart{in: r, left: most}
	head := make([]byte, 2)
	n, err := io.ReadFull(bounded, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	var text io.Reader = io.MultiReader(bytes.NewReader(head[:n]), bounded)
	if n == 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF) {
		text = transform.NewReader(text, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	}
	return struct {
		io.Reader
		io.Closer
	}{text, r}, nil
}

// size is what a part claims to be unpacked.
func (c *container) size(name string) int64 {
	if file := c.parts[partName(name)]; file != nil {
		return int64(min(file.UncompressedSize64, 1<<62))
	}
	return 0
}

// boundedPart counts what a part gives, and turns errors into faults.
type boundedPart struct {
	in   io.Reader
	left int64
}

func (b *boundedPart) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	b.left -= int64(n)
	if b.left < 0 {
		return 0, invalid(KeyBomb, nil)
	}
	if err != nil && err != io.EOF {
		return n, damaged(err)
	}
	return n, err
}
