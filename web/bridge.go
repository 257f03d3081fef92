package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/binary"
	"net/http"

	"github.com/labstack/echo/v4"
	"golang.org/x/crypto/argon2"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
)

// minPassword is the least length of the instructor's password, in bytes.
const minPassword = 6

// hash is argon2id with 19 MiB and two passes (OWASP password storage, 2024). At most two run at once, so that logins
// never starve the class.
func (s *Server) hash(password string, salt []byte) []byte {
	s.passes <- struct{}{}
	defer func() { <-s.passes }()
	return argon2.IDKey([]byte(password), salt, 2, 19*1024, 1, 32)
}

// bridgeRoutes are what the instructor's pages call.
func (s *Server) bridgeRoutes(e *echo.Echo) {
	e.POST("/api/bridge/enter", s.enter)
	e.GET("/api/bridge", s.bridge)
	e.POST("/api/bridge/class", s.newClass)
	e.POST("/api/bridge/clock", s.clock)
	e.POST("/api/bridge/step", s.step)
	e.POST("/api/bridge/end", s.end)
	e.POST("/api/bridge/pin", s.newPIN)
	e.GET("/api/bridge/scores", s.scores)
}

// enter lets the instructor in: with the one-time token it sets the password, afterwards it asks for it.
func (s *Server) enter(c echo.Context) error {
	var in struct{ Token, Password string }
	if err := body(c, &in); err != nil {
		return err
	}
	if len(in.Password) < minPassword || len(in.Password) > 200 {
		return refuse("password", "密码至少 6 位", "the password has at least 6 characters")
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
		if in.Token == "" || subtle.ConstantTimeCompare([]byte(in.Token), []byte(s.Setup())) != 1 {
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

// bridge is what the instructor's page starts from.
func (s *Server) bridge(c echo.Context) error {
	if err := s.instructor(c); err != nil {
		return err
	}
	type entry struct {
		ID      string        `json:"id"`
		Title   scenario.Text `json:"title"`
		Summary scenario.Text `json:"summary"`
		Days    int           `json:"days"`
	}
	var lessons []entry
	for _, n := range scenarios.Names() {
		b, err := scenarios.Load(n)
		if err != nil {
			return err
		}
		p, err := scenario.Parse(b)
		if err != nil {
			return err
		}
		lessons = append(lessons, entry{p.ID, p.Title, p.Summary, p.Days})
	}
	return c.JSON(http.StatusOK, map[string]any{"scenarios": lessons, "classes": s.Codes()})
}

func (s *Server) newClass(c echo.Context) error {
	if err := s.instructor(c); err != nil {
		return err
	}
	var in struct {
		Code, Scenario string
		Bots           int
	}
	if err := body(c, &in); err != nil {
		return err
	}
	var seed [8]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return err
	}
	k, err := s.OpenClass(in.Code, in.Scenario, binary.LittleEndian.Uint64(seed[:])>>1, in.Bots)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"code": k.Meta.Code})
}

// steered is the class that an instructor's call names.
func (s *Server) steered(c echo.Context, code string) (*class.Class, error) {
	if err := s.instructor(c); err != nil {
		return nil, err
	}
	return s.find(code)
}

func (s *Server) clock(c echo.Context) error {
	var in struct {
		Class   string
		Running bool
		Seconds int
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Clock(in.Running, in.Seconds); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"ok": true})
}

func (s *Server) step(c echo.Context) error { return s.days(c, 1) }

// end plays the run to its last day.
func (s *Server) end(c echo.Context) error { return s.days(c, scenario.MaxDays) }

func (s *Server) days(c echo.Context, n int) error {
	var in struct{ Class string }
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	for range n {
		over := false
		if err := k.With(func(w *sim.World) error { over = w.Over(); return nil }); err != nil {
			return err
		}
		if over {
			break
		}
		if err := k.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			return err
		}
	}
	return c.JSON(http.StatusOK, map[string]bool{"ok": true})
}

// scores are each shop's indicators.
func (s *Server) scores(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	var out []sim.ShopScore
	if err := k.With(func(w *sim.World) error { out = w.Scores(); return nil }); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, out)
}
