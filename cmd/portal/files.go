package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/typeid"
)

// fileRoutes are the files that come in and go out: uploads, exports and rejected rows. Each asks the policy as the
// schema's @can does, and reaches what the caller's scope reaches.
type fileRoutes struct {
	sales     *sale.Service
	imports   *customer.Imports
	conflicts *conflict.Service
	journal   *audit.Service
	cards     *scorecard.Service
	feedbacks *feedback.Service
	trainings *training.Service
	partners  *partner.Service
	log       *slog.Logger
}

// upload takes one multipart field "file" and streams it to the store.
func (f fileRoutes) upload(w http.ResponseWriter, r *http.Request) {
	sc, err := granted(r, "salesReport", "create")
	for _, other := range [][2]string{{"account", "import"}, {"conflict", "message"}, {"feedback", "record"}, {"training", "record"}, {"target", "update"}} {
		if err != nil {
			sc, err = granted(r, other[0], other[1])
		}
	}
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	parts, err := r.MultipartReader()
	if err != nil {
		f.refuse(w, r, fault.New(fault.Invalid, "file.notMultipart", nil))
		return
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			f.refuse(w, r, fault.New(fault.Invalid, "file.missing", fault.Params{"field": "file"}))
			return
		}
		if err != nil {
			f.refuse(w, r, bodyFault(fmt.Errorf("%w: %w", errForm, err)))
			return
		}
		if part.FormName() != "file" {
			continue
		}
		blob, err := f.sales.Upload(r.Context(), sc, part.FileName(), part)
		if err != nil {
			f.refuse(w, r, bodyFault(err))
			return
		}
		writeAnswer(w, http.StatusCreated, map[string]any{"id": typeid.Format(typeid.File, blob.ID), "name": blob.Name, "size": blob.Size, "sha256": hex.EncodeToString(blob.SHA256)})
		return
	}
}

// errForm is a body whose form can't be read.
var errForm = errors.New("reading the form")

// bodyFault names a body that is larger than any file may be, and one that is no whole form.
func bodyFault(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.New(fault.Invalid, "file.tooLarge", fault.Params{"maxBytes": sale.MaxFile})
	}
	if errors.Is(err, errForm) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fault.Wrap(err, fault.Invalid, "file.notMultipart", nil)
	}
	return err
}

// file gives an uploaded file back to its owner.
func (f fileRoutes) file(w http.ResponseWriter, r *http.Request) {
	f.serve(w, r, "salesReport", "read", typeid.File, func(sc scope.Scope, id uuid.UUID) (string, sizedReader, error) {
		name, file, err := f.sales.Download(r.Context(), sc, id)
		return name, file, err
	})
}

// caseFile gives a file of a case to those who may read it, whoever gave it: to who may not see its name under one that tells nothing.
func (f fileRoutes) caseFile(w http.ResponseWriter, r *http.Request) {
	f.serve(w, r, "conflict", "read", typeid.CaseFile, func(sc scope.Scope, id uuid.UUID) (string, sizedReader, error) {
		found, file, err := f.conflicts.OpenFile(r.Context(), sc, id)
		return found.DownloadName(), file, err
	})
}

// export gives a finished export to the person who asked for it.
func (f fileRoutes) export(w http.ResponseWriter, r *http.Request) {
	f.serve(w, r, "saleLine", "export", typeid.Export, func(sc scope.Scope, id uuid.UUID) (string, sizedReader, error) {
		e, file, err := f.sales.OpenExport(r.Context(), sc, id)
		return "sales-" + e.CreatedAt.Format(time.DateOnly) + "." + strings.ToLower(e.Format), file, err
	})
}

// sealedLog writes the audit log with its seals, for who reads all of it.
func (f fileRoutes) sealedLog(w http.ResponseWriter, r *http.Request) {
	sc, err := granted(r, "audit", "read")
	if err == nil && sc.Reach != scope.All {
		err = fault.New(fault.Forbidden, "auth.forbidden", fault.Params{"resource": "audit", "action": "export"})
	}
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	out := &lateHeader{w: w, name: "audit-" + time.Now().UTC().Format(time.DateOnly) + ".jsonl"}
	f.ended(w, r, out, f.journal.Export(r.Context(), sc, out))
}

type sizedReader interface {
	io.ReadSeeker
	io.Closer
}

func (f fileRoutes) serve(w http.ResponseWriter, r *http.Request, resource, action, prefix string, open func(scope.Scope, uuid.UUID) (string, sizedReader, error)) {
	sc, err := granted(r, resource, action)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	_, id, ok := typeid.Split(r.PathValue("id"))
	if !ok || !strings.HasPrefix(r.PathValue("id"), prefix+"_") {
		f.refuse(w, r, fault.Missing("file"))
		return
	}
	name, file, err := open(sc, id)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	defer file.Close()
	attach(w, name)
	http.ServeContent(w, r, "", time.Time{}, file)
}

// rejects writes the rejected rows of a report or of an account list in the layout they came in; ?lang= is the language
// of the reasons.
func (f fileRoutes) rejects(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.PathValue("id"), typeid.AccountImport+"_") {
		f.rejectedAccounts(w, r)
		return
	}
	sc, err := granted(r, "salesReport", "read")
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	id, err := typeid.Parse(typeid.SalesReport, "id", r.PathValue("id"))
	if err != nil {
		f.refuse(w, r, fault.Missing("salesReport"))
		return
	}
	report, err := f.sales.Report(r.Context(), sc, id)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	out := &lateHeader{w: w, name: report.RejectsName()}
	f.ended(w, r, out, f.sales.WriteRejects(r.Context(), sc, report, r.URL.Query().Get("lang"), sale.Reason, out))
}

func (f fileRoutes) rejectedAccounts(w http.ResponseWriter, r *http.Request) {
	sc, err := granted(r, "account", "import")
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	id, err := typeid.Parse(typeid.AccountImport, "id", r.PathValue("id"))
	if err != nil {
		f.refuse(w, r, fault.Missing("accountImport"))
		return
	}
	list, err := f.imports.Import(r.Context(), sc, id)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	out := &lateHeader{w: w, name: list.RejectsName()}
	f.ended(w, r, out, f.imports.WriteRejects(r.Context(), sc, list, r.URL.Query().Get("lang"), out))
}

// ended answers with what went wrong with a download. Once it has begun the connection is broken: the client must not take half
// a file for a whole one. So it is when the client has left, or its time is over.
func (f fileRoutes) ended(w http.ResponseWriter, r *http.Request, out *lateHeader, err error) {
	switch {
	case err == nil:
	case !out.begun && r.Context().Err() == nil:
		f.refuse(w, r, err)
	default:
		panic(http.ErrAbortHandler)
	}
}

// lateHeader sends the headers of a download with its first byte, so that a fault before it is still an answer.
type lateHeader struct {
	w     http.ResponseWriter
	name  string
	begun bool
}

func (l *lateHeader) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		attach(l.w, l.name)
	}
	return l.w.Write(p)
}

// attach says that the answer is a file to keep: never to be shown by a browser as a page of ours.
func attach(w http.ResponseWriter, name string) {
	kind := "text/csv; charset=utf-8"
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	} else if !strings.EqualFold(filepath.Ext(name), ".csv") {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// granted gives the scope in which the caller may do the action.
func granted(r *http.Request, resource, action string) (scope.Scope, error) {
	actor, ok := auth.ActorOf(r.Context())
	if !ok {
		return scope.Scope{}, auth.Required()
	}
	reach, ok := policy.Allow(actor.Role, resource, action)
	if !ok {
		return scope.Scope{}, fault.New(fault.Forbidden, "auth.forbidden", fault.Params{"resource": resource, "action": action})
	}
	actor.Reach = reach
	return actor.Scope(), nil
}

var statuses = map[fault.Kind]int{fault.Invalid: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404, fault.Conflict: 409,
	fault.Limited: 429, fault.Unavailable: 503}

// refuse answers with the fault as GraphQL's extensions would tell it. What is our own fault goes to the log.
func (f fileRoutes) refuse(w http.ResponseWriter, r *http.Request, err error) {
	told := fault.As(err)
	status, ok := statuses[told.Kind]
	if !ok {
		status = http.StatusInternalServerError
		f.log.ErrorContext(r.Context(), "internal error", "requestId", w.Header().Get(requestID), "error", err)
	}
	writeAnswer(w, status, map[string]any{"code": told.Kind, "key": told.Key, "params": told.Params, "fields": told.Fields, "requestId": w.Header().Get(requestID)})
}

func writeAnswer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // a client that has left needs no answer
}
