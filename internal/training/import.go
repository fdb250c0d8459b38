package training

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// The fields that a file of passes has.
const (
	fieldDistributor intake.Field = "distributor"
	fieldCourse      intake.Field = "course"
	fieldTrainee     intake.Field = "trainee"
	fieldPassedOn    intake.Field = "passedOn"
)

// What may be wrong with a row of passes, besides a distributor that is not known.
const (
	keyUnknownDistributor = "row.distributor.unknown"
	keyUnknownCourse      = "row.course.unknown"
)

// Fields are what a file of passes has. Each row needs all of them.
var Fields = intake.NewFields([]intake.Info{
	{Field: fieldDistributor, Group: "distributor", Code: true, Names: intake.Names{
		Exact: []string{"Distributor", "Distributor Code", "經銷商", "经销商", "經銷商代碼", "经销商代码"},
		Strong: []string{"Distributor ID", "Distributor Number", "Distributor Name", "經銷商代號", "经销商代号", "經銷商編號", "经销商编号", "經銷商名稱", "经销商名称", "Dealer", "Dealer Code", "Partner", "Partner Code",
			"Company", "公司", "代理商", "代理商代碼", "代理商代码", "販売店", "販売店コード"},
	}},
	{Field: fieldCourse, Group: "course", Code: true, Names: intake.Names{
		Exact:  []string{"Course", "Course Code", "課程", "课程", "課程代碼", "课程代码"},
		Strong: []string{"Course ID", "Course Name", "課程代號", "课程代号", "課程編號", "课程编号", "課程名稱", "课程名称", "Training", "Training Code", "Training Name", "Certification", "Certificate", "培訓課程", "培训课程", "訓練課程", "證照", "证书", "コース", "研修", "研修名"},
		Weak:   []string{"Code", "代碼", "代码"},
	}},
	{Field: fieldTrainee, Group: "trainee", Names: intake.Names{
		Exact:  []string{"Trainee", "Trainee Name", "學員", "学员", "學員姓名", "学员姓名"},
		Strong: []string{"Participant", "Participant Name", "Learner", "Learner Name", "Student", "Student Name", "Attendee", "Employee", "Employee Name", "受訓人", "受训人", "受訓人員", "受训人员", "參訓人員", "参训人员", "員工姓名", "员工姓名", "姓名", "受講者", "受講者名", "氏名"},
		Weak:   []string{"Name", "Full Name", "名稱", "名称"},
	}},
	{Field: fieldPassedOn, Group: "passedOn", Style: intake.DateStyle, Agrees: intake.Such(intake.LooksLikeDate), Names: intake.Names{
		Exact: []string{"Passed On", "Date Passed", "通過日期", "通过日期"},
		Strong: []string{"Pass Date", "Passed", "Completion Date", "Completed On", "Completed At", "Completed", "Date Completed", "Certified On", "Certification Date", "Exam Date", "Date", "完成日期", "結訓日期", "结训日期", "結業日期", "结业日期",
			"合格日期", "取得日期", "考試日期", "考试日期", "發證日期", "发证日期", "日期", "合格日", "修了日"},
	}},
	{Field: intake.LineID, Own: true},
	{Field: intake.Reason, Own: true},
}, nil)

// Import takes in the passes of an uploaded file: all rows that can be taken in one transaction, the others are told. A repeated key gives the first
// outcome again. Returns NotFound for a file that is not the organisation's, Invalid for one that can't be read, lacks a column or is too large.
func (s *Service) Import(ctx context.Context, sc scope.Scope, key *string, file uuid.UUID) (out intake.Outcome, err error) {
	name, blob, err := s.uploads.Download(ctx, sc, file)
	if err != nil {
		return out, err
	}
	defer blob.Close()
	src := intake.Source{Name: name, Size: blob.Size, R: blob}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, _, err = idempotency.Answer(ctx, tx, sc, "importTraining", key, file, func() (intake.Outcome, error) { return s.take(ctx, tx, sc, src) })
		return err
	})
	return out, err
}

func (s *Service) take(ctx context.Context, tx pgx.Tx, sc scope.Scope, src intake.Source) (out intake.Outcome, err error) {
	p := &parser{by: auth.MustActor(ctx).User}
	if p.today, err = s.today(ctx, tx); err != nil {
		return out, err
	}
	if p.finder, err = partner.LoadFinder(ctx, tx, sc); err != nil {
		return out, err
	}
	courses, err := allCourses(ctx, tx)
	if err != nil {
		return out, err
	}
	p.know(courses)
	var all []Record
	err = Fields.Small(ctx, src, func(c *intake.Cells) error {
		if r := p.read(c); intake.Rejected(c.Problems) {
			out.Reject(c.Record.Number, c.Problems)
		} else {
			all = append(all, r)
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	of, err := insert(ctx, tx, all)
	if err != nil {
		return out, err
	}
	out.Accepted, out.Duplicates = len(of), len(all)-len(of)
	return out, imported(ctx, tx, of)
}

// imported notes how many records each distributor got, and raises their versions.
func imported(ctx context.Context, tx pgx.Tx, of []uuid.UUID) error {
	counts := map[uuid.UUID]int{}
	var order []uuid.UUID
	for _, id := range of {
		if counts[id]++; counts[id] == 1 {
			order = append(order, id)
		}
	}
	for _, id := range order {
		if err := audit.Record(ctx, tx, audit.Entry{Organization: id, Action: "training.import", SubjectType: "distributor", SubjectID: audit.ID(id),
			After: map[string]any{"accepted": counts[id]}}); err != nil {
			return err
		}
	}
	return partner.Touch(ctx, tx, order...)
}

// parser reads rows of passes.
type parser struct {
	finder                                 partner.Finder
	courses                                map[string]*Course // by code and by names, folded; nil for a name of several
	today                                  time.Time
	by                                     uuid.UUID
	distributor, course, trainee, passedOn *intake.Place
}

// know takes the courses by which rows may name theirs: codes before names.
func (p *parser) know(courses []Course) {
	p.courses = map[string]*Course{}
	for i := range courses {
		c := &courses[i]
		for _, name := range []*string{&c.Name, c.NameHant, c.NameHans} {
			if name == nil {
				continue
			}
			if other, taken := p.courses[partner.Fold(*name)]; taken && other != c {
				p.courses[partner.Fold(*name)] = nil
			} else {
				p.courses[partner.Fold(*name)] = c
			}
		}
	}
	for i := range courses {
		p.courses[partner.Fold(courses[i].Code)] = &courses[i]
	}
}

// read gives the record that a row says; its problems are the cells'.
func (p *parser) read(c *intake.Cells) Record {
	if p.distributor == nil {
		p.distributor, p.course, p.trainee, p.passedOn = c.Place(fieldDistributor), c.Place(fieldCourse), c.Place(fieldTrainee), c.Place(fieldPassedOn)
	}
	r := Record{ID: typeid.New(), RecordedBy: p.by}
	if name := c.RequiredCode(p.distributor); name != "" {
		var known bool
		if r.DistributorID, known = p.finder.Find(name); !known {
			c.Reject(p.distributor, keyUnknownDistributor, nil)
		}
	}
	var course *Course
	if name := c.RequiredCode(p.course); name != "" {
		if course = p.courses[partner.Fold(name)]; course == nil {
			c.Reject(p.course, keyUnknownCourse, nil)
		}
	}
	if r.Trainee = cleanName(c.Text(p.trainee, maxTrainee)); r.Trainee == "" && !c.Faulty(p.trainee) {
		c.Reject(p.trainee, intake.KeyRequired, nil)
	}
	if r.PassedOn = c.Day(p.passedOn, intake.DateRange{First: firstDay, Last: p.today}); r.PassedOn.IsZero() && !c.Faulty(p.passedOn) {
		c.Reject(p.passedOn, intake.KeyRequired, nil)
	}
	if course != nil {
		r.CourseID, r.ExpiresOn = course.ID, course.LastDay(r.PassedOn)
	}
	return r
}
