// Package record writes and reads recorded runs: all that another machine needs to replay a run and compare it with the
// original day by day. A run is a handful of files, in a directory or an archive:
//
//	scenario/…   the scenario as it was played
//	seed         the world's seed
//	log.jsonl    every decision; a line is a checksum, a space and a command
//	digests      the state's digest at the end of each day
//	worth.csv    each shop's equity at the end of each day, where it was kept
//	sums         the SHA-256 of each of these files
//
// The sums show damage and careless changes; who changes a run and its sums is found out by Verify, because the same
// decisions no longer lead to the same digests.
package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// The files of a run.
const (
	BundleDir  = "scenario"
	LogFile    = "log.jsonl"
	SeedFile   = "seed"
	DigestFile = "digests"
	WorthFile  = "worth.csv"
	SumFile    = "sums"
)

// Run is a recorded run.
type Run struct {
	Bundle  scenario.Bundle
	Seed    uint64
	Log     []sim.Command
	Digests []string  // at the end of each day
	Worth   [][]int64 // by day and shop: equity in minor units of the home currency; nil where it was not kept
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write gives the run's files to put, one after another, under slash-separated names.
func (r *Run) Write(put func(name string, data []byte) error) error {
	var sums bytes.Buffer
	if err := r.write(func(name string, data []byte) error {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
		return put(name, data)
	}); err != nil {
		return err
	}
	return put(SumFile, sums.Bytes())
}

func (r *Run) write(put func(name string, data []byte) error) error {
	for _, name := range r.Bundle.Names() {
		if err := put(path.Join(BundleDir, name), r.Bundle[name]); err != nil {
			return err
		}
	}
	var lines bytes.Buffer
	for _, c := range r.Log {
		data, err := json.Marshal(c)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%08x %s\n", crc32.Checksum(data, castagnoli), data)
	}
	if err := put(LogFile, lines.Bytes()); err != nil {
		return err
	}
	if err := put(SeedFile, []byte(strconv.FormatUint(r.Seed, 10)+"\n")); err != nil {
		return err
	}
	if err := put(DigestFile, []byte(strings.Join(r.Digests, "\n")+"\n")); err != nil {
		return err
	}
	if r.Worth == nil {
		return nil
	}
	return put(WorthFile, r.worth())
}

// Read reads a run. Messages call its place by name. Damage in the log is an error that says how much of it is whole.
func Read(files fs.FS, name string) (*Run, error) {
	r := &Run{Bundle: scenario.Bundle{}}
	bundle, err := fs.Sub(files, BundleDir)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(bundle, ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		r.Bundle[at], err = fs.ReadFile(bundle, at)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is no recorded run: it lacks the folder %s; name what chuhai run --out wrote, or a recording from the bridge / "+
			"不是运行记录：缺少 %s 文件夹，请给出 chuhai run --out 的目录或教师台下载的记录", name, BundleDir, BundleDir)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no recorded run / 不是运行记录: %w", name, err)
	}
	text, err := fs.ReadFile(files, SeedFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if r.Seed, err = strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err != nil {
		return nil, fmt.Errorf("%s: %w", path.Join(name, SeedFile), err)
	}
	log, err := fs.ReadFile(files, LogFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if r.Log, err = commands(path.Join(name, LogFile), log); err != nil {
		return nil, err
	}
	digests, err := fs.ReadFile(files, DigestFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r.Digests = strings.Fields(string(digests))
	if r.Worth, err = readWorth(files, name); err != nil {
		return nil, err
	}
	return r, check(files, name)
}

func commands(name string, log []byte) ([]sim.Command, error) {
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
			return nil, fmt.Errorf("%s:%d: the log is cut off; the %d lines before are whole: to export them, remove this line, "+
				"and from %s the line of %s / 日志在此中断，之前 %d 行完好：删去本行及 %s 中 %s 那一行，即可导出", name, n+1, n, SumFile, LogFile, n, SumFile, LogFile)
		case !ok || err != nil || crc32.Checksum(data, castagnoli) != uint32(want):
			return nil, fmt.Errorf("%s:%d: the line does not match its checksum: it was changed or damaged / 此行与校验和不符，已被改动或损坏", name, n+1)
		}
		if err := json.Unmarshal(data, &c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Replay plays the run again, to where its log ends. Messages call the run by name.
func (r *Run) Replay(name string) (*sim.World, *scenario.Scenario, error) {
	s, err := scenario.Parse(r.Bundle)
	if err != nil {
		return nil, nil, err
	}
	w, err := sim.New(s, r.Seed)
	if err != nil {
		return nil, nil, err
	}
	for i, c := range r.Log {
		if err := w.Apply(c); err != nil {
			return nil, nil, fmt.Errorf("%s:%d: %w", path.Join(name, LogFile), i+1, err)
		}
	}
	return w, s, nil
}
