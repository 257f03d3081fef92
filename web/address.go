package web

import (
	"net"
	"net/http"
	"net/url"
)

// LANAddress is the IPv4 address by which a classroom reaches this machine: a private one, else any global one; empty
// without either.
func LANAddress() string {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	found := ""
	for _, a := range addrs {
		n, ok := a.(*net.IPNet)
		switch {
		case !ok || n.IP.To4() == nil || !n.IP.IsGlobalUnicast():
		case n.IP.IsPrivate():
			return n.IP.String()
		case found == "":
			found = n.IP.String()
		}
	}
	return found
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
