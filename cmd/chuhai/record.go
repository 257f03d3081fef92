package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/books"
	"chuhai/web/record"
)

// write writes a recorded run and its results into a directory.
func write(dir string, run *record.Run, w *sim.World) error {
	if err := run.Write(func(name string, data []byte) error { return writeFile(dir, filepath.FromSlash(name), data) }); err != nil {
		return err
	}
	var results bytes.Buffer
	results.WriteString("\ufeff")
	t := csv.NewWriter(&results)
	rows := [][]string{{"名次 rank", "店铺 shop", "利润 profit CNY", "订单 orders", "妥投 delivered"}}
	for _, r := range w.Board() {
		rows = append(rows, []string{strconv.Itoa(r.Rank), books.Plain(r.Name), strconv.FormatFloat(float64(r.Profit)/100, 'f', 2, 64), strconv.FormatInt(r.Orders, 10), strconv.FormatInt(r.Delivered, 10)})
	}
	if err := t.WriteAll(rows); err != nil {
		return err
	}
	return writeFile(dir, resultsFile, results.Bytes())
}

// replay plays a recorded run again, out of a directory or a zip archive of one.
func replay(name string) (*sim.World, *scenario.Scenario, []string, error) {
	files, done, err := openRun(name)
	if err != nil {
		return nil, nil, nil, err
	}
	defer done()
	run, err := record.Read(files, name)
	if err != nil {
		return nil, nil, nil, err
	}
	w, s, err := run.Replay(name)
	return w, s, run.Digests, err
}

func openRun(name string) (files fs.FS, done func(), err error) {
	if !strings.EqualFold(filepath.Ext(name), ".zip") {
		return os.DirFS(name), func() {}, nil
	}
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s is no recorded run / 不是运行记录: %w", name, err)
	}
	return z, func() { z.Close() }, nil // only read
}

func verifyCommand(args []string, out, errs io.Writer) error {
	f := flags("verify", "replay a recorded run and compare its digest day by day / 重放并逐日比对摘要", "  chuhai verify out/lesson\n  chuhai verify DEMO.zip", errs)
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return fmt.Errorf("%w: name one directory or zip archive / 请给出一个目录或 zip 文件", errUsage)
	}
	w, s, want, err := replay(names[0])
	if err != nil {
		return err
	}
	got := w.Digests()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Errorf("day %d (%s) differs from the record / 第 %d 天与记录不符", i+1, s.Start+scenario.Date(i), i+1)
		}
	}
	fmt.Fprintf(out, "%d days replayed, every digest agrees / 已重放 %d 天，摘要逐日一致\n", len(got), len(got))
	return nil
}
