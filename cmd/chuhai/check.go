package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
)

// load reads a built-in scenario by name, a scenario file, or a directory with a scenario.yaml.
func load(name string) (scenario.Bundle, *scenario.Scenario, error) {
	b, file, err := gather(name)
	if err != nil {
		return nil, nil, err
	}
	s, err := scenario.Parse(b)
	return b, s, named(err, file)
}

// gather is the bundle of a scenario and the name by which its author knows the scenario file. Files in a folder named
// reference beside it stand in for the built-in ones of the same name, or add to them.
func gather(name string) (scenario.Bundle, string, error) {
	st, statErr := os.Stat(name)
	folder := statErr == nil && st.IsDir()
	if !strings.ContainsAny(name, `/\.`) {
		if b, err := scenarios.Load(name); err == nil || !folder {
			return b, name, err
		}
	}
	file := name
	if folder {
		file = filepath.Join(name, scenario.Main)
	}
	main, err := readLimited(file)
	if err != nil {
		return nil, file, err
	}
	b := scenarios.With(main)
	more := filepath.Join(filepath.Dir(file), referenceDir)
	entries, err := os.ReadDir(more)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, file, cannotRead(err)
	}
	for _, e := range entries {
		if e.IsDir() || !isReference(e.Name()) {
			continue
		}
		data, err := readLimited(filepath.Join(more, e.Name()))
		if err != nil {
			return nil, file, err
		}
		b[path.Join(referenceDir, e.Name())] = data
	}
	return b, file, nil
}

// referenceDir is the folder of reference files, which several scenarios share.
const referenceDir = "reference"

func isReference(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".csv"}, filepath.Ext(name))
}

func cannotRead(err error) error {
	return fmt.Errorf("cannot read the scenario / 无法读取剧本: %w", err)
}

// readLimited reads a file that is not larger than a scenario may be, without taking in more.
func readLimited(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, cannotRead(err)
	}
	defer f.Close() // only read
	data, err := io.ReadAll(io.LimitReader(f, scenario.MaxFile+1))
	if err != nil {
		return nil, cannotRead(err)
	}
	return data, nil
}

// named puts the scenario file's own name into its problems, and the folder's into those of reference files beside it.
func named(err error, file string) error {
	var ps scenario.Problems
	if !errors.As(err, &ps) {
		return err
	}
	for i := range ps {
		beside := filepath.Join(filepath.Dir(file), filepath.FromSlash(ps[i].File))
		if ps[i].File == scenario.Main {
			ps[i].File = file
		} else if _, err := os.Stat(beside); err == nil {
			ps[i].File = beside
		}
	}
	return ps
}

// targets are the things to check that an argument names: a scenario, a reference file, or all of them in a directory.
func targets(arg string) ([]string, error) {
	st, err := os.Stat(arg)
	if err != nil || !st.IsDir() {
		return []string{arg}, nil
	}
	var out []string
	err = filepath.WalkDir(arg, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && (d.Name() == scenario.Main || filepath.Base(filepath.Dir(at)) == referenceDir && isReference(d.Name())) {
			out = append(out, at)
		}
		return nil
	})
	if err != nil {
		return nil, cannotRead(err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no %s and no %s folder / 目录中没有剧本", arg, scenario.Main, referenceDir)
	}
	return out, nil
}

// checkOne checks a scenario or reference file and says in a line what it holds.
func checkOne(name string) (string, error) {
	if filepath.Base(filepath.Dir(name)) == referenceDir || filepath.Ext(name) == ".csv" {
		data, err := readLimited(name)
		if err != nil {
			return "", err
		}
		return "reference file / 参考文件", scenario.CheckReference(name, data)
	}
	_, s, err := load(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s / %s, %d days from %s, %d goods, %d marketplaces", s.Title.Zh, s.Title.En, s.Days, s.Start, len(s.Goods), len(s.Marketplaces)), nil
}

func checkCommand(args []string, out, errs io.Writer) error {
	f := flags(
		"check",
		"validate scenarios and reference files; every problem is named as file:line:column: path: what was found, what is allowed / 校验剧本与参考文件",
		`
  chuhai check rail-express                    # a built-in scenario / 内置剧本
  chuhai check my-lesson.yaml                  # a scenario with the built-in reference files / 使用内置参考文件
  chuhai check my-lesson/                      # a folder: scenario.yaml, and reference/ where it has its own / 整个目录
  chuhai check scenarios/reference/goods.yaml  # a reference file by itself / 单个参考文件
`,
		out,
	)
	args, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return fmt.Errorf("%w: name one or more scenario files / 请给出剧本文件", errUsage)
	}
	bad, all := 0, 0
	for _, arg := range args {
		names, err := targets(arg)
		if err != nil {
			return err
		}
		for _, name := range names {
			all++
			what, err := checkOne(name)
			if err != nil {
				bad++
				fmt.Fprintln(errs, err)
				continue
			}
			fmt.Fprintf(out, "%s: ok: %s\n", name, what)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d files have problems / %d 个文件有问题", bad, all, bad)
	}
	return nil
}
