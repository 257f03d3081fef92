package books

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Table is a sheet of the workbook, or a file of its own as csv.
type Table struct {
	ID    string        // for file names
	Name  scenario.Text // of the sheet
	Head  []string
	Rows  [][]any // string, int, money.Amount, decimal.Decimal, Formula, or nil for an empty cell
	bold  int     // the last so many rows are totals
	fixed int     // columns that stay in sight
}

// Formula is a cell that the reader's spreadsheet computes again. Value is what it comes to, for programs that only
// show what is stored.
type Formula struct {
	Expr   string
	Value  decimal.Decimal
	Places int32
}

// byteOrderMark lets Excel read the file as UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes the table as comma-separated values with the values of formulas.
func (t *Table) CSV(out io.Writer) error {
	if _, err := io.WriteString(out, byteOrderMark); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	if err := c.Write(t.Head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		words := make([]string, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case nil:
			case string:
				words[i] = Plain(v)
			case int:
				words[i] = strconv.Itoa(v)
			case money.Amount:
				words[i] = v.Decimal().StringFixed(v.Currency.Exponent())
			case decimal.Decimal:
				words[i] = v.String()
			case Formula:
				words[i] = v.Value.StringFixed(v.Places)
			default:
				return fmt.Errorf("a cell of %s holds a %T", t.ID, v)
			}
		}
		if err := c.Write(words); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// Plain keeps a spreadsheet from taking a text of a csv file for a formula.
func Plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// workbook writes tables as sheets.
type workbook struct {
	file   *excelize.File
	title  string
	styles map[style]int
}

type style struct {
	bold   bool
	head   bool
	places int32 // of a number; -1 for text and plain numbers
}

func (b *workbook) style(s style) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	x := &excelize.Style{Font: &excelize.Font{Bold: s.bold || s.head}}
	switch {
	case s.head:
		x.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCEBF3"}}
		x.Alignment = &excelize.Alignment{WrapText: true, Vertical: "center"}
		x.Border = []excelize.Border{{Type: "bottom", Style: 1, Color: "0B628E"}}
	case s.bold:
		x.Border = []excelize.Border{{Type: "top", Style: 1, Color: "93A4B5"}}
	}
	if s.places >= 0 {
		format := "#,##0"
		if s.places > 0 {
			format += "." + strings.Repeat("0", int(s.places))
		}
		x.CustomNumFmt = &format
	}
	id, err := b.file.NewStyle(x)
	b.styles[s] = id
	return id, err
}

// cell is a value as excelize takes it. Two decimal places survive a float64 up to the greatest amount.
func (b *workbook) cell(v any, kind style) (excelize.Cell, error) {
	c := excelize.Cell{}
	s := kind
	s.places = -1
	switch v := v.(type) {
	case nil, string, int:
		c.Value = v
	case money.Amount:
		s.places = v.Currency.Exponent()
		c.Value = v.Decimal().InexactFloat64()
	case decimal.Decimal:
		c.Value = v.InexactFloat64()
	case Formula:
		s.places = v.Places
		c.Formula, c.Value = v.Expr, v.Value.InexactFloat64()
	default:
		return c, fmt.Errorf("a cell holds a %T", v)
	}
	var err error
	c.StyleID, err = b.style(s)
	return c, err
}

const (
	wide   = 30 // columns of text, in characters
	narrow = 16
)

func (b *workbook) sheet(t *Table) error {
	name := t.Name.Zh + " " + t.Name.En
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	printed := excelize.HeaderFooterOptions{OddHeader: "&L" + strings.ReplaceAll(b.title, "&", "&&") + "&R&A", OddFooter: "&C&P / &N"}
	if err := b.file.SetHeaderFooter(name, &printed); err != nil {
		return err
	}
	s, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := s.SetColWidth(1, max(t.fixed, 1), wide); err != nil {
		return err
	}
	if n := len(t.Head); n > t.fixed {
		if err := s.SetColWidth(t.fixed+1, n, narrow); err != nil {
			return err
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := func(n int, values []any, kind style) error {
		cells := make([]any, len(values))
		for i, v := range values {
			c, err := b.cell(v, kind)
			if err != nil {
				return fmt.Errorf("%s, row %d: %w", t.ID, n, err)
			}
			cells[i] = c
		}
		return s.SetRow("A"+strconv.Itoa(n), cells)
	}
	head := make([]any, len(t.Head))
	for i, h := range t.Head {
		head[i] = h
	}
	if err := row(1, head, style{head: true}); err != nil {
		return err
	}
	for i, r := range t.Rows {
		if err := row(i+2, r, style{bold: i >= len(t.Rows)-t.bold}); err != nil {
			return err
		}
	}
	return s.Flush()
}

// column is the letter of a column, from 1.
func column(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		panic("books: a table has fewer columns than a spreadsheet: " + err.Error())
	}
	return name
}
