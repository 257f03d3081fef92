package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/web/books"
	"chuhai/web/class"
)

// Limits of what one call returns.
const (
	mostOrders  = 1000
	mostJournal = 2000
)

// deskRoutes are what a student's desk calls. Every one acts on the session's own shop, whatever the request says.
func (s *Server) deskRoutes(e *echo.Echo) {
	e.GET("/api/desk", s.desk)
	e.POST("/api/command", s.command)
	e.POST("/api/quote", s.quote)
	e.POST("/api/plan", s.plan)
	e.POST("/api/conversion", s.conversion)
	e.GET("/api/orders", s.orders)
	e.GET("/api/order", s.order)
	e.GET("/api/books", s.books)
	e.GET("/api/books.xlsx", s.workbook)
	e.GET("/api/journal.csv", s.journal)
	e.GET("/api/score", s.score)
	e.GET("/api/rates", s.rates)
	e.GET("/api/service", s.service)
	e.GET("/api/health", s.health)
	e.GET("/api/compliance", s.compliance)
	e.POST("/api/keywords", s.keywords)
	e.GET("/api/funnel", s.funnel)
	e.GET("/api/search", s.search)
	e.GET("/api/ads", s.ads)
	s.customsRoutes(e)
	s.borderRoutes(e)
	s.financeRoutes(e)
}

// answer runs fn with the world and sends what it returns.
func answer[T any](c echo.Context, k *class.Class, fn func(*sim.World) (T, error)) error {
	var out T
	err := k.With(func(w *sim.World) (err error) {
		out, err = fn(w)
		return err
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, out)
}

func (s *Server) desk(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	pin, err := s.pin(k, shop)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"shop": shop, "pin": pin, "catalogue": k.Catalogue})
}

// command carries out a student's decision; with an id, only once. Opening shops and the clock are not students' to
// command.
func (s *Server) command(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in class.Record
	if err := body(c, &in); err != nil {
		return err
	}
	if in.Open != nil || in.Step != nil || in.Network != nil {
		return refuse("command", "这不是学生的操作", "this is not a student's to command")
	}
	in.Shop = shop
	if err := k.DoOnce(in.ID, in.Command); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]bool{"ok": true})
}

// quote is the landed cost and margin of a listing before it is published. unit is what a piece would cost, in minor
// units of the home currency; without it the stock's average counts.
func (s *Server) quote(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in struct {
		sim.PublishListing
		Unit int64 `json:"unit"`
	}
	if err := body(c, &in); err != nil {
		return err
	}
	if in.Unit < 0 || in.Unit > sim.MaxPrice {
		return refuse("unit", "单件成本不合理", "the unit cost is out of range")
	}
	return answer(c, k, func(w *sim.World) (*sim.Quote, error) { return w.Quote(shop, in.PublishListing, in.Unit) })
}

// plan compares the ways to restock a warehouse.
func (s *Server) plan(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in struct {
		Good     string `json:"good"`
		Place    string `json:"place"` // where the goods lie; empty: home
		Quantity int    `json:"quantity"`
	}
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.FreightPlan, error) { return w.Plan(shop, in.Good, in.Place, in.Quantity) })
}

// conversion is what the bank would pay for a conversion.
func (s *Server) conversion(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in sim.Convert
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.ConversionQuote, error) { return w.QuoteConversion(shop, in) })
}

// limit reads the limit parameter, between 1 and most.
func limit(c echo.Context, usual, most int) (int, error) {
	text := c.QueryParam("limit")
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, refuse("limit", "limit 应在 1 到 "+strconv.Itoa(most)+" 之间", "limit must lie between 1 and "+strconv.Itoa(most))
	}
	return n, nil
}

// orders are the shop's orders, newest first, finished ones included.
func (s *Server) orders(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	n, err := limit(c, 200, mostOrders)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.OrderRow, error) { return w.Orders(shop, n), nil })
}

// order is the life of one of the shop's orders.
func (s *Server) order(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	number := c.QueryParam("number")
	return answer(c, k, func(w *sim.World) (*sim.OrderLife, error) { return w.Order(shop, number) })
}

// books are the shop's accounts and the newest lines of its journal.
func (s *Server) books(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	n, err := limit(c, 200, mostJournal)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.Books, error) { return w.Books(shop, n) })
}

// tables are the session's shop's books as tables, taken while the class holds still.
func (s *Server) tables(c echo.Context) (tables []books.Table, owner books.Owner, err error) {
	k, shop, err := s.student(c)
	if err != nil {
		return nil, owner, err
	}
	err = k.With(func(w *sim.World) (err error) {
		if owner, err = books.OwnerOf(w, shop); err == nil {
			tables, err = books.Tables(w, w.Scenario(), shop)
		}
		return err
	})
	return tables, owner, err
}

// download names a file that the browser saves. A name beyond ASCII is given as RFC 6266 says, and without its letters to
// a browser that does not know that.
func download(c echo.Context, name, kind string) {
	h := c.Response().Header()
	h.Set("Content-Type", kind)
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, name)
	named := `attachment; filename="` + plain + `"`
	if plain != name {
		named += "; filename*=UTF-8''" + url.PathEscape(name)
	}
	h.Set("Content-Disposition", named)
	h.Set("Cache-Control", "no-store")
}

// workbook is the shop's books for a spreadsheet.
func (s *Server) workbook(c echo.Context) error {
	tables, owner, err := s.tables(c)
	if err != nil {
		return err
	}
	download(c, "chuhai-"+owner.FileName()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	return books.Workbook(c.Response(), owner.Title(), tables)
}

// journal is the shop's whole journal as csv.
func (s *Server) journal(c echo.Context) error {
	tables, owner, err := s.tables(c)
	if err != nil {
		return err
	}
	for i := range tables {
		if tables[i].ID == "journal" {
			download(c, "chuhai-"+owner.FileName()+"-journal.csv", "text/csv; charset=utf-8")
			return tables[i].CSV(c.Response())
		}
	}
	return fmt.Errorf("the books of shop %d hold no journal", owner.Shop)
}

// score is the shop's own score by indicator, as of now.
func (s *Server) score(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (sim.ShopScore, error) { return w.Scores()[shop-1], nil })
}

// rates are the reference rates of the foreign currencies up to today.
func (s *Server) rates(c echo.Context) error {
	k, _, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.RateHistory, error) { return w.RateHistories() })
}

// service is the shop's service desk: tickets, disputes and where returns go.
func (s *Server) service(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.ServiceDesk, error) { return w.Service(shop) })
}
