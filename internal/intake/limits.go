package intake

// Limits hold memory and time, whatever a file claims about itself.
const (
	// MaxColumns is how many columns a file may have.
	MaxColumns = 500

	maxRecordBytes = 1 << 20  // one row as text
	headerWindow   = 50       // rows among which the header is looked for
	previewRows    = 10       // rows shown to the user
	sampleRows     = 1000     // rows from which Inspect learns the styles
	sampleBytes    = 4 << 20  // and bytes
	scanForText    = 32 << 20 // bytes in which the first letter beyond ASCII is looked for

	sampleXML     = 64 << 20  // bytes of a sheet's XML that Inspect reads
	sampleStrings = 192 << 20 // and of the shared strings' XML

	maxParts      = 4096     // files within a workbook
	maxDirectory  = 1 << 20  // bytes of a workbook's table of contents
	maxSheets     = 200      // sheets of a workbook
	maxSheetRows  = 1 << 20  // rows that a sheet may number
	maxSmallPart  = 16 << 20 // bytes of a part other than sheets and shared strings
	maxPart       = 8 << 30  // bytes of any part, unpacked
	maxRatio      = 250      // unpacked to packed, beyond ratioFloor; honest sheets stay below 60
	ratioFloor    = 4 << 20  // bytes that may unpack at any ratio
	maxToken      = 1 << 20  // one tag or text in a workbook; a cell has at most 32,767 characters
	maxStringPart = 2 << 30  // bytes of the shared strings, unpacked
	maxStrings    = 50 << 20 // shared strings of a workbook
	stringsInHeap = 16 << 20 // bytes of shared strings held in memory; more go to a temporary file
	maxFormats    = 1 << 17  // cell formats of a workbook
)
