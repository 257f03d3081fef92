package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

func exportCommand(args []string, out, errs io.Writer) error {
	f := flags("export", "write a shop's books as xlsx / 导出店铺账簿", "  chuhai export out/lesson --shop 1\n  chuhai export out/lesson --shop 3 --file books.xlsx", errs)
	number := f.Int("shop", 1, "the shop's number / 店铺编号")
	file := f.String("file", "", "the workbook to write; default DIR/shop-N.xlsx / 输出文件")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return fmt.Errorf("%w: name one directory / 请给出一个目录", errUsage)
	}
	w, s, _, err := replay(names[0])
	if err != nil {
		return err
	}
	if *file == "" {
		*file = filepath.Join(names[0], fmt.Sprintf("shop-%d.xlsx", *number))
	}
	if err := writeBooks(*file, w, s, *number); err != nil {
		return err
	}
	fmt.Fprintln(out, *file)
	return nil
}

// writeBooks writes the trial balance and the journal of a shop. Totals are formulas, so that a reader can check them.
func writeBooks(path string, w *sim.World, s *scenario.Scenario, number int) error {
	b, err := w.Journal(number)
	if err != nil {
		return err
	}
	x := excelize.NewFile()
	defer x.Close()
	const trial, journal = "试算平衡 trial balance", "日记账 journal"
	if err := x.SetSheetName("Sheet1", trial); err != nil {
		return err
	}
	if _, err := x.NewSheet(journal); err != nil {
		return err
	}
	bold, err := x.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	number2, err := x.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return err
	}
	var fault error
	set := func(sheet string, col, row int, v any) {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err == nil {
			err = x.SetCellValue(sheet, cell, v)
		}
		if err != nil && fault == nil {
			fault = err
		}
	}
	set(trial, 1, 1, "科目")
	set(trial, 2, 1, "account")
	for c, cur := range b.Currencies {
		set(trial, 3+c, 1, string(cur))
		for a := range ledger.Accounts {
			set(trial, 1, 2+int(a), ledger.Names[a].Zh)
			set(trial, 2, 2+int(a), ledger.Names[a].En)
			set(trial, 3+c, 2+int(a), major(b.Balance(a, c), cur))
		}
		col, err := excelize.ColumnNumberToName(3 + c)
		if err != nil {
			return err
		}
		last := 1 + int(ledger.Accounts)
		if err := x.SetCellFormula(trial, fmt.Sprintf("%s%d", col, last+1), fmt.Sprintf("ROUND(SUM(%s2:%s%d),2)", col, col, last)); err != nil {
			return err
		}
		if err := x.SetCellStyle(trial, col+"2", fmt.Sprintf("%s%d", col, last+1), number2); err != nil {
			return err
		}
	}
	set(trial, 1, 2+int(ledger.Accounts), "合计（应为 0）")
	set(trial, 2, 2+int(ledger.Accounts), "total (must be 0)")
	for i, h := range []string{"日期 date", "凭证 posting", "摘要", "cause", "科目", "account", "货币 currency", "借 debit", "贷 credit"} {
		set(journal, i+1, 1, h)
	}
	for i, e := range b.Journal {
		row, cur := i+2, b.Currencies[e.Currency]
		set(journal, 1, row, (s.Start + scenario.Date(e.Day)).String())
		set(journal, 2, row, e.Posting)
		set(journal, 3, row, ledger.CauseNames[e.Cause].Zh)
		set(journal, 4, row, ledger.CauseNames[e.Cause].En)
		set(journal, 5, row, ledger.Names[e.Account].Zh)
		set(journal, 6, row, ledger.Names[e.Account].En)
		set(journal, 7, row, string(cur))
		if e.Minor >= 0 {
			set(journal, 8, row, major(e.Minor, cur))
		} else {
			set(journal, 9, row, major(-e.Minor, cur))
		}
	}
	if fault != nil {
		return fault
	}
	for _, sheet := range []string{trial, journal} {
		if err := x.SetRowStyle(sheet, 1, 1, bold); err != nil {
			return err
		}
		if err := x.SetColWidth(sheet, "A", "I", 18); err != nil {
			return err
		}
		if err := x.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	if err := x.SaveAs(path); err != nil {
		return fmt.Errorf("cannot write the workbook / 无法写入工作簿: %w", err)
	}
	return nil
}

// major is an amount as a spreadsheet number; two decimal places survive a float64 up to the greatest amount.
func major(minor int64, c money.Currency) float64 {
	return money.Amount{Minor: minor, Currency: c}.Decimal().InexactFloat64()
}
