// Package books writes a shop's books for a spreadsheet: profit and loss, balance sheet and cash flow by week, trial
// balance, the profit by listing, marketplace and country, conversions and forwards, stock, listings, orders and journal,
// with headings in both languages. Every total is a formula beside the value the books give, so that a reader can check
// it; amounts stay in their own currencies, and columns that say so hold what they are worth in the books.
package books

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// Write writes the books of a shop, by its number, as an xlsx workbook. The world must not change meanwhile.
func Write(out io.Writer, w *sim.World, s *scenario.Scenario, shop int) error {
	tables, err := Tables(w, s, shop)
	if err != nil {
		return err
	}
	owner, err := OwnerOf(w, shop)
	if err != nil {
		return err
	}
	return Workbook(out, owner.Title(), tables)
}

// Workbook writes tables as the sheets of an xlsx workbook, whose title heads every printed page. It needs no world: a
// class can go on meanwhile.
func Workbook(out io.Writer, title string, tables []Table) error {
	b := workbook{file: excelize.NewFile(), title: title, styles: map[style]int{}}
	defer b.file.Close() // holds temporary files of its own; what was written does not depend on it
	if err := b.file.SetDocProps(&excelize.DocProperties{Title: title, Creator: "出海 Chuhai"}); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	for i := range tables {
		if err := b.sheet(&tables[i]); err != nil {
			return fmt.Errorf("workbook: %w", err)
		}
	}
	if err := b.file.DeleteSheet("Sheet1"); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if _, err := b.file.WriteTo(out); err != nil {
		return fmt.Errorf("cannot write the workbook / 无法写入工作簿: %w", err)
	}
	return nil
}

// Tables are the books of a shop, by its number, as tables.
func Tables(w *sim.World, s *scenario.Scenario, shop int) ([]Table, error) {
	view, err := w.Shop(shop)
	if err != nil {
		return nil, err
	}
	book, err := w.Journal(shop)
	if err != nil {
		return nil, err
	}
	statements, err := w.Statements(shop, weeks(w.Day()))
	if err != nil {
		return nil, err
	}
	r := reader{w: w, s: s, view: view, book: book, statements: statements, names: names(s)}
	out := []Table{r.profitAndLoss(), r.balanceSheet(), r.cashFlow(), r.trialBalance()}
	for _, d := range divisions {
		t, err := r.contribution(shop, d.by, d.name)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	for _, table := range []func(int) (Table, error){r.conversions, r.forwards} {
		t, err := table(shop)
		if err != nil {
			return nil, err
		}
		if len(t.Rows) > 1 {
			out = append(out, t)
		}
	}
	out = append(out, r.inventory(), r.listings())
	if t := r.orders(shop); len(t.Rows) > 0 {
		out = append(out, t)
	}
	return append(out, r.journal()), nil
}

// names are the wordings of a scenario's ids.
func names(s *scenario.Scenario) map[string]scenario.Text {
	m := map[string]scenario.Text{"home": {Zh: "国内仓", En: "home"}}
	for _, g := range s.Goods {
		m[g.ID] = g.Name
	}
	for _, p := range s.Marketplaces {
		m[p.ID] = p.Name
	}
	for _, v := range s.Services {
		m[v.ID] = v.Name
	}
	for _, f := range s.Freights {
		m[f.ID] = f.Name
	}
	for _, h := range s.Warehouses {
		m[h.ID] = h.Name
	}
	return m
}

// journal is every posting, oldest first.
func (r *reader) journal() Table {
	t := Table{
		ID: "journal", Name: scenario.Text{Zh: "日记账", En: "Journal"}, fixed: 1,
		Head: []string{"日期 Date", "凭证号 Posting", "摘要", "Cause", "科目", "Account", "关联", "About", "货币 Currency", "借方 Debit", "贷方 Credit",
			fmt.Sprintf("账面 In %s", r.home())},
	}
	for e := range r.book.Journal.All() {
		v := r.amount(e.Minor, int(e.Currency))
		about := r.w.About(e.Ref())
		row := []any{r.date(int(e.Day)), int(e.Posting), ledger.CauseNames[e.Cause].Zh, ledger.CauseNames[e.Cause].En, ledger.Names[e.Account].Zh,
			ledger.Names[e.Account].En, about.Zh, about.En, string(v.Currency), v, nil, r.inHome(e.Home)}
		if e.Minor < 0 {
			v.Minor = -v.Minor
			row[9], row[10] = nil, v
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
