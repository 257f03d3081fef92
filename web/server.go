// Package web serves people: the class door, the seller's desk, the instructor's bridge. It knows who may do what; what
// a decision means is the engine's business.
package web

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
	"chuhai/web/store"
)

// Limits.
const (
	maxClasses   = 200
	maxBots      = 60 // of a class
	maxClassCode = 12
	newCodeLen   = 5 // of a code that nobody chose
	secretLen    = 16
)

// Kinds of small records.
const (
	kindClass   = "class"
	kindSession = "session"
	kindSeat    = "seat"  // a PIN that replaced a seat's first
	kindClock   = "clock" // written by class
	kindFace    = "face"  // written by class
	kindOwner   = "owner"
)

// Server is a school: its classes and the people at their doors.
type Server struct {
	st      *store.Store
	echo    *echo.Echo
	pages   map[string]*page
	methods map[string][]string // by path of a call
	passes  chan struct{}       // slots for password hashing
	guesses guesses
	paces   paces
	sockets sync.WaitGroup
	breath  time.Duration // between a socket's messages: none in benchmarks

	mu      sync.Mutex
	own     []lesson                // beside those that come with the program
	classes map[string]*class.Class // nil while it is being opened
	broken  map[string]error        // classes that cannot be opened
	setup   string                  // the one-time token that sets the instructor's password
	closed  bool
}

// New opens every stored class and makes the routes. A class that cannot be opened is logged, and its code stays taken;
// the others open.
func New(st *store.Store) (*Server, error) {
	pages, err := pages()
	if err != nil {
		return nil, err
	}
	s := &Server{
		st: st, echo: echo.New(), pages: pages, passes: make(chan struct{}, 2), breath: breath,
		classes: map[string]*class.Class{}, broken: map[string]error{},
	}
	err = st.Each(kindClass, func(code string, data []byte, err error) {
		var m class.Meta
		if err == nil {
			err = json.Unmarshal(data, &m)
		}
		var c *class.Class
		if err == nil {
			c, err = class.Open(st, m)
		}
		if err != nil {
			slog.Error("a class cannot be opened", "class", code, "err", err)
			s.broken[code] = err
			return
		}
		s.classes[code] = c
	})
	if err != nil {
		return nil, err
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

// Broken are the classes that could not be opened, and why.
func (s *Server) Broken() map[string]error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.broken)
}

// Close ends every socket and stops every class.
func (s *Server) Close() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.closed = true
	all := s.classes
	s.classes = map[string]*class.Class{}
	s.mu.Unlock()
	for _, c := range all {
		if c != nil {
			c.Close()
		}
	}
	s.sockets.Wait()
}

// OpenClass starts a class of a lesson under a code and a name; without a code it makes one up. A class is there with all
// its bots, or not at all.
func (s *Server) OpenClass(code, name, lesson string, seed uint64, bots int) (*class.Class, error) {
	code = cleanCode(code)
	if code == "" {
		code = rand.Text()[:newCodeLen]
	}
	if len(code) > maxClassCode || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		most := strconv.Itoa(maxClassCode)
		return nil, refuse("code", "班级码为 1 到 "+most+" 个字母、数字或连字符", "a class code has 1 to "+most+" letters, digits or hyphens")
	}
	if bots < 0 || bots > maxBots {
		return nil, refuse("bots", "机器人店铺应为 0 到 "+strconv.Itoa(maxBots)+" 家", "0 to "+strconv.Itoa(maxBots)+" bot shops")
	}
	b, err := s.taught(lesson)
	if err != nil {
		return nil, err
	}
	if err := s.reserve(code); err != nil {
		return nil, err
	}
	c, err := s.openClass(class.Meta{Code: code, Name: name, Bundle: b, Seed: seed, Secret: make([]byte, secretLen), Created: time.Now()}, bots)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil:
		delete(s.classes, code)
		return nil, err
	case s.closed:
		c.Close()
		return nil, class.ErrStopped
	}
	s.classes[code] = c
	return c, nil
}

// reserve takes a code.
func (s *Server) reserve(code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, taken := s.classes[code]
	_, broken := s.broken[code]
	if taken || broken {
		return refuse("code", "班级码“"+code+"”已被使用，请换一个", "the class code "+code+" is taken: choose another")
	}
	if len(s.classes) >= maxClasses {
		most := strconv.Itoa(maxClasses)
		return refuse("code", "班级已满（"+most+" 个），请先删除旧班级", "there are "+most+" classes, which is the most: delete an old one first")
	}
	s.classes[code] = nil
	return nil
}

func (s *Server) openClass(m class.Meta, bots int) (*class.Class, error) {
	if _, err := rand.Read(m.Secret); err != nil {
		return nil, err
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	parsed, err := scenario.Parse(m.Bundle)
	if err != nil {
		return nil, err
	}
	if err := s.st.Drop(m.Code, kindSeat, kindClock, kindFace); err != nil { // what an opening that was cut short has left
		return nil, err
	}
	c, err := class.Open(s.st, m)
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
			c.Close()
			return nil, err
		}
	}
	if err := s.st.Put(kindClass, m.Code, data); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// RemoveClass stops a class and deletes all that is stored of it. Its students' sessions end with it.
func (s *Server) RemoveClass(code string) error {
	code = cleanCode(code)
	s.mu.Lock()
	c := s.classes[code]
	if c == nil && s.broken[code] == nil {
		s.mu.Unlock()
		return refuse("class", "没有这个班级", "there is no such class")
	}
	s.classes[code] = nil // the code stays taken until all is gone
	s.mu.Unlock()
	if c != nil {
		c.Close()
	}
	if err := s.st.Drop(code, kindClass, kindSeat, kindClock, kindFace); err != nil {
		return fmt.Errorf("class %s: %w", code, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.classes, code)
	delete(s.broken, code)
	return nil
}

// Class is the class of a code, or nil.
func (s *Server) Class(code string) *class.Class {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.classes[cleanCode(code)]
}

// find is the class of a code, or an error for people.
func (s *Server) find(code string) (*class.Class, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.classes[cleanCode(code)]; c != nil {
		return c, nil
	}
	if err := s.broken[cleanCode(code)]; err != nil {
		return nil, refuse("class", "这个班级无法打开："+err.Error(), "this class cannot be opened: "+err.Error())
	}
	return nil, refuse("class", "没有这个班级", "there is no such class")
}

// Codes are the open classes' codes in order.
func (s *Server) Codes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []string{}
	for code, c := range s.classes {
		if c != nil {
			out = append(out, code)
		}
	}
	sort.Strings(out)
	return out
}

func cleanCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

// ServeHTTP serves every page, call and socket.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

func (s *Server) routes() {
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = echo.ExtractIPDirect()
	e.HTTPErrorHandler = fault
	e.Use(calm, secure)
	e.GET("/api/me", s.me)
	e.POST("/api/join", s.join)
	s.deskRoutes(e)
	s.bridgeRoutes(e)
	s.screenRoutes(e)
	e.GET("/ws", s.socket)
	s.methods = map[string][]string{}
	for _, r := range e.Routes() {
		s.methods[r.Path] = append(s.methods[r.Path], r.Method)
	}
	e.GET("/*", s.static)
	e.HEAD("/*", s.static)
}

// errNotFound is what a path that leads nowhere answers.
var errNotFound = errors.New("not found")
