package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
)

// borderRoutes are what the customs room asks of borders beyond the shop's own.
func (s *Server) borderRoutes(e *echo.Echo) {
	e.POST("/api/borders", s.borders)
	e.GET("/api/papers", s.papers)
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

// papers are what goes with an order or a consignment of the shop over the border.
func (s *Server) papers(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	if order := c.QueryParam("order"); order != "" {
		return answer(c, k, func(w *sim.World) (*sim.Papers, error) { return w.OrderPapers(shop, order) })
	}
	n, err := strconv.Atoi(c.QueryParam("consignment"))
	if err != nil {
		return refuse("consignment", "请给出订单号或备货编号", "give the number of an order or of a consignment")
	}
	return answer(c, k, func(w *sim.World) (*sim.Papers, error) { return w.ConsignmentPapers(shop, n) })
}
