package notify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/notify"
)

func (w *world) choose(choice notify.MailChoice, users ...uuid.UUID) {
	for _, user := range users {
		w.exec(`UPDATE users SET mail_choice = $2 WHERE id = $1`, user, choice)
	}
}

// send sends the letters that wait, and gives the mails that went out.
func (w *world) send() (out []string) {
	w.t.Helper()
	m := w.mailer()
	letters := w.letters
	w.letters, w.sent = nil, nil
	for _, l := range letters {
		if err := m.Send(w.t.Context(), l); err != nil {
			w.t.Fatal(err)
		}
	}
	for _, message := range w.sent {
		out = append(out, message.To+"\n"+message.Subject+"\n"+message.Text)
	}
	return out
}

func TestMailComesAsItWasChosen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.choose(notify.Daily, w.rep)
	w.choose(notify.NoMail, w.northAdmin)
	due := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	for range 2 {
		w.post(notify.Notice{Kind: "conflict.told", Subject: "cfl_00000000000000000000000001", DueAt: &due,
			Params: map[string]any{"rule": "OUT_OF_TERRITORY", "severity": "HIGH", "note": "South Ltd did it"},
			To:     []notify.Audience{{Organization: &w.north}, {User: &w.southRep}}})
	}
	w.deliver()
	mails := w.send()
	if len(mails) != 1 || !strings.HasPrefix(mails[0], w.southRep.String()) || strings.Count(mails[0], "https://portal.example/conflicts/cfl_00000000000000000000000001") != 2 {
		t.Fatalf("mails at once: %q", mails)
	}
	for _, want := range []string{"2 things in your inbox", "Sold outside the territory", "Severity: High", "Due: 2026-11-25 10:00 (Europe/Berlin)", "Hello Wang {days} Xiaoming,"} {
		if !strings.Contains(mails[0], want) {
			t.Errorf("the mail lacks %q:\n%s", want, mails[0])
		}
	}
	if strings.Contains(mails[0], "South Ltd") {
		t.Errorf("a mail says what no word of ours is:\n%s", mails[0])
	}
}

func TestAMailIsTriedAgainAndSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.post(notify.Notice{Kind: "conflict.assigned", Subject: "cfl_00000000000000000000000001", To: []notify.Audience{{User: &w.admin}}})
	w.deliver()
	letter := w.letters[0]
	w.refuse = true
	if err := w.mailer().Send(t.Context(), letter); err == nil {
		t.Fatal("a mail that the server refused counts as sent")
	}
	w.refuse = false
	for range 3 { // a job may run again
		if err := w.mailer().Send(t.Context(), letter); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.sent) != 1 {
		t.Errorf("sent %d times", len(w.sent))
	}
	w.post(notify.Notice{Kind: "conflict.message", To: []notify.Audience{{User: &w.admin}}})
	w.deliver()
	w.choose(notify.NoMail, w.admin)
	if err := w.mailer().Send(t.Context(), w.letters[1]); err != nil || len(w.sent) != 1 {
		t.Errorf("mailed to somebody who wants none by now: %v", err)
	}
	w.choose(notify.AtOnce, w.admin)
	w.exec(`UPDATE users SET status = 'DEACTIVATED' WHERE id = $1`, w.admin)
	if err := w.mailer().Send(t.Context(), w.letters[1]); err != nil || len(w.sent) != 1 {
		t.Errorf("mailed to somebody who has left: %v", err)
	}
}

// Taipei has eight o'clock at midnight UTC, Berlin in November at seven.
func TestTheMorningsMailComesOnceADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.choose(notify.Daily, w.rep, w.southRep, w.northAdmin)
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	come := func(at time.Time) {
		w.post(notify.Notice{Kind: "registration.reminder", Params: map[string]any{"days": 7}, To: []notify.Audience{{User: &w.rep}, {User: &w.southRep}}})
		w.deliver()
		w.exec(`UPDATE inbox_items SET created_at = $1, subject = 'placed' WHERE subject = ''`, at)
	}
	at := func(hour, minute int) []string {
		w.t.Helper()
		w.now = day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
		if err := w.mailer().Digest(t.Context()); err != nil {
			t.Fatal(err)
		}
		return w.send()
	}
	come(day.Add(-3 * time.Hour))
	if got := at(-1, 55); len(got) != 0 {
		t.Errorf("before eight: %q", got)
	}
	if got := at(0, 1); len(got) != 1 || !strings.HasPrefix(got[0], w.rep.String()) || !strings.Contains(got[0], "this morning: 1 unread") {
		t.Errorf("at eight in Taipei: %q", got)
	}
	come(day.Add(2 * time.Hour)) // after eight in Taipei, before it in Berlin
	if got := at(6, 59); len(got) != 0 {
		t.Errorf("a second mail in Taipei: %q", got)
	}
	if got := at(7, 1); len(got) != 1 || !strings.HasPrefix(got[0], w.southRep.String()) || !strings.Contains(got[0], "this morning: 2 unread") {
		t.Errorf("at eight in Berlin: %q", got)
	}
	w.exec(`UPDATE inbox_items SET read_at = now() WHERE user_id = $1`, w.rep)
	if got := at(24, 1); len(got) != 0 {
		t.Errorf("a mail of what was read: %q", got)
	}
	come(day.Add(25 * time.Hour))
	if got := at(48, 1); len(got) != 2 {
		t.Errorf("the morning after next, past both eight o'clocks: %q", got)
	}
}
