package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/user"
	"github.com/tonglu/portal/internal/verify"
)

// comeback is how long after a restart an import may take to be done.
const comeback = patience

// large is how long a large file may take on a slow machine.
const large = 5 * time.Minute

// site is a portal in a process of its own, on a durable Postgres of its own, with a distributor and its key.
type site struct {
	t       *testing.T
	server  *postgres.Embedded
	engine  *postgres.Pool
	program *program
	dir     string
	address string
	key     string
	org     uuid.UUID
	env     []string // besides what each portal needs
}

func newSite(t *testing.T, env ...string) *site {
	t.Helper()
	s := &site{t: t, dir: tempDir(t), address: freeAddress(t), env: env}
	var err error
	s.server, err = postgres.Start(t.Context(), postgres.StartOptions{DataDir: tempDir(t), BinDir: os.Getenv("PG_BINDIR")})
	s.must(err)
	t.Cleanup(func() {
		if err := s.server.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s.must(postgres.Migrate(t.Context(), s.server.URL()))
	s.engine, err = postgres.Open(t.Context(), s.server.URL(), postgres.RoleEngine, postgres.WithMaxConns(4))
	s.must(err)
	t.Cleanup(s.engine.Close)
	s.settle()
	s.start()
	return s
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// settle makes a brand that sells one product, and a distributor whose clerk has a key.
func (s *site) settle() {
	s.t.Helper()
	ctx, all := s.t.Context(), scope.System()
	app, err := postgres.Open(ctx, s.server.URL(), postgres.RoleApp, postgres.WithMaxConns(4))
	s.must(err)
	defer app.Close()
	partners, products, users := partner.New(app), catalog.New(app), user.NewService(app, nil, nil, "")
	_, err = partners.CreateBrand(ctx, all, partner.Brand{Name: "Brand", BaseCurrency: "TWD", TimeZone: "Asia/Taipei"})
	s.must(err)
	_, err = products.Import(ctx, all, "product-lines", strings.NewReader("code,name\nPOTS,Pots\n"))
	s.must(err)
	_, err = products.Import(ctx, all, "products", strings.NewReader("code,name,product_line\nP-1,Pot,POTS\n"))
	s.must(err)
	d, err := partners.CreateDistributor(ctx, all, nil, partner.NewDistributor{Code: "NORTH", Facts: partner.Facts{Name: partner.Name{Default: "North"},
		Tier: "TIER_1", Status: partner.Active, ChannelTypes: []partner.ChannelType{"STORE"}, Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei",
		JoinedOn: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}})
	s.must(err)
	s.org = d.ID
	u, err := users.Add(ctx, all, user.New{OrganizationID: d.ID, Email: "clerk@north.example", Name: "Clerk", Role: "distributor_rep"}, "correct horse battery")
	s.must(err)
	s.key, err = users.AddKey(ctx, all, d.ID, u.ID, "test", "distributor_rep")
	s.must(err)
}

func (s *site) start() {
	s.t.Helper()
	s.program = startProgram(s.t, s.dir, append([]string{"DATABASE_URL=" + s.server.URL(), "PORTAL_ADDR=" + s.address, "PORTAL_DATA_DIR=" + s.dir}, s.env...), "serve")
	s.program.ready(s.t, s.address)
}

// kill ends the server as kill -9 does, and starts it again.
func (s *site) kill() {
	s.t.Helper()
	_ = s.program.end(s.t, syscall.SIGKILL) // killed, it says
	s.start()
}

// once is a client that keeps no connection: one to a server that was killed is of no use to the next.
var once = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

func (s *site) request(path, kind string, body io.Reader) (answer map[string]json.RawMessage, err error) {
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, "http://"+s.address+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "Bearer "+s.key)
	response, err := once.Do(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 || answer["errors"] != nil {
		return nil, fmt.Errorf("%s: %d %s", path, response.StatusCode, answer)
	}
	return answer, nil
}

type reportState struct {
	ID, State    string
	RowsAccepted int
	RowsDone     int
}

// ask sends a mutation that gives a salesReport.
func (s *site) ask(mutation, input string, variables map[string]any) (r reportState, err error) {
	text, err := json.Marshal(map[string]any{"variables": map[string]any{"input": variables},
		"query": fmt.Sprintf("mutation($input: %s!) { it: %s(input: $input) { salesReport { id state rowsAccepted rowsDone } } }", input, mutation)})
	if err != nil {
		return r, err
	}
	answer, err := s.request("/graphql", "application/json", bytes.NewReader(text))
	if err != nil {
		return r, err
	}
	var data struct {
		It struct{ SalesReport reportState }
	}
	err = json.Unmarshal(answer["data"], &data)
	return data.It.SalesReport, err
}

// report uploads the file and makes a report of it.
func (s *site) report(text []byte) (reportState, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "sales.csv")
	if err != nil {
		return reportState{}, err
	}
	_, _ = part.Write(text) // into memory
	_ = form.Close()
	answer, err := s.request("/files", form.FormDataContentType(), &body)
	if err != nil {
		return reportState{}, err
	}
	return s.ask("createSalesReport", "CreateSalesReportInput", map[string]any{"fileId": strings.Trim(string(answer["id"]), `"`)})
}

// confirm waits until the report can be confirmed, and does.
func (s *site) confirm(r reportState) {
	s.t.Helper()
	s.until("AWAITING_CONFIRMATION", comeback, func() bool { return s.reports("state = 'AWAITING_CONFIRMATION'") == 1 })
	_, err := s.ask("confirmSalesReport", "ConfirmSalesReportInput", map[string]any{"id": r.ID})
	s.must(err)
}

// reports counts the distributor's reports for which the condition holds; 0 while the database is away.
func (s *site) reports(condition string) (n int) {
	_ = s.engine.Pgx().QueryRow(s.t.Context(), "SELECT count(*) FROM sales_reports WHERE "+condition).Scan(&n)
	return n
}

func (s *site) until(what string, limit time.Duration, ok func() bool) {
	s.t.Helper()
	begin := time.Now()
	for !ok() {
		if time.Since(begin) > limit {
			var state string
			_ = s.engine.Pgx().QueryRow(s.t.Context(), `SELECT string_agg(format('%s attempts %s heartbeat %s cursor %s fence %s', state, attempts, heartbeat_at, cursor_row, fence), '; ') ||
				(SELECT coalesce(string_agg(format(' job %s %s %s', id, state, scheduled_at), '; '), '') FROM river_job WHERE kind = 'sale_report_advance') FROM sales_reports`).Scan(&state)
			s.t.Fatalf("%s does not come within %v: %s\n%s", what, limit, state, s.program.tail())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// done waits for the end of the only import, and checks that the lines are there, each once.
func (s *site) done(lines int) {
	s.t.Helper()
	begin := time.Now()
	s.until("the end", comeback, func() bool { return s.reports("state = 'ACCEPTED'") == 1 })
	s.t.Logf("done %v after the last start", time.Since(begin).Round(time.Millisecond))
	if n := s.reports(fmt.Sprintf("rows_accepted = %d AND rows_duplicate = 0 AND rows_total = %[1]d AND total = %[1]d * 100.5", lines)); n != 1 {
		s.t.Errorf("the report does not tell of %d accepted lines", lines)
	}
	s.holds(lines)
}

func (s *site) holds(lines int) {
	s.t.Helper()
	var n, identities int
	s.must(s.engine.Pgx().QueryRow(s.t.Context(), "SELECT count(*), count(DISTINCT (invoice_no, line_no)) FROM sale_lines").Scan(&n, &identities))
	if n != lines || identities != lines {
		s.t.Errorf("%d lines with %d identities, want %d", n, identities, lines)
	}
	found, err := verify.Run(s.t.Context(), s.engine.Pgx())
	s.must(err)
	for _, f := range found {
		s.t.Errorf("invariant broken: %s", f)
	}
}

// salesFile is a file of so many rows, each worth 100.5. Files of unlike names have no invoice in common.
func salesFile(name string, rows int) []byte {
	var b bytes.Buffer
	b.WriteString("Invoice,Line,Date,Product,Qty,Net amount,Customer\n")
	for i := range rows {
		fmt.Fprintf(&b, "%s-%d,%d,2024-%02d-%02d,P-1,1,100.5,Customer %d\n", name, i/3, i%3+1, i%12+1, i%28+1, i%900)
	}
	return b.Bytes()
}

func TestAnImportSurvivesKills(t *testing.T) {
	t.Parallel()
	const rows = 60_000
	s := newSite(t)
	random := rand.New(rand.NewPCG(20240402, 1))
	within := func(d time.Duration) { time.Sleep(time.Duration(random.Int64N(int64(d)))) }
	r, err := s.report(salesFile("I", rows))
	s.must(err)
	within(30 * time.Millisecond)
	s.kill() // before the file was looked at, or while it is
	s.confirm(r)
	within(300 * time.Millisecond)
	s.kill() // before the rows are counted, or while they are
	for _, part := range [][2]int{{0, rows / 2}, {rows / 2, rows - 15_000}, {rows - 15_000, rows - 1}} {
		row := part[0] + random.IntN(part[1]-part[0])
		s.until("progress", comeback, func() bool { return s.reports(fmt.Sprintf("cursor_row > %d OR state = 'ACCEPTED'", row)) == 1 })
		within(400 * time.Millisecond)
		t.Logf("killed past row %d (ended: %v)", row, s.reports("state = 'ACCEPTED'") == 1)
		s.kill()
	}
	s.done(rows)
}

func TestAnImportSurvivesTheDatabase(t *testing.T) {
	t.Parallel()
	const rows = 120_000
	s := newSite(t)
	random := rand.New(rand.NewPCG(20240402, 2))
	r, err := s.report(salesFile("I", rows))
	s.must(err)
	s.confirm(r)
	for _, away := range []time.Duration{0, 8 * time.Second} { // the second longer than River tries at once to say how a job ended
		row := s.cursor() + random.IntN(20_000)
		// It may be past the row, and at its end, before the database goes.
		s.until("progress", comeback, func() bool { return s.reports(fmt.Sprintf("cursor_row > %d OR state = 'ACCEPTED'", row)) == 1 })
		t.Logf("the database goes past row %d (ended: %v)", row, s.reports("state = 'ACCEPTED'") == 1)
		time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
		s.must(syscall.Kill(s.server.PID(), syscall.SIGQUIT)) // what pg_ctl stop -m immediate sends
		<-s.server.Done()
		time.Sleep(away)
		s.must(s.server.Restart(t.Context()))
	}
	s.done(rows)
}

func (s *site) cursor() (row int) {
	_ = s.engine.Pgx().QueryRow(s.t.Context(), "SELECT max(cursor_row) FROM sales_reports").Scan(&row)
	return row
}

func TestTheSameFileEightTimesOverHTTP(t *testing.T) {
	t.Parallel()
	const rows = 5_000
	s := newSite(t)
	first, err := s.report([]byte("Invoice,Line,Date,Product,Qty,Net amount,Customer\nZ-1,1,2024-01-01,P-1,1,100.5,Zeta\n"))
	s.must(err)
	s.confirm(first) // what its columns are is known from now on
	s.until("the first report", comeback, func() bool { return s.reports("state = 'ACCEPTED'") == 1 })
	file := salesFile("I", rows)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := s.report(file); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	s.until("the end of all", comeback, func() bool { return s.reports("state = 'ACCEPTED'") == 9 })
	var accepted, duplicate int
	s.must(s.engine.Pgx().QueryRow(t.Context(), "SELECT sum(rows_accepted), sum(rows_duplicate) FROM sales_reports").Scan(&accepted, &duplicate))
	if accepted != rows+1 || duplicate != 7*rows {
		t.Errorf("accepted %d and %d duplicates, want %d and %d", accepted, duplicate, rows+1, 7*rows)
	}
	s.holds(rows + 1)
}
