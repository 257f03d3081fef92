package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
	"chuhai/sim/score"
	"chuhai/web/books"
	"chuhai/web/record"
)

// results are what a run came to, shops in the order of their profit.
type results struct {
	Scenario string         `json:"scenario"`
	Title    scenario.Text  `json:"title"`
	Seed     uint64         `json:"seed"`
	Day      int            `json:"day"` // days played
	Days     int            `json:"days"`
	Digest   string         `json:"digest"` // of the state at the last day's end
	Currency money.Currency `json:"currency"`
	Totals   sim.Totals     `json:"totals"`
	Shops    []shopResult   `json:"shops"`

	Shocks []sim.ShockView `json:"shocks"` // newest first
	Stock  []sim.Carried   `json:"stock"`  // sent to warehouses, by freight
	start  scenario.Date
}

type shopResult struct {
	sim.BoardRow
	Temperament scenario.Temperament `json:"temperament,omitempty"` // of a bot
	Score       float64              `json:"score"`
	Indicators  []score.Result       `json:"indicators"`
}

func resultsOf(w *sim.World, run *record.Run) *results {
	s := w.Scenario()
	r := &results{Scenario: s.ID, Title: s.Title, Seed: run.Seed, Day: w.Day(), Days: s.Days, Currency: s.Home.Currency, Totals: w.Totals(),
		Shocks: w.Shocks(), Stock: w.Carried(), start: s.Start}
	if d := w.Digests(); len(d) > 0 {
		r.Digest = d[len(d)-1]
	}
	var kinds []scenario.Temperament
	for _, c := range run.Log {
		if c.Open != nil {
			kinds = append(kinds, c.Open.Bot)
		}
	}
	scores := w.Scores()
	for _, row := range w.Board() {
		sc := scores[row.Shop-1]
		r.Shops = append(r.Shops, shopResult{row, kinds[row.Shop-1], sc.Total, sc.Results})
	}
	return r
}

var temperaments = map[scenario.Temperament]scenario.Text{
	scenario.Naive: {Zh: "新手", En: "naive"}, scenario.Heuristic: {Zh: "经验", En: "heuristic"}, scenario.Informed: {Zh: "行家", En: "informed"},
	"": {Zh: "学生", En: "student"},
}

func (r *results) amount(minor int64) string {
	return money.Amount{Minor: minor, Currency: r.Currency}.Decimal().StringFixed(r.Currency.Exponent())
}

// best is the shop with the highest score; among equals, the one with the higher profit.
func (r *results) best() shopResult {
	return slices.MaxFunc(r.Shops, func(a, b shopResult) int {
		return cmp.Or(cmp.Compare(a.Score, b.Score), cmp.Compare(b.Rank, a.Rank))
	})
}

// print writes the result for a terminal.
func (r *results) print(out io.Writer) error {
	fmt.Fprintf(out, "%s / %s, seed %d, day %d of %d\n\n", r.Title.Zh, r.Title.En, r.Seed, r.Day, r.Days)
	g := grid{left: 3}
	g.row("#", "店铺 Shop", "类型 Kind", "利润 Profit "+string(r.Currency), "订单 Orders", "妥投 Delivered", "准时 On time", "评分 Rating", "得分 Score")
	for _, s := range r.Shops {
		k := temperaments[s.Temperament]
		g.row(strconv.Itoa(s.Rank), s.Name, k.Zh+" "+k.En, r.amount(s.Profit), strconv.FormatInt(s.Orders, 10), strconv.FormatInt(s.Delivered, 10),
			fmt.Sprintf("%.1f%%", 100*s.OnTime), fmt.Sprintf("%.2f", s.Rating), fmt.Sprintf("%.1f", s.Score))
	}
	if err := g.write(out); err != nil {
		return err
	}
	first, best := r.Shops[0], r.best()
	fmt.Fprintf(out, "\n利润第一 highest profit: %s, %s %s\n得分第一 highest score:  %s, %.1f\n", first.Name, r.amount(first.Profit), r.Currency, best.Name, best.Score)
	if err := r.printShocks(out); err != nil {
		return err
	}
	if err := r.printStock(out); err != nil {
		return err
	}
	n := r.Totals
	_, err := fmt.Fprintf(out, "orders %d, delivered %d (late %d), lost %d, refused %d, inspected %d (sent back %d, seized %d), "+
		"reviews %d, returns %d\ndigest %s\n",
		n.Orders, n.Delivered, n.Late, n.Lost, n.Refused, n.Inspected, n.SentBack, n.Seized, n.Reviews, n.Returns, r.Digest)
	return err
}

// printShocks writes what shocks made wait, go round and cost.
func (r *results) printShocks(out io.Writer) error {
	if len(r.Shocks) == 0 {
		return nil
	}
	fmt.Fprintln(out)
	g := grid{left: 1}
	g.row("突发事件 Shock", "预告 told", "开始 from", "结束 until", "等待的包裹·天 parcel-days waited", "最多一天 most", "等待的备货件·天 piece-days waited", "绕行 sent round",
		"绕行费 cost "+string(r.Currency))
	for _, k := range r.Shocks {
		day := func(d int) string { return (r.start + scenario.Date(d)).String() }
		g.row(k.Name.Zh+" "+k.Name.En, day(k.Told), day(k.From), day(k.Until), strconv.FormatInt(k.Waited, 10), strconv.FormatInt(k.Most, 10),
			strconv.FormatInt(k.Pieces, 10), strconv.FormatInt(k.Moved, 10), r.amount(k.Cost))
	}
	return g.write(out)
}

// printStock writes what was sent to warehouses by each freight, and what of it waited.
func (r *results) printStock(out io.Writer) error {
	if len(r.Stock) == 0 {
		return nil
	}
	fmt.Fprintln(out)
	g := grid{left: 1}
	g.row("备货 Stock by", "票 lots", "件 pieces", "到仓 arrived", "平均天数 days", "最长 longest", "等舱位 full", "等口岸 waited", "绕行 sent round")
	for _, c := range r.Stock {
		g.row(c.Name.Zh+" "+c.Name.En, strconv.Itoa(c.Lots), strconv.FormatInt(c.Pieces, 10), strconv.Itoa(c.Arrived), fmt.Sprintf("%.1f", c.Days),
			strconv.Itoa(c.Longest), strconv.Itoa(c.Full), strconv.Itoa(c.Waited), strconv.Itoa(c.Rerouted))
	}
	return g.write(out)
}

// The files of a run's results, beside its record.
const (
	resultsCSV  = "results.csv"
	resultsJSON = "results.json"
)

// write gives the results as a table and as data to put.
func (r *results) write(put func(name string, data []byte) error) error {
	var table bytes.Buffer
	table.WriteString("\ufeff") // by which Excel knows UTF-8
	t := csv.NewWriter(&table)
	head := []string{"名次 rank", "编号 number", "店铺 shop", "类型 kind", "利润 profit " + string(r.Currency), "订单 orders", "妥投 delivered", "总分 score"}
	for _, in := range r.Shops[0].Indicators {
		head = append(head, in.Name.Zh+" "+in.Name.En, fmt.Sprintf("%s得分 points (%d%%)", in.Name.Zh, in.Weight))
	}
	rows := [][]string{head}
	for _, s := range r.Shops {
		k := temperaments[s.Temperament]
		row := []string{strconv.Itoa(s.Rank), strconv.Itoa(s.Shop), books.Plain(s.Name), k.Zh + " " + k.En, r.amount(s.Profit),
			strconv.FormatInt(s.Orders, 10), strconv.FormatInt(s.Delivered, 10), strconv.FormatFloat(s.Score, 'f', 2, 64)}
		for _, in := range s.Indicators {
			value := strconv.FormatFloat(in.Value, 'f', 4, 64)
			if in.Unit == score.Money {
				value = r.amount(int64(in.Value))
			}
			row = append(row, value, strconv.FormatFloat(in.Points, 'f', 2, 64))
		}
		rows = append(rows, row)
	}
	if err := t.WriteAll(rows); err != nil {
		return err
	}
	if err := put(resultsCSV, table.Bytes()); err != nil {
		return err
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return put(resultsJSON, append(data, '\n'))
}
