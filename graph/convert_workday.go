package graph

import (
	"context"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/workday"
)

func (r *Resolver) workCalendar(ctx context.Context) (*model.WorkCalendar, error) {
	s, err := r.Workdays.Settings(ctx, auth.ScopeOf(ctx))
	if err != nil {
		return nil, err
	}
	return calendarModel(s), nil
}

func (r *Resolver) setWorkCalendar(ctx context.Context, in model.SetWorkCalendarInput) (*model.SetWorkCalendarPayload, error) {
	s, err := r.Workdays.Set(ctx, auth.ScopeOf(ctx), workday.Year{Year: in.Year, Weekend: in.Weekend.Value(), Holidays: daysOf(in.Holidays), Workdays: daysOf(in.Workdays)})
	if err != nil {
		return nil, err
	}
	return &model.SetWorkCalendarPayload{Calendar: *calendarModel(s)}, nil
}

func calendarModel(s workday.Settings) *model.WorkCalendar {
	return &model.WorkCalendar{TimeZone: s.TimeZone, Weekend: s.Weekend, Holidays: holidayModels(s.Holidays), Workdays: holidayModels(s.Workdays)}
}

func holidayModels(days []workday.Day) []model.Holiday {
	out := make([]model.Holiday, len(days))
	for i, d := range days {
		out[i] = model.Holiday{Day: d.Day, Name: d.Name}
	}
	return out
}

func daysOf(in []model.HolidayInput) []workday.Day {
	out := make([]workday.Day, len(in))
	for i, d := range in {
		out[i] = workday.Day{Day: d.Day, Name: d.Name}
	}
	return out
}
