package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	goredis "github.com/redis/go-redis/v9"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// peer is what somebody would write by hand to answer one question as fast as net/http, pgx and go-redis can: nobody signs in,
// nothing is checked, one statement says it all.
type peer struct {
	plain  *pgxpool.Pool  // as the tables' owner: no row security
	scoped *postgres.Pool // as the portal's own role, whose reads carry their scope
	redis  *goredis.Client
}

// runPeer serves until it is interrupted.
func runPeer() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	connections, err := strconv.Atoi(os.Getenv("PEER_CONNECTIONS"))
	if err != nil {
		return err
	}
	config.MaxConns = int32(connections)
	p := &peer{}
	if p.plain, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	if p.scoped, err = postgres.Open(ctx, os.Getenv("DATABASE_URL"), postgres.RoleApp, postgres.WithMaxConns(connections)); err != nil {
		return err
	}
	if p.redis, err = openRedis(os.Getenv("REDIS_URL")); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ready", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /kept/{key}", p.kept)
	mux.HandleFunc("GET /accounts/{distributor}", p.oneStatement(accountsSQL))
	mux.HandleFunc("GET /accounts/{distributor}/scoped", p.inScope(accountsSQL))
	mux.HandleFunc("GET /card/{distributor}/{start}", p.card)
	mux.HandleFunc("GET /card/{distributor}/{start}/scoped", p.cardInScope)
	server := &http.Server{Addr: os.Getenv("PEER_ADDR"), Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// kept answers with one GET of Redis.
func (p *peer) kept(w http.ResponseWriter, r *http.Request) {
	text, err := p.redis.Get(r.Context(), r.PathValue("key")).Bytes()
	send(w, text, err)
}

func send(w http.ResponseWriter, text []byte, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // the client has left
}

// oneStatement answers with the text that the statement gives.
func (p *peer) oneStatement(sql string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := uuid.Parse(r.PathValue("distributor"))
		var text []byte
		if err == nil {
			err = p.plain.QueryRow(r.Context(), sql, id).Scan(&text)
		}
		send(w, text, err)
	}
}

// inScope does the same under row security, as the portal reads: the scope travels with the statement.
func (p *peer) inScope(sql string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := uuid.Parse(r.PathValue("distributor"))
		var text []byte
		if err == nil {
			err = p.scoped.Read(r.Context(), scope.Of(id), func(q postgres.Querier) error { return q.QueryRow(r.Context(), sql, id).Scan(&text) })
		}
		send(w, text, err)
	}
}

// accountsSQL is the fifty oldest accounts of a distributor, each with its last sale and who it is shared with, as the portal's GraphQL writes it.
const accountsSQL = `
WITH page AS MATERIALIZED (
  SELECT a.distributor_id, a.id, a.code, a.name, a.is_organization, a.channel_type, a.first_sale_on, a.territory_id, a.created_at
  FROM accounts a WHERE a.distributor_id = $1 AND a.merged_into IS NULL ORDER BY a.created_at, a.id LIMIT 50
)
SELECT json_build_object('data', json_build_object('accounts', json_build_object('edges', coalesce(json_agg(json_build_object('node', json_build_object(
  'code', p.code, 'name', coalesce(p.name, c.name), 'isOrganization', p.is_organization, 'channelType', p.channel_type,
  'territory', CASE WHEN t.id IS NOT NULL THEN json_build_object('code', t.code) END, 'firstSaleOn', p.first_sale_on,
  'lastSale', CASE WHEN l.id IS NOT NULL THEN json_build_object('on', l.sale_date, 'amount', json_build_object('amount', trim_scale(l.base_amount)::text, 'currency', b.base_currency)) END,
  'shares', coalesce(s.shares, '[]'::json))) ORDER BY p.created_at, p.id), '[]'::json))))::text
FROM page p CROSS JOIN brand_settings b
LEFT JOIN account_contacts c ON c.distributor_id = p.distributor_id AND c.account_id = p.id AND NOT p.is_organization
LEFT JOIN territories t ON t.id = p.territory_id
LEFT JOIN LATERAL (
  SELECT l.id, l.sale_date, l.base_amount FROM sale_lines l
  WHERE l.distributor_id = p.distributor_id AND l.account_id = p.id AND l.voided_at IS NULL AND l.quantity > 0
  ORDER BY l.sale_date DESC, l.id DESC LIMIT 1) l ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('level', s.level, 'endsOn', s.ends_on, 'isGiven', s.owner_id = $1) ORDER BY s.granted_at DESC, s.id) AS shares
  FROM shares s WHERE s.owner_id = $1 AND s.account_id = p.id AND s.revoked_at IS NULL
    AND s.starts_on <= (now() AT TIME ZONE 'UTC')::date AND s.ends_on >= (now() AT TIME ZONE 'UTC')::date) s ON true`

// accountsQuery asks the portal for the same.
const accountsQuery = `query Accounts { accounts(first: 50, sort: {field: CREATED, direction: ASC}) { edges { node { code name isOrganization channelType territory { code } firstSaleOn ` +
	`lastSale { on amount { amount currency } } shares { level endsOn isGiven } } } } }`
