package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuhai/sim"
	"chuhai/web/class"
)

// Bad input gets an error that names the field, in both languages, and changes nothing.
func TestBadInput(t *testing.T) {
	h := newSchool(t)
	student, teacher := h.student("AAA", "甲"), h.instructor()
	header := func(k, v string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(k, v) } }
	publish := func(price string) string {
		return `{"publish":{"good":"synthetic-wig","marketplace":"kaufgarten","service":"express-de","promise":8,"price":` + price + `}}`
	}
	for _, c := range []struct {
		what         string
		b            *browser
		method, path string
		body         any
		change       func(*http.Request)
		status       int
		field, says  string
	}{
		{"a price of -1", student, "POST", "/api/command", publish("-1"), nil, 422, "price", ""},
		{"a price of 0", student, "POST", "/api/command", publish("0"), nil, 422, "price", ""},
		{"a price of 1e18", student, "POST", "/api/command", publish("1e18"), nil, 422, "price", "1e18"},
		{"a price of a quintillion", student, "POST", "/api/command", publish("1000000000000000000"), nil, 422, "price", ""},
		{"a price too large for any integer", student, "POST", "/api/command", publish("99999999999999999999999"), nil, 422, "price", "999"},
		{"a price in words", student, "POST", "/api/command", publish(`"dear"`), nil, 422, "price", "text"},
		{"a price with cents", student, "POST", "/api/command", publish("19.99"), nil, 422, "price", "19.99"},
		{"a quote for a price of -1", student, "POST", "/api/quote",
			`{"good":"synthetic-wig","marketplace":"kaufgarten","service":"express-de","promise":8,"price":-1}`, nil, 422, "price", ""},
		{"a quantity of a quintillion", student, "POST", "/api/command",
			`{"purchase":{"good":"synthetic-wig","supplier":"plant","quantity":1000000000000000000}}`, nil, 422, "quantity", ""},
		{"a listing of nobody", student, "POST", "/api/command", `{"amend":{"listing":-5,"price":1}}`, nil, 422, "listing", ""},
		{"an amount in a currency that does not exist", student, "POST", "/api/command", `{"convert":{"from":{"minor":1,"currency":"XXX"},"to":"EUR"}}`,
			nil, 422, "", ""},
		{"no decision", student, "POST", "/api/command", `{}`, nil, 422, "command", "exactly one"},
		{"two decisions", student, "POST", "/api/command", `{"cancel":{"purchase":1},"purchase":{"good":"x"}}`, nil, 422, "command", "exactly one"},
		{"an unknown field", student, "POST", "/api/command", `{"pruchase":{}}`, nil, 422, "pruchase", "no field"},
		{"an unknown field inside", student, "POST", "/api/command", `{"purchase":{"god":"x"}}`, nil, 422, "god", "no field"},
		{"a list for an object", student, "POST", "/api/command", `[1]`, nil, 422, "request", "a list"},
		{"an id of 10 kB", student, "POST", "/api/command", map[string]any{"id": strings.Repeat("x", 10<<10), "cancel": map[string]any{"purchase": 1}}, nil,
			422, "id", ""},
		{"no JSON", student, "POST", "/api/command", `price=1`, nil, 422, "request", "not valid JSON"},
		{"JSON cut in half", student, "POST", "/api/command", publish("19")[:30], nil, 422, "request", "cut off"},
		{"nothing", student, "POST", "/api/command", ``, nil, 422, "request", "cut off"},
		{"two objects", student, "POST", "/api/command", `{"cancel":{"purchase":1}} {}`, nil, 422, "request", "one JSON object"},
		{"a megabyte", student, "POST", "/api/command", `{"id":"` + strings.Repeat("x", 1<<20) + `"}`, nil, 413, "request", "too large"},
		{"deep nesting", student, "POST", "/api/command", strings.Repeat(`{"purchase":`, 5000), nil, 422, "", ""},
		{"a form", student, "POST", "/api/command", publish("1999"), header("Content-Type", "text/plain"), 415, "request", "application/json"},
		{"a post from another site", student, "POST", "/api/command", publish("1999"), header("Origin", "http://evil.example"), 403, "origin", "another site"},
		{"a post that a browser calls cross-site", student, "POST", "/api/command", publish("1999"), header("Sec-Fetch-Site", "cross-site"), 403, "origin",
			"another site"},
		{"a command that is read", student, "GET", "/api/command", nil, nil, 405, "method", ""},
		{"a command that is deleted", student, "DELETE", "/api/command", nil, nil, 405, "method", ""},
		{"a page that is posted to", student, "POST", "/desk", `{}`, nil, 405, "method", ""},
		{"a call that does not exist", student, "GET", "/api/nowhere", nil, nil, 404, "path", ""},
		{"a page that does not exist", student, "GET", "/nowhere", nil, nil, 404, "path", ""},
		{"a path out of the pages", student, "GET", "/../embed.go", nil, nil, 404, "path", ""},
		{"orders without end", student, "GET", "/api/orders?limit=1e9", nil, nil, 422, "limit", ""},
		{"orders below none", student, "GET", "/api/orders?limit=-1", nil, nil, 422, "limit", ""},
		{"an order number of 10 kB", student, "GET", "/api/order?number=" + strings.Repeat("Z", 10<<10), nil, nil, 422, "number", ""},
		{"a name of 10 kB", h.browser(), "POST", "/api/join", map[string]any{"code": "AAA", "name": strings.Repeat("长", 10<<10/3)}, nil, 422, "name", "1 to 50"},
		{"no name", h.browser(), "POST", "/api/join", map[string]any{"code": "AAA", "name": " "}, nil, 422, "name", "1 to 50"},
		{"a name written backwards", h.browser(), "POST", "/api/join", map[string]any{"code": "AAA", "name": "abc\u202edef"}, nil, 422, "name", "cannot be seen"},
		{"a class that does not exist", h.browser(), "POST", "/api/join", map[string]any{"code": "NONE", "name": "甲"}, nil, 422, "code", "no class"},
		{"a second class of the same code", teacher, "POST", "/api/bridge/class", map[string]any{"code": "aaa", "scenario": "first-parcel"}, nil, 422,
			"code", "taken"},
		{"a class code with spaces", teacher, "POST", "/api/bridge/class", map[string]any{"code": "A B", "scenario": "first-parcel"}, nil, 422, "code", "1 to 12"},
		{"a scenario that does not exist", teacher, "POST", "/api/bridge/class", map[string]any{"code": "NEW", "scenario": "../secret"}, nil, 422,
			"scenario", "no such scenario"},
		{"a class of 10,000 bots", teacher, "POST", "/api/bridge/class", map[string]any{"code": "NEW", "scenario": "first-parcel", "bots": 10_000}, nil,
			422, "bots", "0 to 60"},
		{"a day of no seconds", teacher, "POST", "/api/bridge/clock", map[string]any{"class": "AAA", "running": true, "seconds": 0}, nil, 422, "seconds", "1 to 120"},
		{"the clock of no class", teacher, "POST", "/api/bridge/clock", map[string]any{"class": "NONE", "running": true, "seconds": 9}, nil, 422, "class",
			"no such class"},
	} {
		before, other, codes := h.world("AAA"), h.world("BBB"), fmt.Sprint(h.s.Codes())
		var change []func(*http.Request)
		if c.change != nil {
			change = append(change, c.change)
		}
		a := c.b.call(c.method, c.path, c.body, change...)
		why := a.why()
		if a.status != c.status || c.field != "" && why.Field != c.field || !strings.Contains(why.Text.En, c.says) {
			t.Errorf("%s: %d %.300s; want %d at %q saying %q", c.what, a.status, a.body, c.status, c.field, c.says)
		}
		if why.Field == "" || why.Text.En == "" || !strings.ContainsFunc(why.Text.Zh, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
			t.Errorf("%s: the error lacks a field or a language: %.300s", c.what, a.body)
		}
		if !bytes.Equal(before, h.world("AAA")) || !bytes.Equal(other, h.world("BBB")) || codes != fmt.Sprint(h.s.Codes()) {
			t.Errorf("%s: something has changed", c.what)
		}
	}
}

// A call that meets a full disk is told so, without the server's paths; other failures are told without their insides.
func TestAFullDiskIsToldToWhoeverMeetsIt(t *testing.T) {
	full := fmt.Errorf("/home/teacher/data/chuhai.db: %w", &fs.PathError{Op: "write", Path: "/home/teacher/data/chuhai.db", Err: syscall.ENOSPC})
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{{full, http.StatusInsufficientStorage, "disk is full"}, {errors.New("/home/teacher/data: broken"), http.StatusInternalServerError, "tell the instructor"}} {
		status, why := answerTo(c.err)
		if status != c.status || !strings.Contains(why.Text.En, c.says) || why.Text.Zh == "" || strings.Contains(why.Error(), "/home") {
			t.Errorf("%v is told as %d %v", c.err, status, why)
		}
	}
}

// FuzzCommand: whatever is posted, the answer is JSON, never a failure of the server, and a refusal changes nothing.
func FuzzCommand(f *testing.F) {
	for _, c := range everyCommand() {
		data, err := json.Marshal(class.Record{ID: "1", Command: c})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(`{"convert":{"from":{"minor":1e400,"currency":"EUR"},"to":null}}`)
	f.Add(`{"amend":{"listing":1,"price":null,"service":"","active":false}}`)
	f.Add("\x00\xff{")
	h := newSchool(f)
	b := h.student("AAA", "甲")
	b.decide(sim.Command{Publish: &aListing})
	defer func() { h.t = f }()
	f.Fuzz(func(t *testing.T, text string) {
		h.t, h.s.paces.m = t, nil // not a test of the pace
		before := h.world("AAA")
		a := b.call("POST", "/api/command", text)
		if a.status >= 500 || !json.Valid(a.body) {
			t.Errorf("%q: %d %s", text, a.status, a.body)
		}
		if a.status != http.StatusOK && !bytes.Equal(before, h.world("AAA")) {
			t.Errorf("%q was refused and changed something: %s", text, a.body)
		}
	})
}

// raw is a websocket's connection without a library: what is written is what the server gets.
func (b *browser) raw(t testing.TB) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", b.h.http.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nCookie: %s=%s\r\n\r\n", studentCookie, b.cookies[studentCookie])
	resp, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("no socket: %v %v", resp, err)
	}
	return conn
}

// gone waits until the server has hung up.
func gone(t testing.TB, conn net.Conn) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
		t.Error("the server still holds the socket")
	}
}

// A torn frame, a frame without a mask, one that is too long: that socket ends, and everyone else's goes on.
func TestTornFramesEndOnlyTheirSocket(t *testing.T) {
	h := newSchool(t)
	bad, good := h.student("AAA", "甲"), h.student("AAA", "乙")
	ws, _ := good.watch("")
	for what, frame := range map[string]string{
		"a torn frame":         "\x81\xfe\x10",
		"a frame with no mask": "\x81\x02hi",
		"a reserved opcode":    "\x8f\x80\x00\x00\x00\x00",
		"10 kB":                "\x81\xfe\x28\x00\x00\x00\x00\x00" + strings.Repeat("x", 10<<10),
		"2^63 bytes":           "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00",
		"not a frame":          "GET / HTTP/1.1\r\n\r\n",
	} {
		conn := bad.raw(t)
		if _, err := io.WriteString(conn, frame); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if what == "a torn frame" {
			if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
				t.Error(err)
			}
		}
		gone(t, conn)
		conn.Close()
	}
	h.days("AAA", 1)
	if m := h.next(ws); m.Class == nil || m.Class.Day != 1 {
		t.Errorf("the other student sees %+v", m.Class)
	}
}

// FuzzSocket: whatever a browser writes, the server goes on.
func FuzzSocket(f *testing.F) {
	f.Add([]byte("\x81\x82\x00\x00\x00\x00hi"))
	f.Add([]byte("\x89\x80\x00\x00\x00\x00"))
	f.Add([]byte("\x88\x82\x00\x00\x00\x00\x03\xe8"))
	f.Add([]byte("\x81\xfe"))
	h := newSchool(f)
	b := h.student("AAA", "甲")
	defer func() { h.t = f }()
	f.Fuzz(func(t *testing.T, data []byte) {
		h.t, h.s.paces.m = t, nil
		conn := b.raw(t)
		defer conn.Close()
		if _, err := conn.Write(data); err == nil {
			_ = conn.(*net.TCPConn).CloseWrite()
			gone(t, conn)
		}
		b.must("GET", "/api/me", nil)
	})
}

// A browser of another site gets no socket.
func TestASocketFromAnotherSiteIsRefused(t *testing.T) {
	h := newSchool(t)
	b := h.student("AAA", "甲")
	a := b.call("GET", "/ws", nil, func(r *http.Request) {
		for k, v := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
			"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==", "Origin": "http://evil.example"} {
			r.Header.Set(k, v)
		}
	})
	if a.status != http.StatusForbidden || a.why().Field != "socket" {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := b.call("GET", "/ws", nil); a.status != http.StatusBadRequest || a.why().Text.Zh == "" {
		t.Errorf("a plain request for the socket: %d %s", a.status, a.body)
	}
}

// A browser that does not read holds up nobody. When it reads again it gets few messages, the last of them the newest.
func TestASlowBrowserHoldsUpNobody(t *testing.T) {
	h := newSchool(t)
	slow, _, err := h.student("AAA", "甲").dial("")
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	quick, _ := h.student("AAA", "乙").watch("")
	begun := time.Now()
	h.days("AAA", 20)
	until := func(ws *websocket.Conn) (messages int) {
		for day := 0; day < 20; messages++ {
			if m := h.next(ws); m.Class != nil && m.Class.Day > 0 {
				day = m.Class.Day
			}
		}
		return messages
	}
	until(quick)
	n := until(slow)
	if most := 3 + int(time.Since(begun)/breath); n > most {
		t.Errorf("%d messages, at most two a second are %d", n, most)
	}
}

// A browser that takes nothing any more, neither reading nor closing, is let go.
func TestABrowserThatTakesNothingIsLetGo(t *testing.T) {
	ended := make(chan error, 1)
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			ended <- nil
			return
		}
		defer ws.Close()
		hold := watched(ws, 50*time.Millisecond, func() {})
		defer hold.stop()
		for {
			if err := hold.write(time.Now(), make([]byte, 1<<20)); err != nil {
				ended <- err
				return
			}
		}
	}))
	defer hub.Close()
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(hub.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	select {
	case err := <-ended:
		if !errors.Is(err, net.ErrClosed) {
			t.Errorf("the socket ended with %v", err)
		}
	case <-time.After(patience):
		t.Error("the socket is still held")
	}
}

// The server stops: every socket is told, and ends.
func TestSocketsEndWithTheServerAndWithTheirClass(t *testing.T) {
	h := newSchool(t)
	a, _ := h.student("AAA", "甲").watch("")
	b, _ := h.student("BBB", "乙").watch("")
	ends := func(ws *websocket.Conn) {
		t.Helper()
		_ = ws.SetReadDeadline(time.Now().Add(patience))
		for {
			_, _, err := ws.ReadMessage()
			if websocket.IsCloseError(err, websocket.CloseGoingAway) {
				return
			}
			if err != nil {
				t.Fatalf("the socket ended with %v", err)
			}
		}
	}
	if err := h.s.RemoveClass("AAA"); err != nil {
		t.Fatal(err)
	}
	ends(a)
	h.s.Close()
	ends(b)
}
