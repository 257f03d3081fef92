package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
)

// number reads a whole number that a query must give.
func number(c echo.Context, name string) (int, error) {
	n, err := strconv.Atoi(c.QueryParam(name))
	if err != nil {
		return 0, refuse(name, name+" 应为整数", name+" must be a whole number")
	}
	return n, nil
}

// clock starts or pauses the days and sets their length.
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
	return done(c)
}

// step lets one day pass, and answers when it has.
func (s *Server) step(c echo.Context) error {
	var in struct{ Class string }
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Do(sim.Command{Step: &sim.Step{}}); err != nil {
		return err
	}
	return done(c)
}

// until lets the days pass as fast as they can until a day has been played; day 0 stops that. It answers at once, and
// everyone sees how far it is.
func (s *Server) until(c echo.Context) error {
	var in struct {
		Class string
		Day   int
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Until(in.Day); err != nil {
		return err
	}
	return done(c)
}

// end lets the days pass to the last. Until that has been played, it can be stopped like any run until a day.
func (s *Server) end(c echo.Context) error {
	var in struct{ Class string }
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.End(); err != nil {
		return err
	}
	return done(c)
}

// announce shows a text on every desk; an empty one takes it away.
func (s *Server) announce(c echo.Context) error {
	var in struct{ Class, Text string }
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Announce(in.Text); err != nil {
		return err
	}
	return done(c)
}

// freeze keeps today's leaderboard in everyone's sight until it is revealed.
func (s *Server) freeze(c echo.Context) error {
	var in struct {
		Class  string
		Frozen bool
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Freeze(in.Frozen); err != nil {
		return err
	}
	return done(c)
}
