package redis

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// News is a message of a channel.
type News struct {
	Channel string
	Payload string
	// Lost says that news may have been missed: the connection was away, or the subscriber too slow.
	// Whoever gets it reads the current state again. Channel and Payload are empty then.
	Lost bool
}

// Publish sends the payload to the subscribers of the channel on every node. Those of this process get it even
// while Redis is away. News are hints: nothing may depend on each one arriving.
func (c *Client) Publish(ctx context.Context, channel, payload string) {
	if c == nil {
		return
	}
	c.hub.deliver(News{Channel: channel, Payload: payload})
	_ = c.rdb.Publish(ctx, prefix+channel, c.hub.self+payload).Err() // away: other nodes learn of it by Lost
}

// Subscribe gives the news of the channels until ctx ends; then the result is closed.
// All subscribers of a process share one connection. The buffer holds 16 news; a subscriber that falls
// behind misses some and is told so.
func (c *Client) Subscribe(ctx context.Context, channels ...string) <-chan News {
	s := &subscriber{news: make(chan News, 16), channels: channels}
	c.hub.add(ctx, s)
	context.AfterFunc(ctx, func() { c.hub.remove(s) })
	return s.news
}

type subscriber struct {
	news     chan News
	channels []string
	lost     bool
}

// hub hands the news of one connection to the subscribers of this process.
type hub struct {
	self string // is before each payload we publish: our own news have been delivered already
	ps   *goredis.PubSub
	wake chan struct{}

	mu   sync.Mutex
	subs map[string]map[*subscriber]struct{}
	done bool
}

func newHub(rdb goredis.UniversalClient) *hub {
	h := &hub{self: rand.Text() + "|", ps: rdb.Subscribe(context.Background()), subs: map[string]map[*subscriber]struct{}{}}
	h.wake = make(chan struct{}, 1)
	go h.listen()
	return h
}

// listen starts with the first subscriber, so that a process without any holds no connection.
func (h *hub) listen() {
	if _, ok := <-h.wake; !ok {
		return
	}
	connected := map[string]bool{}
	for message := range h.ps.ChannelWithSubscriptions(goredis.WithChannelHealthCheckInterval(time.Second)) {
		switch m := message.(type) {
		case *goredis.Message:
			payload, ours := strings.CutPrefix(m.Payload, h.self)
			if _, rest, ok := strings.Cut(payload, "|"); ok && !ours {
				h.deliver(News{Channel: strings.TrimPrefix(m.Channel, prefix), Payload: rest})
			}
		case *goredis.Subscription:
			channel := strings.TrimPrefix(m.Channel, prefix)
			if m.Kind == "unsubscribe" {
				delete(connected, channel)
			} else if connected[channel] { // once more: the connection was away
				h.tellLost(channel)
			} else {
				connected[channel] = true
			}
		}
	}
}

func (h *hub) deliver(news News) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[news.Channel] {
		s.send(news)
	}
}

func (h *hub) tellLost(channel string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[channel] {
		s.lost = true
		s.send(News{Lost: true})
	}
}

// send never waits. A full buffer drops the news and leads the next delivery with Lost.
func (s *subscriber) send(news News) {
	if s.lost {
		select {
		case s.news <- News{Lost: true}:
			s.lost = false
		default:
			return
		}
		if news.Lost {
			return
		}
	}
	select {
	case s.news <- news:
	default:
		s.lost = true
	}
}

func (h *hub) add(ctx context.Context, s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.done {
		close(s.news)
		s.channels = nil
		return
	}
	for _, channel := range s.channels {
		if h.subs[channel] == nil {
			h.subs[channel] = map[*subscriber]struct{}{}
			_ = h.ps.Subscribe(ctx, prefix+channel) // away: subscribed when it is back
		}
		h.subs[channel][s] = struct{}{}
	}
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

func (h *hub) remove(s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.done || s.channels == nil {
		return
	}
	for _, channel := range s.channels {
		delete(h.subs[channel], s)
		if len(h.subs[channel]) == 0 {
			delete(h.subs, channel)
			_ = h.ps.Unsubscribe(context.Background(), prefix+channel) // away: there is nothing to end
		}
	}
	s.channels = nil
	close(s.news)
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.done {
		return
	}
	h.done = true
	seen := map[*subscriber]bool{}
	for _, subs := range h.subs {
		for s := range subs {
			if !seen[s] {
				seen[s] = true
				close(s.news)
			}
		}
	}
	h.subs = nil
	close(h.wake)
	_ = h.ps.Close() // nothing is left to read
}
