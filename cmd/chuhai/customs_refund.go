package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

func refundCommand(args []string, out, errs io.Writer) error {
	f := flags("customs refund", "work out what an export brings back of the VAT in the purchase; for teaching only / 测算出口退税，仅供教学",
		`
  chuhai customs refund --mode 9610 --date 2026-06-10 --item 6704.11:10000CNY
  chuhai customs refund --mode 9810 --date 2026-06-10 --item 8507.60:10000CNY --json
  chuhai customs refund --mode 9610 --date 2026-06-10 --item 6704.11:10000CNY:proceeds=15000CNY:no-invoice

an item is HS:COST, the cost without VAT
`, out)
	mode := f.String("mode", "9610", "supervision mode / 监管方式")
	date := f.String("date", "", "export date on the declaration / 出口日期")
	sold := f.String("sold", "", "day on which the goods were sold abroad, where a mode refunds on sale / 海外售出日")
	asJSON := f.Bool("json", false, "print JSON / 输出 JSON")
	var items, docs list
	f.Var(&items, "item", "HS:COST[:no-invoice][:proceeds=15000CNY], again for each kind of goods / 货物，可重复")
	f.Var(&docs, "doc", "a document, such as order / 单证，可重复")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) > 0 || len(items) == 0 {
		return fmt.Errorf("%w: --item: goods are given as --item 6704.11:10000CNY / 货物用 --item 给出", errUsage)
	}
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		return err
	}
	x := &all.Exports[0]
	d := customs.Departure{Mode: *mode, Documents: docs}
	if d.Date, err = scenario.ParseDate(*date); err != nil {
		return wrongFlag("--date", fmt.Errorf("%w / 日期应写作 2026-07-01", err))
	}
	if *sold != "" {
		if d.Sold, err = scenario.ParseDate(*sold); err != nil {
			return wrongFlag("--sold", fmt.Errorf("%w / 日期应写作 2026-07-01", err))
		}
	}
	for _, s := range items {
		b, err := readBought(s, x.Currency)
		if err != nil {
			return wrongFlag("--item "+s, err)
		}
		d.Goods = append(d.Goods, b)
	}
	e, err := customs.Leave(x, d)
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(out, e)
	}
	return printRefund(out, x, d.Date, e)
}

func readBought(s string, c money.Currency) (b customs.Bought, err error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 {
		return b, fmt.Errorf("want HS:COST, such as 6704.11:10000%s / 应写作 6704.11:10000%s", c, c)
	}
	if b.HS, err = readHS(parts[0]); err != nil {
		return b, err
	}
	if b.Cost, err = inCurrency(parts[1], c, nil); err != nil {
		return b, err
	}
	b.Invoiced = !slices.Contains(parts[2:], "no-invoice")
	for _, p := range parts[2:] {
		switch proceeds, ok := strings.CutPrefix(p, "proceeds="); {
		case ok:
			if b.Proceeds, err = inCurrency(proceeds, c, nil); err != nil {
				return b, err
			}
		case p != "no-invoice":
			return b, fmt.Errorf("%q: want no-invoice or proceeds=15000%s / 应为 no-invoice 或 proceeds=15000%s", p, c, c)
		}
	}
	return b, nil
}

func printRefund(out io.Writer, x *scenario.Export, on scenario.Date, e *customs.Export) error {
	fmt.Fprintf(out, "%s %s, %s\n%s %s    仅供教学 for teaching only\n\n", x.Name.Zh, x.Name.En, on, e.ModeName.Zh, e.ModeName.En)
	t := grid{left: 2}
	t.row("HS", "算式 Working", "增值税率 VAT", "进项 Paid", "退税 Refund", "不退 Cost", "应缴 Due", "所得税 Income tax")
	cell := func(a money.Amount) string { return a.Decimal().StringFixed(a.Currency.Exponent()) }
	for _, r := range e.Refunds {
		t.row(dotted(r.HS), r.Working, r.VAT.Shift(2).String()+"%", cell(r.Paid), cell(r.Back), cell(r.Kept), cell(r.Due), cell(r.Income))
	}
	if err := t.write(out); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n申报费 declaration %s\n", e.Fee)
	if e.On != 0 {
		fmt.Fprintf(out, "预计到账 paid out %s\n", e.On)
	}
	if e.Reconcile != 0 {
		fmt.Fprintf(out, "核算截止 reconciled by %s\n", e.Reconcile)
	}
	if len(e.Missing) > 0 {
		fmt.Fprintf(out, "缺少单证 documents missing: %s\n", strings.Join(e.Missing, ", "))
	}
	fmt.Fprintf(out, "依据 source: %s (%s)\n", e.Source.Title, confidenceNames[e.Source.Confidence])
	return nil
}
