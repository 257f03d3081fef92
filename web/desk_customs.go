package web

import (
	"strings"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/customs"
)

// Limits of a search for a tariff heading.
const (
	mostFound = 10
	longQuery = 200
)

// customsRoutes are what the customs room of a desk calls.
func (s *Server) customsRoutes(e *echo.Echo) {
	e.GET("/api/declarations", s.declarations)
	e.POST("/api/declaration", s.declaration)
	e.GET("/api/classify", s.classify)
	e.GET("/api/customs-record", s.customsRecord)
}

// declarations are how each good is declared to each border.
func (s *Server) declarations(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.Declared, error) { return w.Declarations(shop) })
}

// customsRecord is what customs has found wrong with the shop's goods.
func (s *Server) customsRecord(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.CustomsRecord, error) { return w.CustomsRecord(shop) })
}

// declaration is what the border would ask of a listing's piece under a declaration that is not yet made.
func (s *Server) declaration(c echo.Context) error {
	k, _, err := s.student(c)
	if err != nil {
		return err
	}
	var in struct {
		Listing sim.PublishListing `json:"listing"`
		Declare sim.DeclareGood    `json:"declare"`
	}
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*customs.Assessment, error) { return w.AssessDeclared(in.Listing, in.Declare) })
}

// classify finds tariff headings by a word of the trade or the first digits.
func (s *Server) classify(c echo.Context) error {
	k, _, err := s.student(c)
	if err != nil {
		return err
	}
	query := strings.TrimSpace(c.QueryParam("q"))
	if query == "" || len(query) > longQuery {
		return refuse("q", "请输入商品名或编码开头", "type the goods' name, or the first digits of a code")
	}
	return answer(c, k, func(w *sim.World) ([]customs.Found, error) {
		return customs.Classify(w.Scenario().Headings, query, mostFound), nil
	})
}
