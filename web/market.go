package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
)

// What a student's desk asks of search, advertising, account health and compliance, always of the session's own shop.

// keywords are what shoppers of a marketplace type who look for a good, with what a title covers that may yet be
// published.
func (s *Server) keywords(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in struct {
		Marketplace string `json:"marketplace"`
		Good        string `json:"good"`
		Title       string `json:"title"`
		Translation string `json:"translation"`
	}
	if err := body(c, &in); err != nil {
		return err
	}
	if len(in.Title) > mostTitle {
		return refuse("title", "标题太长", "the title is too long")
	}
	return answer(c, k, func(w *sim.World) ([]sim.KeywordRow, error) {
		return w.Keywords(shop, in.Marketplace, in.Good, in.Title, in.Translation)
	})
}

// mostTitle is the longest title whose keywords are looked up, in bytes: far more than a marketplace takes.
const mostTitle = 4096

// funnel is why one of the shop's listings sells as it does.
func (s *Server) funnel(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	listing, err := strconv.Atoi(c.QueryParam("listing"))
	if err != nil {
		return refuse("listing", "listing 应为刊登编号", "listing must be the number of a listing")
	}
	return answer(c, k, func(w *sim.World) (*sim.Funnel, error) { return w.Funnel(shop, listing) })
}

// search is a marketplace's result page, with the shop's own listings marked.
func (s *Server) search(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	marketplace, query := c.QueryParam("marketplace"), c.QueryParam("query")
	return answer(c, k, func(w *sim.World) (*sim.SearchPage, error) { return w.Search(shop, marketplace, query) })
}

// ads is what the shop's advertising came to.
func (s *Server) ads(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.AdsReport, error) { return w.Ads(shop) })
}

// health is the shop's standing with each marketplace.
func (s *Server) health(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.HealthView, error) { return w.Health(shop) })
}

// compliance is how the shop stands with papers, rights and data protection.
func (s *Server) compliance(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.ComplianceView, error) { return w.Compliance(shop) })
}
