package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// LANAddress is the IPv4 address by which a classroom reaches this machine; empty without one.
func LANAddress() string {
	interfaces, err := net.Interfaces()
	if err != nil {
		return ""
	}
	var found []netAddress
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				found = append(found, netAddress{i.Name, p.Addr().Unmap()})
			}
		}
	}
	return bestAddress(found)
}

// netAddress is an address of a network interface.
type netAddress struct {
	on string
	ip netip.Addr
}

// virtual are the beginnings of the names of interfaces that lead to no classroom.
var virtual = []string{"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet", "utun", "tun", "tap", "wg", "zt", "tailscale"}

// bestAddress is the address that a classroom most likely reaches: one of a real interface before one of a virtual one,
// a private before a global, 192.168 before 10 before 172.16, which containers use.
func bestAddress(found []netAddress) string {
	rank := func(a netAddress) int {
		r := 4
		switch b := a.ip.As4(); {
		case b[0] == 192 && a.ip.IsPrivate():
			r = 0
		case b[0] == 10:
			r = 1
		case a.ip.IsPrivate():
			r = 2
		case a.ip.IsGlobalUnicast():
			r = 3
		}
		if slices.ContainsFunc(virtual, func(v string) bool { return strings.HasPrefix(a.on, v) }) {
			r += 10
		}
		return r
	}
	found = slices.DeleteFunc(slices.Clone(found), func(a netAddress) bool {
		return !a.ip.Is4() || a.ip.IsLoopback() || a.ip.IsLinkLocalUnicast() || a.ip.IsUnspecified()
	})
	if len(found) == 0 {
		return ""
	}
	return slices.MinFunc(found, func(a, b netAddress) int { return rank(a) - rank(b) }).ip.String()
}

// doorOf is the address at which students enter a class, as a person at this request's other end would tell it to
// them: an instructor who opened the bridge as localhost needs the machine's address on the LAN.
func doorOf(r *http.Request, code string) string {
	host := r.Host
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, ""
	}
	if ip := net.ParseIP(name); name == "localhost" || ip != nil && ip.IsLoopback() {
		if lan := LANAddress(); lan != "" {
			if host = lan; port != "" {
				host = net.JoinHostPort(lan, port)
			}
		}
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: host, Path: "/", RawQuery: url.Values{"class": {code}}.Encode()}).String()
}
