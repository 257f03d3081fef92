package main

import (
	"fmt"
	"io"

	"chuhai/scenarios"
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// timings is what validate routes answers.
type timings struct {
	Legs []logistics.Drawn `json:"legs"`
	Ways []logistics.Timed `json:"ways"`
}

// validateRoutes puts the days of every leg, service and freight of the reference network beside what is published of them.
func validateRoutes(asJSON bool, out io.Writer) error {
	s, err := scenario.Network(scenarios.With(nil))
	if err != nil {
		return err
	}
	return compareTimings(s, asJSON, out)
}

func compareTimings(s *scenario.Scenario, asJSON bool, out io.Writer) error {
	net, err := logistics.New(s)
	if err != nil {
		return err
	}
	year, err := scenario.ParseDate("2026-01-01")
	if err != nil {
		return err
	}
	t := timings{Legs: net.Drawn()}
	if t.Ways, err = net.Timed(s, year); err != nil {
		return err
	}
	if asJSON {
		if err := writeJSON(out, t); err != nil {
			return err
		}
	} else if err := t.print(out); err != nil {
		return err
	}
	missed := 0
	for _, d := range t.Legs {
		missed += one(!d.Held)
	}
	for _, w := range t.Ways {
		missed += one(!w.Held)
	}
	if missed > 0 {
		return leftBars(missed)
	}
	return nil
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func verdict(held bool) string {
	if held {
		return "ok"
	}
	return "MISSED"
}

// print writes two tables for a terminal: legs, then services and freights.
func (t *timings) print(out io.Writer) error {
	three := func(a, b, c float64) string { return fmt.Sprintf("%.1f / %.1f / %.1f", a, b, c) }
	g := grid{left: 1}
	g.row("运输段 Leg", "依据 cited min / p50 / p90", "引擎 drawn min / p50 / p90", "可信度 confidence", "")
	for _, d := range t.Legs {
		g.row(d.Leg, three(d.Given.Min, d.Given.Median, d.Given.P90), three(d.Min, d.Median, d.P90), d.Confident, verdict(d.Held))
	}
	if err := g.write(out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	g = grid{left: 2}
	g.row("线路 Way", "", "min", "p50", "p90", "公布 published", "界 bars of p50", "守时 promise kept", "")
	for _, w := range t.Ways {
		kept := "—"
		if w.Kept > 0 {
			kept = fmt.Sprintf("%.0f %%", 100*w.Kept)
		}
		g.row(w.Way, w.Name.Zh+" "+w.Name.En, fmt.Sprint(w.Min), fmt.Sprint(w.Median), fmt.Sprint(w.P90),
			fmt.Sprintf("%g … %g", w.Published.Low, w.Published.High), fmt.Sprintf("%g … %g", w.Low, w.High), kept, verdict(w.Held))
	}
	if err := g.write(out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	told := map[string]bool{}
	for _, w := range t.Ways {
		p := &w.Published
		if told[p.ID] {
			continue
		}
		told[p.ID] = true
		fmt.Fprintf(out, "%s: %s / %s\n    %s (%s)\n", p.ID, p.Name.Zh, p.Name.En, p.Source.Title, p.Source.Confidence)
		if p.Why.En != "" {
			fmt.Fprintf(out, "    界不同于公布值 bars differ: %s / %s\n", p.Why.Zh, p.Why.En)
		}
	}
	_, err := fmt.Fprintln(out, "\n天数不含清关；服务从下单到送达，头程只算路上\ncustoms not counted; services from order to door, freights on their legs alone")
	return err
}
