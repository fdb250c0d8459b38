package seed

import "time"

// newYears are the first days of the lunar year.
var newYears = map[int]time.Time{}

func init() {
	for _, text := range []string{"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
		"2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08"} {
		day, _ := time.Parse(time.DateOnly, text)
		newYears[day.Year()] = day
	}
}

// lunarNewYear is the first day of the lunar year, or a day it may be for years not listed.
func lunarNewYear(year int) time.Time {
	if day, ok := newYears[year]; ok {
		return day
	}
	return time.Date(year, time.February, 5, 0, 0, 0, 0, time.UTC)
}

// dayWeight is how busy a distributor's day is; an ordinary one is about 1.
func dayWeight(d *Distributor, day time.Time) float64 {
	weight := weekWeight(d.Channels[0], day.Weekday())
	_, month, date := day.Date()
	if d.Country != "JP" {
		switch days := int(day.Sub(lunarNewYear(day.Year())).Hours() / 24); {
		case days >= -1 && days <= 6:
			weight *= 0.15
		case days >= -16 && days < -1:
			weight *= 1.25
		}
	}
	retail := d.Channels[0] == online || d.Channels[0] == social
	switch {
	case month == time.November && date == 11 && retail:
		weight *= 7
	case month == time.November && date <= 12 && retail:
		weight *= 1.7
	case month == time.November && date <= 12:
		weight *= 1.2
	case month == time.June && date == 18 && d.Country == "CN" && retail:
		weight *= 4
	case month == time.December && date == 12 && retail:
		weight *= 3
	case d.Country == "JP" && (month == time.April && date >= 27 || month == time.May && date <= 5):
		weight *= 1.4
	case d.Country == "CN" && month == time.October && date <= 7:
		weight *= 1.3
	}
	return weight
}

func weekWeight(channel string, day time.Weekday) float64 {
	weekend := day == time.Saturday || day == time.Sunday
	switch {
	case channel == wholesale || channel == direct:
		if day == time.Sunday {
			return 0.05
		}
		if weekend {
			return 0.35
		}
		return 1.3
	case weekend:
		return 1.5
	default:
		return 0.85
	}
}
