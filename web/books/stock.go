package books

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// inventory is what the shop owns, by where it is, and each sum beside the account that holds it.
func (r *reader) inventory() Table {
	t := Table{
		ID:    "inventory",
		Name:  scenario.Text{Zh: "存货", En: "Inventory"},
		fixed: 2,
		bold:  4,
		Head: []string{
			"商品",
			"Good",
			"状态",
			"State",
			"地点",
			"Place",
			"数量 Quantity",
			fmt.Sprintf("金额 Value %s", r.home()),
			fmt.Sprintf("单位成本 Unit cost %s", r.home()),
		},
	}
	places := r.home().Exponent()
	sums := map[ledger.Account]decimal.Decimal{}
	add := func(good string, a ledger.Account, place string, quantity, value int64) {
		at := len(t.Rows) + 2
		v := r.inHome(value)
		sums[a] = sums[a].Add(v.Decimal())
		unit := Formula{fmt.Sprintf("ROUND(H%d/G%d,%d)", at, at, places), v.Decimal().DivRound(decimal.NewFromInt(quantity), places), places}
		t.Rows = append(t.Rows, []any{r.names[good].Zh, r.names[good].En, ledger.Names[a].Zh, ledger.Names[a].En, r.names[place].Zh, r.names[place].En,
			int(quantity), v, unit})
	}
	for _, k := range r.view.Stock {
		add(k.Good, ledger.Inventory, k.Place, k.Quantity, k.Value)
	}
	for _, p := range r.view.Purchases {
		if p.State == "placed" {
			add(p.Good, ledger.Ordered, "", p.Quantity, p.Cost)
		}
	}
	for _, k := range r.view.Consignments {
		if k.State != "stocked" {
			add(k.Good, ledger.InTransit, k.Freight, k.Quantity, k.Value)
		}
	}
	last := max(len(t.Rows)+1, 2)
	for _, a := range []ledger.Account{ledger.Inventory, ledger.Ordered, ledger.InTransit} {
		books := r.inHome(r.book.Balance(a, 0)).Decimal()
		t.Rows = append(t.Rows, []any{"合计", "Total", ledger.Names[a].Zh, ledger.Names[a].En, "账面", "by the books", nil,
			Formula{fmt.Sprintf(`SUMIF(D$2:D$%d,D%d,H$2:H$%d)`, last, len(t.Rows)+2, last), sums[a], places}, Formula{ofTrial(a), books, places}})
	}
	shipped := r.inHome(r.book.Balance(ledger.Shipped, 0)).Decimal()
	t.Rows = append(t.Rows, []any{"合计", "Total", ledger.Names[ledger.Shipped].Zh, ledger.Names[ledger.Shipped].En, "账面", "by the books", nil, nil,
		Formula{ofTrial(ledger.Shipped), shipped, places}})
	return t
}

// listings are the shop's offers with what they sold.
func (r *reader) listings() Table {
	t := Table{
		ID: "listings", Name: scenario.Text{Zh: "刊登", En: "Listings"}, fixed: 2, bold: 1,
		Head: []string{"商品", "Good", "编号 Listing", "平台 Marketplace", "物流 Service", "售价 Price", "货币 Currency", "承诺天数 Promise", "订单 Orders", "缺货损失 Missed",
			"评价 Reviews", "评分 Rating"},
	}
	var orders, missed, reviews int
	for _, l := range r.view.Listings {
		m := r.names[l.Marketplace]
		v := r.names[l.Service]
		price := r.inHome(l.Price)
		for i := range r.s.Marketplaces {
			if r.s.Marketplaces[i].ID == l.Marketplace {
				price.Currency = r.s.Marketplaces[i].Currency
			}
		}
		t.Rows = append(t.Rows, []any{r.names[l.Good].Zh, r.names[l.Good].En, l.Number, m.Zh + " " + m.En, v.Zh + " " + v.En, price, string(price.Currency),
			l.Promise,
			int(l.Total), int(l.Missed), l.Reviews, decimal.NewFromFloat(l.Rating).Round(2)})
		orders, missed, reviews = orders+int(l.Total), missed+int(l.Missed), reviews+l.Reviews
	}
	sum := func(col string, v int) Formula {
		return Formula{fmt.Sprintf("SUM(%s2:%s%d)", col, col, max(len(t.Rows)+1, 2)), decimal.NewFromInt(int64(v)), 0}
	}
	foot := []any{"合计", "Total", nil, nil, nil, nil, nil, nil, sum("I", orders), sum("J", missed), sum("K", reviews), nil}
	t.Rows = append(t.Rows, foot)
	return t
}

// maxOrders bounds the sheet of orders; the journal holds the money of all.
const maxOrders = 100_000

var statuses = map[string]scenario.Text{
	"ordered": {Zh: "待交运", En: "ordered"}, "in_transit": {Zh: "运输中", En: "in transit"}, "held": {Zh: "海关查验", En: "held by customs"},
	"delivered": {Zh: "已妥投", En: "delivered"}, "lost": {Zh: "丢件", En: "lost"}, "returned": {Zh: "已退货", En: "returned"},
	"sent_back": {Zh: "退运", En: "sent back"}, "seized": {Zh: "没收", En: "seized"}, "refused": {Zh: "拒收", En: "refused"},
}

// orders are the shop's orders, newest first; the shops of bots keep none.
func (r *reader) orders(shop int) Table {
	t := Table{
		ID: "orders", Name: scenario.Text{Zh: "订单", En: "Orders"}, fixed: 2,
		Head: []string{"订单号 Order", "商品 Good", "平台 Marketplace", "物流 Service", "下单 Placed", "承诺 Promised", "售价 Price", "货币 Currency", "状态", "Status",
			"晚到 Late", "星级 Stars"},
	}
	for _, o := range r.w.Orders(shop, maxOrders) {
		g, m, v, st := r.names[o.Good], r.names[o.Marketplace], r.names[o.Service], statuses[o.Status]
		var stars, late any
		if o.Stars > 0 {
			stars = o.Stars
		}
		if o.Late {
			late = "是 yes"
		}
		price := r.inHome(o.Price)
		price.Currency = o.Money
		t.Rows = append(t.Rows, []any{o.Number, g.Zh + " " + g.En, m.Zh + " " + m.En, v.Zh + " " + v.En, r.date(o.Placed), r.date(o.Promise), price,
			string(o.Money), st.Zh, st.En, late, stars})
	}
	return t
}
