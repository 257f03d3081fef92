package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

const customsUsage = "want: chuhai customs assess, chuhai customs refund or chuhai customs classify WORD / " +
	"用法：chuhai customs assess、chuhai customs refund 或 chuhai customs classify 词"

func customsCommand(args []string, out, errs io.Writer) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		f := flags("customs", "assess duty and tax line by line, work out an export refund, or find a tariff heading / 逐行测算进口税费、出口退税，或查税号",
			`
  chuhai customs assess --from CN --to DE --date 2026-07-02 --item 6206.10:45EUR --item 6206.20:60EUR:2pcs
  chuhai customs refund --mode 9610 --date 2026-06-10 --item 6704.11:10000CNY
  chuhai customs classify 假发
`, out)
		if _, err := parse(f, args); err != nil {
			return err
		}
		return fmt.Errorf("%w: %s", errUsage, customsUsage)
	}
	switch args[0] {
	case "assess":
		return assessCommand(args[1:], out, errs)
	case "refund":
		return refundCommand(args[1:], out, errs)
	case "classify":
		return classifyCommand(args[1:], out, errs)
	}
	return fmt.Errorf("%w: %s", errUsage, customsUsage)
}

func assessCommand(args []string, out, errs io.Writer) error {
	f := flags("customs assess", "assess what the border asks of a consignment, line by line; for teaching only / 逐行测算进口税费，仅供教学",
		`
  chuhai customs assess --from CN --to DE --date 2026-07-02 --item 6206.10:45EUR:0.2kg --item 6206.20:60EUR:2pcs --scheme marketplace --tax-included
  chuhai customs assess --from CN --to US-CA --date 2026-02-24 --item 6704.11:100USD --scheme marketplace
  chuhai customs assess --from FR --to CN --date 2026-06-01 --traffic bonded_sale --scheme marketplace --item 3304.99:425CNY:net=20g
  chuhai customs assess --from CN --to KR --date 2026-06-01 --item 6704.11:210001KRW --rate USD=1400 --json

an item is HS:PRICE and, where they matter, :0.2kg (gross, of all pieces) :2pcs :net=20g :origin=VN :exporter=NAME :metal=0.8
`, out)
	var d declared
	d.flags(f)
	asJSON := f.Bool("json", false, "print JSON / 输出 JSON")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return fmt.Errorf("%w: %q: goods are given with --item / 货物用 --item 给出", errUsage, names[0])
	}
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		return err
	}
	g, c, err := d.consignment(all)
	if err != nil {
		return err
	}
	a, err := customs.Assess(g, c)
	if errors.Is(err, customs.ErrRate) {
		return wrongFlag("--rate", err)
	}
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(out, struct {
			Regime              string       `json:"regime"`
			Date                string       `json:"date"`
			Total               money.Amount `json:"total"`
			Payers              []payment    `json:"payers"`
			*customs.Assessment              // its fields beside these
		}{g.ID, c.Date.String(), money.Amount{Minor: a.Sum(""), Currency: g.Currency}, payments(a, g.Currency), a})
	}
	return printAssessment(out, g, &c, a)
}

func writeJSON(out io.Writer, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = out.Write(append(data, '\n'))
	return err
}

// payment is what one payer bears.
type payment struct {
	Payer  string       `json:"payer"`
	Amount money.Amount `json:"amount"`
}

// payerNames says who pays, in both languages.
var payerNames = []struct{ id, name string }{
	{scenario.PaysMarketplace, "平台从售价代扣 marketplace, out of the price"}, {scenario.PaysOnAccount, "平台向卖家收取 seller, by the marketplace"},
	{scenario.PaysByCarrier, "承运人代垫，卖家付 seller, by the carrier"}, {scenario.PaysBuyer, "买家 buyer"},
}

func payments(a *customs.Assessment, c money.Currency) []payment {
	out := []payment{}
	for _, p := range payerNames {
		if sum := a.Sum(p.id); sum != 0 {
			out = append(out, payment{p.id, money.Amount{Minor: sum, Currency: c}})
		}
	}
	return out
}

func printAssessment(out io.Writer, g *scenario.Regime, c *customs.Consignment, a *customs.Assessment) error {
	fmt.Fprintf(out, "%s → %s, %s: %s %s\n%s %s\n", c.Origin, c.Destination, c.Date, g.Name.Zh, g.Name.En, a.TreatmentName.Zh, a.TreatmentName.En)
	e := g.Currency.Exponent()
	fmt.Fprintf(out, "货值 goods %s, CIF %s %s    仅供教学 for teaching only\n\n", a.Intrinsic.StringFixed(e), a.CIF.StringFixed(e), g.Currency)
	t := grid{left: 2}
	t.row("项目 Charge", "算式 Working", "金额 Amount", "付款人 Payer")
	for _, l := range a.Lines {
		name := l.Name.Zh + " " + l.Name.En
		if l.HS != "" {
			name += " " + dotted(l.HS)
		}
		t.row(name, l.Working, l.Amount.Decimal().StringFixed(e), l.Payer)
	}
	t.row("合计 Total", "", money.Amount{Minor: a.Sum(""), Currency: g.Currency}.Decimal().StringFixed(e), string(g.Currency))
	if err := t.write(out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	for _, p := range payments(a, g.Currency) {
		i := slices.IndexFunc(payerNames, func(n struct{ id, name string }) bool { return n.id == p.Payer })
		fmt.Fprintf(out, "%s  %s: %s\n", p.Amount, p.Payer, payerNames[i].name)
	}
	for _, n := range a.Needs {
		state := "缺 missing"
		if n.Met {
			state = "有 shown"
		} else if n.Document == "" {
			state = "禁止 prohibited"
		}
		fmt.Fprintf(out, "单证 document: %s %s, HS %s, %s (%s), %s\n", n.Name.Zh, n.Name.En, dotted(n.HS), n.Document, state, n.Without)
	}
	fmt.Fprintln(out, "\n依据 Sources")
	var seen []string
	for _, l := range a.Lines {
		key := l.Name.En + l.Source.Title
		if slices.Contains(seen, key) {
			continue
		}
		seen = append(seen, key)
		fmt.Fprintf(out, "  %s: %s (%s, %s)\n", l.Name.En, l.Source.Title, l.Source.Date, confidenceNames[l.Source.Confidence])
		if l.Claim != 0 {
			fmt.Fprintf(out, "    自 %s 起可申请退还 can be claimed back since then\n", l.Claim)
		}
	}
	return nil
}

// confidenceNames says how far a figure can be trusted.
var confidenceNames = map[scenario.Confidence]string{scenario.Real: "官方 real", scenario.Estimated: "估计 estimated", scenario.Invented: "虚构 invented"}

func dotted(hs string) string {
	if len(hs) < 6 {
		return hs
	}
	return hs[:4] + "." + hs[4:]
}
