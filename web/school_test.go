package web

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"chuhai/sim"
	"chuhai/web/class"
	"chuhai/web/store"
	"chuhai/web/wire"
)

func TestMain(m *testing.M) {
	if url := os.Getenv("CHUHAI_READERS"); url != "" {
		readUntilClosed(url)
	}
	if url := os.Getenv("CHUHAI_HOUSE"); url != "" {
		watchUntilClosed(url)
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil))) // tests make the server complain on purpose
	goleak.VerifyTestMain(m)
}

const password = "a long password"

// patience is how long a test waits for what must come, on the busiest machine.
const patience = 2 * time.Minute

// school is a server with two classes, and what its people need to enter.
type school struct {
	t    testing.TB
	dir  string
	st   *store.Store
	s    *Server
	http *httptest.Server
}

func newSchool(t testing.TB) *school {
	t.Helper()
	h := &school{t: t, dir: t.TempDir()}
	h.open()
	for _, code := range []string{"AAA", "BBB"} {
		if _, err := h.s.OpenClass(code, "", "first-parcel", 7, 3); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(h.close)
	return h
}

func (h *school) open() {
	h.t.Helper()
	var err error
	if h.st, err = store.Open(h.dir); err != nil {
		h.t.Fatal(err)
	}
	if h.s, err = New(h.st); err != nil {
		h.t.Fatal(err)
	}
	h.http = httptest.NewServer(h.s)
}

func (h *school) close() {
	h.http.Client().CloseIdleConnections()
	h.s.Close()
	h.http.Close()
	if err := h.st.Close(); err != nil {
		h.t.Error(err)
	}
}

// restart stops the server and starts it on the same data.
func (h *school) restart() {
	h.t.Helper()
	h.close()
	h.open()
}

// browser is a browser with its cookies.
type browser struct {
	h       *school
	cookies map[string]string
}

func (h *school) browser() *browser { return &browser{h, map[string]string{}} }

func (h *school) instructor() *browser {
	h.t.Helper()
	b := h.browser()
	b.must("POST", "/api/bridge/enter", map[string]any{"token": h.s.Setup(), "password": password})
	return b
}

func (h *school) student(code, name string) *browser {
	h.t.Helper()
	b := h.browser()
	b.must("POST", "/api/join", map[string]any{"code": code, "name": name})
	return b
}

// reply is what a call comes back with.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// why is the rejection of a reply.
func (a reply) why() (r sim.Rejection) {
	_ = json.Unmarshal(a.body, &r)
	return r
}

// call makes a call. body is sent as it is when it is a string, else as JSON. change may change the request.
func (b *browser) call(method, path string, body any, change ...func(*http.Request)) reply {
	b.h.t.Helper()
	text, raw := body.(string)
	if !raw && body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			b.h.t.Fatal(err)
		}
		text = string(data)
	}
	req, err := http.NewRequest(method, b.h.http.URL+path, strings.NewReader(text))
	if err != nil {
		b.h.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range b.cookies {
		req.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	for _, fn := range change {
		fn(req)
	}
	resp, err := b.h.http.Client().Do(req)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer resp.Body.Close()
	for _, c := range resp.Cookies() {
		b.cookies[c.Name] = c.Value
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, data}
}

// must makes a call that succeeds.
func (b *browser) must(method, path string, body any) reply {
	b.h.t.Helper()
	a := b.call(method, path, body)
	if a.status != http.StatusOK {
		b.h.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	return a
}

// dial opens a socket.
func (b *browser) dial(query string) (*websocket.Conn, *http.Response, error) {
	h := http.Header{}
	for k, v := range b.cookies {
		h.Add("Cookie", k+"="+v)
	}
	return websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(b.h.http.URL, "http")+"/ws"+query, h)
}

// watch opens a socket and reads its first message.
func (b *browser) watch(query string) (*websocket.Conn, wire.Message) {
	b.h.t.Helper()
	ws, _, err := b.dial(query)
	if err != nil {
		b.h.t.Fatal(err)
	}
	b.h.t.Cleanup(func() { ws.Close() })
	return ws, b.h.next(ws)
}

// next is the next message of a socket.
func (h *school) next(ws *websocket.Conn) (m wire.Message) {
	h.t.Helper()
	if err := ws.SetReadDeadline(time.Now().Add(patience)); err != nil {
		h.t.Fatal(err)
	}
	if err := ws.ReadJSON(&m); err != nil {
		h.t.Fatal(err)
	}
	return m
}

// world is the whole state of a class.
func (h *school) world(code string) []byte {
	h.t.Helper()
	var out []byte
	if err := h.s.Class(code).With(func(w *sim.World) (err error) {
		out, err = w.Snapshot()
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	return out
}

// shop is what a shop's own people see, without the number of rivals, which is the market's and not the shop's.
func (h *school) shop(code string, shop int) []byte {
	h.t.Helper()
	var b bytes.Buffer
	if err := h.s.Class(code).With(func(w *sim.World) error {
		v, err := w.Shop(shop)
		if err != nil {
			return err
		}
		for i := range v.Listings {
			v.Listings[i].Rivals = 0
		}
		return json.NewEncoder(&b).Encode(v)
	}); err != nil {
		h.t.Fatal(err)
	}
	return b.Bytes()
}

func (h *school) days(code string, n int) {
	h.t.Helper()
	for range n {
		if err := h.s.Class(code).Do(sim.Command{Step: &sim.Step{}}); err != nil {
			h.t.Fatal(err)
		}
	}
}

// damage changes bytes of the data file while the server is down.
func (h *school) damage(fn func(file []byte) []byte) {
	h.t.Helper()
	path := h.dir + "/chuhai.db"
	data, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(path, fn(data), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

var (
	aPurchase = sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: 60}
	aListing  = sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}
)

// decide sends a decision that is accepted.
func (b *browser) decide(c sim.Command) {
	b.h.t.Helper()
	b.must("POST", "/api/command", class.Record{Command: c})
}
