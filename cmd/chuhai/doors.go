package main

import (
	"fmt"
	"io"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/skip2/go-qrcode"
)

// doors are what is printed at the start: where the instructor and the students enter, and where everything is kept.
type doors struct {
	at     *net.TCPAddr
	lan    []string // this machine's addresses on the LAN, the likeliest first
	data   string
	token  string // of the one-time link; empty once the password is set
	codes  []string
	broken map[string]error
	demo   string // how the demo class was opened; empty without it
}

// indent is where the values stand, under each other.
const indent = "                      "

func (d *doors) print(out io.Writer) {
	local, reached := d.addresses()
	door := "/"
	if d.demo != "" {
		door = "/?class=" + demoCode
	}
	fmt.Fprint(out, "出海 Chuhai\n\n")
	if d.token != "" {
		fmt.Fprintf(out, "教师台 bridge         %s/bridge?token=%s\n%s一次性链接，用于设置密码 / one-time link to set the password\n", local, d.token, indent)
	} else {
		fmt.Fprintf(out, "教师台 bridge         %s/bridge\n", local)
	}
	fmt.Fprintf(out, "学生入口 class door   %s%s\n", local, door)
	scan := local + door
	switch {
	case len(reached) > 0:
		scan = reached[0] + door
		fmt.Fprintf(out, "局域网 on the LAN     %s\n", scan)
		for _, other := range reached[1:] {
			fmt.Fprintf(out, "%s或 or %s\n", indent, other+door)
		}
		fmt.Fprintf(out, "%s打不开？连同一网络，防火墙允许 chuhai / does it not open? join the same network, let chuhai through the firewall\n", indent)
	case d.at.IP.IsLoopback():
		fmt.Fprintf(out, "局域网 on the LAN     --addr %s 只供本机使用 / is for this machine alone\n", d.at)
	default:
		fmt.Fprintln(out, "局域网 on the LAN     未找到局域网地址：学生需与本机联网 / no LAN address was found: connect this machine to the students' network")
	}
	if len(d.codes) > 0 {
		fmt.Fprintf(out, "班级码 class code     %s\n", strings.Join(d.codes, ", "))
	}
	for _, code := range slices.Sorted(maps.Keys(d.broken)) {
		fmt.Fprintf(out, "打不开 cannot open    %s: %v\n", code, d.broken[code])
	}
	fmt.Fprintf(out, "数据 data             %s\n", d.place())
	if q, err := qrcode.New(scan, qrcode.Low); err == nil {
		fmt.Fprintf(out, "\n%s\n", q.ToSmallString(false))
	}
	if d.demo != "" {
		fmt.Fprintf(out, "%s\n\n", d.demo)
		fmt.Fprintln(out, "下一步：在浏览器打开学生入口，写个名字，就能进货、刊登、卖到德国；教师台可以暂停和调速。")
		fmt.Fprintln(out, "Next: open the class door in a browser, type a name, buy, list and sell to Germany; the bridge pauses the days and sets their pace.")
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, "Ctrl+C 停止 / stops")
}

// addresses are where a browser on this machine, and browsers on the LAN, reach the server.
func (d *doors) addresses() (local string, reached []string) {
	port := strconv.Itoa(d.at.Port)
	switch ip := d.at.IP; {
	case ip.IsUnspecified():
		for _, a := range d.lan {
			reached = append(reached, "http://"+net.JoinHostPort(a, port))
		}
	case !ip.IsLoopback():
		local = "http://" + d.at.String()
		return local, []string{local}
	}
	return "http://localhost:" + port, reached
}

// place is the whole path of the data directory, by which an instructor finds what to copy.
func (d *doors) place() string {
	if whole, err := filepath.Abs(d.data); err == nil {
		return whole
	}
	return d.data
}
