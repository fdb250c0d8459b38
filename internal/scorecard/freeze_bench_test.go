package scorecard_test

import (
	"testing"
	"time"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scorecard"
)

// thousands adds 2,000 distributors with three years of rollups.
const thousands = `
INSERT INTO organizations (id, kind, name) SELECT ('00000000-0000-7000-8000-00000001' || to_char(n, 'FM0000'))::uuid, 'DISTRIBUTOR', 'D' || n FROM generate_series(1, 2000) n;
INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
SELECT ('00000000-0000-7000-8000-00000001' || to_char(n, 'FM0000'))::uuid, 'D' || n, 'D' || n, 'TIER_1', 'ACTIVE', '{STORE}', 'USD', 'TW', 'Asia/Taipei', '2010-01-01' FROM generate_series(1, 2000) n;
INSERT INTO assignments SELECT d.id, gen_random_uuid(), '00000000-0000-7000-8000-000000000f00', NULL, '[2010-01-01,)', false, '[1,9)', '[1,)' FROM distributors d WHERE d.code LIKE 'D%';
INSERT INTO sales_by_line SELECT d.id, m::date, l.id, 50, 80, 12345.67 FROM distributors d, generate_series('2011-01-01'::timestamp, '2013-10-01', '1 month') m, product_lines l WHERE d.code LIKE 'D%';
INSERT INTO targets SELECT d.id, gen_random_uuid(), 'month', m::date, NULL, 40000 FROM distributors d, generate_series('2011-01-01'::timestamp, '2013-10-01', '1 month') m WHERE d.code LIKE 'D%';
INSERT INTO customer_counts SELECT d.id, 'month', m::date, 40, 10, 3 FROM distributors d, generate_series('2011-01-01'::timestamp, '2013-10-01', '1 month') m WHERE d.code LIKE 'D%';
INSERT INTO reported_months SELECT d.id, m::date, m + interval '36 days', 150 FROM distributors d, generate_series('2011-01-01'::timestamp, '2013-10-01', '1 month') m WHERE d.code LIKE 'D%';
INSERT INTO quality_months SELECT d.id, m::date, 100, 1 FROM distributors d, generate_series('2011-01-01'::timestamp, '2013-10-01', '1 month') m WHERE d.code LIKE 'D%';
ANALYZE`

// BenchmarkClosing closes a month of 2,000 distributors: as many cards, and with every third as many of the quarter again.
func BenchmarkClosing(b *testing.B) {
	db := pgtest.New(b)
	if _, err := db.Owner().Exec(b.Context(), world+thousands); err != nil {
		b.Fatal(err)
	}
	s := scorecard.New(db.App(), func() time.Time { return time.Date(2013, 11, 20, 12, 0, 0, 0, time.UTC) })
	month, err := period.Parse("2013-01")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.ClosePeriod(b.Context(), all, month); err != nil {
			b.Fatal(err)
		}
		month = month.Shift(1)
		if month.Start.Year() > 2013 || month.Start.Month() > 10 {
			b.Fatal("no month is left to close")
		}
	}
}
