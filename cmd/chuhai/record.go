package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/books"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// record writes all that another machine needs to replay and compare a run. Each line of the log is a checksum, a
// space and a command.
func record(dir string, b scenario.Bundle, seed uint64, log []sim.Command, w *sim.World) error {
	for _, name := range b.Names() {
		if err := writeFile(filepath.Join(dir, bundleDir), name, b[name]); err != nil {
			return err
		}
	}
	var lines bytes.Buffer
	for _, c := range log {
		data, err := json.Marshal(c)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%08x %s\n", crc32.Checksum(data, castagnoli), data)
	}
	if err := writeFile(dir, logFile, lines.Bytes()); err != nil {
		return err
	}
	if err := writeFile(dir, seedFile, []byte(strconv.FormatUint(seed, 10)+"\n")); err != nil {
		return err
	}
	if err := writeFile(dir, digestFile, []byte(strings.Join(w.Digests(), "\n")+"\n")); err != nil {
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

// replay plays a recorded run again. Its world has played what the log holds; damage in the log is an error that says
// how much of it is whole.
func replay(dir string) (*sim.World, *scenario.Scenario, []string, error) {
	fail := func(err error) (*sim.World, *scenario.Scenario, []string, error) { return nil, nil, nil, err }
	b := scenario.Bundle{}
	root := os.DirFS(filepath.Join(dir, bundleDir))
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b[path], err = fs.ReadFile(root, path)
		return err
	})
	if err != nil {
		return fail(fmt.Errorf("%s is no recorded run / 不是运行记录目录: %w", dir, err))
	}
	s, err := scenario.Parse(b)
	if err != nil {
		return fail(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, seedFile))
	if err != nil {
		return fail(err)
	}
	seed, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return fail(fmt.Errorf("%s: %w", filepath.Join(dir, seedFile), err))
	}
	w, err := sim.New(s, seed)
	if err != nil {
		return fail(err)
	}
	path := filepath.Join(dir, logFile)
	log, err := os.ReadFile(path)
	if err != nil {
		return fail(err)
	}
	commands, err := readLog(path, log)
	if err != nil {
		return fail(err)
	}
	for i, c := range commands {
		if err := w.Apply(c); err != nil {
			return fail(fmt.Errorf("%s:%d: %w", path, i+1, err))
		}
	}
	digests, err := os.ReadFile(filepath.Join(dir, digestFile))
	if err != nil {
		return fail(err)
	}
	return w, s, strings.Fields(string(digests)), nil
}

func readLog(path string, log []byte) ([]sim.Command, error) {
	var out []sim.Command
	for n, line := range bytes.SplitAfter(log, []byte("\n")) {
		if len(line) == 0 {
			break
		}
		sum, data, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
		want, err := strconv.ParseUint(string(sum), 16, 32)
		var c sim.Command
		switch {
		case line[len(line)-1] != '\n':
			return nil, fmt.Errorf("%s:%d: the log is cut off; the %d lines before are whole: remove this one to replay them / 日志在此中断，之前 %d 行完好，删去本行即可复核", path, n+1, n, n)
		case !ok || err != nil || crc32.Checksum(data, castagnoli) != uint32(want):
			return nil, fmt.Errorf("%s:%d: the line does not match its checksum: it was changed or damaged / 此行与校验和不符，已被改动或损坏", path, n+1)
		}
		if err := json.Unmarshal(data, &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
		out = append(out, c)
	}
	return out, nil
}

func verifyCommand(args []string, out, errs io.Writer) error {
	f := flags("verify", "replay a recorded run and compare its digest day by day / 重放并逐日比对摘要", "  chuhai verify out/lesson", errs)
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return fmt.Errorf("%w: name one directory / 请给出一个目录", errUsage)
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
