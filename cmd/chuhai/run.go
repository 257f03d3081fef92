package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/record"
)

// load reads a built-in scenario by name or a scenario file by path.
func load(name string) (scenario.Bundle, *scenario.Scenario, error) {
	var b scenario.Bundle
	if strings.ContainsAny(name, `/\.`) {
		main, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, fmt.Errorf("cannot read the scenario / 无法读取剧本: %w", err)
		}
		b = scenarios.With(main)
	} else {
		var err error
		if b, err = scenarios.Load(name); err != nil {
			return nil, nil, err
		}
	}
	s, err := scenario.Parse(b)
	return b, s, named(err, name)
}

// named puts a file's own name into its problems.
func named(err error, name string) error {
	var ps scenario.Problems
	if errors.As(err, &ps) {
		for i := range ps {
			if ps[i].File == scenario.Main {
				ps[i].File = name
			}
		}
		return ps
	}
	return err
}

func checkCommand(args []string, out, errs io.Writer) error {
	f := flags("check", "validate scenario files / 校验剧本文件", "  chuhai check my-lesson/scenario.yaml\n  chuhai check rail-express", errs)
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("%w: name one or more scenario files / 请给出剧本文件", errUsage)
	}
	bad := 0
	for _, n := range names {
		_, s, err := load(n)
		if err != nil {
			bad++
			fmt.Fprintln(errs, err)
			continue
		}
		fmt.Fprintf(out, "%s: ok: %s / %s, %d days from %s, %d goods\n", n, s.Title.Zh, s.Title.En, s.Days, s.Start, len(s.Goods))
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d files have problems / %d 个文件有问题", bad, len(names), bad)
	}
	return nil
}

func runCommand(args []string, out, errs io.Writer) error {
	f := flags("run", "play a scenario with bots, without people / 机器人无界面运行", "  chuhai run rail-express --seed 7 --bots 20\n  chuhai run first-parcel --bots 3 --days 10 --out out/lesson", errs)
	seed := f.Uint64("seed", 1, "the world's seed / 种子")
	bots := f.Int("bots", 12, "bot shops / 机器人店铺数")
	days := f.Int("days", 0, "stop after so many days; 0 plays all / 运行天数")
	dir := f.String("out", "", "write scenario, log and results into this directory / 输出目录")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return fmt.Errorf("%w: name one scenario: %s / 请给出一个剧本", errUsage, strings.Join(scenarios.Names(), ", "))
	}
	if *bots < 1 || *bots > sim.MaxShops {
		return fmt.Errorf("%w: --bots %d: want 1 to %d / 应在 1 到 %d 之间", errUsage, *bots, sim.MaxShops, sim.MaxShops)
	}
	b, s, err := load(names[0])
	if err != nil {
		return err
	}
	if *days < 0 || *days > s.Days {
		return fmt.Errorf("%w: --days %d: the scenario has %d days / 剧本共 %d 天", errUsage, *days, s.Days, s.Days)
	}
	if *days == 0 {
		*days = s.Days
	}
	w, err := sim.New(s, *seed)
	if err != nil {
		return err
	}
	var log []sim.Command
	apply := func(c sim.Command) error {
		log = append(log, c)
		return w.Apply(c)
	}
	for i := range *bots {
		p := s.Bots[i%len(s.Bots)]
		name := p.Name.Zh
		if i >= len(s.Bots) {
			name += fmt.Sprintf(" %d", i/len(s.Bots)+1)
		}
		if err := apply(sim.Command{Open: &sim.OpenShop{Name: name, Bot: p.Temperament}}); err != nil {
			return err
		}
	}
	for range *days {
		if err := apply(sim.Command{Step: &sim.Step{}}); err != nil {
			return err
		}
		if err := w.Check(); err != nil {
			return err
		}
		bar(errs, w.Day(), *days)
	}
	report(out, s, w)
	if *dir == "" {
		return nil
	}
	if err := write(*dir, &record.Run{Bundle: b, Seed: *seed, Log: log, Digests: w.Digests()}, w); err != nil {
		return err
	}
	fmt.Fprintf(out, "written to / 已写入 %s\n", *dir)
	return nil
}

// bar draws progress on one line of a terminal; a file or a pipe gets none.
func bar(w io.Writer, done, all int) {
	f, ok := w.(*os.File)
	if !ok {
		return
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return
	}
	const width = 40
	fmt.Fprintf(w, "\r[%s%s] %d/%d", strings.Repeat("#", width*done/all), strings.Repeat(".", width-width*done/all), done, all)
	if done == all {
		fmt.Fprintln(w)
	}
}

func report(out io.Writer, s *scenario.Scenario, w *sim.World) {
	fmt.Fprintf(out, "%s / %s, day %d of %d\n\n", s.Title.Zh, s.Title.En, w.Day(), s.Days)
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "#\tshop\tprofit CNY\torders\tdelivered\ton time\trating\t")
	for _, r := range w.Board() {
		fmt.Fprintf(t, "%d\t%s\t%d.%02d\t%d\t%d\t%.1f %%\t%.2f\t\n", r.Rank, r.Name, r.Profit/100, max(r.Profit, -r.Profit)%100, r.Orders, r.Delivered, 100*r.OnTime, r.Rating)
	}
	t.Flush()
	n := w.Totals()
	fmt.Fprintf(out, "\norders %d, delivered %d (late %d), lost %d, inspected %d, reviews %d, returns %d\n", n.Orders, n.Delivered, n.Late, n.Lost, n.Inspected, n.Reviews, n.Returns)
	if d := w.Digests(); len(d) > 0 {
		fmt.Fprintf(out, "digest %s\n", d[len(d)-1])
	}
}

// resultsFile is the table of a run, beside its record.
const resultsFile = "results.csv"

func writeFile(dir, name string, data []byte) error {
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("cannot write the results / 无法写入结果: %w", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("cannot write the results / 无法写入结果: %w", err)
	}
	return nil
}
