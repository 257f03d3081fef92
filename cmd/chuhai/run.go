package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/record"
)

func runCommand(args []string, out, errs io.Writer) error {
	f := flags("run", "play a scenario with bots, without people, and print who made what of it / 机器人无界面运行", `
  chuhai run rail-express --seed 7 --bots 20
  chuhai run first-parcel --bots 3 --days 10 --out out/lesson
  chuhai run my-lesson.yaml --seed 1
  chuhai run rail-express --shock border-closed@20,air-spike@25  # what waits, moves and costs / 口岸关闭后，什么在等、绕行、花费多少
`, out)
	seed := f.Uint64("seed", 1, "the world's seed: the same seed gives the same run on every machine / 种子")
	bots := f.Int("bots", 12, "bot shops / 机器人店铺数")
	days := f.Int("days", 0, "stop after so many days; 0 plays all / 运行天数")
	shocks := f.String("shock", "", "shocks to throw, as ID@DAY,… with days counted from 0 / 突发事件，如 border-closed@20")
	dir := f.String("out", "", "write scenario, log, digests and results into this directory / 输出目录")
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
	thrown, err := parseShocks(*shocks, *days)
	if err != nil {
		return err
	}
	if *dir != "" { // said before the days are played
		if err := os.MkdirAll(*dir, 0o755); err != nil {
			return cannotWrite(err)
		}
	}
	run, w, err := play(b, s, *seed, *bots, *days, thrown, newProgress(errs, "days / 天"))
	if err != nil {
		return err
	}
	r := resultsOf(w, run)
	if err := r.print(out); err != nil {
		return err
	}
	if *dir == "" {
		return nil
	}
	put := func(name string, data []byte) error { return writeFile(*dir, name, data) }
	if err := run.Write(put); err != nil {
		return err
	}
	if err := r.write(put); err != nil {
		return err
	}
	fmt.Fprintf(out, "written to / 已写入 %s\n", *dir)
	return nil
}

// parseShocks reads shocks to throw, ID@DAY separated by commas, by day.
func parseShocks(list string, days int) (map[int][]string, error) {
	out := map[int][]string{}
	for one := range strings.SplitSeq(list, ",") {
		if one == "" {
			continue
		}
		id, at, ok := strings.Cut(one, "@")
		day, err := strconv.Atoi(at)
		if !ok || err != nil || day < 0 || day >= days {
			return nil, fmt.Errorf("%w: --shock %q: want ID@DAY with a day from 0 to %d / 应写作 编号@天", errUsage, one, days-1)
		}
		out[day] = append(out[day], id)
	}
	return out, nil
}

// play seats bots and lets the days pass, checking after each that books balance and goods are conserved.
func play(b scenario.Bundle, s *scenario.Scenario, seed uint64, bots, days int, thrown map[int][]string, bar *progress) (*record.Run, *sim.World, error) {
	if len(s.Bots) == 0 {
		return nil, nil, errors.New("the scenario's reference files name no bots / 参考文件中没有机器人")
	}
	w, err := sim.New(s, seed)
	if err != nil {
		return nil, nil, err
	}
	run := &record.Run{Bundle: b, Seed: seed}
	apply := func(c sim.Command) error {
		run.Log = append(run.Log, c)
		return w.Apply(c)
	}
	defer bar.end()
	for i := range bots {
		if err := apply(sim.Command{Open: &sim.OpenShop{Name: botName(s, i), Bot: s.Bots[i%len(s.Bots)].Temperament}}); err != nil {
			return nil, nil, err
		}
	}
	for range days {
		for _, shock := range thrown[w.Day()] {
			if err := apply(sim.Command{Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: shock}}}); err != nil {
				return nil, nil, fmt.Errorf("--shock %s: %w", shock, err)
			}
		}
		if err := apply(sim.Command{Step: &sim.Step{}}); err != nil {
			return nil, nil, err
		}
		if err := w.Check(); err != nil {
			return nil, nil, err
		}
		bar.show(w.Day(), days)
	}
	run.Digests = w.Digests()
	return run, w, run.Value(w)
}

// botName is a bot's name; those beyond the scenario's list are numbered.
func botName(s *scenario.Scenario, i int) string {
	name := s.Bots[i%len(s.Bots)].Name.Zh
	if i >= len(s.Bots) {
		name += fmt.Sprintf(" %d", i/len(s.Bots)+1)
	}
	return name
}
