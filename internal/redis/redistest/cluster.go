package redistest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// slots is how many a cluster has.
const slots = 16_384

// Cluster is a Redis Cluster whose masters share the slots evenly.
type Cluster struct {
	Masters []*Server
	Spares  []*Server // each follows a master, the first the first
}

// nodeTimeout in milliseconds is after how long a node that is silent is given up by the others: all slots must be served, as is
// Redis' default, so that the whole cluster is down from then on until a spare takes over or the node is back.
const nodeTimeout = "1000"

// StartCluster runs a cluster of so many masters, and spares for the first of them.
func StartCluster(t testing.TB, masters, spares int) *Cluster {
	t.Helper()
	c := &Cluster{}
	buses := map[*Server]int{}
	node := func() *Server {
		bus := freePort(t)
		s := start(t, "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", nodeTimeout, "--cluster-port", strconv.Itoa(bus))
		buses[s] = bus
		return s
	}
	for i := range masters {
		s := node()
		s.Do("CLUSTER", "ADDSLOTSRANGE", slots*i/masters, slots*(i+1)/masters-1)
		c.Masters = append(c.Masters, s)
	}
	for range spares {
		c.Spares = append(c.Spares, node())
	}
	first := c.Masters[0]
	for s := range buses {
		if s != first {
			s.Do("CLUSTER", "MEET", "127.0.0.1", first.port, buses[first])
		}
	}
	for i, s := range c.Spares {
		id := c.Masters[i].Do("CLUSTER", "MYID")
		s.until("it knows its master", func(ctx context.Context) error { return s.rdb.Do(ctx, "CLUSTER", "REPLICATE", id).Err() })
	}
	c.whole(masters + spares)
	return c
}

// whole waits until all nodes know each other and serve.
func (c *Cluster) whole(nodes int) {
	for i, s := range append(append([]*Server{}, c.Masters...), c.Spares...) {
		s.until("the cluster is whole", func(ctx context.Context) error {
			info, err := s.rdb.ClusterInfo(ctx).Result()
			if err == nil && (!strings.Contains(info, "cluster_state:ok") || !strings.Contains(info, fmt.Sprintf("cluster_known_nodes:%d", nodes))) {
				err = errors.New(info)
			}
			if i < len(c.Masters) || err != nil {
				return err
			}
			role, err := s.rdb.Info(ctx, "replication").Result()
			if err == nil && !strings.Contains(role, "master_link_status:up") {
				err = errors.New(role)
			}
			return err
		})
	}
}

// URL is the cluster's address for redis.Open.
func (c *Cluster) URL() string {
	var all []string
	for _, s := range c.Masters {
		all = append(all, s.URL())
	}
	return strings.Join(all, ",")
}
