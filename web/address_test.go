package web

import (
	"net/netip"
	"strings"
	"testing"
)

func TestTheAddressThatAClassroomReaches(t *testing.T) {
	for _, c := range []struct {
		what  string
		found []string // interface, address
		want  string   // addresses, the likeliest first
	}{
		{"nothing", nil, ""},
		{"only this machine", []string{"lo", "127.0.0.1"}, ""},
		{"a classroom", []string{"eth0", "192.168.1.20"}, "192.168.1.20"},
		{"a campus beside a container bridge", []string{"docker0", "172.17.0.1", "eth0", "10.12.3.4"}, "10.12.3.4"},
		{"a cable and a wireless network", []string{"以太网", "10.12.3.4", "WLAN", "192.168.3.9"}, "192.168.3.9 10.12.3.4"},
		{"a Windows machine with virtual machines", []string{"VMware Network Adapter VMnet8", "192.168.56.1", "vEthernet (WSL)", "172.29.0.1",
			"VirtualBox Host-Only Network", "192.168.99.1", "以太网", "10.12.3.4"}, "10.12.3.4"},
		{"a tunnel alone", []string{"Clash", "198.18.0.1"}, "198.18.0.1"},
		{"a virtual machine's network that looks like a classroom", []string{"vmnet8", "192.168.56.1", "en0", "172.20.1.9"}, "172.20.1.9"},
		{"a public address", []string{"eth0", "203.0.113.9"}, "203.0.113.9"},
		{"a private before a public one", []string{"eth0", "203.0.113.9", "wlan0", "192.168.0.7"}, "192.168.0.7 203.0.113.9"},
		{"a cable without a network", []string{"eth0", "169.254.7.7"}, ""},
		{"version 6 only", []string{"eth0", "2001:db8::1"}, ""},
	} {
		var found []netAddress
		for i := 0; i < len(c.found); i += 2 {
			found = append(found, netAddress{c.found[i], netip.MustParseAddr(c.found[i+1])})
		}
		if got := strings.Join(likeliest(found), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
