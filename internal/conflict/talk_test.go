package conflict_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

func pageOf(n int) page.Args { return page.Args{First: &n} }

func label(s string) *string { return &s }

// reads gives the texts that somebody reads.
func (w *court) reads(id uuid.UUID, who string) (texts []string) {
	w.t.Helper()
	ctx, sc := w.as(who, "read")
	p, err := w.service.Messages(ctx, sc, id, pageOf(100))
	w.must(err)
	n, err := p.Total(ctx)
	w.must(err)
	if n != len(p.Items) {
		w.t.Errorf("%s reads %d messages of %d", who, len(p.Items), n)
	}
	for _, m := range p.Items {
		texts = append(texts, m.Text)
	}
	return texts
}

// A message to one is read by that one and the brand; while statements are sealed parties write to the brand alone.
func TestWhoReadsAMessage(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.AwaitingResponse)
	w.refused(w.message(id, "north", nil), "to conflict.sealed", "writing to all while statements are sealed")
	w.must(w.message(id, "north", label("A")))
	w.refused(w.message(id, "north", label("B")), "to conflict.toOther", "writing to the other side alone")
	w.refused(w.message(id, "judge", label("Z")), "to conflict.noLabel", "writing to nobody")
	w.must(w.message(id, "judge", label("B")))
	w.must(w.respond(id, "north"))
	w.must(w.respond(id, "south"))
	w.must(w.message(id, "south", nil))
	w.must(w.message(id, "judge", nil))
	for who, want := range map[string]string{
		"north": "A word from north|A word from south|A word from judge",
		"south": "A word from judge|A word from south|A word from judge",
		"judge": "A word from north|A word from judge|A word from south|A word from judge",
		"admin": "A word from north|A word from judge|A word from south|A word from judge",
		"east":  "",
	} {
		if got := strings.Join(w.reads(id, who), "|"); got != want {
			t.Errorf("%s reads %s, want %s", who, got, want)
		}
	}
	if told := w.notices(); strings.Contains(told, "word") {
		t.Errorf("a notice holds the words: %s", told)
	}
}

// What is written comes back as it was written: it is text, whatever a browser or a spreadsheet would make of it.
func TestTextsAreText(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.InMediation)
	ctx, sc := w.as("north", "message")
	for _, text := range []string{`<script>alert("1")</script><img src=x onerror=alert(1)>`, `=HYPERLINK("http://x","y")`, "+1\n-1\t@x", "竄貨 🙂\r\n", "\u202eabc"} {
		m, err := w.service.Post(ctx, sc, nil, conflict.NewMessage{CaseID: id, Text: text})
		w.must(err)
		if m.Text != text {
			t.Errorf("%q came back as %q", text, m.Text)
		}
	}
	for _, text := range []string{"", " \n\t", "a\x00b", strings.Repeat("貨", 10_001)} {
		_, err := w.service.Post(ctx, sc, nil, conflict.NewMessage{CaseID: id, Text: text})
		w.refused(err, "text text.length", "an unreadable text")
	}
	if _, err := w.service.Post(ctx, sc, nil, conflict.NewMessage{CaseID: id, Text: strings.Repeat("貨", 10_000)}); err != nil {
		t.Error(err)
	}
	key := "once"
	first, err := w.service.Post(ctx, sc, &key, conflict.NewMessage{CaseID: id, Text: "Once."})
	w.must(err)
	again, err := w.service.Post(ctx, sc, &key, conflict.NewMessage{CaseID: id, Text: "Once."})
	w.must(err)
	if first.ID != again.ID {
		t.Error("a repeated key wrote twice")
	}
}

// A file goes to those who may read what it was given with; its name stays its owner's and the brand's; it is kept when the upload is deleted.
func TestFilesOfACase(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.AwaitingResponse)
	up := w.upload("NORTH", "NORTH Trading offer.txt", "our offer")
	ctx, sc := w.as("north", "respond")
	_, err := w.service.Respond(ctx, sc, id, "See the file.", []uuid.UUID{up, w.upload("NORTH", "b.pdf", "MZ no pdf")})
	w.refused(err, "fileIds.1 conflict.fileKind", "a file that isn't what it says")
	_, err = w.service.Respond(ctx, sc, id, "See the file.", []uuid.UUID{w.upload("SOUTH", "a.txt", "theirs")})
	w.refused(err, "fileIds.0 file.notFound", "another's file")
	_, err = w.service.Respond(ctx, sc, id, "See the file.", make([]uuid.UUID, 11))
	w.refused(err, "fileIds list.length", "too many files")
	if n := value[int](w, `SELECT count(*) FROM conflict_files`); n != 0 || w.state(id) != conflict.AwaitingResponse {
		t.Errorf("%d files of refused statements were kept", n)
	}
	_, err = w.service.Respond(ctx, sc, id, "See the file.", []uuid.UUID{up})
	w.must(err)
	file := value[uuid.UUID](w, `SELECT id FROM conflict_files`)
	open := func(who string) string {
		ctx, sc := w.as(who, "read")
		f, bytes, err := w.service.OpenFile(ctx, sc, file)
		if fault.Is(err, fault.NotFound) {
			return "none"
		}
		w.must(err)
		defer bytes.Close()
		text, err := io.ReadAll(bytes)
		w.must(err)
		return f.DownloadName() + ": " + string(text)
	}
	want := map[string]string{"north": "NORTH Trading offer.txt: our offer", "south": "none", "judge": "none", "admin": "none", "east": "none"}
	for who, text := range want {
		if got := open(who); got != text {
			t.Errorf("while sealed, %s opens %q, want %q", who, got, text)
		}
	}
	w.must(w.respond(id, "south"))
	w.must(w.store.Remove(up)) // as after 90 days
	want["south"], want["judge"], want["admin"] = "attachment-1.txt: our offer", "NORTH Trading offer.txt: our offer", "NORTH Trading offer.txt: our offer"
	for who, text := range want {
		if got := open(who); got != text {
			t.Errorf("%s opens %q, want %q", who, got, text)
		}
	}
	// A file for the brand alone.
	write, reach := w.as("south", "message")
	_, err = w.service.Post(write, reach, nil, conflict.NewMessage{CaseID: id, Text: "For you.", To: label("B"), Files: []uuid.UUID{w.upload("SOUTH", "c.csv", "a,b\n")}})
	w.must(err)
	file = value[uuid.UUID](w, `SELECT id FROM conflict_files WHERE part = 'MESSAGE'`)
	for who, text := range map[string]string{"north": "none", "south": "c.csv: a,b\n", "judge": "c.csv: a,b\n", "east": "none"} {
		if got := open(who); got != text {
			t.Errorf("%s opens %q, want %q", who, got, text)
		}
	}
	ctx, sc = w.as("north", "read")
	if p, err := w.service.Timeline(ctx, sc, id, pageOf(100)); err != nil || strings.Contains(kindsOf(p.Items), "fileAdded") {
		t.Errorf("NORTH reads that a file was given to the brand alone: %s, %v", kindsOf(p.Items), err)
	}
}

func kindsOf(events []conflict.Event) (out string) {
	for _, e := range events {
		out += " " + e.Kind
	}
	return out
}

// Names are told once, with a reason, by who sees all sides; then each side reads them, and still reaches nothing else.
func TestTellingNames(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.InMediation)
	names := func(who string) (out string) {
		ctx, sc := w.as(who, "read")
		all, err := w.service.SidesOf(ctx, sc, []uuid.UUID{id})
		w.must(err)
		for _, s := range all[id] {
			out += s.Label + "=" + s.LocalName().Default + " "
			if s.OrganizationID != nil {
				out += "! "
			}
		}
		return out
	}
	if got := names("south"); got != "A= B=SOUTH Trading ! " {
		t.Errorf("before, SOUTH reads %s", got)
	}
	if got := names("judge"); got != "A=NORTH Trading ! B=SOUTH Trading ! " {
		t.Errorf("the mediator reads %s", got)
	}
	w.must(w.tellNames(id, "judge"))
	if got := names("south"); got != "A=NORTH Trading B=SOUTH Trading ! " {
		t.Errorf("after, SOUTH reads %s", got)
	}
	w.refused(w.tellNames(id, "judge"), "conflict.moved", "telling twice")
	if got := value[string](w, `SELECT reason FROM audit_entries WHERE action = 'conflict.tellNames'`); got != "They know anyway." {
		t.Errorf("the log says %q", got)
	}
}

// Merged cases go on as one: evidence under the other case's labels, a party that is new there is told, and the counts are those of the evidence.
func TestMerging(t *testing.T) {
	w := newCourt(t)
	into := w.bring(conflict.AwaitingResponse)
	east := w.ids["EAST"]
	ctx, sc := w.as("admin", "open")
	made, err := w.service.Open(ctx, sc, nil, conflict.NewCase{Title: "More", Parties: []uuid.UUID{east, w.ids["SOUTH"]}, Respondent: &east, Lines: []uuid.UUID{w.line("EAST", 7), w.line("SOUTH", 3)}})
	w.must(err)
	merge := func(who string, from, into uuid.UUID) error {
		ctx, sc := w.as(who, "assign")
		_, err := w.service.Merge(ctx, sc, from, into, "The same shelf.")
		return err
	}
	w.refused(merge("admin", made.ID, made.ID), "intoId conflict.mergeSelf", "merging with itself")
	w.refused(merge("partial", made.ID, into), "conflict.outOfReach", "merging where a party is out of reach")
	w.exec(`UPDATE conflicts SET rule = CASE WHEN id = $1 THEN 'CUSTOMER_OVERLAP' ELSE 'PRICE_BELOW_FLOOR' END`, into)
	w.refused(merge("admin", made.ID, into), "intoId conflict.otherRule", "merging what another rule found")
	w.exec(`UPDATE conflicts SET rule = 'MANUAL'`)
	w.notices()
	w.must(merge("admin", made.ID, into))
	if got := value[string](w, `SELECT state || ' ' || outcome || ' ' || (merged_into = $2) FROM conflicts WHERE id = $1`, made.ID, into); got != "DISMISSED MERGED true" {
		t.Errorf("the one that ended is %s", got)
	}
	if got := value[string](w, `SELECT string_agg(label || ':' || amount::int, ' ' ORDER BY label, amount) FROM conflict_evidence WHERE case_id = $1`, into); got != "A:1000 B:3 B:500 C:7" {
		t.Errorf("evidence %s", got)
	}
	if got := value[string](w, `SELECT facts || ' ' || amount::int FROM conflicts WHERE id = $1`, into); got != "4 1510" {
		t.Errorf("sums %s", got)
	}
	if got := value[string](w, `SELECT role FROM conflict_sides WHERE case_id = $1 AND label = 'C'`, into); got != "RESPONDENT" {
		t.Errorf("EAST is %s", got)
	}
	if told := w.notices(); told != " conflict.dismissed conflict.told" {
		t.Errorf("told%s", told)
	}
	w.must(w.respond(into, "east"))
	w.must(w.respond(into, "north"))
	w.must(w.respond(into, "south"))
	if w.state(into) != conflict.InMediation {
		t.Errorf("after all have answered: %s", w.state(into))
	}
	late := w.open()
	w.must(merge("admin", late, into)) // its parties are there already
	if _, err := w.service.Open(ctx, sc, nil, conflict.NewCase{Title: "x", Parties: []uuid.UUID{typeid.New()}}); err == nil {
		t.Error("a case of nobody was opened")
	}
}

// Pieces that don't belong together part: the new case begins with the brand, under labels of its own.
func TestSplitting(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.InMediation)
	south := value[uuid.UUID](w, `SELECT id FROM conflict_evidence WHERE case_id = $1 AND label = 'B'`, id)
	both := []uuid.UUID{south, value[uuid.UUID](w, `SELECT id FROM conflict_evidence WHERE case_id = $1 AND label = 'A'`, id)}
	ctx, sc := w.as("admin", "assign")
	split := func(pieces []uuid.UUID) (*conflict.Case, error) {
		return w.service.Split(ctx, sc, id, pieces, "Another matter.")
	}
	_, err := split(both)
	w.refused(err, "evidenceIds conflict.allPieces", "splitting off everything")
	_, err = split([]uuid.UUID{typeid.New()})
	w.refused(err, "evidenceIds conflict.pieces", "splitting off another's evidence")
	hash := value[[]byte](w, `SELECT hash FROM conflict_evidence WHERE id = $1`, south)
	made, err := split([]uuid.UUID{south})
	w.must(err)
	if made.State != conflict.Open || made.Facts != 1 || made.Amount.String() != "500" {
		t.Errorf("the new case: %+v", made)
	}
	if got := value[string](w, `SELECT label || ' ' || (hash = $2) FROM conflict_evidence WHERE case_id = $1`, made.ID, hash); got != "A true" {
		t.Errorf("its evidence: %s", got)
	}
	if got := value[string](w, `SELECT string_agg(label, '') FROM conflict_parties WHERE case_id = $1 AND distributor_id = $2 AND told_at IS NULL`, made.ID, w.ids["SOUTH"]); got != "A" {
		t.Errorf("SOUTH is %q", got)
	}
	if got := value[string](w, `SELECT facts || ' ' || amount::int FROM conflicts WHERE id = $1`, id); got != "1 1000" {
		t.Errorf("the old case: %s", got)
	}
	read, reach := w.as("south", "read")
	if rows, err := w.service.ByIDs(read, reach, []uuid.UUID{made.ID}); err != nil || len(rows) != 0 {
		t.Errorf("SOUTH sees the new case: %v, %v", rows, err)
	}
}

// Related cases and precedents are those that the caller reaches.
func TestWhatIsAlike(t *testing.T) {
	w := newCourt(t)
	old := w.bring(conflict.Ruled)
	w.exec(`UPDATE conflicts SET outcome = 'RULED', state = 'CLOSED', settled_at = now()`)
	other := w.bring(conflict.AwaitingResponse)
	untold := w.open()
	id := w.bring(conflict.InMediation)
	find := func(who, words string) (related, precedents []uuid.UUID) {
		ctx, sc := w.as(who, "read")
		rows, err := w.service.ByIDs(ctx, sc, []uuid.UUID{id})
		w.must(err)
		alike, err := w.service.Related(ctx, sc, rows[0], 10)
		w.must(err)
		for _, c := range alike {
			related = append(related, c.ID)
		}
		before, err := w.service.Precedents(ctx, sc, rows[0], words, 10)
		w.must(err)
		for _, c := range before {
			precedents = append(precedents, c.ID)
		}
		return related, precedents
	}
	if related, precedents := find("admin", ""); len(related) != 3 || len(precedents) != 1 || precedents[0] != old {
		t.Errorf("the brand finds %v, %v", related, precedents)
	}
	if related, precedents := find("north", ""); len(related) != 2 || strings.Contains(join(related), untold.String()) || !strings.Contains(join(related), other.String()) || precedents != nil {
		t.Errorf("NORTH finds %v, %v", related, precedents)
	}
	if _, precedents := find("admin", "sold where it should not"); len(precedents) != 1 {
		t.Errorf("by words: %v", precedents)
	}
	if _, precedents := find("admin", "zeppelin"); len(precedents) != 0 {
		t.Errorf("by words that are nowhere: %v", precedents)
	}
}

func join(ids []uuid.UUID) (out string) {
	for _, id := range ids {
		out += id.String() + " "
	}
	return out
}

// A query that forgot its WHERE finds nothing of the other side either: row-level security holds each table of a case.
func TestQueriesWithoutAConditionTellNothing(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.Appealed) // NORTH, A, has appealed
	w.must(w.message(id, "north", label("A")))
	w.must(w.message(id, "judge", label("B")))
	w.open() // nobody was told
	_, south := w.as("south", "read")
	err := w.db.App().InTx(context.Background(), south, func(tx pgx.Tx) error {
		for sql, want := range map[string]string{
			`SELECT string_agg(DISTINCT distributor_id::text, ' ') FROM conflict_parties`:           w.ids["SOUTH"].String(),
			`SELECT string_agg(DISTINCT distributor_id::text, ' ') FROM conflict_evidence_own`:      w.ids["SOUTH"].String(),
			`SELECT string_agg(DISTINCT distributor_id::text, ' ') FROM conflict_file_names`:        "",
			`SELECT string_agg(DISTINCT distributor_id::text, ' ') FROM conflict_effects`:           w.ids["SOUTH"].String(),
			`SELECT string_agg(subject, ' ') FROM conflict_subjects`:                                "",
			`SELECT string_agg(label, ' ') FROM conflict_answers`:                                   "B",
			`SELECT string_agg(label, ' ') FROM conflict_appeals`:                                   "",
			`SELECT string_agg(coalesce(to_label, 'all'), ' ') FROM conflict_messages`:              "B",
			`SELECT string_agg(label, ' ') FROM conflict_files`:                                     "",
			`SELECT count(*)::text FROM conflicts`:                                                  "1",
			`SELECT count(*)::text FROM conflict_events WHERE brand OR to_label = 'A'`:              "0",
			`SELECT coalesce(string_agg(name, ' '), '') FROM conflict_sides`:                        "",
			`SELECT count(*)::text FROM interests`:                                                  "0",
			`SELECT coalesce(case_obstacle((SELECT id FROM conflicts), gen_random_uuid()), 'none')`: "hidden",
		} {
			var got string
			if err := tx.QueryRow(context.Background(), `SELECT coalesce((`+sql+`), '')`).Scan(&got); err != nil {
				return err
			}
			if got != want {
				t.Errorf("%s: %q, want %q", sql, got, want)
			}
		}
		return nil
	})
	w.must(err)
}
