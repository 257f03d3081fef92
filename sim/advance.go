package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// AskAdvance asks to be paid early for a part of what a marketplace owes. Its next payouts repay it.
type AskAdvance struct {
	Marketplace string `json:"marketplace"`
	Minor       int64  `json:"minor"` // marketplace currency
}

// withheld is why a marketplace pays a shop nothing out: "failed", "suspended", "frozen", or "" when it pays.
func (w *World) withheld(sh *shop, m int) string {
	switch {
	case w.failed(m):
		return "failed"
	case sh.suspended(m):
		return "suspended"
	case sh.frozen(m, w.st.Day):
		return "frozen"
	}
	return ""
}

// advanceable is how much more of what marketplaces owe in a currency is paid early. The books hold what all marketplaces
// of a currency owe together: where one of them withholds its part, only what the others are about to pay out counts.
func (w *World) advanceable(sh *shop, currency int) int64 {
	if w.s.Lending == nil {
		return 0
	}
	owed, free, some := sh.Book.Balance(ledger.Platform, currency), int64(0), false
	for m, c := range w.marketCur {
		switch {
		case c != currency:
		case w.withheld(sh, m) != "":
			some = true
		default:
			free += max(sh.Available[m], 0)
		}
	}
	if some {
		owed = min(owed, free)
	}
	most := decimal.NewFromInt(max(owed, 0)).Mul(w.s.Lending.Advance.Share).RoundDown(0).IntPart()
	return max(most+sh.Book.Balance(ledger.Advance, currency), 0)
}

func (w *World) advance(sh *shop, c *AskAdvance) error {
	if w.s.Lending == nil {
		return reject("marketplace", "本剧本不能提前收款", "nobody pays early in this scenario")
	}
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == c.Marketplace })
	if m < 0 {
		return reject("marketplace", "没有平台 %q", "there is no marketplace %q", c.Marketplace)
	}
	switch name := w.s.Marketplaces[m].Name; w.withheld(sh, m) {
	case "failed":
		return reject("marketplace", "%[1]s已停止付款，没有人会为它欠的货款提前付钱", "%[2]s has stopped paying, and nobody pays early for what it owes", name.Zh, name.En)
	case "suspended":
		return reject(
			"marketplace",
			"%[1]s暂停了店铺账户，货款扣住不放，不能提前收款：先申诉恢复账户",
			"%[2]s has suspended the account and withholds its proceeds, so that nobody pays early for them: appeal first",
			name.Zh,
			name.En,
		)
	case "frozen":
		return reject(
			"marketplace",
			"%[1]s的货款因侵权案件冻结到 %[3]s，不能提前收款：先答复案件",
			"the proceeds on %[2]s are frozen by a case until %[3]s, so that nobody pays early for them: answer the case first",
			name.Zh,
			name.En,
			w.s.Start+scenario.Date(sh.Law.Frozen[m]),
		)
	}
	cur := w.marketCur[m]
	if most := w.advanceable(sh, cur); c.Minor <= 0 || c.Minor > most {
		return reject(
			"minor",
			"金额应大于 0，且不超过可融资的 %s",
			"the amount must be greater than 0 and at most %s",
			money.Amount{Minor: most, Currency: w.currencies[cur]},
		)
	}
	fee := decimal.NewFromInt(c.Minor).Mul(w.s.Lending.Advance.Fee).RoundUp(0).IntPart()
	line := func(a ledger.Account, v int64) ledger.Line { return ledger.Line{Account: a, Currency: cur, Minor: v} }
	return sh.Book.Post(w.st.Day, ledger.PaidEarly, aMarket(m), line(ledger.Bank, c.Minor-fee), line(ledger.Financing, fee), line(ledger.Advance, -c.Minor))
}

// repayAdvance takes out of a payout what was paid early.
func (w *World) repayAdvance(sh *shop, m int, paid int64) error {
	cur := w.marketCur[m]
	back := min(-sh.Book.Balance(ledger.Advance, cur), paid)
	if back <= 0 {
		return nil
	}
	return sh.Book.Post(
		w.st.Day,
		ledger.PaidEarly,
		aMarket(m),
		ledger.Line{Account: ledger.Advance, Currency: cur, Minor: back},
		ledger.Line{Account: ledger.Bank, Currency: cur, Minor: -back},
	)
}

// AdvanceView is what a marketplace's proceeds would bring early.
type AdvanceView struct {
	Marketplace string         `json:"marketplace"`
	Currency    money.Currency `json:"currency"`
	Most        int64          `json:"most"`
	Outstanding int64          `json:"outstanding"`
	Withheld    string         `json:"withheld"` // why the marketplace pays nothing out: failed, suspended, frozen; else ""
}

func (w *World) advanceView(sh *shop, m int) AdvanceView {
	c := w.marketCur[m]
	v := AdvanceView{w.s.Marketplaces[m].ID, w.currencies[c], w.advanceable(sh, c), -sh.Book.Balance(ledger.Advance, c), w.withheld(sh, m)}
	if v.Withheld != "" {
		v.Most = 0
	}
	return v
}
