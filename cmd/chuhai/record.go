package main

import (
	"archive/zip"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chuhai/web/record"
)

// runOf reads the recorded run that a command line names.
func runOf(f *flag.FlagSet, args []string) (run *record.Run, name string, err error) {
	names, err := parse(f, args)
	if err != nil {
		return nil, "", err
	}
	if len(names) != 1 {
		return nil, "", fmt.Errorf("%w: name one directory or zip archive / 请给出一个目录或 zip 文件", errUsage)
	}
	run, err = openRun(names[0])
	return run, names[0], err
}

// openRun reads a recorded run out of a directory or a zip archive of one.
func openRun(name string) (*record.Run, error) {
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("%s is no recorded run / 不是运行记录: %w", name, err)
	}
	var files fs.FS = os.DirFS(name)
	if isArchive(name) {
		z, err := zip.OpenReader(name)
		if err != nil {
			return nil, fmt.Errorf("%s is no recorded run / 不是运行记录: %w", name, err)
		}
		defer z.Close() // only read
		files = z
	}
	return record.Read(files, name)
}

func isArchive(name string) bool { return strings.EqualFold(filepath.Ext(name), ".zip") }

func cannotWrite(err error) error {
	return fmt.Errorf("cannot write the results / 无法写入结果: %w", err)
}

// writeFile writes a file, named with slashes, under a directory.
func writeFile(dir, name string, data []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return cannotWrite(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return cannotWrite(err)
	}
	return nil
}

func verifyCommand(args []string, out, errs io.Writer) error {
	f := flags("verify", "replay a recorded run and compare its digest day by day; exit code 1 names the first day and what differs / 重放并逐日比对摘要",
		`
  chuhai verify out/lesson  # what chuhai run --out wrote / 命令行运行的记录
  chuhai verify DEMO.zip    # what the bridge of a class gave / 教师端下载的记录
`, out)
	run, name, err := runOf(f, args)
	if err != nil {
		return err
	}
	bar := newProgress(errs, "days / 天")
	w, err := run.Verify(name, func(day int) { bar.show(day, len(run.Digests)) })
	bar.end()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d days replayed, every digest agrees / 已重放 %d 天，摘要逐日一致\n", w.Day(), w.Day())
	if d := w.Digests(); len(d) > 0 {
		fmt.Fprintf(out, "digest %s\n", d[len(d)-1])
	}
	return nil
}
