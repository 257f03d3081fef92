package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/books"
)

func exportCommand(args []string, out, errs io.Writer) error {
	f := flags("export", "write shops' books as workbooks: profit and loss, trial balance, inventory, listings, orders and journal / 导出店铺账簿",
		`
  chuhai export out/lesson                  # all shops / 全部店铺
  chuhai export out/lesson --shop 3         # one shop / 一家店铺
  chuhai export DEMO.zip --csv --out books  # as csv, into another folder / 导出 csv
`, out)
	number := f.Int("shop", 0, "the shop's number; 0 writes all / 店铺编号")
	dir := f.String("out", "", "the directory to write into; default the run's own / 输出目录")
	asCSV := f.Bool("csv", false, "write a csv file for each table instead of a workbook / 输出 csv")
	run, name, err := runOf(f, args)
	if err != nil {
		return err
	}
	w, s, err := run.Replay(name)
	if err != nil {
		return err
	}
	if *number < 0 || *number > w.Shops() {
		return fmt.Errorf("%w: --shop %d: the run has shops 1 to %d / 店铺编号应在 1 到 %d 之间", errUsage, *number, w.Shops(), w.Shops())
	}
	if *dir == "" {
		*dir = name
		if isArchive(*dir) {
			*dir = (*dir)[:len(*dir)-len(".zip")]
		}
	}
	first, last := 1, w.Shops()
	if *number > 0 {
		first, last = *number, *number
	}
	for shop := first; shop <= last; shop++ {
		write := workbook
		if *asCSV {
			write = tables
		}
		owner, err := books.OwnerOf(w, shop)
		if err != nil {
			return err
		}
		files, err := write(*dir, w, s, owner)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, strings.Join(files, "\n"))
	}
	return nil
}

// workbook writes a shop's books as one file.
func workbook(dir string, w *sim.World, s *scenario.Scenario, owner books.Owner) ([]string, error) {
	var data bytes.Buffer
	if err := books.Write(&data, w, s, owner.Shop); err != nil {
		return nil, err
	}
	name := owner.FileName() + ".xlsx"
	return []string{dir + "/" + name}, writeFile(dir, name, data.Bytes())
}

// tables writes a shop's books as a file a table.
func tables(dir string, w *sim.World, s *scenario.Scenario, owner books.Owner) (files []string, err error) {
	ts, err := books.Tables(w, s, owner.Shop)
	if err != nil {
		return nil, err
	}
	for i := range ts {
		var data bytes.Buffer
		if err := ts[i].CSV(&data); err != nil {
			return nil, err
		}
		name := owner.FileName() + "-" + ts[i].ID + ".csv"
		if err := writeFile(dir, name, data.Bytes()); err != nil {
			return nil, err
		}
		files = append(files, dir+"/"+name)
	}
	return files, nil
}
