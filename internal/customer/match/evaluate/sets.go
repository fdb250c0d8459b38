package evaluate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tonglu/portal/internal/customer/match"
)

// Set is a list of records of which is known who is who: records with equal entities are one.
type Set struct {
	Name     string
	Records  []match.Record
	Entities []string
}

// table reads a CSV file with a header; a row answers for its columns by name.
func table(folder, file string) ([]row, error) {
	f, err := os.Open(filepath.Join(folder, file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.TrimLeadingSpace = true
	r.FieldsPerRecord = -1
	lines, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("%s: empty", file)
	}
	at := make(map[string]int)
	for i, column := range lines[0] {
		at[strings.TrimSpace(column)] = i
	}
	rows := make([]row, 0, len(lines)-1)
	for _, line := range lines[1:] {
		rows = append(rows, func(column string) string {
			if i, ok := at[column]; ok && i < len(line) {
				return strings.TrimSpace(line[i])
			}
			return ""
		})
	}
	return rows, nil
}

type row func(column string) string

// ErrMissing says that the folder of public data isn't there.
var ErrMissing = errors.New("the folder of public data is missing")

// Check tells whether folder holds the public sets.
func Check(folder string) error {
	if _, err := os.Stat(filepath.Join(folder, "febrl")); err != nil {
		return fmt.Errorf("%w: %s", ErrMissing, folder)
	}
	return nil
}

// Febrl reads one of the sets of synthetic people.
func Febrl(folder string, number int) (Set, error) {
	return read(folder, fmt.Sprintf("febrl/dataset%d.csv", number), fmt.Sprintf("febrl dataset%d", number), func(r row) (match.Record, string) {
		return match.Record{
			ID: r("rec_id"), GivenName: r("given_name"), FamilyName: r("surname"), TaxID: r("soc_sec_id"), BirthDate: r("date_of_birth"),
			Street: r("street_number") + " " + r("address_1"), District: r("address_2"), City: r("suburb"), Region: r("state"), PostalCode: r("postcode"), Country: "AU",
		}, strings.Split(r("rec_id"), "-")[1]
	})
}

// Without gives the set with a field of its records emptied, to see what rests on it.
func (s Set) Without(what string, empty func(*match.Record)) Set {
	s.Name += ", without " + what
	s.Records = slices.Clone(s.Records)
	for i := range s.Records {
		empty(&s.Records[i])
	}
	return s
}

// Splink reads the set of synthetic people with emails.
func Splink(folder string) (Set, error) {
	return read(folder, "splink_fake_1000/fake_1000.csv", "splink_fake_1000", func(r row) (match.Record, string) {
		return match.Record{ID: r("unique_id"), GivenName: r("first_name"), FamilyName: r("surname"), BirthDate: r("dob"), City: r("city"), Emails: some(r("email"))}, r("cluster")
	})
}

// Chicago reads the sites of early childhood programmes.
func Chicago(folder string) (Set, error) {
	return read(folder, "chicago_early_childhood/sites_with_true_ids.csv", "chicago_early_childhood", func(r row) (match.Record, string) {
		return match.Record{
			ID: r("id"), Source: r("source"), Organization: true, Names: some(r("site_name")), Street: r("address"), PostalCode: r("zip"), Phones: some(r("phone")), Country: "US",
		}, r("true_id")
	})
}

func read(folder, file, name string, record func(row) (match.Record, string)) (Set, error) {
	rows, err := table(folder, file)
	if err != nil {
		return Set{}, err
	}
	s := Set{Name: name}
	for _, r := range rows {
		rec, entity := record(r)
		s.Records = append(s.Records, rec)
		s.Entities = append(s.Entities, entity)
	}
	return s, nil
}

func some(values ...string) []string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}
