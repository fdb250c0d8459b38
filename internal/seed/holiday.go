package seed

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// holidays are the days off of the brand's country, by year, and those that are worked for them.
var holidays = map[int]string{
	2024: `01-01 元旦,02-08 小年夜,02-09 除夕,02-12 春節,02-13 春節,02-14 春節,02-28 和平紀念日,04-04 兒童節,04-05 清明節,06-10 端午節,09-17 中秋節,10-10 國慶日,+02-17 補行上班`,
	2025: `01-01 元旦,01-27 小年夜,01-28 除夕,01-29 春節,01-30 春節,01-31 春節,02-28 和平紀念日,04-03 兒童節補假,04-04 清明節,05-30 端午節補假,09-29 教師節補假,10-06 中秋節,10-10 國慶日,10-24 光復節補假,12-25 行憲紀念日,+02-08 補行上班`,
	2026: `01-01 元旦,02-16 除夕,02-17 春節,02-18 春節,02-19 春節,02-20 小年夜補假,02-27 和平紀念日補假,04-03 兒童節補假,04-06 清明節補假,05-01 勞動節,06-19 端午節,09-25 中秋節,09-28 教師節,10-09 國慶日補假,10-26 光復節補假,12-25 行憲紀念日`,
	2027: `01-01 元旦,02-04 小年夜,02-05 除夕,02-08 春節,02-09 春節補假,02-10 春節補假,03-01 和平紀念日補假,04-05 清明節,04-06 兒童節補假,04-30 勞動節補假,06-09 端午節,09-15 中秋節,09-28 教師節,10-11 國慶日補假,10-25 光復節,12-24 行憲紀念日補假`,
}

// keepCalendar enters the brand's holidays.
func (l *loader) keepCalendar(ctx context.Context) error {
	return l.App.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		for number, list := range holidays {
			year := workday.Year{Year: number}
			for entry := range strings.SplitSeq(list, ",") {
				text, worked := strings.CutPrefix(entry, "+")
				date, name, _ := strings.Cut(text, " ")
				at, err := time.Parse("01-02", date)
				if err != nil {
					return err
				}
				day := workday.Day{Day: time.Date(number, at.Month(), at.Day(), 0, 0, 0, 0, time.UTC), Name: name}
				if worked {
					year.Workdays = append(year.Workdays, day)
				} else {
					year.Holidays = append(year.Holidays, day)
				}
			}
			if err := workday.Write(ctx, tx, year); err != nil {
				return err
			}
		}
		return nil
	})
}
