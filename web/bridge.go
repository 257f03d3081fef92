package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/argon2"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
	"chuhai/web/wire"
)

// Limits of what an instructor types.
const (
	minPassword  = 6 // bytes
	maxPassword  = 200
	maxClassName = 40
)

// bridgeRoutes are what the instructor's page calls. All but those that let in and out ask for the instructor's session.
func (s *Server) bridgeRoutes(e *echo.Echo) {
	e.GET("/api/bridge/setup", s.firstRun)
	e.POST("/api/bridge/enter", s.enter)
	e.POST("/api/bridge/leave", s.leave)
	e.GET("/api/bridge", s.bridge)
	e.POST("/api/bridge/class", s.newClass)
	e.POST("/api/bridge/delete", s.deleteClass)
	e.GET("/api/bridge/shocks", s.shocks)
	e.GET("/api/bridge/catalogue", s.catalogue)
	e.GET("/api/bridge/overview", s.overview)
	e.GET("/api/bridge/shop", s.panel)
	e.GET("/api/bridge/seats", s.seats)
	e.POST("/api/bridge/pin", s.newPIN)
	e.GET("/api/bridge/scores", s.scores)
	e.GET("/api/bridge/gradebook.xlsx", s.gradebookXLSX)
	e.GET("/api/bridge/gradebook.csv", s.gradebookCSV)
	e.GET("/api/bridge/record.zip", s.recordZIP)
	s.steerRoutes(e)
}

// hash is argon2id with 19 MiB and two passes (OWASP password storage, 2024). At most two run at once, so that logins
// never starve the class.
func (s *Server) hash(password string, salt []byte) []byte {
	s.passes <- struct{}{}
	defer func() { <-s.passes }()
	return argon2.IDKey([]byte(password), salt, 2, 19*1024, 1, 32)
}

// firstRun tells the page whether there is a password yet, and whether the one-time link it was opened with holds.
func (s *Server) firstRun(c echo.Context) error {
	_, set, err := s.st.Get(kindOwner, "password")
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"set": set, "valid": !set && s.setsUp(c.QueryParam("token"))})
}

// setsUp reports whether a token is that of the one-time link.
func (s *Server) setsUp(token string) bool {
	want := s.Setup()
	return want != "" && subtle.ConstantTimeCompare([]byte(token), []byte(want)) == 1
}

// ForgetPassword makes a new one-time link for the instructor's password and ends the sessions that the old one opened.
func (s *Server) ForgetPassword() error {
	if err := s.st.Delete(kindOwner, "password"); err != nil {
		return err
	}
	var opened []string
	err := s.st.Each(kindSession, func(token string, data []byte, err error) {
		var v session
		if err != nil || json.Unmarshal(data, &v) != nil || v.Instructor {
			opened = append(opened, token)
		}
	})
	if err != nil {
		return err
	}
	for _, token := range opened {
		if err := s.st.Delete(kindSession, token); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setup = rand.Text()
	return nil
}

// enter lets the instructor in: with the one-time token it sets the password, afterwards it asks for it.
func (s *Server) enter(c echo.Context) error {
	var in struct{ Token, Password string }
	if err := body(c, &in); err != nil {
		return err
	}
	if n := len(in.Password); n < minPassword || n > maxPassword {
		return refuse("password", fmt.Sprintf("密码应为 %d 到 %d 位", minPassword, maxPassword),
			fmt.Sprintf("the password has %d to %d characters", minPassword, maxPassword))
	}
	stored, ok, err := s.st.Get(kindOwner, "password")
	if err != nil {
		return err
	}
	guess := "password/" + c.RealIP() // by address, so that a guessing student does not keep the instructor out
	if wait := s.guesses.take(guess); wait > 0 {
		return tooManyGuesses("password", wait)
	}
	const saltLen = 16
	if !ok {
		if !s.setsUp(in.Token) {
			return refuse("token", "请使用启动时显示的一次性链接设置密码", "set the password with the one-time link that was printed at the start")
		}
		salt := make([]byte, saltLen)
		if _, err := rand.Read(salt); err != nil {
			return err
		}
		if err := s.st.Put(kindOwner, "password", append(salt, s.hash(in.Password, salt)...)); err != nil {
			return err
		}
		s.mu.Lock()
		s.setup = ""
		s.mu.Unlock()
	} else if len(stored) <= saltLen || subtle.ConstantTimeCompare(stored[saltLen:], s.hash(in.Password, stored[:saltLen])) != 1 {
		return refuse("password", "密码不对", "the password is wrong")
	}
	s.guesses.clear(guess)
	if err := s.admit(c, bridgeCookie, session{Instructor: true}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"ok": true})
}

// leave ends the instructor's session in this browser, if there is one.
func (s *Server) leave(c echo.Context) error {
	if err := s.dismiss(c, bridgeCookie); err != nil {
		return err
	}
	return done(c)
}

// bridge is what the instructor's page starts from.
func (s *Server) bridge(c echo.Context) error {
	if err := s.instructor(c); err != nil {
		return err
	}
	out := wire.Bridge{Scenarios: []wire.Lesson{}, Classes: []wire.ClassCard{}, Shut: []wire.ShutClass{}}
	shelf, err := s.lessons()
	if err != nil {
		return err
	}
	for _, l := range shelf {
		out.Scenarios = append(out.Scenarios, l.card)
	}
	for _, code := range s.Codes() {
		if k := s.Class(code); k != nil {
			card, err := cardOf(k)
			if err != nil {
				return err
			}
			out.Classes = append(out.Classes, card)
		}
	}
	broken := s.Broken()
	for _, code := range slices.Sorted(maps.Keys(broken)) {
		out.Shut = append(out.Shut, wire.ShutClass{Code: code, Why: broken[code].Error()})
	}
	return c.JSON(http.StatusOK, out)
}

func cardOf(k *class.Class) (wire.ClassCard, error) {
	card := wire.ClassCard{Code: k.Meta.Code, Name: k.Meta.Name, Title: k.Catalogue.Title, Online: len(k.Online())}
	at, err := k.Status()
	if err != nil {
		return card, err
	}
	card.Running = at.Running
	if !at.Active.IsZero() {
		card.Active = at.Active.UTC().Format(time.RFC3339)
	}
	return card, k.With(func(w *sim.World) error {
		card.Day, card.Days, card.Date, card.Over = w.Day(), w.Scenario().Days, w.Date().String(), w.Over()
		for _, r := range w.Board() {
			card.Shops++
			if !r.Bot {
				card.People++
			}
		}
		return nil
	})
}

func (s *Server) newClass(c echo.Context) error {
	if err := s.instructor(c); err != nil {
		return err
	}
	var in struct {
		Code, Name, Scenario string
		Bots                 int
		Seed                 *uint64
	}
	if err := body(c, &in); err != nil {
		return err
	}
	name := strings.TrimSpace(in.Name)
	if utf8.RuneCountInString(name) > maxClassName {
		return refuse("name", fmt.Sprintf("班级名最多 %d 个字", maxClassName), fmt.Sprintf("a class name has at most %d characters", maxClassName))
	}
	if in.Seed == nil {
		var seed [8]byte
		if _, err := rand.Read(seed[:]); err != nil {
			return err
		}
		n := binary.LittleEndian.Uint64(seed[:]) >> 1
		in.Seed = &n
	}
	k, err := s.OpenClass(in.Code, name, in.Scenario, *in.Seed, in.Bots)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"code": k.Meta.Code})
}

// deleteClass removes a class with all it holds, a damaged one too. The code typed again is the confirmation.
func (s *Server) deleteClass(c echo.Context) error {
	var in struct{ Class, Confirm string }
	if err := body(c, &in); err != nil {
		return err
	}
	if err := s.instructor(c); err != nil {
		return err
	}
	code := cleanCode(in.Class)
	if cleanCode(in.Confirm) != code {
		return refuse("confirm", "请输入班级码 "+code+" 确认删除", "type the class code "+code+" to confirm")
	}
	if err := s.RemoveClass(code); err != nil {
		return err
	}
	return done(c)
}

// steered is the class that an instructor's call names.
func (s *Server) steered(c echo.Context, code string) (*class.Class, error) {
	if err := s.instructor(c); err != nil {
		return nil, err
	}
	return s.find(code)
}

// done answers a call that has nothing to tell.
func done(c echo.Context) error { return c.JSON(http.StatusOK, map[string]bool{"ok": true}) }

func (s *Server) catalogue(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, k.Catalogue)
}

// overview is every shop at a glance.
func (s *Server) overview(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (wire.Overview, error) {
		return wire.Overview{Day: w.Day(), Rows: w.Overview()}, nil
	})
}

// panel is what the instructor sees over a shop's shoulder. It can only be read.
func (s *Server) panel(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	shop, err := number(c, "shop")
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*wire.Panel, error) {
		v, err := w.Shop(shop)
		if err != nil {
			return nil, err
		}
		p := &wire.Panel{Shop: *v, Score: w.Scores()[shop-1], Health: []sim.HealthView{}}
		if w.Scenario().Uses(scenario.WithHealth) {
			if p.Health, err = w.Health(shop); err != nil {
				return nil, err
			}
		}
		return p, nil
	})
}
