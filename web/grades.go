package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/web/books"
	"chuhai/web/class"
	"chuhai/web/wire"
)

// scores are each shop's indicators.
func (s *Server) scores(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	return answer(c, k, func(w *sim.World) ([]sim.ShopScore, error) { return w.Scores(), nil })
}

// seats are the students of a class with the PINs by which they come back, and who is here.
func (s *Server) seats(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	out := []wire.SeatRow{}
	online := k.Online()
	err = k.With(func(w *sim.World) error {
		for _, p := range w.Overview() {
			if !p.Bot {
				out = append(out, wire.SeatRow{Shop: p.Shop, Name: p.Name, Online: online[p.Shop], Idle: p.Idle})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(out, func(a, b wire.SeatRow) int { return a.Shop - b.Shop })
	for i := range out {
		if out[i].PIN, err = s.pin(k, out[i].Shop); err != nil {
			return err
		}
	}
	return c.JSON(http.StatusOK, out)
}

// gradebook gathers the scores and lets write make a file of them.
func (s *Server) gradebook(c echo.Context, end, kind string, write func(out io.Writer, title string, scores []sim.ShopScore, home money.Currency) error) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	var scores []sim.ShopScore
	day := 0
	if err := k.With(func(w *sim.World) error { scores, day = w.Scores(), w.Day(); return nil }); err != nil {
		return err
	}
	var data bytes.Buffer
	lesson := k.Catalogue.Title
	title := fmt.Sprintf("%s · %s %s · 第 %d 天 day %d", strings.TrimSpace(k.Meta.Code+" "+k.Meta.Name), lesson.Zh, lesson.En, day, day)
	if err := write(&data, title, scores, k.Catalogue.Home); err != nil {
		return err
	}
	download(c, fileName(k, "gradebook", day)+end, kind)
	_, err = c.Response().Write(data.Bytes())
	return err
}

func fileName(k *class.Class, what string, day int) string {
	return k.Meta.Code + "-" + what + "-day" + strconv.Itoa(day)
}

func (s *Server) gradebookXLSX(c echo.Context) error {
	return s.gradebook(c, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", books.WriteGradebook)
}

func (s *Server) gradebookCSV(c echo.Context) error {
	return s.gradebook(c, ".csv", "text/csv; charset=utf-8", func(out io.Writer, _ string, scores []sim.ShopScore, home money.Currency) error {
		t := books.Gradebook(scores, home)
		return t.CSV(out)
	})
}

// recordZIP is the run as played so far, for anyone to verify.
func (s *Server) recordZIP(c echo.Context) error {
	k, err := s.steered(c, c.QueryParam("class"))
	if err != nil {
		return err
	}
	run, err := k.Recorded()
	if err != nil {
		return err
	}
	var data bytes.Buffer
	z := zip.NewWriter(&data)
	err = run.Write(func(name string, data []byte) error {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	if err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	download(c, fileName(k, "run", len(run.Digests))+".zip", "application/zip")
	_, err = c.Response().Write(data.Bytes())
	return err
}
