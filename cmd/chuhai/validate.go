package main

import (
	"fmt"
	"io"

	"chuhai/sim"
)

func validateCommand(args []string, out, errs io.Writer) error {
	f := flags("validate", "measure a scenario's market, or the network's days, and set them beside what is published / 把市场模型与运输时效同公开数据对照",
		`
  chuhai validate routes                     # days of all legs, services and freights / 全部线路的时效
  chuhai validate market                     # the open market / 全球市场
  chuhai validate market lock-the-rate       # another scenario; a small one may miss bars / 其他剧本，小剧本可能超界
  chuhai validate market --seed 3 --bots 40  # another class / 另一个班级
`, out)
	seed := f.Uint64("seed", 1, "seed of the first class that is played / 第一个班级的随机种子")
	classes := f.Uint64("classes", 3, "classes, each under the next seed; 0 measures the shoppers alone / 班级数")
	bots := f.Int("bots", 24, "bots in each / 每班机器人数量")
	asJSON := f.Bool("json", false, "print JSON, of routes / 输出 JSON（routes）")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) == 1 && names[0] == "routes" {
		return validateRoutes(*asJSON, out)
	}
	if len(names) < 1 || len(names) > 2 || names[0] != "market" {
		return fmt.Errorf(
			"%w: chuhai validate market [SCENARIO], or chuhai validate routes / 用法：chuhai validate market [剧本]，或 chuhai validate routes",
			errUsage,
		)
	}
	if *bots < 1 || *bots > sim.MaxShops {
		return fmt.Errorf("%w: --bots must lie between 1 and %d / 应在 1 到 %d 之间", errUsage, sim.MaxShops, sim.MaxShops)
	}
	if *classes > 100 {
		return fmt.Errorf("%w: --classes must be at most 100 / 最多 100 个班级", errUsage)
	}
	name := "open-market"
	if len(names) == 2 {
		name = names[1]
	}
	_, s, err := load(name)
	if err != nil {
		return err
	}
	var seeds []uint64
	for i := range *classes {
		seeds = append(seeds, *seed+i)
	}
	rows, err := sim.ValidateMarket(s, seeds, *bots)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s / %s, %d × %d bots, from seed %d\n\n", s.Title.Zh, s.Title.En, *classes, *bots, *seed)
	missed, err := printMeasures(rows, out)
	if err == nil && missed > 0 {
		err = leftBars(missed)
	}
	return err
}

// leftBars says how many figures stand outside of their bars.
func leftBars(n int) error {
	return fmt.Errorf("%d figure(s) have left their bars / %d 项超出界限", n, n)
}

// printMeasures writes each figure beside what was found, then the sources, and counts those outside of their bars.
func printMeasures(rows []sim.Measured, out io.Writer) (missed int, err error) {
	t := grid{left: 2}
	t.row("指标", "measure", "实测 Value", "文献 Found", "差 Residual", "界 Bars", "")
	for _, r := range rows {
		missed += one(!r.Held)
		zh, en := r.Name.Zh, r.Name.En
		if r.Of.En != "" {
			zh, en = zh+"："+r.Of.Zh, en+": "+r.Of.En
		}
		t.row(zh, en, amountOf(r.Unit, r.Value), amountOf(r.Unit, r.Target), signedOf(r.Unit, r.Value-r.Target),
			amountOf(r.Unit, r.Low)+" … "+amountOf(r.Unit, r.High), verdict(r.Held))
	}
	if err := t.write(out); err != nil {
		return missed, err
	}
	fmt.Fprintln(out)
	told := map[string]bool{}
	for _, r := range rows {
		if told[r.ID] {
			continue
		}
		told[r.ID] = true
		fmt.Fprintf(out, "%s: %s / %s\n    %s\n", r.ID, r.Found.Zh, r.Found.En, r.Source.Title)
		if r.Teaching.En != "" {
			fmt.Fprintf(out, "    为教学而不同 differs for teaching: %s / %s\n", r.Teaching.Zh, r.Teaching.En)
		}
	}
	return missed, nil
}

// amountOf writes a figure in its unit.
func amountOf(unit string, v float64) string {
	switch unit {
	case "percent":
		return fmt.Sprintf("%.2f %%", v)
	case "share":
		return fmt.Sprintf("%.1f %%", 100*v)
	case "times":
		return fmt.Sprintf("%.2f ×", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func signedOf(unit string, v float64) string {
	if v >= 0 {
		return "+" + amountOf(unit, v)
	}
	return amountOf(unit, v)
}
