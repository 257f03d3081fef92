package main

import (
	"fmt"
	"io"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

func classifyCommand(args []string, out, errs io.Writer) error {
	f := flags("customs classify", "find tariff subheadings by a word of the trade, in Chinese or English, or by the first digits / 按商品名或编码开头查六位税号，仅供教学",
		`
  chuhai customs classify 假发
  chuhai customs classify makeup brush
  chuhai customs classify 6913 --json
`, out)
	limit := f.Int("limit", 5, "at most so many / 最多几条")
	asJSON := f.Bool("json", false, "print JSON / 输出 JSON")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return fmt.Errorf("%w: name the goods, such as chuhai customs classify 假发 / 请给出商品名", errUsage)
	}
	if *limit < 1 || *limit > 100 {
		return fmt.Errorf("%w: --limit %d: want 1 to 100 / 应在 1 到 100 之间", errUsage, *limit)
	}
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		return err
	}
	query := strings.Join(words, " ")
	found := customs.Classify(all.Headings, query, *limit)
	if *asJSON {
		return writeJSON(out, found)
	}
	if len(found) == 0 {
		return fmt.Errorf("nothing found for %q among %d subheadings; try another word / 没有找到 %q，换个说法试试", query, len(all.Headings), query)
	}
	for _, h := range found {
		fmt.Fprintf(out, "%s  %s  %s\n", dotted(h.HS), h.Name.Zh, h.Name.En)
		for _, n := range h.Near {
			fmt.Fprintf(out, "    ≠ %s  %s  %s\n        %s\n        %s\n", dotted(n.HS), n.Name.Zh, n.Name.En, n.Why.Zh, n.Why.En)
		}
	}
	fmt.Fprintln(out, "仅供教学 for teaching only")
	return nil
}
