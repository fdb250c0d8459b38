package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	courses         = loaderOf(func(r *Resolver) byIDs[training.Course] { return r.Trainings.CoursesByID }, func(c training.Course) uuid.UUID { return c.ID })
	trainingRecords = loaderOf(func(r *Resolver) byIDs[training.Record] { return r.Trainings.ByIDs }, func(x training.Record) uuid.UUID { return x.ID })

	_ = registerNode(typeid.Course, "training", nodeOf(courses, courseModel))
	_ = registerNode(typeid.Training, "training", nodeOf(trainingRecords, trainingModel))
)

func courseModel(c training.Course) model.Course {
	return model.Course{ID: c.NodeID(), Code: c.Code, Name: c.Name, NameHant: c.NameHant, NameHans: c.NameHans, RequiredTiers: converted[model.DistributorTier](c.RequiredTiers),
		RequiredChannelTypes: converted[model.ChannelType](c.RequiredChannelTypes), People: c.People, ValidMonths: c.ValidMonths, RequiredFrom: c.Since, RetiredOn: c.RetiredOn}
}

func trainingModel(x training.Record) *model.TrainingRecord {
	return &model.TrainingRecord{ID: x.NodeID(), DistributorID: x.DistributorID, CourseID: x.CourseID, Trainee: x.Trainee, PassedOn: x.PassedOn, ExpiresOn: x.ExpiresOn, WithdrawnAt: x.WithdrawnAt}
}

func coursePage(p page.Page[training.Course]) *model.CourseConnection {
	return &model.CourseConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, c training.Course) model.CourseEdge {
		return model.CourseEdge{Cursor: cursor, Node: courseModel(c)}
	})}
}

// trainingPage makes the page, and has all that the query asks of its rows read together.
func trainingPage(ctx context.Context, p page.Page[training.Record]) *model.TrainingRecordConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(x training.Record) uuid.UUID { return x.DistributorID }))
	courses.expect(ctx, "edges.node.course", idsOf(p.Items, func(x training.Record) uuid.UUID { return x.CourseID }))
	return &model.TrainingRecordConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, x training.Record) model.TrainingRecordEdge {
		return model.TrainingRecordEdge{Cursor: cursor, Node: *trainingModel(x)}
	})}
}

func trainingFilter(in *model.TrainingFilter) (f training.Filter, err error) {
	if in == nil {
		return f, nil
	}
	var fields fault.Fields
	f.EndsWithinDays = given(in.EndsWithinDays)
	if f.Check("filter.endsWithinDays", &fields); len(fields) > 0 {
		return f, fields.Err()
	}
	if f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID)); err != nil {
		return f, err
	}
	f.CourseID, err = parseOptional(typeid.Course, "filter.courseId", given(in.CourseID))
	return f, err
}

func courseFacts(in model.SetCourseInput) (id *uuid.UUID, f training.CourseFacts, err error) {
	f = training.CourseFacts{Code: in.Code, Name: partner.Name{Default: in.Name, Hant: valueOf(given(in.NameHant)), Hans: valueOf(given(in.NameHans))}, RequiredTiers: converted[string](in.RequiredTiers.Value()),
		RequiredChannelTypes: converted[string](in.RequiredChannelTypes.Value()), People: in.People, ValidMonths: given(in.ValidMonths), RequiredFrom: given(in.RequiredFrom), RetiredOn: given(in.RetiredOn)}
	id, err = parseOptional(typeid.Course, "input.id", given(in.ID))
	return id, f, err
}

func newTraining(in model.RecordTrainingInput) (n training.NewRecord, err error) {
	n = training.NewRecord{Trainee: in.Trainee, PassedOn: in.PassedOn}
	if n.DistributorID, err = typeid.Parse(typeid.Distributor, "input.distributorId", in.DistributorID); err != nil {
		return n, err
	}
	n.CourseID, err = typeid.Parse(typeid.Course, "input.courseId", in.CourseID)
	return n, err
}

func requirementModels(all []training.Requirement) []model.TrainingRequirement {
	out := make([]model.TrainingRequirement, len(all))
	for i, x := range all {
		out[i] = model.TrainingRequirement{CourseID: x.CourseID, Required: x.Required, Passed: x.Passed, NextExpiry: x.NextExpiry}
	}
	return out
}
