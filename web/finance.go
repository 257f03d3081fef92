package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// financeRoutes are what the finance room calls, on the session's own shop.
func (s *Server) financeRoutes(e *echo.Echo) {
	e.GET("/api/statements", s.statements)
	e.GET("/api/contribution", s.contribution)
	e.GET("/api/forwards", s.forwards)
	e.POST("/api/forward", s.forward)
	e.POST("/api/forward/buy", s.buyForward)
	e.GET("/api/settlements", s.settlements)
	e.GET("/api/exposures", s.exposures)
	e.GET("/api/forecast", s.forecast)
	e.GET("/api/credit", s.credit)
	e.POST("/api/loan", s.loan)
	e.GET("/api/taxes", s.taxes)
}

// statements are the profit and loss, the balance sheet and the cash flow, by day, week or run.
func (s *Server) statements(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	by := c.QueryParam("by")
	return answer(c, k, func(w *sim.World) (*sim.StatementsView, error) { return w.StatementsView(shop, by) })
}

// contribution divides the profit by listing, marketplace or country, over the days from and to or over all.
func (s *Server) contribution(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	by := c.QueryParam("by")
	from, err := day(c, "from")
	if err != nil {
		return err
	}
	to, err := day(c, "to")
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.Contribution, error) {
		p := ledger.Period{From: max(from, 0), To: to}
		if to < 0 {
			p.To = w.Day()
		}
		return w.Contribution(shop, p, by)
	})
}

// day reads a parameter that names a day; −1 when it is not given.
func day(c echo.Context, name string) (int, error) {
	text := c.QueryParam(name)
	if text == "" {
		return -1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, refuse(name, name+" 应为天数，从 0 起", name+" must be a day, counted from 0")
	}
	return n, nil
}

// forwards are the shop's forward contracts.
func (s *Server) forwards(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.ForwardView, error) { return w.Forwards(shop) })
}

// buyForward is the bank's answer before a currency is bought forward.
func (s *Server) buyForward(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in sim.BuyForward
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.HedgeQuote, error) { return w.QuoteBuyForward(shop, in) })
}

// forward is the bank's answer before a currency is sold forward.
func (s *Server) forward(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in sim.SellForward
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.HedgeQuote, error) { return w.QuoteForward(shop, in) })
}

// settlements are the shop's conversions with what their documents say.
func (s *Server) settlements(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.Settlement, error) { return w.Settlements(shop) })
}

// exposures are the foreign currencies in which the shop has something open.
func (s *Server) exposures(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.Exposure, error) { return w.Exposures(shop) })
}

// forecast is the shop's cash over the next 30 days.
func (s *Server) forecast(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.Forecast, error) { return w.Forecast(shop) })
}

// credit is what the shop may borrow and what it owes.
func (s *Server) credit(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.CreditView, error) { return w.CreditOf(shop) })
}

// loan is the bank's answer to a loan before it is taken.
func (s *Server) loan(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	var in sim.TakeLoan
	if err := body(c, &in); err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.LoanQuote, error) { return w.QuoteLoan(shop, in) })
}

// taxes are what the shop collected, owes, files and claims.
func (s *Server) taxes(c echo.Context) error {
	k, shop, err := s.student(c)
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) (*sim.TaxView, error) { return w.TaxOf(shop) })
}
