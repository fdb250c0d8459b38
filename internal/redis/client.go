package redis

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// prefix is before every key and channel, so that a Redis may be shared with others.
const prefix = "portal:"

// Client is a connection to Redis: a single server, a sentinel's master or a cluster.
type Client struct {
	rdb    goredis.UniversalClient
	log    *slog.Logger
	limits limits
}

// Open makes a client for the address: redis://, rediss:// or unix://; several, separated by commas, are a
// cluster; one with ?master_name=… is a sentinel. It does not connect: Redis may be away.
func Open(address string, log *slog.Logger) (*Client, error) {
	silenced.Do(silenceLibrary)
	rdb, err := open(address)
	if err != nil {
		return nil, fmt.Errorf("reading the Redis address: %w", err)
	}
	if cluster, ok := rdb.(*goredis.ClusterClient); ok { // a node that is away keeps nobody from the others
		cluster.OnNewNode(func(node *goredis.Client) { node.AddHook(&breaker{log: log.With("node", node.Options().Addr)}) })
	} else {
		rdb.AddHook(&breaker{log: log})
	}
	c := &Client{rdb: rdb, log: log}
	c.limits.init(rdb)
	return c, nil
}

// silenced keeps the library from logging each failure; the breaker tells once what matters.
var silenced sync.Once

func silenceLibrary() { goredis.SetLogger(silence{}) }

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

func open(address string) (goredis.UniversalClient, error) {
	if addresses := strings.Split(address, ","); len(addresses) > 1 {
		return openCluster(addresses)
	}
	if u, err := url.Parse(address); err == nil && u.Query().Has("master_name") {
		o, err := goredis.ParseFailoverURL(address)
		if err != nil {
			return nil, err
		}
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = dialTimeout, ioTimeout, ioTimeout, ioTimeout
		o.MaxRetries, o.ContextTimeoutEnabled, o.DisableIdentity = retries, true, true
		o.DialerRetries = 1
		return goredis.NewFailoverClient(o), nil
	}
	o, err := goredis.ParseURL(address)
	if err != nil {
		return nil, err
	}
	tune(o)
	return goredis.NewClient(o), nil
}

// Times that Redis is given. A request that would wait longer is better served without it.
const (
	dialTimeout = 200 * time.Millisecond
	ioTimeout   = 100 * time.Millisecond
	retries     = 1 // for a pooled connection that the server has closed
	// reread is after how long it is read again which node of a cluster has which keys. Nodes that answer say so themselves;
	// the one whose place a spare has taken is silent.
	reread = 2 * time.Second
)

func tune(o *goredis.Options) {
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = dialTimeout, ioTimeout, ioTimeout, ioTimeout
	o.MaxRetries, o.ContextTimeoutEnabled, o.DisableIdentity = retries, true, true
	o.DialerRetries = 1
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

func openCluster(addresses []string) (goredis.UniversalClient, error) {
	o := &goredis.ClusterOptions{
		DialTimeout: dialTimeout, ReadTimeout: ioTimeout, WriteTimeout: ioTimeout, PoolTimeout: ioTimeout,
		MaxRetries: retries, ContextTimeoutEnabled: true, DisableIdentity: true, DialerRetries: 1,
		ClusterStateReloadInterval: reread,
		DisableRoutingPolicies:     true, // each command of ours has one key
		MaintNotificationsConfig:   &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	for _, address := range addresses {
		one, err := goredis.ParseURL(strings.TrimSpace(address))
		if err != nil {
			return nil, err
		}
		o.Addrs = append(o.Addrs, one.Addr)
		o.Username, o.Password, o.TLSConfig = one.Username, one.Password, one.TLSConfig
	}
	return goredis.NewClusterClient(o), nil
}

// Ping reports whether Redis answers, each master of a cluster.
func (c *Client) Ping(ctx context.Context) error {
	if cluster, ok := c.rdb.(*goredis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, node *goredis.Client) error { return node.Ping(ctx).Err() })
	}
	return c.rdb.Ping(ctx).Err()
}

// Close closes all connections.
func (c *Client) Close() error { return c.rdb.Close() }
