package record

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// check compares the run's files with their sums.
func check(files fs.FS, name string) error {
	text, err := fs.ReadFile(files, SumFile)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		sum, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || !fs.ValidPath(file) {
			return fmt.Errorf("%s: %q is no sum of a file / 校验和行不合格式", path.Join(name, SumFile), line)
		}
		listed[file] = true
		data, err := fs.ReadFile(files, file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return fmt.Errorf("%s is missing from the run / 记录缺少此文件", path.Join(name, file))
		case err != nil:
			return fmt.Errorf("%s: %w", path.Join(name, file), err)
		case fmt.Sprintf("%x", sha256.Sum256(data)) != sum:
			return fmt.Errorf("%s was changed after the run was recorded / 此文件在记录之后被改动", path.Join(name, file))
		}
	}
	return fs.WalkDir(files, BundleDir, func(at string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[at] {
			return fmt.Errorf("%s was added after the run was recorded / 此文件在记录之后被加入", path.Join(name, at))
		}
		return err
	})
}
