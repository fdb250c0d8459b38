package main

import (
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/redis"
)

// metrics are what Prometheus reads. None carries an organisation: their number has no bound.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMetrics(pools ...*postgres.Pool) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "portal_http_request_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60},
		}, []string{"route", "code"}),
	}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for i, name := range []string{"app", "engine"} {
		m.watch(name, pools[i])
	}
	return m
}

// watch shows how busy a pool is: waiting requests are the first sign that the database is the narrow place.
func (m *metrics) watch(name string, pool *postgres.Pool) {
	labels := prometheus.Labels{"pool": name}
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "portal_database_connections", Help: "Open connections.", ConstLabels: labels},
			func() float64 { return float64(pool.Pgx().Stat().TotalConns()) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "portal_database_connections_in_use", Help: "Connections at work.", ConstLabels: labels},
			func() float64 { return float64(pool.Pgx().Stat().AcquiredConns()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "portal_database_wait_seconds_total", Help: "Time spent waiting for a connection.", ConstLabels: labels},
			func() float64 { return pool.Pgx().Stat().AcquireDuration().Seconds() }),
	)
}

// watchAnswers shows where answers to keepable queries come from.
func (m *metrics) watchAnswers(counts *redis.Counts) {
	for from, n := range map[string]*atomic.Int64{"process": &counts.Process, "redis": &counts.Redis, "made": &counts.Made} {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "portal_answers_total", Help: "Answers to keepable queries, by where they came from.",
			ConstLabels: prometheus.Labels{"from": from}}, func() float64 { return float64(n.Load()) }))
	}
}

func (m *metrics) observe(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
