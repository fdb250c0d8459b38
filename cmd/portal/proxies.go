package main

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// proxies are the networks whose word is taken for where a request comes from.
type proxies []netip.Prefix

// UnmarshalText reads networks as in 10.0.0.0/8, 2001:db8::/32, or single addresses, separated by commas.
func (p *proxies) UnmarshalText(text []byte) error {
	*p = nil
	for one := range strings.SplitSeq(string(text), ",") {
		one = strings.TrimSpace(one)
		network, err := netip.ParsePrefix(one)
		if address, parsed := netip.ParseAddr(one); parsed == nil {
			network, err = netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen()), nil
		}
		if err != nil {
			return err
		}
		*p = append(*p, network.Masked())
	}
	return nil
}

func (p proxies) hold(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(address) })
}

// unwrap sets the remote address of a request that a trusted proxy passed on to its client's. Each proxy appends whom it was asked by, so
// the header is believed from its end, up to the first address that is no trusted proxy's: what stands before it the client may have
// written itself.
func (p proxies) unwrap(next http.Handler) http.Handler {
	if len(p) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if client, ok := p.client(r); ok {
			r.RemoteAddr = net.JoinHostPort(client.String(), "0")
		}
		next.ServeHTTP(w, r)
	})
}

// client gives whom a trusted proxy speaks for; false when the request came from nobody whose word is taken, or brings no word.
func (p proxies) client(r *http.Request) (client netip.Addr, ok bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !p.hold(peer.Addr().Unmap()) {
		return client, false
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, read := hopAddress(strings.TrimSpace(hop))
		if !read {
			return client, ok // nobody that is known said more
		}
		if client, ok = address, true; !p.hold(address) {
			return client, ok
		}
	}
	return client, ok
}

// hopAddress reads an address of the header, which some proxies write with a port.
func hopAddress(text string) (netip.Addr, bool) {
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr().Unmap().WithZone(""), true
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err == nil
}
