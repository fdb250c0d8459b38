package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

// pack writes the scorecards of ?period= that the caller may see as a workbook, narrowed and ordered as the list is: ?search=, each
// ?tier=, ?distributor= and ?grade=, and ?sort= with ?metric=. ?lang= is its language, else the caller's, else the browser's.
func (f fileRoutes) pack(w http.ResponseWriter, r *http.Request) {
	sc, err := granted(r, "scorecard", "read")
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	asked, err := packOf(r.URL.Query())
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	asked.Language = languageOf(r)
	out := &lateHeader{w: w, name: "scorecards-" + asked.Period.String() + ".xlsx"}
	f.ended(w, r, out, f.cards.WritePack(r.Context(), sc, asked, out))
}

// packOf reads what is asked for. Returns Invalid naming what is wrong.
func packOf(query url.Values) (asked scorecard.Pack, err error) {
	var fields fault.Fields
	if text := query.Get("period"); text == "" {
		fields.Add("period", "required", nil)
	} else if asked.Period, err = period.Parse(text); err != nil {
		fields.Add("period", "scalar.period", fault.Params{"value": text})
	}
	for _, text := range query["distributor"] {
		id, err := typeid.Parse(typeid.Distributor, "distributor", text)
		if err != nil {
			fields = append(fields, fault.As(err).Fields...)
		}
		asked.Filter.Distributors = append(asked.Filter.Distributors, id)
	}
	asked.Filter.Search, asked.Filter.Tiers, asked.Filter.Grades = query.Get("search"), query["tier"], query["grade"]
	asked.Sort = sortOf(query, &fields)
	if len(fields) > 0 {
		return asked, fields.Err()
	}
	return asked, asked.Check()
}

// sortOf reads an order as the web app's addresses write it: COMPOSITE.DESC. Nothing given is none.
func sortOf(query url.Values, fields *fault.Fields) scorecard.Sort {
	text := query.Get("sort")
	if text == "" {
		return scorecard.Sort{}
	}
	by, direction, _ := strings.Cut(text, ".")
	if by == "" || direction != "ASC" && direction != "DESC" {
		fields.Add("sort", "value.unknown", fault.Params{"value": text})
		return scorecard.Sort{}
	}
	return scorecard.Sort{By: scorecard.SortField(by), Metric: query.Get("metric"), Descending: direction == "DESC"}
}

// languageOf gives the language to write a file in.
func languageOf(r *http.Request) string {
	actor, _ := auth.ActorOf(r.Context())
	wanted := []string{r.URL.Query().Get("lang"), actor.Locale}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		wanted = append(wanted, writtenAs(tag))
	}
	for _, language := range wanted {
		if slices.Contains(scorecard.Languages, language) {
			return language
		}
	}
	return scorecard.Languages[0]
}

// writtenAs gives the language of ours for one of a browser's, as in zh-TW.
func writtenAs(tag string) string {
	tag = strings.ToLower(tag)
	switch {
	case strings.HasPrefix(tag, "zh-hant"), strings.HasPrefix(tag, "zh-tw"), strings.HasPrefix(tag, "zh-hk"), strings.HasPrefix(tag, "zh-mo"):
		return "zh-Hant"
	case strings.HasPrefix(tag, "zh"):
		return "zh-Hans"
	case strings.HasPrefix(tag, "en"):
		return "en"
	}
	return ""
}
