package books_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chuhai/sim"
	"chuhai/web/books"
)

// The gradebook has a row for each student with room for student number and name, and its totals add up.
func TestGradebook(t *testing.T) {
	w, s := traded(t)
	if err := w.Apply(sim.Command{Open: &sim.OpenShop{Name: s.Bots[0].Name.Zh, Bot: s.Bots[0].Temperament}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Apply(sim.Command{Open: &sim.OpenShop{Name: "豫见"}}); err != nil {
		t.Fatal(err)
	}
	scores := w.Scores()
	var data bytes.Buffer
	if err := books.WriteGradebook(&data, "A1", scores, s.Home.Currency); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&data)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	const sheet = "成绩册 Gradebook"
	rows, err := x.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[0][0] != "学号 Student ID" || rows[1][0] != "" || rows[1][2] != "=学生" || rows[2][2] != "豫见" {
		t.Fatalf("the rows are %v", rows)
	}
	total, err := excelize.ColumnNumberToName(4 + 2*len(scores[0].Results) + 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, shop := range []int{0, 2} {
		v, err := x.CalcCellValue(sheet, total+strconv.Itoa(i+2))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := strconv.ParseFloat(v, 64); err != nil || math.Abs(got-scores[shop].Total) > 0.15 {
			t.Errorf("%s: total %s, scored %.2f", scores[shop].Name, v, scores[shop].Total)
		}
	}
	if bots, err := x.GetRows("机器人对照 Bots"); err != nil || len(bots) != 2 {
		t.Errorf("the bots' rows are %v, %v", bots, err)
	}
	var text bytes.Buffer
	table := books.Gradebook(scores, s.Home.Currency)
	if err := table.CSV(&text); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.String(), "\ufeff"))).ReadAll()
	if err != nil || len(lines) != 3 || lines[1][2] != "'=学生" {
		t.Errorf("csv: %v, %v", lines, err)
	}
}
