package feedback

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
)

// The fields that a file of answers may have.
const (
	fieldDistributor intake.Field = "distributor"
	fieldCustomer    intake.Field = "customer"
	fieldDate        intake.Field = "date"
	fieldCSAT        intake.Field = "csat"
	fieldNPS         intake.Field = "nps"
	fieldComment     intake.Field = "comment"
)

// What may be wrong with a row of answers.
const (
	keyUnknownDistributor = "row.distributor.unknown"
	keyUnknownCustomer    = "row.customer.unknown" // nobody of the distributor's, or several of the name
	keyMark               = "row.mark.range"       // min, max
	keyNoMark             = "row.mark.none"
)

// Fields are what a file of answers may have. Each row needs a distributor, a day and one of the marks.
var Fields = intake.NewFields([]intake.Info{
	{Field: fieldDistributor, Group: "distributor", Code: true, Names: intake.Names{
		Exact: []string{"Distributor", "Distributor Code", "經銷商", "经销商", "經銷商代碼", "经销商代码"},
		Strong: []string{"Distributor ID", "Distributor Number", "Distributor Name", "經銷商代號", "经销商代号", "經銷商編號", "经销商编号", "經銷商名稱", "经销商名称", "Dealer", "Dealer Code", "Partner", "Partner Code",
			"Reseller", "Reseller Code", "代理商", "代理商代碼", "代理商代码", "販売店", "販売店コード"},
	}},
	{Field: fieldCustomer, Code: true, Names: intake.Names{
		Exact: []string{"Customer", "Customer Code", "客戶", "客户", "客戶代碼", "客户代码", "客戶編號", "客户编号"},
		Strong: []string{"Customer ID", "Customer Number", "Customer Name", "Account", "Account Code", "客戶代號", "客户代号", "客戶名稱", "客户名称", "Respondent", "Respondent ID", "受訪者", "受访者", "填答者", "答卷人",
			"會員編號", "会员编号", "得意先コード", "顧客コード", "回答者"},
	}},
	{Field: fieldDate, Group: "date", Style: intake.DateStyle, Agrees: intake.Such(intake.LooksLikeDate), Names: intake.Names{
		Exact: []string{"Date", "Response Date", "日期", "回覆日期", "回复日期"},
		Strong: []string{"Responded On", "Answered On", "Submitted At", "Submit Date", "Submission Date", "Completed At", "End Date", "Timestamp", "Survey Date", "填答日期", "填答時間", "填写时间", "提交时间", "提交時間",
			"答题时间", "作答時間", "調查日期", "调查日期", "時間戳記", "时间戳", "回答日", "回答日時"},
	}},
	{Field: fieldCSAT, Group: "mark", Agrees: numbers, Names: intake.Names{
		Exact:  []string{"CSAT", "Satisfaction", "滿意度", "满意度"},
		Strong: []string{"CSAT Score", "Satisfaction Score", "Customer Satisfaction", "Overall Satisfaction", "整體滿意度", "整体满意度", "滿意度分數", "满意度评分", "客戶滿意度", "客户满意度", "顧客滿意度", "滿意程度", "满意程度", "満足度", "総合満足度"},
		Weak:   []string{"Score", "Rating", "評分", "评分", "分數", "分数"},
	}},
	{Field: fieldNPS, Group: "mark", Agrees: numbers, Names: intake.Names{
		Exact: []string{"NPS", "Likelihood to Recommend", "推薦意願", "推荐意愿"},
		Strong: []string{"NPS Score", "Net Promoter Score", "Recommend", "Recommendation", "Would Recommend", "How likely are you to recommend us", "推薦分數", "推荐分数", "推薦度", "推荐度", "推薦可能性", "推荐可能性", "淨推薦值",
			"净推荐值", "推薦程度", "推奨度", "おすすめ度"},
	}},
	{Field: fieldComment, Names: intake.Names{
		Exact:  []string{"Comment", "Comments", "意見", "意见", "留言"},
		Strong: []string{"Feedback", "Remarks", "Customer Comment", "Verbatim", "Suggestion", "Suggestions", "客戶意見", "客户意见", "建議", "建议", "意見與建議", "意见与建议", "評語", "评语", "評論", "评论", "回饋", "反馈", "備註", "备注", "コメント", "ご意見"},
	}},
	{Field: intake.LineID, Own: true},
	{Field: intake.Reason, Own: true},
}, nil)

// numbers keeps words from being taken for marks.
func numbers(cells []string, _ bool) bool {
	return len(cells) == 0 || intake.Mostly(cells, intake.LooksLikeNumber)
}

// said is a row of a file, read but for who the customer is.
type said struct {
	row      int64
	about    uuid.UUID
	customer string // as the file calls it, "" for nobody
	on       time.Time
	marks    Marks
}

// parser reads rows of answers.
type parser struct {
	finder                                        partner.Finder
	today                                         time.Time
	distributor, customer, date, csat, nps, words *intake.Place
}

// read gives what a row says; its problems are the cells'.
func (p *parser) read(c *intake.Cells) (r said) {
	if p.distributor == nil {
		p.distributor, p.customer, p.date = c.Place(fieldDistributor), c.Place(fieldCustomer), c.Place(fieldDate)
		p.csat, p.nps, p.words = c.Place(fieldCSAT), c.Place(fieldNPS), c.Place(fieldComment)
	}
	r.row = c.Record.Number
	if name := c.RequiredCode(p.distributor); name != "" {
		var known bool
		if r.about, known = p.finder.Find(name); !known {
			c.Reject(p.distributor, keyUnknownDistributor, nil)
		}
	}
	r.customer = c.Code(p.customer, 300)
	if r.on = c.Day(p.date, intake.DateRange{First: firstDay, Last: p.today}); r.on.IsZero() && !c.Faulty(p.date) {
		c.Reject(p.date, intake.KeyRequired, nil)
	}
	r.marks = Marks{CSAT: mark(c, p.csat, minCSAT, maxCSAT), NPS: mark(c, p.nps, minNPS, maxNPS), Comment: c.Text(p.words, maxComment)}
	if r.marks.CSAT == nil && r.marks.NPS == nil && !c.Faulty(p.csat) && !c.Faulty(p.nps) {
		at := p.csat
		if at.Index < 0 {
			at = p.nps
		}
		c.Reject(at, keyNoMark, nil)
	}
	return r
}

// mark reads a whole number of the range, nil when there is none.
func mark(c *intake.Cells, at *intake.Place, least, most int) *int {
	n, ok := c.Number(at)
	if !ok {
		return nil
	}
	if !n.Value.IsInteger() || n.Percent || n.Value.LessThan(decimal.NewFromInt(int64(least))) || n.Value.GreaterThan(decimal.NewFromInt(int64(most))) {
		c.Reject(at, keyMark, map[string]any{"min": least, "max": most})
		return nil
	}
	value := int(n.Value.IntPart())
	return &value
}

// key tells a row of a file from others. Of a customer it is what it said on the day. Rows that name nobody may well say the same: those are told
// apart by how many equal ones came before in the file.
func (r said) key(account *uuid.UUID, before map[string]int) []byte {
	h := sha256.New()
	put := func(text string) {
		var size [4]byte
		binary.BigEndian.PutUint32(size[:], uint32(len(text)))
		h.Write(size[:])
		h.Write([]byte(text))
	}
	put(r.about.String())
	put(r.on.Format(time.DateOnly))
	put(text(r.marks.CSAT))
	put(text(r.marks.NPS))
	put(strings.TrimSpace(r.marks.Comment))
	if account != nil {
		put(account.String())
		return h.Sum(nil)
	}
	same := string(h.Sum(nil))
	before[same]++
	put(text(new(before[same])))
	return h.Sum(nil)
}

func text(n *int) string {
	if n == nil {
		return ""
	}
	return decimal.NewFromInt(int64(*n)).String()
}
