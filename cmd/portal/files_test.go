package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/typeid"
)

// counter is the public address over the test's portal: everything that stands before a file's route does so here.
func counter(t *testing.T) *graphtest.Graph {
	t.Helper()
	g := graphtest.New(t)
	f := fileRoutes{sales: g.Resolver.Sales, imports: g.Resolver.Imports, conflicts: g.Resolver.Conflicts, journal: g.Resolver.Audit, cards: g.Resolver.Scorecards, feedbacks: g.Resolver.Feedbacks, trainings: g.Resolver.Trainings, partners: g.Resolver.Partners, log: slog.New(slog.DiscardHandler)}
	p := &portal{log: slog.New(slog.DiscardHandler), metrics: newMetrics(g.DB.App(), g.DB.Engine())}
	p.routes = handlers{
		graphql: g.Handler, login: g.Handler, upload: http.HandlerFunc(f.upload), file: http.HandlerFunc(f.file), export: http.HandlerFunc(f.export), rejects: http.HandlerFunc(f.rejects), caseFile: http.HandlerFunc(f.caseFile), journal: http.HandlerFunc(f.sealedLog), pack: http.HandlerFunc(f.pack),
		answers: http.HandlerFunc(f.answers), training: http.HandlerFunc(f.trainingList), markets: http.HandlerFunc(f.markets),
		caller: func(next http.Handler) http.Handler { return g.Auth.Middleware(auth.SameOrigin(next)) },
	}
	g.Handler = p.handler()
	return g
}

// told is what the counter said: a fault or a file's particulars.
type told struct {
	Code, Key, ID, Name, SHA256, RequestID string
	Size                                   int
	Params                                 map[string]any
}

func (a *told) read(t *testing.T, r *graphtest.Response) *told {
	t.Helper()
	if err := json.Unmarshal([]byte(r.Body), a); err != nil {
		t.Fatalf("%d is no JSON: %s", r.Status, r.Body)
	}
	return a
}

// form is a multipart body with a part of the field and file name.
func form(field, name, text string) (body []byte, kind string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("note", "something else") // a buffer takes everything
	h := textproto.MIMEHeader{"Content-Disposition": {mime.FormatMediaType("form-data", map[string]string{"name": field, "filename": name})}, "Content-Type": {"text/html"}}
	part, _ := w.CreatePart(h)
	_, _ = io.WriteString(part, text)
	w.Close()
	return b.Bytes(), w.FormDataContentType()
}

func send(t *testing.T, c *graphtest.Caller, method, path, kind string, body []byte) *graphtest.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(body))
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return c.Send(t, r)
}

func get(t *testing.T, c *graphtest.Caller, path string) *graphtest.Response {
	t.Helper()
	return send(t, c, "GET", path, "", nil)
}

func upload(t *testing.T, c *graphtest.Caller, name, text string) told {
	t.Helper()
	body, kind := form("file", name, text)
	r := send(t, c, "POST", "/files", kind, body)
	if r.Status != http.StatusCreated {
		t.Fatalf("uploading %s: %d %s", name, r.Status, r.Body)
	}
	return *new(told).read(t, r)
}

func TestAFileComesBackAsItCame(t *testing.T) {
	t.Parallel()
	g := counter(t)
	rep := g.As("distributor_rep", "NORTH")
	for name, want := range map[string]struct{ name, kind string }{
		"march.csv":                  {"march.csv", "text/csv; charset=utf-8"},
		`三月 "final"; filename=x.csv`: {`三月 "final"; filename=x.csv`, "text/csv; charset=utf-8"},
		"../../etc/passwd":           {"passwd", "application/octet-stream"},
		"page.html":                  {"page.html", "application/octet-stream"},
		"表.XLSX":                     {"表.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	} {
		f := upload(t, rep, name, "<script>a</script>")
		if f.Name != want.name || f.Size != 18 || len(f.SHA256) != 64 || !strings.HasPrefix(f.ID, typeid.File+"_") {
			t.Errorf("%s: %+v", name, f)
		}
		r := get(t, rep, "/files/"+f.ID)
		kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if r.Status != 200 || r.Body != "<script>a</script>" || err != nil || kind != "attachment" || params["filename"] != want.name || len(params) != 1 {
			t.Errorf("%s: %d %q, %v", name, r.Status, r.Header.Get("Content-Disposition"), err)
		}
		h := r.Header
		if h.Get("Content-Type") != want.kind || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "private, no-cache" || len(h.Get(requestID)) < 20 {
			t.Errorf("%s: headers %v", name, h)
		}
	}
}

func TestWhatIsNoUploadIsRefused(t *testing.T) {
	t.Parallel()
	g := counter(t)
	rep := g.As("distributor_rep", "NORTH")
	good, kind := form("file", "a.csv", "a,b\n1,2\n")
	other, otherKind := form("data", "a.csv", "a,b\n")
	empty, emptyKind := form("file", "a.csv", "")
	for name, c := range map[string]struct {
		kind string
		body []byte
		key  string
	}{
		"JSON":           {"application/json", []byte(`{}`), "file.notMultipart"},
		"no type":        {"", good, "file.notMultipart"},
		"no boundary":    {"multipart/form-data", good, "file.notMultipart"},
		"URL-encoded":    {"application/x-www-form-urlencoded", []byte("file=x"), "file.notMultipart"},
		"another field":  {otherKind, other, "file.missing"},
		"nothing":        {kind, nil, "file.missing"},
		"other boundary": {"multipart/form-data; boundary=xyz", good, "file.missing"},
		"an empty file":  {emptyKind, empty, "file.empty"},
		"cut off":        {kind, good[:len(good)-30], "file.notMultipart"},
		"a broken part":  {kind, bytes.Replace(good, []byte("Content-Disposition: "), []byte("Content-Disposition"), 1), "file.notMultipart"},
	} {
		r := send(t, rep, "POST", "/files", c.kind, c.body)
		a := new(told).read(t, r)
		if r.Status != 400 || a.Code != "INVALID" || a.Key != c.key || a.RequestID == "" || a.RequestID != r.Header.Get(requestID) {
			t.Errorf("%s: %d %s", name, r.Status, r.Body)
		}
	}
	if n := rows(t, g, "files"); n != 0 {
		t.Errorf("%d files were kept", n)
	}
}

// rows counts a table's rows.
func rows(t *testing.T, g *graphtest.Graph, table string) (n int) {
	t.Helper()
	if err := g.DB.Owner().QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	g := counter(t)
	begin := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n"
	body := io.MultiReader(strings.NewReader(begin), io.LimitReader(zeros{}, 100<<20+1), strings.NewReader("\r\n--b--\r\n"))
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/files", body)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	whole := g.As("distributor_rep", "NORTH").Send(t, r)
	if a := new(told).read(t, whole); whole.Status != 400 || a.Key != "file.tooLarge" || a.Params["maxBytes"] != float64(100<<20) {
		t.Errorf("%d %s", whole.Status, whole.Body)
	}
	// What the server itself cuts off is told alike.
	small := fileRoutes{sales: g.Resolver.Sales, imports: g.Resolver.Imports, conflicts: g.Resolver.Conflicts, log: slog.New(slog.DiscardHandler)}
	g.Handler = g.Auth.Middleware(maxBody(400)(http.HandlerFunc(small.upload)))
	text, kind := form("file", "a.csv", strings.Repeat("a,b\n", 1000))
	cut := send(t, g.As("distributor_rep", "NORTH"), "POST", "/files", kind, text)
	if a := new(told).read(t, cut); cut.Status != 400 || a.Key != "file.tooLarge" {
		t.Errorf("%d %s", cut.Status, cut.Body)
	}
	if n := rows(t, g, "files"); n != 0 {
		t.Errorf("%d files were kept", n)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestWhoMayUploadAndDownload(t *testing.T) {
	t.Parallel()
	g := counter(t)
	report := g.Report("NORTH", "march.csv", rejected)
	mine := upload(t, g.As("distributor_rep", "NORTH"), "mine.csv", "a,b\n1,2\n")
	body, kind := form("file", "a.csv", "a,b\n")
	for role, status := range map[string]map[string]int{
		"POST": {"distributor_rep@NORTH": 201, "distributor_admin@NORTH": 201, "channel_manager@BRAND": 201, "brand_admin@BRAND": 201,
			"distributor_viewer@NORTH": 403, "brand_analyst@BRAND": 403, "auditor@BRAND": 403},
		// A file is its owner's alone: the brand is told what nobody's would be.
		"GET /files/" + mine.ID:                                      {"distributor_rep@NORTH": 200, "distributor_viewer@NORTH": 200, "distributor_rep@SOUTH": 404, "brand_admin@BRAND": 404, "channel_manager@BRAND": 404, "auditor@BRAND": 403},
		"GET /rejects/" + report.NodeID():                            {"distributor_viewer@NORTH": 200, "distributor_admin@SOUTH": 404, "brand_admin@BRAND": 404, "channel_manager@BRAND": 404, "auditor@BRAND": 403},
		"GET /exports/audit":                                         {"auditor@BRAND": 200, "brand_admin@BRAND": 200, "brand_analyst@BRAND": 403, "channel_manager@BRAND": 403, "distributor_admin@NORTH": 403, "distributor_rep@NORTH": 403},
		"GET /exports/" + typeid.Format(typeid.Export, typeid.New()): {"distributor_rep@NORTH": 404, "distributor_viewer@NORTH": 403, "auditor@BRAND": 403, "brand_analyst@BRAND": 404},
	} {
		for who, want := range status {
			by, of, _ := strings.Cut(who, "@")
			var r *graphtest.Response
			if path, isGet := strings.CutPrefix(role, "GET "); isGet {
				r = get(t, g.As(by, of), path)
			} else {
				r = send(t, g.As(by, of), "POST", "/files", kind, body)
			}
			if r.Status != want {
				t.Errorf("%s as %s: %d, want %d: %.200s", role, who, r.Status, want, r.Body)
			}
		}
	}
	for _, path := range []string{"/files/" + mine.ID, "/exports/" + mine.ID, "/rejects/" + report.NodeID()} {
		if r := get(t, g.Nobody(), path); r.Status != 401 || new(told).read(t, r).Code != "UNAUTHENTICATED" {
			t.Errorf("GET %s as nobody: %d %s", path, r.Status, r.Body)
		}
	}
	if r := send(t, g.Nobody(), "POST", "/files", kind, body); r.Status != 401 {
		t.Errorf("uploading as nobody: %d %s", r.Status, r.Body)
	}
}

// Another's file, export and rejects are as those that do not exist: the same answer but for the request's id.
func TestAnothersFileIsNone(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	report, file, export := g.Report("NORTH", "march.csv", rejected), upload(t, rep, "mine.csv", "a,b\n1,2\n"), requestExport(t, rep, "CSV", "")
	for kind, path := range map[string]string{typeid.File: "/files/" + file.ID, typeid.Export: export, typeid.SalesReport: "/rejects/" + report.NodeID()} {
		none := path[:strings.LastIndex(path, "/")+1] + typeid.Format(kind, typeid.New())
		others := map[string]string{"distributor_admin": "SOUTH", "distributor_rep": "SOUTH"}
		if kind != typeid.SalesReport { // the brand may see the report, though not its rows
			others["channel_manager"], others["brand_admin"] = "BRAND", "BRAND"
		}
		for who, of := range others {
			var bodies [2]string
			for i, p := range []string{path, none} {
				r := get(t, g.As(who, of), p)
				bodies[i] = fmt.Sprint(r.Status, strings.ReplaceAll(r.Body, r.Header.Get(requestID), "id"), r.Header["Content-Disposition"])
			}
			if bodies[0] != bodies[1] || !strings.HasPrefix(bodies[0], "404") {
				t.Errorf("%s as %s of %s:\n%s\n%s", path, who, of, bodies[0], bodies[1])
			}
		}
		// Nor is an export a colleague's.
		if want := map[string]int{typeid.File: 200, typeid.Export: 404, typeid.SalesReport: 200}[kind]; get(t, g.As("distributor_admin", "NORTH"), path).Status != want {
			t.Errorf("%s as a colleague: want %d", path, want)
		}
	}
	for _, path := range []string{"/files/x", "/files/" + report.NodeID(), "/exports/" + file.ID, "/rejects/" + file.ID, "/files/file_00000000000000000000000000", "/rejects/%00"} {
		if r := get(t, rep, path); r.Status != 404 {
			t.Errorf("GET %s: %d %s", path, r.Status, r.Body)
		}
	}
}

// rejected is a file with a row that counts, whose texts a spreadsheet would run, and one that does not.
const rejected = "Invoice,Line,Date,Product,Qty,Net amount,Customer,Serial\n" +
	"=A-1,1,2024-03-01,T-1,-2,-200.5,\"=HYPERLINK(\"\"x\"\") Store\",@SN\n" +
	"A-2,1,2024-03-02,T-9,1,10,\"=cmd|' /C calc'!A0\",+1\n"

// Rejected rows come in the layout they came in, with their identity and the reason in the language asked for.
func TestRejectedRowsAreDownloadedAndComeBack(t *testing.T) {
	t.Parallel()
	g := counter(t)
	rep := g.As("distributor_rep", "NORTH")
	report := g.Report("NORTH", `三月 "a".csv`, rejected)
	var texts []string
	for lang, reason := range map[string]string{"": "Product: no such product; the nearest codes are ", "zh-Hant": "Product: 查無此產品", "zh-Hans": "Product: 没有此产品"} {
		r := get(t, rep, "/rejects/"+report.NodeID()+"?lang="+lang)
		rows, err := csv.NewReader(strings.NewReader(r.Body)).ReadAll()
		if err != nil || r.Status != 200 || len(rows) != 2 || len(rows[1]) != 10 || rows[0][8] != "_line" || rows[1][6] != "'=cmd|' /C calc'!A0" || rows[1][7] != "+1" || rows[1][8] != "1" || !strings.HasPrefix(rows[1][9], reason) {
			t.Errorf("%s: %d %q, %v", lang, r.Status, rows, err)
		}
		if _, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition")); err != nil || params["filename"] != `三月 "a"-rejected.csv` {
			t.Errorf("%s: %v, %v", lang, r.Header, err)
		}
		texts = append(texts, r.Body)
	}
	// Its columns were confirmed with the first file: the mended rows go ahead by themselves.
	g.Work()
	mended := upload(t, rep, "mended.csv", strings.Replace(texts[0], "T-9", "T-2", 1))
	var made struct {
		CreateSalesReport struct{ SalesReport struct{ ID string } }
	}
	rep.Do(t, `mutation($file: ID!) { createSalesReport(input: {fileId: $file}) { salesReport { id } } }`, map[string]any{"file": mended.ID}).Into(t, &made)
	eventually(t, "the mended report's end", func() bool {
		var now struct {
			SalesReport struct {
				State        string
				RowsAccepted int
			}
		}
		rep.Do(t, `query($id: ID!) { salesReport(id: $id) { state rowsAccepted } }`, map[string]any{"id": made.CreateSalesReport.SalesReport.ID}).Into(t, &now)
		return now.SalesReport.State == "ACCEPTED" && now.SalesReport.RowsAccepted == 1
	})
	var standing int
	if err := g.DB.Owner().QueryRow(t.Context(), "SELECT rows_rejected - rows_mended FROM sales_reports WHERE id = $1", report.ID).Scan(&standing); err != nil || standing != 0 {
		t.Errorf("%d rows stand unmended, %v", standing, err)
	}
	var name string
	err := g.DB.Owner().QueryRow(t.Context(), `SELECT c.name FROM sale_lines l JOIN account_contacts c ON c.account_id = l.account_id WHERE l.invoice_no = 'A-2'`).Scan(&name)
	if err != nil || name != "=cmd|' /C calc'!A0" {
		t.Errorf("the customer came back as %q, %v", name, err)
	}
	none := g.Report("NORTH", "good.csv", "Invoice,Line,Date,Product,Qty,Net amount\nG-1,1,2024-03-01,T-1,1,10\n")
	if r := get(t, rep, "/rejects/"+none.NodeID()); r.Status != 404 || new(told).read(t, r).Key != "rejects.notFound" {
		t.Errorf("none: %d %s", r.Status, r.Body)
	}
}
