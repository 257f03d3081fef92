package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Contribution is what each listing, marketplace or country brought in a period after the cost of its goods, fees,
// postage, duty, advertising and returns: the profit and loss of the books, divided. Its rows sum to the profit.
type Contribution struct {
	From     int               `json:"from"` // day, included
	To       int               `json:"to"`
	Accounts []AccountName     `json:"accounts"` // the columns: accounts that moved, in the order of their codes
	Rows     []ContributionRow `json:"rows"`     // by contribution, the greatest first; what belongs to none comes last
	Profit   int64             `json:"profit"`
}

// AccountName is an account with its name.
type AccountName struct {
	ID   ledger.Account `json:"id"`
	Code string         `json:"code"`
	Name scenario.Text  `json:"name"`
}

// ContributionRow is one listing, marketplace or country. What belongs to no listing has number 0, what belongs to no
// marketplace has none.
type ContributionRow struct {
	Listing      int     `json:"listing,omitzero"`
	Good         string  `json:"good,omitempty"`
	Marketplace  string  `json:"marketplace,omitempty"`
	Country      string  `json:"country,omitempty"`
	Orders       int64   `json:"orders"`
	Delivered    int64   `json:"delivered"`
	Returned     int64   `json:"returned"`
	Home         []int64 `json:"home"` // by account: income positive, expense negative
	Contribution int64   `json:"contribution"`
}

// moved are the amounts of one account and currency that one cause booked on a marketplace's day.
type moved struct {
	day      int
	market   int
	cause    ledger.Cause
	account  ledger.Account
	currency int
}

// apportioned is how far an amount has been given to listings: shares of a whole are rounded so that they sum to it.
type apportioned struct{ minor, home, given, gone int64 }

// share is the part of the worth that belongs to an amount, after those that were asked for before.
func (a *apportioned) share(minor int64) int64 {
	if a.minor == 0 {
		return 0
	}
	a.given += minor
	upTo := a.home
	if a.given != a.minor {
		upTo = signed(a.home, a.given, a.minor)
	}
	v := upTo - a.gone
	a.gone = upTo
	return v
}

func signed(v, part, whole int64) int64 {
	if whole < 0 {
		part, whole = -part, -whole
	}
	return money.MulDivUp(v, part, whole)
}

// contributed is a listing's part of the profit while it is gathered.
type contributed struct {
	market, listing            int // from 1; 0: none
	orders, delivered, returns int64
	home                       [ledger.Accounts]int64
}

// Contribution divides a shop's profit in a period, by "listing", "marketplace" or "country". Shops of bots keep no
// detail below the marketplace.
func (w *World) Contribution(number int, period ledger.Period, by string) (*Contribution, error) {
	if !slices.Contains([]string{"listing", "marketplace", "country"}, by) {
		return nil, reject("by", "应按 listing、marketplace 或 country 汇总", "divide by listing, marketplace or country")
	}
	if period.From < 0 || period.From > period.To || period.To > w.st.Day {
		return nil, reject("from", "期间应在第 0 天到第 %d 天之间", "the period must lie between day 0 and day %d", w.st.Day)
	}
	st, err := w.Statements(number, []ledger.Period{period})
	if err != nil {
		return nil, err
	}
	rows, err := w.contributed(&w.st.Shops[number-1], period)
	if err != nil {
		return nil, err
	}
	rest := &contributed{} // what the profit and loss holds and no marketplace explains
	for _, l := range st.Profit {
		rest.home[l.Account] = l.Home[0]
		for _, r := range rows {
			rest.home[l.Account] -= r.home[l.Account]
		}
	}
	rows = append(rows, rest)
	out := &Contribution{From: period.From, To: period.To, Accounts: []AccountName{}, Rows: []ContributionRow{}, Profit: st.Result[0]}
	for _, l := range st.Profit {
		out.Accounts = append(out.Accounts, AccountName{l.Account, l.Account.Code(), ledger.Names[l.Account]})
	}
	for _, r := range rows {
		out.add(w.labelled(r, by), &r.home)
	}
	slices.SortStableFunc(out.Rows, func(a, b ContributionRow) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(b.Contribution, a.Contribution))
	})
	return out, nil
}

// rank puts what belongs to a listing before what belongs to a marketplace, and that before the rest.
func rank(r ContributionRow) int {
	switch {
	case r.Listing > 0:
		return 2
	case r.Marketplace != "" || r.Country != "":
		return 1
	}
	return 0
}

// labelled is the row to which a part of the profit belongs.
func (w *World) labelled(r *contributed, by string) ContributionRow {
	out := ContributionRow{Orders: r.orders, Delivered: r.delivered, Returned: r.returns}
	if r.market == 0 {
		return out
	}
	m := &w.s.Marketplaces[r.market-1]
	out.Country = m.Country
	if by == "country" {
		return out
	}
	out.Marketplace = m.ID
	if by == "listing" && r.listing > 0 {
		out.Listing, out.Good = r.listing, w.s.Goods[w.st.Listings[r.listing-1].Good].ID
	}
	return out
}

// add takes a part of the profit into its row.
func (c *Contribution) add(r ContributionRow, home *[ledger.Accounts]int64) {
	at := slices.IndexFunc(c.Rows, func(x ContributionRow) bool {
		return x.Listing == r.Listing && x.Marketplace == r.Marketplace && x.Country == r.Country
	})
	if at < 0 {
		at = len(c.Rows)
		r.Home = make([]int64, len(c.Accounts))
		c.Rows = append(c.Rows, r)
	} else {
		c.Rows[at].Orders += r.Orders
		c.Rows[at].Delivered += r.Delivered
		c.Rows[at].Returned += r.Returned
	}
	row := &c.Rows[at]
	for i, a := range c.Accounts {
		row.Home[i] += home[a.ID]
		row.Contribution += home[a.ID]
	}
}

// contributed divides what the books say of marketplaces' days among the listings, by what the daybook says of them.
func (w *World) contributed(sh *shop, period ledger.Period) ([]*contributed, error) {
	booked := map[moved]*apportioned{}
	listings := map[uint32]*contributed{}
	var rows []*contributed
	row := func(listing uint32) *contributed {
		r := listings[listing]
		if r == nil {
			r = &contributed{market: int(w.st.Listings[listing].Market) + 1, listing: int(listing) + 1}
			listings[listing] = r
			rows = append(rows, r)
		}
		return r
	}
	markets := make([]*contributed, len(w.s.Marketplaces)) // what belongs to no listing
	for m := range markets {
		markets[m] = &contributed{market: m + 1}
	}
	asked := w.listingsOfTickets(sh)
	for e := range sh.Book.Journal.All() {
		if e.Subject == ledger.ATicket && e.Account.ProfitAndLoss() && int(e.Day) >= period.From && int(e.Day) <= period.To {
			if l, ok := asked[int(e.Number)]; ok {
				row(l).home[e.Account] -= e.Home
			}
		}
		if e.Subject != ledger.AMarket || !e.Account.ProfitAndLoss() || int(e.Day) < period.From || int(e.Day) > period.To {
			continue
		}
		m := int(e.Number) - 1
		markets[m].home[e.Account] -= e.Home
		k := moved{int(e.Day), m, e.Cause, e.Account, int(e.Currency)}
		if booked[k] == nil {
			booked[k] = &apportioned{}
		}
		booked[k].minor += e.Minor
		booked[k].home += e.Home
	}
	var room accounts
	for l, err := range sh.Daybook.all() {
		if err != nil {
			return nil, err
		}
		if l.day < period.From || l.day > period.To {
			continue
		}
		m := int(w.st.Listings[l.listing].Market)
		row := row(l.listing)
		row.orders += l.posting.orders
		row.delivered += l.posting.arrive
		row.returns += l.posting.returned
		for _, p := range w.accounts(m, &l.posting, &room) {
			for _, line := range p.lines {
				if !line.Account.ProfitAndLoss() {
					continue
				}
				if a := booked[moved{l.day, m, p.cause, line.Account, line.Currency}]; a != nil {
					v := a.share(line.Minor)
					row.home[line.Account] -= v
					markets[m].home[line.Account] += v
				}
			}
		}
	}
	for _, m := range markets {
		if m.home != [ledger.Accounts]int64{} {
			rows = append(rows, m)
		}
	}
	return rows, nil
}
