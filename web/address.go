package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// LANAddresses are the IPv4 addresses by which a classroom may reach this machine, the likeliest first.
func LANAddresses() []string {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
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
	return likeliest(found)
}

// LANAddress is the likeliest of LANAddresses; empty without one.
func LANAddress() string {
	if all := LANAddresses(); len(all) > 0 {
		return all[0]
	}
	return ""
}

// netAddress is an address of a network interface.
type netAddress struct {
	on string
	ip netip.Addr
}

// virtual are the beginnings of the names, in small letters, of interfaces that lead to no classroom: of containers,
// virtual machines and tunnels, as Linux, macOS and Windows call them.
var virtual = []string{
	"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "utun", "tun", "tap", "wg", "zt", "tailscale", "zerotier", "wireguard", "openvpn",
	"vmware", "virtualbox",
	"clash", "meta", "mihomo", "wintun",
}

// likeliest are the addresses that a classroom may reach, the likeliest first: a private before a global one, 192.168
// before 10 before 172.16, which containers use. Those of virtual interfaces count only when there is no other.
func likeliest(found []netAddress) []string {
	isVirtual := func(a netAddress) bool {
		return slices.ContainsFunc(virtual, func(v string) bool { return strings.HasPrefix(strings.ToLower(a.on), v) })
	}
	rank := func(a netAddress) int {
		switch b := a.ip.As4(); {
		case b[0] == 192 && a.ip.IsPrivate():
			return 0
		case b[0] == 10:
			return 1
		case a.ip.IsPrivate():
			return 2
		case a.ip.IsGlobalUnicast():
			return 3
		}
		return 4
	}
	found = slices.DeleteFunc(slices.Clone(found), func(a netAddress) bool {
		return !a.ip.Is4() || a.ip.IsLoopback() || a.ip.IsLinkLocalUnicast() || a.ip.IsUnspecified()
	})
	if real := slices.DeleteFunc(slices.Clone(found), isVirtual); len(real) > 0 {
		found = real
	}
	slices.SortStableFunc(found, func(a, b netAddress) int { return rank(a) - rank(b) })
	var out []string
	for _, a := range found {
		out = append(out, a.ip.String())
	}
	return slices.Compact(out)
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
