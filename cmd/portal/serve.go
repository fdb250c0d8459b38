package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

type serveCommand struct{}

type workCommand struct{}

// Run serves until the process is told to stop.
func (serveCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		listener, err := listen(portal.config.Addr)
		if err != nil {
			return err
		}
		portal.log.Info("serving", "address", "http://"+listener.Addr().String(), "work", portal.config.Work)
		return portal.run(p.ctx, listener, portal.config.Work)
	})
}

// Run works until the process is told to stop. Health is on PORTAL_ADMIN_ADDR.
func (workCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		portal.log.Info("working")
		return portal.run(p.ctx, nil, true)
	})
}

func (p *process) withPortal(do func(*portal) error) error {
	c, err := readConfig(p.getenv)
	if err != nil {
		return err
	}
	if c.DatabaseURL == "" {
		return errNoDatabase
	}
	portal, err := build(p.ctx, c, newLog(c, p.stdout))
	if err != nil {
		return err
	}
	return errors.Join(do(portal), portal.shut())
}

func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("can't listen on %s (%w): choose another address with PORTAL_ADDR", address, err)
	}
	return listener, nil
}

// grace is the time that requests and jobs have to end when the process is told to stop.
const grace = 15 * time.Second

// run serves on the listener, if there is one, and works on jobs, if work says so, until ctx ends. Then requests
// have their time to end and jobs are handed back.
func (p *portal) run(ctx context.Context, listener net.Listener, work bool) error {
	group, ctx := errgroup.WithContext(ctx)
	if listener != nil {
		group.Go(func() error { return p.serve(ctx, listener, p.handler()) })
	}
	if p.config.AdminAddr != "" {
		admin, err := net.Listen("tcp", p.config.AdminAddr)
		if err != nil {
			return fmt.Errorf("PORTAL_ADMIN_ADDR: %w", err)
		}
		group.Go(func() error { return p.serve(ctx, admin, p.adminHandler()) })
	}
	if work {
		group.Go(func() error { return p.work(ctx) })
	}
	group.Go(func() error { return p.hub.Run(ctx) })
	group.Go(func() error { <-ctx.Done(); return nil })
	return group.Wait()
}

// serve answers requests until ctx ends, and then those that have begun.
func (p *portal) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	// Requests outlive ctx, to end in order; what is still there after the grace loses its context.
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          quietErrors(p.log),
	}
	server.RegisterOnShutdown(p.endStreams)
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if err := server.Shutdown(limit); err != nil {
			p.log.Warn("requests were cut off", "error", err)
			_ = server.Close() // what is left is lost either way
		}
	})
	err := server.Serve(listener)
	if stop() { // it ended by itself
		return err
	}
	<-stopped
	return nil
}

// work runs jobs and delivers notices until ctx ends. A database that is away at the start is waited for, as it is later on.
func (p *portal) work(ctx context.Context) error {
	for told := false; ; told = true {
		err := p.app.CheckMigrated(ctx)
		if err == nil {
			err = p.jobs.Start(ctx)
		}
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return nil
		}
		if !told {
			p.log.Warn("not working yet; trying again every second", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Second):
		}
	}
	p.deliverer.Run(ctx)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := p.jobs.Stop(limit); err != nil {
		p.log.Warn("jobs did not end in time; they start again elsewhere", "error", err)
	}
	return nil
}
