package web

import (
	"github.com/labstack/echo/v4"

	"chuhai/sim"
)

// borderRoutes are what the customs room asks of borders beyond the shop's own.
func (s *Server) borderRoutes(e *echo.Echo) {
	e.POST("/api/borders", s.borders)
}

// borders compares what every country's border takes of a consignment.
func (s *Server) borders(c echo.Context) error {
	k, _, err := s.student(c)
	if err != nil {
		return err
	}
	var in sim.Crossing
	if err := body(c, &in); err != nil {
		return err
	}
	all, err := k.Borders()
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.BorderTable, error) { return w.CrossBorders(all, in) })
}
