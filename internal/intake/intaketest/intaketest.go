// Package intaketest makes the files that tests of intake and of its kinds of file read.
package intaketest

import (
	"archive/zip"
	"bytes"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// Lines joins rows of a text file.
func Lines(rows ...string) []byte { return []byte(strings.Join(rows, "\n") + "\n") }

// Workbook writes rows to a sheet.
func Workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	return WorkbookWith(t, func(f *excelize.File) {
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// WorkbookWith writes a workbook that build fills.
func WorkbookWith(t testing.TB, build func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Handmade zips parts as a workbook. The first sheet's XML is given.
func Handmade(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	base := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<x:workbook xmlns:x="u" xmlns:r="v"><x:sheets><x:sheet name="S &amp; T" sheetId="1" r:id="r1"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
	}
	for name, text := range parts {
		base[name] = text
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range base {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Peak runs fn and gives the most memory that the process held from the system
// for its heap beyond what it held before, and the time taken.
func Peak(fn func()) (memory uint64, took time.Duration) {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := stats.HeapInuse
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		var now runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-time.After(3 * time.Millisecond):
				runtime.ReadMemStats(&now)
				if now.HeapInuse > before {
					memory = max(memory, now.HeapInuse-before)
				}
			}
		}
	})
	start := time.Now()
	fn()
	took = time.Since(start)
	close(done)
	watch.Wait()
	return memory, took
}
