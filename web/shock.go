package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// shocks are what can happen to the network of a class, for its instructor to choose from.
func (s *Server) shocks(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, k.Shocks())
}
