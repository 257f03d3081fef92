package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
)

// shocks are what can happen to the network of a class, for its instructor to choose from.
func (s *Server) shocks(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, k.Shocks())
}

// throw brings about one of them.
func (s *Server) throw(c echo.Context) error {
	var in struct {
		Class string
		sim.Throw
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Do(sim.Command{Network: &sim.NetworkDecision{Throw: &in.Throw}}); err != nil {
		return err
	}
	return done(c)
}

// lift ends one today, or calls it off before it has begun.
func (s *Server) lift(c echo.Context) error {
	var in struct {
		Class string
		sim.Lift
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	if err := k.Do(sim.Command{Network: &sim.NetworkDecision{Lift: &in.Lift}}); err != nil {
		return err
	}
	return done(c)
}
