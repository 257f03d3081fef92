package books

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// divisions are the ways in which the profit is divided, a sheet each.
var divisions = []struct {
	by   string
	name scenario.Text
}{
	{"listing", scenario.Text{Zh: "利润按刊登", En: "Profit by listing"}},
	{"marketplace", scenario.Text{Zh: "利润按平台", En: "Profit by marketplace"}},
	{"country", scenario.Text{Zh: "利润按国家地区", En: "Profit by country"}},
}

// contribution is the profit divided: a row a part, a column an account. Rows and columns sum up, to the profit.
func (r *reader) contribution(shop int, by string, name scenario.Text) (Table, error) {
	c, err := r.w.Contribution(shop, ledger.Period{From: 0, To: r.w.Day()}, by)
	if err != nil {
		return Table{}, err
	}
	t := Table{ID: "profit-by-" + by, Name: name, Head: []string{"部分", "Part", "订单 Orders", "妥投 Delivered", "退货 Returned"}, fixed: 2, bold: 1}
	for _, a := range c.Accounts {
		t.Head = append(t.Head, a.Name.Zh+" "+a.Name.En)
	}
	t.Head = append(t.Head, "贡献利润 Contribution "+string(r.home()))
	places := r.home().Exponent()
	const first = 6 // column of the first account
	sums := make([]int64, len(c.Accounts)+1)
	for _, x := range c.Rows {
		at := len(t.Rows) + 2
		part := r.part(&x)
		row := []any{part.Zh, part.En, int(x.Orders), int(x.Delivered), int(x.Returned)}
		for i, v := range x.Home {
			row = append(row, r.inHome(v))
			sums[i] += v
		}
		sums[len(c.Accounts)] += x.Contribution
		t.Rows = append(t.Rows, append(row, r.sumOf(fmt.Sprintf("%s%d:%s%d", column(first), at, column(first+len(c.Accounts)-1), at), x.Contribution,
			len(c.Accounts) > 0)))
	}
	last := len(t.Rows) + 1
	foot := []any{"利润", "Profit", nil, nil, nil}
	for i, v := range sums {
		col := column(first + i)
		foot = append(foot, Formula{fmt.Sprintf("ROUND(SUM(%s2:%s%d),%d)", col, col, last, places), r.inHome(v).Decimal(), places})
	}
	t.Rows = append(t.Rows, foot)
	return t, nil
}

// sumOf is the sum of a range, or nothing where there is none.
func (r *reader) sumOf(cells string, minor int64, some bool) Formula {
	places := r.home().Exponent()
	expr := "0"
	if some {
		expr = fmt.Sprintf("ROUND(SUM(%s),%d)", cells, places)
	}
	return Formula{expr, r.inHome(minor).Decimal(), places}
}

// part names a part of the profit.
func (r *reader) part(x *sim.ContributionRow) scenario.Text {
	m := r.names[x.Marketplace]
	switch {
	case x.Listing > 0:
		g := r.names[x.Good]
		return scenario.Text{Zh: g.Zh + " · " + m.Zh, En: g.En + " · " + m.En}
	case x.Marketplace != "":
		return m
	case x.Country != "":
		return scenario.Text{Zh: x.Country, En: x.Country}
	}
	return scenario.Text{Zh: "不归属任何平台", En: "belongs to no marketplace"}
}

var paperKinds = map[string]scenario.Text{
	"settlement": {Zh: "结汇", En: "into the home currency"}, "purchase": {Zh: "购汇", En: "out of the home currency"},
	"exchange": {Zh: "外币兑换", En: "between foreign currencies"},
}

// conversions are the slips of the shop's conversions, oldest first.
func (r *reader) conversions(shop int) (Table, error) {
	all, err := r.w.Settlements(shop)
	if err != nil {
		return Table{}, err
	}
	t := Table{
		ID: "conversions", Name: scenario.Text{Zh: "收结汇", En: "Conversions"}, fixed: 2, bold: 1,
		Head: []string{"种类", "Kind", "编号 No.", "日期 Date", "到账 Arrives", "渠道", "Channel", "交易编码 Code", "卖出 Sold", "货币 Currency", "到账金额 Received",
			"货币 Currency", "汇率 Rate", fmt.Sprintf("已实现汇兑损益 Exchange difference %s", r.home()), fmt.Sprintf("点差和手续费 Cost %s", r.home())},
	}
	var result, cost int64
	for i := len(all) - 1; i >= 0; i-- {
		s := &all[i]
		k := paperKinds[s.Kind]
		rate, err := decimal.NewFromString(s.Rate)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, []any{k.Zh, k.En, s.Number, r.date(s.Day), r.date(s.Arrives), s.Channel.Zh, s.Channel.En, s.Code, s.Sold,
			string(s.Sold.Currency), s.Got, string(s.Got.Currency), rate, r.inHome(s.Result), r.inHome(s.Cost)})
		result, cost = result+s.Result, cost+s.Cost
	}
	last := len(t.Rows) + 1
	t.Rows = append(t.Rows, []any{"合计", "Total", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
		r.sumOf(fmt.Sprintf("N2:N%d", last), result, len(t.Rows) > 0), r.sumOf(fmt.Sprintf("O2:O%d", last), cost, len(t.Rows) > 0)})
	return t, nil
}

var forwardStates = map[string]scenario.Text{
	"running": {Zh: "未到期", En: "running"}, "delivered": {Zh: "已交割", En: "delivered"}, "netted": {Zh: "差额结算", En: "netted"},
	"closed": {Zh: "已平仓", En: "closed early"}, "closed_out": {Zh: "强制平仓", En: "closed out by the bank"},
}

var forwardSides = map[bool]scenario.Text{false: {Zh: "卖出", En: "sold"}, true: {Zh: "买入", En: "bought"}}

// forwards are the shop's forward contracts, oldest first, with what they are worth or brought.
func (r *reader) forwards(shop int) (Table, error) {
	all, err := r.w.Forwards(shop)
	if err != nil {
		return Table{}, err
	}
	t := Table{
		ID: "forwards", Name: scenario.Text{Zh: "远期外汇", En: "Forwards"}, fixed: 2, bold: 1,
		Head: []string{"状态", "State", "编号 No.", "方向", "Side", "金额 Amount", "货币 Currency", "汇率 Rate", "签约 Agreed", "到期 Due",
			fmt.Sprintf("锁定金额 Locked %s", r.home()), fmt.Sprintf("保证金 Margin %s", r.home()), fmt.Sprintf("现值或结果 Worth or result %s", r.home())},
	}
	var sum int64
	for i := len(all) - 1; i >= 0; i-- {
		f := &all[i]
		st := forwardStates[f.State]
		rate, err := decimal.NewFromString(f.Rate)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, []any{st.Zh, st.En, f.Number, forwardSides[f.Buy].Zh, forwardSides[f.Buy].En, f.Amount, string(f.Amount.Currency), rate,
			r.date(f.Made), r.date(f.Due), r.inHome(f.Locked), r.inHome(f.Margin), r.inHome(f.Worth)})
		sum += f.Worth
	}
	t.Rows = append(t.Rows, []any{"合计", "Total", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil,
		r.sumOf(fmt.Sprintf("M2:M%d", len(t.Rows)+1), sum, len(t.Rows) > 0)})
	return t, nil
}
