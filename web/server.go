// Package web serves people: the class door, the seller's desk, the instructor's bridge. It knows who may do what; what
// a decision means is the engine's business.
package web

import (
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"mime"
	"net/http"
	"path"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
	"chuhai/web/store"
	"chuhai/web/ui"
)

// Limits.
const (
	maxBody     = 64 << 10
	maxFrame    = 4 << 10 // a browser sends nothing long on the socket
	writeWait   = 10 * time.Second
	pongWait    = 60 * time.Second
	maxClasses  = 200
	cookie      = "chuhai"
	kindClass   = "class"
	kindSession = "session"
	kindSeat    = "seat"
	kindOwner   = "owner"
)

// Server is a school: its classes and the people at their doors.
type Server struct {
	st       *store.Store
	echo     *echo.Echo
	upgrader websocket.Upgrader
	passes   chan struct{} // slots for password hashing

	mu      sync.Mutex
	classes map[string]*class.Class
	setup   string // the one-time token that sets the instructor's password
}

// session is who a browser is: a shop of a class, or the instructor.
type session struct {
	Class      string `json:"class,omitempty"`
	Shop       int    `json:"shop,omitempty"`
	Instructor bool   `json:"instructor,omitempty"`
}

// New opens every stored class and makes the routes.
func New(st *store.Store) (*Server, error) {
	s := &Server{st: st, echo: echo.New(), classes: map[string]*class.Class{}, passes: make(chan struct{}, 2)}
	metas, err := st.List(kindClass)
	if err != nil {
		return nil, err
	}
	for code, data := range metas {
		var m class.Meta
		if err := json.Unmarshal(data, &m); err != nil {
			return nil, fmt.Errorf("class %s: %w", code, err)
		}
		c, err := class.Open(st, m)
		if err != nil {
			return nil, err
		}
		s.classes[code] = c
	}
	if _, ok, err := st.Get(kindOwner, "password"); err != nil {
		return nil, err
	} else if !ok {
		s.setup = rand.Text()
	}
	s.routes()
	return s, nil
}

// Setup is the token of the one-time link that sets the instructor's password; empty once it is set.
func (s *Server) Setup() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setup
}

// Close stops every class.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.classes {
		c.Close()
	}
	s.classes = map[string]*class.Class{}
}

// OpenClass starts a class under a code.
func (s *Server) OpenClass(code, name string, seed uint64, bots int) (*class.Class, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if code == "" {
		code = rand.Text()[:5]
	}
	if len(code) > 12 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return nil, refuse("code", "班级码为 1 到 12 个字母或数字", "a class code has 1 to 12 letters or digits")
	}
	if bots < 0 || bots > 60 {
		return nil, refuse("bots", "机器人店铺应为 0 到 60 家", "0 to 60 bot shops")
	}
	b, err := scenarios.Load(name)
	if err != nil {
		return nil, refuse("scenario", "没有这个剧本", "there is no such scenario")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.classes[code] != nil {
		return nil, refuse("code", "班级码“"+code+"”已被使用，请换一个", "the class code "+code+" is taken: choose another")
	}
	if len(s.classes) >= maxClasses {
		return nil, refuse("code", "班级已满", "there are too many classes")
	}
	m := class.Meta{Code: code, Bundle: b, Seed: seed, Created: time.Now()}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	if err := s.st.Put(kindClass, code, data); err != nil {
		return nil, err
	}
	c, err := class.Open(s.st, m)
	if err != nil {
		return nil, err
	}
	parsed, err := scenario.Parse(b)
	if err != nil {
		return nil, err
	}
	for i := range bots {
		p := parsed.Bots[i%len(parsed.Bots)]
		n := p.Name.Zh
		if i >= len(parsed.Bots) {
			n += " " + strconv.Itoa(i/len(parsed.Bots)+1)
		}
		if err := c.Do(sim.Command{Open: &sim.OpenShop{Name: n, Bot: p.Temperament}}); err != nil {
			return nil, err
		}
	}
	s.classes[code] = c
	return c, nil
}

// Class is the class of a code, or nil.
func (s *Server) Class(code string) *class.Class {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.classes[strings.ToUpper(strings.TrimSpace(code))]
}

func refuse(field, zh, en string) error {
	return &sim.Rejection{Field: field, Text: scenario.Text{Zh: zh, En: en}}
}

// ServeHTTP serves every page, call and socket.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

func (s *Server) routes() {
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = fault
	protect := http.NewCrossOriginProtection()
	e.Use(echo.WrapMiddleware(protect.Handler), secure)
	e.POST("/api/join", s.join)
	s.deskRoutes(e)
	e.POST("/api/bridge/enter", s.enter)
	e.GET("/api/bridge", s.bridge)
	e.POST("/api/bridge/class", s.newClass)
	e.POST("/api/bridge/clock", s.clock)
	e.POST("/api/bridge/step", s.step)
	e.POST("/api/bridge/end", s.end)
	e.GET("/api/bridge/scores", s.scores)
	e.GET("/ws", s.socket)
	e.GET("/*", static)
}

func secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody)
		return next(c)
	}
}

// fault answers errors: a rejection with its field and both languages, everything else without its insides.
func fault(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	var r *sim.Rejection
	var h *echo.HTTPError
	status, body := http.StatusInternalServerError, any(sim.Rejection{Field: "server", Text: scenario.Text{Zh: "服务器出错，请告诉老师", En: "the server failed: tell the instructor"}})
	switch {
	case errors.As(err, &r):
		status, body = http.StatusUnprocessableEntity, r
		if r.Field == "session" {
			status = http.StatusUnauthorized
		}
	case errors.As(err, &h):
		status, body = h.Code, sim.Rejection{Field: "request", Text: scenario.Text{Zh: "请求无效", En: http.StatusText(h.Code)}}
	default:
		slog.Error("request failed", "path", c.Request().URL.Path, "err", err)
	}
	if err := c.JSON(status, body); err != nil {
		slog.Debug("no answer", "err", err)
	}
}

// body reads a JSON body strictly.
func body(c echo.Context, into any) error {
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return refuse("request", "无法读懂请求："+err.Error(), "the request cannot be read: "+err.Error())
	}
	return nil
}

// static serves the embedded pages, compressed where the browser allows.
func static(c echo.Context) error {
	name := strings.TrimPrefix(path.Clean("/"+c.Request().URL.Path), "/")
	switch name {
	case "":
		name = "index.html"
	case "desk", "bridge", "door":
		name += ".html"
	}
	data, err := fs.ReadFile(ui.Dist, "dist/"+name)
	if err != nil {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		h.Set("Vary", "Accept-Encoding")
		z := gzip.NewWriter(c.Response())
		defer z.Close()
		_, err = z.Write(data)
		return err
	}
	_, err = c.Response().Write(data)
	return err
}

func (s *Server) who(c echo.Context) (session, error) {
	var v session
	k, err := c.Cookie(cookie)
	if err != nil {
		return v, refuse("session", "请先进入课堂", "enter the class first")
	}
	data, ok, err := s.st.Get(kindSession, k.Value)
	if err != nil {
		return v, err
	}
	if !ok || json.Unmarshal(data, &v) != nil {
		return v, refuse("session", "请重新进入课堂", "enter the class again")
	}
	return v, nil
}

func (s *Server) student(c echo.Context) (*class.Class, int, error) {
	v, err := s.who(c)
	if err != nil {
		return nil, 0, err
	}
	k := s.Class(v.Class)
	if k == nil || v.Shop == 0 {
		return nil, 0, refuse("session", "请先进入课堂", "enter the class first")
	}
	return k, v.Shop, nil
}

func (s *Server) admit(c echo.Context, v session) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	token := rand.Text()
	if err := s.st.Put(kindSession, token, data); err != nil {
		return err
	}
	c.SetCookie(&http.Cookie{Name: cookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 180 * 24 * 3600})
	return nil
}

// join seats a student by name; a name that is seated asks for its PIN.
func (s *Server) join(c echo.Context) error {
	var in struct{ Code, Name, Pin string }
	if err := body(c, &in); err != nil {
		return err
	}
	k := s.Class(in.Code)
	if k == nil {
		return refuse("code", "没有这个班级码，请看老师屏幕上的班级码", "there is no class of that code: look at the instructor's screen")
	}
	in.Name = strings.TrimSpace(in.Name)
	shop, created, err := k.Seat(in.Name)
	if err != nil {
		return err
	}
	key := k.Meta.Code + "/" + strconv.Itoa(shop)
	pin := ""
	if created {
		pin = digits(4)
		if err := s.st.Put(kindSeat, key, []byte(pin)); err != nil {
			return err
		}
	} else {
		want, _, err := s.st.Get(kindSeat, key)
		if err != nil {
			return err
		}
		if in.Pin == "" || in.Pin != string(want) {
			return refuse("pin", "这个名字已入座：请输入入座时显示的 PIN，或换个名字", "this name is seated: give the PIN that was shown, or choose another name")
		}
		pin = string(want)
	}
	if err := s.admit(c, session{Class: k.Meta.Code, Shop: shop}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"shop": shop, "pin": pin})
}

func digits(n int) string {
	raw := make([]byte, n)
	if _, err := rand.Read(raw); err != nil {
		panic("web: no random numbers: " + err.Error())
	}
	for i := range raw {
		raw[i] = '0' + raw[i]%10
	}
	return string(raw)
}

// socket streams the class, and to a student the own shop, coalesced to at most two messages a second.
func (s *Server) socket(c echo.Context) error {
	v, err := s.who(c)
	if err != nil {
		return err
	}
	code := v.Class
	if v.Instructor {
		code = c.QueryParam("class")
	}
	k := s.Class(code)
	if k == nil {
		return refuse("class", "没有这个班级", "there is no such class")
	}
	ws, err := s.upgrader.Upgrade(c.Response(), c.Request(), nil)
	if err != nil {
		return nil // the upgrader has answered
	}
	defer ws.Close()
	sub, end, err := k.Subscribe(v.Shop)
	if err != nil {
		return nil
	}
	defer end()
	ctx, cancel := context.WithCancel(c.Request().Context())
	go func() {
		defer cancel()
		ws.SetReadLimit(maxFrame)
		for {
			if err := ws.SetReadDeadline(time.Now().Add(pongWait)); err != nil {
				return
			}
			if _, _, err := ws.ReadMessage(); err != nil {
				return
			}
		}
	}()
	ws.SetPongHandler(func(string) error { return ws.SetReadDeadline(time.Now().Add(pongWait)) })
	ping := time.NewTicker(pongWait / 2)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ping.C:
			if err := ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)); err != nil {
				return nil
			}
		case <-sub.C:
			public, private := sub.Take()
			for _, m := range [][]byte{public, private} {
				if m == nil {
					continue
				}
				if err := ws.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
					return nil
				}
				if err := ws.WriteMessage(websocket.TextMessage, m); err != nil {
					return nil
				}
			}
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(400 * time.Millisecond):
			}
		}
	}
}

// Codes are the open classes' codes in order.
func (s *Server) Codes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for k := range s.classes {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
