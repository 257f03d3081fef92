package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

const routeUsage = "want: chuhai route compare FROM TO --kg N / 用法：chuhai route compare 起点 终点 --kg N"

// comparison is what route compare answers.
type comparison struct {
	From    string               `json:"from"`
	To      string               `json:"to"`
	Date    string               `json:"date"`
	Grams   int64                `json:"grams"`
	Litres  float64              `json:"litres"`
	Ways    []logistics.Way      `json:"ways"`
	Days    []logistics.DayPrice `json:"day_prices"`
	Capital float64              `json:"capital"`
	Stock   []logistics.Stocking `json:"stock,omitempty"`
	hubs    map[string]scenario.Text
}

func routeCommand(args []string, out, errs io.Writer) error {
	f := flags("route", "compare the ways to send freight from one hub to another on the reference network: "+
		"days, cost, carbon, risk, and what a day is worth / 比较运输方式：时效、运费、碳排放、风险与盈亏平衡",
		`
  chuhai route compare CNCGO DEHAM --kg 480 --m3 2.1 --date 2026-06-15
  chuhai route compare CNCGO USLAX --kg 900 --m3 4 --json
  chuhai route compare CNCGO DEHAM --kg 480 --m3 2.1 --pieces 240 --value 115 --margin 90 --daily 6  # stock too / 连同备货
`, out)
	kg := f.Float64("kg", 0, "mass in kilograms / 毛重（千克）")
	m3 := f.Float64("m3", 0, "packed volume in cubic metres; 0 takes 6 litres a kilogram / 体积（立方米）")
	date := f.String("date", "2026-06-15", "day on which the forwarder takes the goods / 交货日期")
	capital := f.Float64("capital", 0.08, "cost of capital a year, 0.08 is 8 % / 资金年成本")
	pieces := f.Int("pieces", 0, "pieces in the consignment; with --value, --margin and --daily it plans the stock / 件数")
	value := f.Float64("value", 0, "cost of a piece in CNY / 单件成本（元）")
	margin := f.Float64("margin", 0, "what a sold piece leaves in CNY / 单件毛利（元）")
	daily := f.Float64("daily", 0, "pieces sold a day / 日销件数")
	asJSON := f.Bool("json", false, "print JSON / 输出 JSON")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 3 || names[0] != "compare" {
		return fmt.Errorf("%w: %s", errUsage, routeUsage)
	}
	for _, n := range []struct {
		name      string
		v         float64
		low, high float64
	}{{"--kg", *kg, 0.001, 1e6}, {"--m3", *m3, 0, 1e4}, {"--capital", *capital, 0, 1}, {"--pieces", float64(*pieces), 0, 1e6},
		{"--value", *value, 0, 1e6}, {"--margin", *margin, 0, 1e6}, {"--daily", *daily, 0, 1e5}} {
		if !(n.v >= n.low && n.v <= n.high) {
			return fmt.Errorf("%w: %s %g: want %g to %g / 应在 %g 到 %g 之间", errUsage, n.name, n.v, n.low, n.high, n.low, n.high)
		}
	}
	on, err := scenario.ParseDate(*date)
	if err != nil {
		return fmt.Errorf("%w: --date: %w / 日期应写作 2026-07-01", errUsage, err)
	}
	if *m3 == 0 {
		*m3 = *kg * 0.006
	}
	l := logistics.Load{Grams: int64(*kg*1000 + 0.5), MM3: int64(*m3*1e9 + 0.5)}
	c, err := compareRoute(names[1], names[2], l, on, *capital)
	if err != nil {
		return err
	}
	if *pieces > 0 && *daily > 0 {
		t := logistics.Trade{Pieces: int64(*pieces), Value: int64(*value*100 + 0.5), Margin: int64(*margin*100 + 0.5), Daily: *daily, Capital: *capital}
		for i := range c.Ways {
			c.Stock = append(c.Stock, c.Ways[i].Stock(t))
		}
	}
	if *asJSON {
		return writeJSON(out, c)
	}
	return c.print(out)
}

// compareRoute looks a pair of hubs up in the built-in reference network.
func compareRoute(from, to string, l logistics.Load, on scenario.Date, capital float64) (*comparison, error) {
	s, err := scenario.Network(scenarios.With(nil))
	if err != nil {
		return nil, err
	}
	net, err := logistics.New(s)
	if err != nil {
		return nil, err
	}
	c := &comparison{From: strings.ToUpper(from), To: strings.ToUpper(to), Date: on.String(), Grams: l.Grams, Litres: float64(l.MM3) / 1e6,
		Capital: capital, hubs: map[string]scenario.Text{}}
	for _, h := range s.Hubs {
		c.hubs[h.ID] = h.Name
	}
	starts, ends := reach(s, net)
	for _, h := range []struct {
		id, name string
		known    []string
	}{{c.From, "FROM", starts}, {c.To, "TO", ends}} {
		if !slices.Contains(h.known, h.id) {
			return nil, fmt.Errorf("%w: %s %q: no freight there; want one of %s / 没有从该枢纽出发或到达的货运", errUsage, h.name, h.id, strings.Join(h.known, ", "))
		}
	}
	if c.Ways = net.Compare(s, c.From, c.To, l, on); len(c.Ways) == 0 {
		return nil, fmt.Errorf("no freight from %s to %s on the reference network / 参考网络中没有从 %s 到 %s 的货运", c.From, c.To, c.From, c.To)
	}
	c.Days = logistics.DayPrices(c.Ways, l, capital)
	return c, nil
}

// reach are the hubs where freight starts and ends, in order.
func reach(s *scenario.Scenario, net *logistics.Network) (starts, ends []string) {
	for i := range s.Freights {
		chain := net.Freights[i]
		starts, ends = append(starts, net.Legs[chain[0]].From), append(ends, net.Legs[chain[len(chain)-1]].To)
	}
	slices.Sort(starts)
	slices.Sort(ends)
	return slices.Compact(starts), slices.Compact(ends)
}

func (c *comparison) hub(id string) string { return c.hubs[id].Zh + " " + c.hubs[id].En }

// print writes the comparison for a terminal.
func (c *comparison) print(out io.Writer) error {
	cny := func(minor int64) string {
		return money.Amount{Minor: minor, Currency: c.Ways[0].Cost.Currency}.Decimal().StringFixed(2)
	}
	fmt.Fprintf(out, "%s (%s) → %s (%s), %.1f kg, %.3f m³, %s\n\n", c.hub(c.From), c.From, c.hub(c.To), c.To, float64(c.Grams)/1000, c.Litres/1000, c.Date)
	g := grid{left: 2}
	g.row("方式 Way", "", "发运 Departs", "天数 p50", "p90", "运费 Cost "+string(c.Ways[0].Cost.Currency), "每公斤 per kg", "计费重 charged kg", "CO2e kg", "货损 loss",
		"换轨 gauge", "保险 premium", "经过 by")
	for _, w := range c.Ways {
		premium := "—"
		if w.Premium > 0 {
			premium = fmt.Sprintf("%.2f%%", float64(w.Premium)/1e4)
		}
		g.row(w.Freight, w.Name.Zh+" "+w.Name.En, w.Departs, strconv.Itoa(w.P50), strconv.Itoa(w.P90), cny(w.Cost.Minor), cny(w.PerKG),
			fmt.Sprintf("%.1f", float64(w.Charged)/1000),
			fmt.Sprintf("%.1f", float64(w.CarbonG)/1000), fmt.Sprintf("%.1f%%", 100*w.Loss), strconv.Itoa(w.Gauge), premium, strings.Join(w.Stations, "–"))
	}
	if err := g.write(out); err != nil {
		return err
	}
	for _, w := range c.Ways {
		if len(w.Refuses) > 0 {
			fmt.Fprintf(out, "%s 不收 refuses: %s\n", w.Freight, strings.Join(w.Refuses, ", "))
		}
	}
	for _, d := range c.Days {
		fmt.Fprintf(out, "\n%s 比 %s 平均快 %.1f 天，多花 %s：每公斤每天 %s；按年息 %.1f%%，每公斤货值超过 %s 时，仅资金占用就划算\n", d.Quicker, d.Slower, d.Days, cny(d.More), cny(d.PerKG),
			100*c.Capital, cny(d.PaysAt))
		fmt.Fprintf(out, "%s is quicker than %s by %.1f days in the mean and costs %s more: %s a kilogram and day; "+
			"at %.1f %% a year interest alone pays for it above %s a kilogram\n", d.Quicker, d.Slower, d.Days, cny(d.More), cny(d.PerKG), 100*c.Capital, cny(d.PaysAt))
	}
	if len(c.Stock) > 0 {
		fmt.Fprintln(out)
		g := grid{left: 1}
		g.row("备货 Stock", "每批 lot", "安全库存 reserve", "补货点 reorder at", "不断货 service", "运费 carriage", "在途资金 pipeline", "持有 holding", "订货 ordering",
			"缺货与货损 lost", "合计 per piece")
		for _, s := range c.Stock {
			g.row(s.Freight, strconv.FormatInt(s.Lot, 10), strconv.FormatInt(s.Reserve, 10), strconv.FormatInt(s.Point, 10),
				fmt.Sprintf("%.1f%%", 100*s.Service), cny(s.Carriage), cny(s.Pipeline), cny(s.Holding), cny(s.Ordering), cny(s.Lost), cny(s.Total))
		}
		if err := g.write(out); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(out, "\n清关时间未计 customs not counted; 碳排放按 carbon by GLEC v3.2 / ISO 14083, WTW")
	return err
}
