package books_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
	"chuhai/web/books"
)

// traded is a world in which a shop has bought, sold, consigned and converted.
func traded(t *testing.T) (*sim.World, *scenario.Scenario) {
	t.Helper()
	b, err := scenarios.Load("rail-express")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, 5)
	if err != nil {
		t.Fatal(err)
	}
	do := func(c sim.Command) {
		t.Helper()
		if err := w.Apply(c); err != nil {
			t.Fatalf("day %d: %v", w.Day(), err)
		}
	}
	do(sim.Command{Open: &sim.OpenShop{Name: "=学生"}})
	do(sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "oracle-notebook", Supplier: "press", Quantity: 600}})
	do(sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "oracle-notebook", Marketplace: "kaufgarten", Service: "line-de", Price: 1690, Promise: 12}})
	for day := range 45 {
		switch day {
		case 12:
			do(sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "oracle-notebook", Freight: "air-ham", Quantity: 100}})
		case 44:
			do(sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "makeup-brush", Supplier: "trader", Quantity: 20}})
			do(sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 5000, Currency: "EUR"}, To: "CNY"}})
		}
		do(sim.Command{Step: &sim.Step{}})
	}
	return w, s
}

// workbook is the books of the first shop of a class that has traded, as a spreadsheet opens them.
func workbook(t *testing.T) *excelize.File {
	t.Helper()
	w, s := traded(t)
	var data bytes.Buffer
	if err := books.Write(&data, w, s, 1); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// Each formula of the workbook comes to the value that is stored beside it.
func TestAReaderCanCheckEverySum(t *testing.T) {
	x := workbook(t)
	formulas := 0
	for _, sheet := range x.GetSheetList() {
		rows, err := x.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[0] {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				f, err := x.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if f == "" {
					continue
				}
				formulas++
				stored, err := strconv.ParseFloat(rows[r][c], 64)
				if err != nil {
					t.Fatalf("%s!%s: %v", sheet, cell, err)
				}
				v, err := x.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s!%s =%s: %v", sheet, cell, f, err)
				}
				got, err := strconv.ParseFloat(v, 64)
				if err != nil || math.Abs(got-stored) > 0.0051 {
					t.Errorf("%s!%s =%s comes to %s, stored is %g", sheet, cell, f, v, stored)
				}
			}
		}
	}
	if formulas < 20 {
		t.Errorf("%d formulas, want the sums of all sheets", formulas)
	}
}

func table(t *testing.T, ts []books.Table, id string) books.Table {
	t.Helper()
	for _, x := range ts {
		if x.ID == id {
			return x
		}
	}
	t.Fatalf("no table %s", id)
	return books.Table{}
}

func TestTheBooksAgreeWithTheWorld(t *testing.T) {
	w, s := traded(t)
	ts, err := books.Tables(w, s, 1)
	if err != nil {
		t.Fatal(err)
	}
	view, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	pl := table(t, ts, "profit-and-loss")
	foot := pl.Rows[len(pl.Rows)-1]
	if got := foot[len(foot)-1].(books.Formula).Value.Shift(2).IntPart(); got != view.Profit {
		t.Errorf("the statement's profit is %d fen, the leaderboard's %d", got, view.Profit)
	}
	for _, id := range []string{"balance-sheet", "cash-flow"} {
		sheet := table(t, ts, id)
		for i, v := range sheet.Rows[len(sheet.Rows)-1][2:] {
			if f := v.(books.Formula); !f.Value.IsZero() {
				t.Errorf("%s, week %d: the last line is %s, want 0", id, i+1, f.Value)
			}
		}
	}
	if n := len(table(t, ts, "orders").Rows); int64(n) != view.Orders || n == 0 {
		t.Errorf("%d orders listed, the shop took %d", n, view.Orders)
	}
	// What the shop owns is what the accounts say.
	stock := table(t, ts, "inventory")
	for _, row := range stock.Rows[len(stock.Rows)-4 : len(stock.Rows)-1] {
		if sum, book := row[7].(books.Formula).Value, row[8].(books.Formula).Value; !sum.Equal(book) {
			t.Errorf("%s: pieces are worth %s, the account holds %s", row[3], sum, book)
		}
	}
	if _, err := books.Tables(w, s, 9); err == nil {
		t.Error("a shop that does not exist has books")
	}
}

func TestCSV(t *testing.T) {
	w, s := traded(t)
	ts, err := books.Tables(w, s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range ts {
		var out bytes.Buffer
		if err := ts[i].CSV(&out); err != nil {
			t.Fatal(err)
		}
		text, ok := strings.CutPrefix(out.String(), "\ufeff")
		if !ok {
			t.Errorf("%s lacks the byte order mark by which Excel knows UTF-8", ts[i].ID)
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != 1+len(ts[i].Rows) {
			t.Errorf("%s: %d rows, %v; want %d", ts[i].ID, len(rows), err, 1+len(ts[i].Rows))
		}
	}
	if got := books.Plain("=HYPERLINK(1)"); got != "'=HYPERLINK(1)" {
		t.Errorf("a formula in a csv text stays one: %s", got)
	}
}
