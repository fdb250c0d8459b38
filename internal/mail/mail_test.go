package mail_test

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/mail"
)

var message = mail.Message{To: "clerk@example.com", Subject: "邀請", Text: "Follow the link."}

func TestWithoutAServerMailGoesToTheLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	m, err := mail.New("", "portal@example.com", slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), message); err != nil || !strings.Contains(log.String(), "Follow the link.") {
		t.Errorf("Send = %v, log %s", err, &log)
	}
	bad := message
	bad.To = "nobody\r\nBcc: all@example.com"
	if err := m.Send(t.Context(), bad); err == nil {
		t.Error("an address of two lines is taken")
	}
}

func TestMailIsHandedToTheServer(t *testing.T) {
	t.Parallel()
	address, received := smtpServer(t)
	m, err := mail.New("smtp://"+address+"?tls=none", "portal@example.com", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	if text := <-received; !strings.Contains(text, "To: <clerk@example.com>") || !strings.Contains(text, "Follow the link.") {
		t.Errorf("received %s", text)
	}
}

func TestWrongAddressesAreRefused(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"mail.example.com:25", "http://mail.example.com", "smtp://", "smtp://host:port"} {
		if _, err := mail.New(address, "portal@example.com", nil); err == nil {
			t.Errorf("New(%q) takes it", address)
		}
	}
}

// smtpServer takes one mail and hands over its text.
func smtpServer(t *testing.T) (string, <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	received := make(chan string, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "220 test\r\n")
		var text strings.Builder
		inside := false
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			line := lines.Text()
			switch {
			case inside && line == ".":
				inside = false
				received <- text.String()
				fmt.Fprint(conn, "250 ok\r\n")
			case inside:
				text.WriteString(line + "\n")
			case line == "DATA":
				inside = true
				fmt.Fprint(conn, "354 go on\r\n")
			case line == "QUIT":
				fmt.Fprint(conn, "221 bye\r\n")
				return
			default:
				fmt.Fprint(conn, "250 ok\r\n")
			}
		}
	}()
	return l.Addr().String(), received
}
