package intake

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/tonglu/portal/internal/fault"
)

// workbook is an open XLSX file.
type workbook struct {
	container *container
	sheets    []sheetRef // visible ones first-to-last, then hidden ones
	date1904  bool
	formats   []cellFormat
	strings   *sharedStrings
}

// sheetRef is a sheet and the part that holds it.
type sheetRef struct {
	name   string
	part   string
	hidden bool
}

// openWorkbook reads everything but the sheets and the texts.
func openWorkbook(src Source) (*workbook, error) {
	c, err := openContainer(src)
	if err != nil {
		return nil, err
	}
	main, _, err := relations(c, "_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	bookPart := main["officeDocument"]
	if bookPart == "" {
		bookPart = "xl/workbook.xml"
	}
	if strings.HasSuffix(bookPart, ".bin") {
		return nil, invalid(KeyOldExcel, nil)
	}
	if c.parts[partName(bookPart)] == nil {
		return nil, fault.Wrap(fmt.Errorf("no %s", bookPart), fault.Invalid, KeyUnreadable, nil)
	}
	folder, file := path.Split(bookPart)
	byType, byID, err := relations(c, folder+"_rels/"+file+".rels", folder)
	if err != nil {
		return nil, err
	}
	w := &workbook{container: c}
	if err := w.readBook(bookPart, byID); err != nil {
		return nil, err
	}
	if part := byType["styles"]; part != "" {
		if err := w.readStyles(part); err != nil {
			return nil, err
		}
	}
	texts := byType["sharedStrings"]
	part, err := c.open(texts, maxStringPart)
	if err != nil {
		return nil, err
	}
	w.strings = newSharedStrings(part)
	return w, nil
}

// close releases what the workbook holds.
func (w *workbook) close() {
	w.strings.close()
}

// relations reads a part's relationships: targets by the last word of their type, and by id.
func relations(c *container, name, folder string) (byType, byID map[string]string, err error) {
	byType, byID = map[string]string{}, map[string]string{}
	part, err := c.open(name, maxSmallPart)
	if part == nil || err != nil {
		return byType, byID, err
	}
	defer part.Close()
	x := newXMLScanner(part)
	for {
		err := x.next()
		if err == io.EOF {
			return byType, byID, nil
		}
		if err != nil {
			return nil, nil, damaged(err)
		}
		if x.kind != xmlStart || string(x.name) != "Relationship" || string(x.attr("TargetMode")) == "External" {
			continue
		}
		target := x.attrText("Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		byID[x.attrText("Id")] = target
		byType[path.Base(x.attrText("Type"))] = target
		if len(byID) > maxParts {
			return nil, nil, invalid(KeyTooManySheets, fault.Params{"max": maxSheets})
		}
	}
}

// readBook reads the list of sheets and the date system.
func (w *workbook) readBook(name string, parts map[string]string) error {
	part, err := w.container.open(name, maxSmallPart)
	if err != nil {
		return err
	}
	defer part.Close()
	var hidden []sheetRef
	x := newXMLScanner(part)
	for {
		err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return damaged(err)
		}
		if x.kind != xmlStart {
			continue
		}
		switch string(x.name) {
		case "workbookPr":
			v := string(x.attr("date1904"))
			w.date1904 = v == "1" || v == "true"
		case "sheet":
			ref := sheetRef{name: x.attrText("name"), part: parts[x.attrText("id")]}
			if state := string(x.attr("state")); state == "hidden" || state == "veryHidden" {
				ref.hidden = true
				hidden = append(hidden, ref)
			} else {
				w.sheets = append(w.sheets, ref)
			}
			if len(w.sheets)+len(hidden) > maxSheets {
				return invalid(KeyTooManySheets, fault.Params{"max": maxSheets})
			}
		}
	}
	w.sheets = append(w.sheets, hidden...)
	if len(w.sheets) == 0 {
		return invalid(KeyEmpty, nil)
	}
	return nil
}

// readStyles reads the number formats.
func (w *workbook) readStyles(name string) error {
	part, err := w.container.open(name, maxSmallPart)
	if part == nil || err != nil {
		return err
	}
	defer part.Close()
	w.formats, err = readFormats(part)
	if err != nil {
		return damaged(err)
	}
	return nil
}

// visible gives the names of the sheets that a user sees.
func (w *workbook) visible() []string {
	var names []string
	for _, ref := range w.sheets {
		if !ref.hidden {
			names = append(names, ref.name)
		}
	}
	return names
}

// sheet opens the sheet of the name, or fails with KeyUnknownSheet.
func (w *workbook) sheet(name string) (*sheetScanner, error) {
	for _, ref := range w.sheets {
		if ref.name != name {
			continue
		}
		part, err := w.container.open(ref.part, maxPart)
		if err != nil {
			return nil, err
		}
		if part != nil {
			return &sheetScanner{book: w, part: part, xml: newXMLScanner(part), size: w.container.size(ref.part)}, nil
		}
	}
	return nil, invalid(KeyUnknownSheet, fault.Params{"sheet": name})
}
