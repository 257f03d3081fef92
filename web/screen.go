package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/skip2/go-qrcode"

	"chuhai/web/class"
	"chuhai/web/wire"
)

// screenRoutes are what the projector's page calls. Whoever has the class code may read them: they tell no more than
// the leaderboard in the room.
func (s *Server) screenRoutes(e *echo.Echo) {
	e.GET("/api/screen", s.screen)
	e.GET("/api/qr.svg", s.qr)
}

func (s *Server) public(c echo.Context) (*class.Class, error) {
	if k := s.Class(c.QueryParam("class")); k != nil {
		return k, nil
	}
	return nil, refuse("class", "没有这个班级码", "there is no class of that code")
}

func (s *Server) screen(c echo.Context) error {
	k, err := s.public(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, wire.Screen{Code: k.Meta.Code, Name: k.Meta.Name, Door: doorOf(c.Request(), k.Meta.Code), Catalogue: *k.Catalogue})
}

// qr is the class door's address as a picture.
func (s *Server) qr(c echo.Context) error {
	k, err := s.public(c)
	if err != nil {
		return err
	}
	code, err := qrcode.New(doorOf(c.Request(), k.Meta.Code), qrcode.Medium)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	return c.Blob(http.StatusOK, "image/svg+xml", []byte(svg(code.Bitmap())))
}

// svg draws the modules of a QR code, its quiet zone included.
func svg(modules [][]bool) string {
	var b strings.Builder
	n := len(modules)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, n, n, n, n)
	for y, row := range modules {
		for x, dark := range row {
			if dark {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String()
}
