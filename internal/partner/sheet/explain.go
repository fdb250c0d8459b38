package sheet

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tonglu/portal/internal/fault"
)

// Explain writes what is wrong with a file for a terminal: a line for each row and column, in English. Any other error
// stays as it is.
func Explain(err error) error {
	f := fault.As(err)
	if f.Kind == fault.Internal {
		return err
	}
	lines := []error{errors.New(sentence(f.Key, f.Params))}
	for _, field := range f.Fields {
		where := field.Path
		if row, ok := field.Params["row"]; ok {
			where = fmt.Sprintf("row %v, column %v", row, field.Params["column"])
		}
		lines = append(lines, fmt.Errorf("  %s: %s", where, sentence(field.Key, field.Params)))
	}
	if count, ok := f.Params["count"].(int); ok && count > len(f.Fields) {
		lines = append(lines, fmt.Errorf("  and %d more", count-len(f.Fields)))
	}
	return errors.Join(lines...)
}

// sentence fills the key's sentence; a key without one is told with its parameters.
func sentence(key string, params fault.Params) string {
	text, ok := sentences[key]
	if !ok {
		return strings.TrimSpace(fmt.Sprintf("%s %v", key, map[string]any(params)))
	}
	for name, value := range params {
		if value == nil {
			value = "-"
		}
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

var sentences = map[string]string{
	"import.rows":               "nothing was imported: {count} cells are wrong",
	"import.header":             "the first row doesn't fit",
	"import.unknownColumn":      "there is no such column; known are {columns}",
	"import.repeatedColumn":     "the column is there twice",
	"import.missingColumn":      "the column is missing",
	"import.empty":              "the file is empty",
	"import.quotes":             "the quotes of row {row} don't match",
	"import.notUTF8":            "row {row}, column {column} is not UTF-8; save the file as CSV UTF-8",
	"import.tooLarge":           "the file is too large: at most {maxRows} rows and {maxBytes} bytes",
	"import.columns":            "the row has {got} cells, the first row {expected}",
	"import.repeatedRow":        "row {earlier} says this already",
	"import.bool":               "{value} is neither yes nor no",
	"import.kind":               "there is no kind {kind}; known are {known}",
	"brand.missing":             "there is no brand yet",
	"required":                  "must be filled",
	"repeated":                  "{value} is there twice",
	"code.unknown":              "{value} is unknown",
	"value.unknown":             "{value} is unknown; known are {known}",
	"text.tooLong":              "too long: at most {max} characters",
	"text.control":              "holds a control character",
	"list.tooLong":              "too many: at most {max}",
	"scalar.date":               "{value} is no day; write 2013-07-31",
	"scalar.period":             "{value} is no period; write 2013, 2013-Q3 or 2013-07",
	"scalar.decimal":            "{value} is no number; write 1234.5",
	"scalar.currency":           "{value} is no ISO 4217 currency",
	"country.unknown":           "{value} is no ISO 3166 country; write TW",
	"timeZone.unknown":          "{value} is no time zone; write Asia/Taipei",
	"date.beforeStart":          "must not be before {start}",
	"amount.negative":           "must not be negative",
	"amount.decimals":           "has more than {max} decimals",
	"amount.tooLarge":           "is too large",
	"distributor.cycle":         "the parents lead back to this distributor",
	"territory.cycle":           "the parents lead back to this territory",
	"territory.kind":            "a {kind} can't lie in a {parent}",
	"territory.kindChanged":     "a territory keeps its kind, which is {kind}",
	"territory.moved":           "a territory keeps its parent, which is {parent}",
	"territory.tooMany":         "more than {max} territories",
	"assignment.overlaps":       "another distributor has {territory} ({territoryCode}), product line {productLine}, for itself from {from} until {until}",
	"assignment.overlapsUnseen": "another distributor's exclusive assignment overlaps",
	"productLine.tooMany":       "more than {max} product lines",
	"product.codeTaken":         "differs from {code}, which is there, only in case or width",
	"product.gtinTaken":         "{code} has this GTIN",
	"productAlias.taken":        "differs from the alias {alias}, which is there, only in case",
	"gtin.wrong":                "{value} is no GTIN of 8, 12, 13 or 14 digits with a right check digit",
	"price.floorAboveList":      "the floor price is above the list price",
	"price.overlaps":            "another policy of the product and channel type holds from {from} until {until}",
	"rate.base":                 "{currency} is the base currency, which is always worth 1",
	"rate.notPositive":          "must be more than 0",
}
