// Package mail sends mail by SMTP, or writes it to the log where no server is given, so that a demo's invitations
// can be read there. Ground: imports nothing of ours.
package mail

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
)

// Message is a plain text to one person.
type Message struct {
	To, Subject, Text string
}

// Mailer sends messages.
type Mailer struct {
	client *mail.Client // nil: to the log
	from   string
	log    *slog.Logger
}

// sendTimeout bounds the conversation with the server.
const sendTimeout = 15 * time.Second

// New makes a mailer for the address smtp://user:password@host:587 (STARTTLS) or smtps://… (TLS from the start, port 465);
// smtp://… with ?tls=none talks in the clear, to a server on the same machine. An empty address sends to the log.
func New(address, from string, log *slog.Logger) (*Mailer, error) {
	m := &Mailer{from: from, log: log}
	if address == "" {
		return m, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("the mail address must look like smtp://user:password@host:587")
	}
	options := []mail.Option{mail.WithTimeout(sendTimeout)}
	switch {
	case u.Scheme == "smtps":
		options = append(options, mail.WithSSLPort(false))
	case u.Scheme == "smtp" && u.Query().Get("tls") == "none":
		options = append(options, mail.WithTLSPortPolicy(mail.NoTLS))
	case u.Scheme == "smtp":
		options = append(options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	default:
		return nil, fmt.Errorf("the mail address must begin with smtp:// or smtps://, not %s://", u.Scheme)
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, fmt.Errorf("the mail server's port: %w", err)
		}
		options = append(options, mail.WithPort(port))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	m.client, err = mail.NewClient(u.Hostname(), options...)
	return m, err
}

// Send hands the message to the server and returns when it has taken it. Call it from a job, which tries again.
func (m *Mailer) Send(ctx context.Context, message Message) error {
	msg := mail.NewMsg()
	if err := msg.From(m.from); err != nil {
		return fmt.Errorf("the sender of mail: %w", err)
	}
	if err := msg.To(message.To); err != nil {
		return fmt.Errorf("the receiver of mail: %w", err)
	}
	msg.Subject(message.Subject)
	msg.SetBodyString(mail.TypeTextPlain, message.Text)
	if m.client == nil {
		m.log.InfoContext(ctx, "mail", "to", message.To, "subject", message.Subject, "text", message.Text)
		return nil
	}
	if err := m.client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("sending mail: %w", err)
	}
	return nil
}
