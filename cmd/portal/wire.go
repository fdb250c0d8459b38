package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tonglu/portal/graph"
	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/jobs"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/privacy"
	"github.com/tonglu/portal/internal/redis"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/user"
	"github.com/tonglu/portal/internal/workday"
)

// portal is everything that a running portal is made of. build makes it from top to bottom; close takes it apart.
type portal struct {
	config  config
	log     *slog.Logger
	app     *postgres.Pool // what requests use: row-level security holds it
	engine  *postgres.Pool // what jobs use; no handler is given it
	redis   *redis.Client
	files   *files.Store
	mail    *mail.Mailer
	workers *river.Workers
	jobs    *jobs.Client
	metrics *metrics
	routes  handlers

	users     *user.Service
	partners  *partner.Service
	catalog   *catalog.Service
	customers *customer.Service
	imports   *customer.Imports
	lists     *customer.ImportWorker
	sales     *sale.Service
	conflicts *conflict.Service
	worker    *sale.Worker
	hub       *notify.Hub
	deliverer *notify.Deliverer

	// closing ends when the server is told to stop: streams end then, other requests have their time.
	closing    context.Context
	endStreams context.CancelFunc

	close []func(context.Context) error // in the order of making
}

// build connects nothing yet but a Redis of our own: a database that is away is found by what needs it.
func build(ctx context.Context, c config, log *slog.Logger) (p *portal, err error) {
	p = &portal{config: c, log: log}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.shut())
		}
	}()
	p.closing, p.endStreams = context.WithCancel(context.WithoutCancel(ctx))
	p.onClose(func(context.Context) error { p.endStreams(); return nil })

	p.app, err = postgres.Open(ctx, c.DatabaseURL, postgres.RoleApp, postgres.WithMaxConns(c.Connections), postgres.WithReads(c.Reads), postgres.WithStatementTimeout(c.StatementTimeout))
	if err != nil {
		return p, err
	}
	p.onClose(func(context.Context) error { p.app.Close(); return nil })
	p.engine, err = postgres.Open(ctx, c.DatabaseDirectURL, postgres.RoleEngine, postgres.WithMaxConns(c.Connections))
	if err != nil {
		return p, err
	}
	p.onClose(func(context.Context) error { p.engine.Close(); return nil })

	if p.redis, err = p.openRedis(ctx); err != nil {
		return p, err
	}
	if p.files, err = files.Open(filepath.Join(c.DataDir, "files")); err != nil {
		return p, err
	}
	if p.mail, err = mail.New(c.SMTPURL, c.MailFrom, log); err != nil {
		return p, fmt.Errorf("PORTAL_SMTP_URL: %w", err)
	}

	p.workers = river.NewWorkers()
	if p.jobs, err = jobs.New(p.engine, p.workers, log, jobs.Options{Imports: c.Imports}); err != nil {
		return p, err
	}
	p.metrics = newMetrics(p.app, p.engine)
	p.wireDomains()
	return p, nil
}

// wireDomains makes the domains from left to right, what serves them, and what works for them.
func (p *portal) wireDomains() {
	now := time.Now
	who := auth.New(p.app, p.redis, p.config.secure())
	queue, matching := sale.Jobs{Client: p.jobs}, customer.Jobs{Client: p.jobs}
	detector := conflict.NewDetector(p.engine, conflict.Jobs{Client: p.jobs}, now)
	p.users = user.NewService(p.app, p.mail, who, p.config.publicURL())
	p.partners, p.catalog = partner.New(p.app), catalog.New(p.app)
	p.customers = customer.New(p.app, matching, sale.Rollups{}, detector, now)
	p.imports = customer.NewImports(p.app, customer.Jobs{Client: p.jobs}, now)
	p.sales = sale.New(p.app, p.files, queue, detector, now)
	p.conflicts = conflict.New(p.app, p.files, conflict.Jobs{Client: p.jobs}, now)

	letters := notify.Jobs{Client: p.jobs}
	p.deliverer = notify.NewDeliverer(p.engine, conflict.Parties{}, letters, p.log)
	p.hub = notify.NewHub(p.engine, conflict.Parties{}, p.deliverer.Wake, p.log)
	p.hub.First(func(kind string) {
		if kind == notify.Scorecard || kind == notify.Resync {
			p.partners.ForgetVersions()
		}
	})
	mailer := notify.NewMailer(p.engine, p.mail, letters, p.config.publicURL(), now)
	notify.Register(p.workers, mailer)
	sealer := audit.NewSealer(p.engine, p.log)
	p.jobs.Every(p.workers,
		jobs.Task{Name: "audit_seal", Every: 2 * time.Minute, Do: sealer.Seal},
		jobs.Task{Name: "registration_clock", Every: time.Minute, Do: registration.NewClock(p.engine, detector, now, p.log).Tick},
		jobs.Task{Name: "notify_digest", Every: 5 * time.Minute, Do: mailer.Digest},
		jobs.Task{Name: "conflict_clock", Every: time.Minute, Do: conflict.NewClock(p.engine, now).Tick},
		jobs.Task{Name: "scorecard_rank", Every: 30 * time.Second, Do: scorecard.NewRanker(p.engine, now).Rank},
		jobs.Task{Name: "channel_keep", Every: 30 * time.Second, Do: scorecard.NewKeeper(p.engine, now).KeepChannel})

	p.worker = sale.NewWorker(p.engine, p.files, matching, detector, now, p.log)
	customer.Register(p.workers, customer.NewMatcher(p.engine, detector, now, p.log))
	conflict.RegisterRules(p.workers, detector)
	conflict.RegisterSettler(p.workers, conflict.NewSettler(p.engine, detector, detector, now))
	share.Register(p.workers, share.NewSettler(p.engine, now))
	p.lists = customer.NewImportWorker(p.engine, p.files, customer.Jobs{Client: p.jobs}, now, p.log)
	customer.RegisterImports(p.workers, p.lists)
	sale.Register(p.workers, p.worker, sale.NewExporter(p.app, p.files, p.log))
	keeper := privacy.NewKeeper(p.engine, now)
	privacy.Register(p.workers, keeper)
	p.jobs.Daily(p.workers, keeper.Enforce, scorecard.NewKeeper(p.engine, now).FreezeClosed, p.worker.Purge, p.lists.Purge, who.Sweep, mailer.Sweep, sealer.SealAll, func(ctx context.Context) error { // what a seed or an earlier version left to be matched
		return p.engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return matching.Match(ctx, tx) })
	})

	journal := audit.New(p.app)
	f := fileRoutes{sales: p.sales, imports: p.imports, conflicts: p.conflicts, journal: journal, cards: scorecard.New(p.app, now), partners: p.partners,
		feedbacks: feedback.New(p.app, p.sales, p.redis, p.config.publicURL(), now), trainings: training.New(p.app, p.sales, now), log: p.log}
	p.routes = handlers{
		graphql: graph.NewHandler(graph.Deps{
			Resolver: &graph.Resolver{Users: p.users, Audit: journal, Partners: p.partners, TargetFiles: partner.NewTargetFiles(p.app, p.files), Catalog: p.catalog, Customers: p.customers, Imports: p.imports, Shares: share.New(p.app, p.redis, share.Jobs{Client: p.jobs}, now), Sales: p.sales, Scorecards: scorecard.New(p.app, now), Privacy: privacy.New(p.app, privacy.Jobs{Client: p.jobs}, now), Registrations: registration.New(p.app, detector, now), Workdays: workday.New(p.app, now), Conflicts: p.conflicts, Notices: notify.New(p.app, p.hub), Feedbacks: f.feedbacks, Trainings: f.trainings},
			Renew:    who.Renew, Done: p.closing.Done(), Keeper: p.keeper(),
		}),
		login: http.HandlerFunc(who.Login), logout: http.HandlerFunc(who.Logout),
		upload: http.HandlerFunc(f.upload), file: http.HandlerFunc(f.file), export: http.HandlerFunc(f.export), rejects: http.HandlerFunc(f.rejects), caseFile: http.HandlerFunc(f.caseFile), journal: http.HandlerFunc(f.sealedLog), pack: http.HandlerFunc(f.pack),
		answers: http.HandlerFunc(f.answers), training: http.HandlerFunc(f.trainingList), markets: http.HandlerFunc(f.markets),
		caller: func(next http.Handler) http.Handler { return who.Middleware(auth.SameOrigin(next)) },
	}
}

// answersKept is how long answers are kept: it bounds what time alone would change.
const answersKept = time.Minute

// keeper keeps the answers of hot queries, nil when the configuration wants none kept.
func (p *portal) keeper() graph.Keeper {
	if p.config.Answers == 0 {
		return nil
	}
	tier := redis.NewTier(p.redis, answersKept, uint64(p.config.Answers)<<20)
	p.metrics.watchAnswers(tier.Counts())
	return tier
}

// openRedis gives the Redis of the configuration, or one of our own.
func (p *portal) openRedis(ctx context.Context) (*redis.Client, error) {
	address := p.config.RedisURL
	if address == "" {
		own, err := redis.Start(ctx, filepath.Join(p.config.DataDir, "redis"))
		if err != nil {
			return nil, err
		}
		p.onClose(own.Stop)
		if own.Inside() {
			p.log.Warn("no redis-server is installed: using a small one inside this process, which other processes can't share")
		}
		address = own.URL()
	}
	client, err := redis.Open(address, p.log)
	if err != nil {
		return nil, fmt.Errorf("REDIS_URL: %w", err)
	}
	p.onClose(func(context.Context) error { return client.Close() })
	return client, nil
}

func (p *portal) onClose(do func(context.Context) error) { p.close = append(p.close, do) }

// shut takes apart what was built, last first, within a few seconds.
func (p *portal) shut() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var problems []error
	for i := len(p.close) - 1; i >= 0; i-- {
		problems = append(problems, p.close[i](ctx))
	}
	p.close = nil
	return errors.Join(problems...)
}
