// Command recalc has LibreOffice open a shop's workbook and compute it again: every formula must come to the value that
// the workbook holds. It takes the stored values away first, so that nothing can be shown that was not computed.
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/xuri/excelize/v2"
)

func main() {
	office := flag.String("office", "soffice", "LibreOffice")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "recalc: name a workbook / 请给出工作簿")
		os.Exit(2)
	}
	for _, name := range flag.Args() {
		n, err := check(*office, name)
		if err != nil {
			fmt.Fprintf(os.Stderr, "recalc: %s: %v\n", name, err)
			os.Exit(1)
		}
		fmt.Printf("recalc: %s: %d formulas come to the values of the books\n", name, n)
	}
}

// formula is a formula's place and the value stored beside it.
type formula struct {
	sheet, cell string
	stored      float64
}

// check returns how many formulas LibreOffice computes to the stored values.
func check(office, name string) (int, error) {
	dir, err := os.MkdirTemp("", "recalc")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	formulas, err := strip(name, filepath.Join(dir, "books.xlsx"))
	if err != nil {
		return 0, err
	}
	out := filepath.Join(dir, "out")
	run := exec.Command(office, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "xlsx", "--outdir", out,
		filepath.Join(dir, "books.xlsx"))
	if said, err := run.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%w: %s", err, said)
	}
	return len(formulas), compare(filepath.Join(out, "books.xlsx"), formulas)
}

// strip writes the workbook without the values of its formulas, and returns those.
func strip(name, to string) (out []formula, err error) {
	x, err := excelize.OpenFile(name)
	if err != nil {
		return nil, err
	}
	defer x.Close() // what was written does not depend on it
	for _, sheet := range x.GetSheetList() {
		rows, err := x.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		for r := range rows {
			for c := range rows[r] {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					return nil, err
				}
				f, err := x.GetCellFormula(sheet, cell)
				if err != nil {
					return nil, err
				}
				if f == "" {
					continue
				}
				stored, err := strconv.ParseFloat(rows[r][c], 64)
				if err != nil {
					return nil, fmt.Errorf("%s!%s: %w", sheet, cell, err)
				}
				if err := x.SetCellValue(sheet, cell, nil); err != nil {
					return nil, err
				}
				if err := x.SetCellFormula(sheet, cell, f); err != nil {
					return nil, err
				}
				out = append(out, formula{sheet, cell, stored})
			}
		}
	}
	return out, x.SaveAs(to)
}

// compare reads what was computed beside what was stored. Amounts have at most two decimals: half of the last is equal.
func compare(name string, formulas []formula) error {
	x, err := excelize.OpenFile(name)
	if err != nil {
		return err
	}
	defer x.Close() // it is only read
	for _, f := range formulas {
		text, err := x.GetCellValue(f.sheet, f.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		got, err := strconv.ParseFloat(text, 64)
		if err != nil || math.Abs(got-f.stored) > 0.0051 {
			return fmt.Errorf("%s!%s comes to %q, the books say %g", f.sheet, f.cell, text, f.stored)
		}
	}
	if len(formulas) == 0 {
		return fmt.Errorf("there are no formulas / 没有公式")
	}
	return nil
}
