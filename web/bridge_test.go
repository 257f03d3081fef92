package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/xuri/excelize/v2"

	"chuhai/sim"
	"chuhai/web"
	"chuhai/web/record"
	"chuhai/web/store"
	"chuhai/web/wire"
)

// bridge is a school with an instructor's browser.
type bridge struct {
	*testing.T
	server *web.Server
	http   *httptest.Server
	client *http.Client
}

func atTheBridge(t *testing.T) *bridge {
	t.Helper()
	st, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, err := web.New(st)
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(func() {
		s.Close()
		h.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bridge{t, s, h, browser(t)}
	b.post("enter", map[string]any{"token": s.Setup(), "password": "correct horse"}, 200)
	return b
}

func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// call sends a request and returns the answer's body; the status must be as wanted.
func (b *bridge) call(c *http.Client, method, path string, body any, status int) []byte {
	b.Helper()
	var r io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			b.Fatal(err)
		}
		r = bytes.NewReader(data)
	}
	req, err := http.NewRequest(method, b.http.URL+path, r)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	if res.StatusCode != status {
		b.Fatalf("%s %s: %d %s, want %d", method, path, res.StatusCode, data, status)
	}
	return data
}

func (b *bridge) post(what string, body map[string]any, status int) []byte {
	b.Helper()
	return b.call(b.client, "POST", "/api/bridge/"+what, body, status)
}

func (b *bridge) get(what string, status int) []byte {
	b.Helper()
	return b.call(b.client, "GET", "/api/bridge"+what, nil, status)
}

func read[T any](b *bridge, data []byte) (v T) {
	b.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		b.Fatal(err)
	}
	return v
}

// field is the field that an answer blames.
func field(b *bridge, data []byte) string {
	b.Helper()
	f := read[wire.Fault](b, data)
	if f.Text.Zh == "" || f.Text.En == "" {
		b.Errorf("a refusal without its reason in both languages: %s", data)
	}
	return f.Field
}

// await waits until a class has played a day.
func (b *bridge) await(code string, day int) {
	b.Helper()
	for range 2000 {
		now := 0
		if err := b.server.Class(code).With(func(w *sim.World) error { now = w.Day(); return nil }); err != nil {
			b.Fatal(err)
		}
		if now >= day {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	b.Fatalf("day %d of class %s does not come", day, code)
}

// The one-time link sets the password once; the page knows whether it still holds.
func TestFirstRun(t *testing.T) {
	st, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, err := web.New(st)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := httptest.NewServer(s)
	defer h.Close()
	b := &bridge{t, s, h, browser(t)}
	token := s.Setup()
	type state struct {
		Set   bool `json:"set"`
		Valid bool `json:"valid"`
	}
	ask := func(token string) state { return read[state](b, b.get("/setup?token="+url.QueryEscape(token), 200)) }
	if got := ask(token); got != (state{false, true}) {
		t.Errorf("the fresh link: %+v", got)
	}
	for _, bad := range []string{"", "wrong", token + "x"} {
		if got := ask(bad); got != (state{false, false}) {
			t.Errorf("the link %q: %+v", bad, got)
		}
	}
	if f := field(b, b.post("enter", map[string]any{"token": token, "password": "short"}, 422)); f != "password" {
		t.Errorf("a short password blames %q", f)
	}
	if f := field(b, b.post("enter", map[string]any{"token": "wrong", "password": "correct horse"}, 422)); f != "token" {
		t.Errorf("a wrong link blames %q", f)
	}
	b.post("enter", map[string]any{"token": token, "password": "correct horse"}, 200)
	if got := ask(token); got != (state{true, false}) {
		t.Errorf("the used link: %+v", got)
	}
	other := &bridge{t, s, h, browser(t)}
	if f := field(b, other.post("enter", map[string]any{"token": token, "password": "battery staple"}, 422)); f != "password" {
		t.Errorf("the used link with another password blames %q", f)
	}
	other.post("enter", map[string]any{"password": "correct horse"}, 200)
	other.get("", 200)
	at, err := url.Parse(h.URL)
	if err != nil {
		t.Fatal(err)
	}
	kept := other.client.Jar.Cookies(at)
	other.post("leave", map[string]any{}, 200)
	other.client.Jar.SetCookies(at, kept) // a copied cookie opens nothing once its owner has left
	other.get("", 401)
	b.get("", 200)
}

// An instructor opens a class, steers it, looks over a shoulder, announces, freezes, ends and exports it.
func TestALesson(t *testing.T) {
	b := atTheBridge(t)
	start := read[wire.Bridge](b, b.get("", 200))
	if len(start.Classes) != 0 || len(start.Scenarios) < 2 || start.Scenarios[0].Days == 0 || len(start.Scenarios[0].Marketplaces) == 0 ||
		start.Scenarios[0].Goods == 0 {
		t.Fatalf("the shelf: %+v", start)
	}
	seed := 9
	b.post("class", map[string]any{"code": "ec-1", "name": "电商 2601 班", "scenario": "first-parcel", "bots": 3, "seed": seed}, 200)
	for want, body := range map[string]map[string]any{
		"code":     {"code": "EC-1", "scenario": "first-parcel"},
		"name":     {"code": "X", "name": strings.Repeat("长", 41), "scenario": "first-parcel"},
		"bots":     {"code": "X", "scenario": "first-parcel", "bots": 61},
		"scenario": {"code": "X", "scenario": "nowhere"},
	} {
		if f := field(b, b.post("class", body, 422)); f != want {
			t.Errorf("opening %v blames %q, want %q", body, f, want)
		}
	}
	student := browser(t)
	seat := read[map[string]any](b, b.call(student, "POST", "/api/join", map[string]any{"code": "EC-1", "name": "豫见"}, 200))
	b.call(student, "POST", "/api/command", map[string]any{"purchase": map[string]any{"good": "synthetic-wig", "supplier": "plant", "quantity": 60}}, 200)

	card := read[wire.Bridge](b, b.get("", 200)).Classes[0]
	if card.Code != "EC-1" || card.Name != "电商 2601 班" || card.Shops != 4 || card.People != 1 || card.Day != 0 || card.Running || card.Active == "" {
		t.Errorf("the class in the list: %+v", card)
	}
	seats := read[[]wire.SeatRow](b, b.get("/seats?class=EC-1", 200))
	if len(seats) != 1 || seats[0].Name != "豫见" || seats[0].PIN != seat["pin"] || seats[0].Online {
		t.Errorf("the sign-in list: %+v, the student holds PIN %v", seats, seat["pin"])
	}

	b.post("step", map[string]any{"class": "EC-1"}, 200)
	b.await("EC-1", 1)
	b.post("until", map[string]any{"class": "EC-1", "day": 6}, 200)
	b.await("EC-1", 6)
	if f := field(b, b.post("until", map[string]any{"class": "EC-1", "day": 3}, 422)); f != "day" {
		t.Errorf("a day that has passed blames %q", f)
	}
	over := read[wire.Overview](b, b.get("/overview?class=EC-1", 200))
	mine := slices.IndexFunc(over.Rows, func(p sim.Pulse) bool { return !p.Bot })
	if over.Day != 6 || len(over.Rows) != 4 || mine < 0 || over.Rows[mine].Tasks == 0 || over.Rows[mine].Idle != 6 ||
		!slices.Contains(over.Rows[mine].Flags, sim.Idle) {
		t.Errorf("the overview: %+v", over)
	}
	panel := read[wire.Panel](b, b.get("/shop?class=EC-1&shop=4", 200))
	if panel.Shop.Name != "豫见" || len(panel.Shop.Purchases) != 1 || panel.Score.Name != "豫见" || len(panel.Score.Results) == 0 {
		t.Errorf("over the shoulder: %+v", panel)
	}
	for _, bad := range []string{"99", "0", "-1", "x", ""} {
		if f := field(b, b.get("/shop?class=EC-1&shop="+bad, 422)); f != "shop" {
			t.Errorf("shop %q blames %q", bad, f)
		}
	}
	if f := field(b, b.post("announce", map[string]any{"class": "EC-1", "text": strings.Repeat("字", 301)}, 422)); f != "text" {
		t.Errorf("a long announcement blames %q", f)
	}
	b.post("announce", map[string]any{"class": "EC-1", "text": "还有五分钟"}, 200)
	b.post("freeze", map[string]any{"class": "EC-1", "frozen": true}, 200)
	b.post("end", map[string]any{"class": "EC-1"}, 200)
	b.await("EC-1", 20)
	b.post("freeze", map[string]any{"class": "EC-1", "frozen": false}, 200)

	x, err := excelize.OpenReader(bytes.NewReader(b.get("/gradebook.xlsx?class=EC-1", 200)))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if rows, err := x.GetRows("成绩册 Gradebook"); err != nil || len(rows) != 2 || rows[1][2] != "豫见" {
		t.Errorf("the gradebook: %v, %v", rows, err)
	}
	if text := string(b.get("/gradebook.csv?class=EC-1", 200)); !strings.HasPrefix(text, "\ufeff") || strings.Count(text, "\n") != 2 {
		t.Errorf("the gradebook as csv: %q", text)
	}
	data := b.get("/record.zip?class=EC-1", 200)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	run, err := record.Read(z, "zip")
	if err != nil {
		t.Fatal(err)
	}
	w, _, err := run.Replay("zip")
	if err != nil || run.Seed != uint64(seed) || !slices.Equal(w.Digests(), run.Digests) || len(run.Digests) != 20 {
		t.Errorf("the record does not replay: seed %d, %d digests, %v", run.Seed, len(run.Digests), err)
	}

	if f := field(b, b.post("delete", map[string]any{"class": "EC-1", "confirm": "EC-2"}, 422)); f != "confirm" {
		t.Errorf("a deletion that is not confirmed blames %q", f)
	}
	b.post("delete", map[string]any{"class": "EC-1", "confirm": "ec-1"}, 200)
	if left := read[wire.Bridge](b, b.get("", 200)).Classes; len(left) != 0 {
		t.Errorf("after the deletion: %+v", left)
	}
	b.call(student, "GET", "/api/desk", nil, 401)
}

// Everything of the bridge but its door asks for the instructor.
func TestTheBridgeIsTheInstructors(t *testing.T) {
	b := atTheBridge(t)
	b.post("class", map[string]any{"code": "A", "scenario": "first-parcel"}, 200)
	student := browser(t)
	b.call(student, "POST", "/api/join", map[string]any{"code": "A", "name": "甲"}, 200)
	for who, c := range map[string]*http.Client{"nobody": browser(t), "a student": student} {
		for _, path := range []string{"", "/catalogue?class=A", "/overview?class=A", "/shocks?class=A", "/shop?class=A&shop=1", "/seats?class=A",
			"/scores?class=A", "/gradebook.xlsx?class=A", "/gradebook.csv?class=A", "/record.zip?class=A"} {
			if f := field(b, b.call(c, "GET", "/api/bridge"+path, nil, 401)); f != "session" {
				t.Errorf("%s, GET %s: blames %q", who, path, f)
			}
		}
		for what, body := range map[string]map[string]any{
			"class": {"code": "B", "scenario": "first-parcel"}, "delete": {"class": "A", "confirm": "A"},
			"clock": {"class": "A", "running": true, "seconds": 1}, "step": {"class": "A"},
			"until": {"class": "A", "day": 9}, "end": {"class": "A"}, "announce": {"class": "A", "text": "hi"},
			"throw": {"class": "A", "shock": "border-closed"}, "lift": {"class": "A", "shock": "border-closed"}, "freeze": {"class": "A", "frozen": true},
			"pin": {"class": "A", "shop": 1},
		} {
			if f := field(b, b.call(c, "POST", "/api/bridge/"+what, body, 401)); f != "session" {
				t.Errorf("%s, POST %s: blames %q", who, what, f)
			}
		}
	}
	b.await("A", 0)
	if n := len(read[wire.Bridge](b, b.get("", 200)).Classes); n != 1 {
		t.Errorf("there are %d classes", n)
	}
}

// The projector's socket and page carry what the leaderboard in the room tells, and nothing else: every field is named
// here, so that a new one is looked at before it is shown to everyone.
func TestTheProjectorShowsNothingPrivate(t *testing.T) {
	b := atTheBridge(t)
	b.post("class", map[string]any{"code": "A", "scenario": "rail-express", "bots": 4}, 200)
	student := browser(t)
	seat := read[map[string]any](b, b.call(student, "POST", "/api/join", map[string]any{"code": "A", "name": "甲店"}, 200))
	b.call(student, "POST", "/api/command", map[string]any{"purchase": map[string]any{"good": "synthetic-wig", "supplier": "plant", "quantity": 60}}, 200)

	page := b.call(browser(t), "GET", "/api/screen?class=A", nil, 200)
	var screen map[string]json.RawMessage
	if err := json.Unmarshal(page, &screen); err != nil {
		t.Fatal(err)
	}
	only(t, "screen", keys(screen), "catalogue", "code", "door", "name")
	if strings.Contains(string(page), seat["pin"].(string)+`"`) {
		t.Error("the page tells a PIN")
	}
	field(b, b.call(browser(t), "GET", "/api/screen?class=NONE", nil, 422))

	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(b.http.URL, "http")+"/ws?class=A", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if err := ws.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	b.post("until", map[string]any{"class": "A", "day": 25}, 200)
	class := map[string]json.RawMessage{}
	for string(class["day"]) != "25" {
		_, data, err := ws.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]json.RawMessage
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		only(t, "message", keys(m), "class", "seq")
		if err := json.Unmarshal(m["class"], &class); err != nil {
			t.Fatal(err)
		}
	}
	only(t, "class", keys(class), "announcement", "board", "code", "date", "day", "days", "fault", "frozen", "name", "news", "next_ms", "notice", "over",
		"rates", "running", "scenario", "seconds", "shocks", "traffic", "until", "vehicles")
	for list, want := range map[string][]string{
		"board": {"bot", "delivered", "name", "on_time", "orders", "profit", "rank", "rating", "shop"}, "news": {"count", "day", "hub", "kind", "leg", "shop"},
		"vehicles": {"eta", "leg", "mode", "parcels", "pieces", "progress", "waiting"},
		"traffic":  {"capacity", "departs", "hub", "leg", "load", "queued", "room", "slower", "waiting"}, "rates": {"currency", "home"},
	} {
		var rows []map[string]json.RawMessage
		if err := json.Unmarshal(class[list], &rows); err != nil || len(rows) == 0 {
			t.Errorf("%s: %d rows, %v", list, len(rows), err)
		}
		for _, r := range rows {
			only(t, list, keys(r), want...)
		}
	}
}

func keys(m map[string]json.RawMessage) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}

func only(t *testing.T, what string, got []string, allowed ...string) {
	t.Helper()
	for _, k := range got {
		if !slices.Contains(allowed, k) {
			t.Errorf("%s shows %q to everyone", what, k)
		}
	}
}

// The QR code and the address lead to the class door.
func TestTheDoorIsOnTheWall(t *testing.T) {
	b := atTheBridge(t)
	b.post("class", map[string]any{"code": "A-1", "scenario": "first-parcel"}, 200)
	picture := string(b.call(browser(t), "GET", "/api/qr.svg?class=a-1", nil, 200))
	if !strings.HasPrefix(picture, "<svg") || strings.Count(picture, "h1v1") < 100 {
		t.Errorf("the QR code is %.80s", picture)
	}
	door := read[wire.Screen](b, b.call(browser(t), "GET", "/api/screen?class=A-1", nil, 200)).Door
	at, err := url.Parse(door)
	if err != nil || at.Scheme != "http" || at.Query().Get("class") != "A-1" || at.Port() != portOf(t, b.http.URL) {
		t.Errorf("the door is %q, %v", door, err)
	}
	if lan := web.LANAddress(); lan != "" && at.Hostname() != lan {
		t.Errorf("the door is at %s, the classroom reaches this machine at %s", at.Hostname(), lan)
	}
	req := httptest.NewRequest("GET", "/api/screen?class=A-1", nil)
	req.Host = "chuhai.school:8765"
	res := httptest.NewRecorder()
	b.server.ServeHTTP(res, req)
	if door := read[wire.Screen](b, res.Body.Bytes()).Door; door != "http://chuhai.school:8765/?class=A-1" {
		t.Errorf("the door is %q for someone who came by name", door)
	}
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}
