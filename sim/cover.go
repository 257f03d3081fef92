package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// TakeCover takes out export credit insurance from tomorrow on, or ends it: all that the shop delivers from then on is
// insured against the insolvency of the marketplaces that owe for it.
type TakeCover struct {
	On bool `json:"on"`
}

// cover is a shop's export credit insurance.
type cover struct {
	On      bool
	From    int     // first day insured
	Insured []int64 // by marketplace: delivered while insured and not yet lost, marketplace currency
	Agreed  int64   // of claims, home currency
	Claims  []claim // not yet paid
}

// failed reports whether a marketplace has become insolvent: it shows nothing and pays nothing any more. A failure that
// was called off before its day has not happened; one that has happened does not pass.
func (w *World) failed(m int) bool { return w.failing(m, w.st.Day) }

// failing reports whether a marketplace's insolvency has begun by a day, as far as it has been told.
func (w *World) failing(m, day int) bool {
	for i := range w.st.Shocks {
		if k := &w.st.Shocks[i]; w.s.Shocks[k.Kind].Fails == w.s.Marketplaces[m].ID && k.From <= day && k.From < k.Until {
			return true
		}
	}
	return false
}

// collapse lets all that marketplaces hold back fall due on the first day of their insolvency.
func (w *World) collapse() {
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == w.s.Shocks[k.Kind].Fails })
		if m < 0 || k.From != w.st.Day || k.From >= k.Until {
			continue
		}
		for d := range w.st.Calendar {
			due := &w.st.Calendar[d].Payable
			for c := due.first; c != nil; c = c.next {
				for e := range c.entries[:due.in(c)] {
					if r := &c.entries[e]; int(r.Market) == m {
						w.st.Shops[r.Shop].Available[m] += r.Minor
						r.Minor = 0
					}
				}
			}
		}
	}
}

func (w *World) takeCover(sh *shop, c *TakeCover) error {
	if w.s.Lending == nil {
		return reject("cover", "本剧本没有出口信用保险", "the scenario has no export credit insurance")
	}
	if c.On == sh.Cover.On {
		return reject("cover", "保险状态没有变化", "the insurance is as it was")
	}
	sh.Cover.On, sh.Cover.From = c.On, w.st.Day+1
	if sh.Cover.Insured == nil {
		sh.Cover.Insured = make([]int64, len(w.s.Marketplaces))
	}
	return nil
}

// insure charges the premium of what a shop delivered today. Marketplaces whose insolvency has been told are not insured.
func (w *World) insure(n int, sh *shop) error {
	if !sh.Cover.On || w.st.Day < sh.Cover.From {
		return nil
	}
	var sum int64
	for m := range w.s.Marketplaces {
		v := w.today.sums[n*len(w.s.Marketplaces)+m].delivered
		if v <= 0 || w.failing(m, w.s.Days) {
			continue
		}
		sh.Cover.Insured[m] += v
		home, err := w.inHome(money.Amount{Minor: v, Currency: w.s.Marketplaces[m].Currency})
		if err != nil {
			return err
		}
		sum += home
	}
	v := decimal.NewFromInt(sum).Mul(w.s.Lending.Cover.Premium).RoundUp(0).IntPart()
	return sh.Book.Move(w.st.Day, ledger.Insured, ledger.Ref{}, v, ledger.Insurance, ledger.Bank)
}

// loseProceeds takes what insolvent marketplaces owe a shop for what was delivered out of its books, and claims what is insured
// of it. Marketplaces pay the oldest proceeds first, so that what they still owe is the newest: insured as far as
// was delivered under the insurance.
func (w *World) loseProceeds(n int, sh *shop) error {
	for m := range w.s.Marketplaces {
		if !w.failed(m) {
			continue
		}
		c := w.marketCur[m]
		lost := min(sh.Available[m], sh.Book.Balance(ledger.Platform, c))
		if lost <= 0 {
			continue
		}
		sh.Available[m] -= lost
		if err := sh.Book.Post(
			w.st.Day,
			ledger.WrittenOff,
			aMarket(m),
			ledger.Line{Account: ledger.BadDebt, Currency: c, Minor: lost},
			ledger.Line{Account: ledger.Platform, Currency: c, Minor: -lost},
		); err != nil {
			return err
		}
		w.event(n, Event{Kind: "written_off", Market: w.s.Marketplaces[m].ID, Minor: lost, Money: string(w.currencies[c])})
		if err := w.claimCover(n, sh, m, lost); err != nil {
			return err
		}
	}
	return nil
}

// failure sums what the insolvency of a marketplace has taken from the class. Proceeds of one currency that are lost with
// several marketplaces count as one loss.
func (w *World) failure(id string) *FailureView {
	v := &FailureView{Marketplace: id}
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == id })
	if m < 0 || !w.failed(m) {
		return v
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if lost := sh.Book.Home[w.marketCur[m]][ledger.BadDebt]; lost > 0 {
			v.Lost += lost
			v.Shops++
			v.Insured += sh.Cover.Agreed
		}
	}
	return v
}

// claimCover claims the insured part of a loss.
func (w *World) claimCover(n int, sh *shop, m int, lost int64) error {
	k := &sh.Cover
	if k.Insured == nil {
		return nil
	}
	insured := min(lost, k.Insured[m])
	k.Insured[m] -= insured
	home, err := w.inHome(money.Amount{Minor: insured, Currency: w.s.Marketplaces[m].Currency})
	if err != nil {
		return err
	}
	t := &w.s.Lending.Cover
	v := min(decimal.NewFromInt(home).Mul(t.Share).RoundDown(0).IntPart(), t.Limit.Minor-k.Agreed)
	if v <= 0 {
		return nil
	}
	k.Agreed += v
	k.Claims = append(k.Claims, claim{w.st.Day + t.Wait, v})
	w.event(n, Event{Kind: "cover_agreed", Market: w.s.Marketplaces[m].ID, Minor: v, Money: string(w.currencies[0])})
	return sh.Book.Move(w.st.Day, ledger.Insured, aMarket(m), v, ledger.ClaimDue, ledger.BadDebt)
}

// coverDue pays the claims of the day.
func (w *World) coverDue(n int, sh *shop) error {
	k := &sh.Cover
	for len(k.Claims) > 0 && k.Claims[0].Due <= w.st.Day {
		v := k.Claims[0].Minor
		k.Claims = k.Claims[1:]
		if err := sh.Book.Move(w.st.Day, ledger.Indemnity, ledger.Ref{}, v, ledger.Bank, ledger.ClaimDue); err != nil {
			return err
		}
		w.event(n, Event{Kind: "cover_paid", Minor: v, Money: string(w.currencies[0])})
	}
	return nil
}

// CoverView is a shop's export credit insurance.
type CoverView struct {
	On      bool            `json:"on"`
	From    int             `json:"from"` // first day insured, or not insured any more
	Premium decimal.Decimal `json:"premium"`
	Share   decimal.Decimal `json:"share"`
	Limit   int64           `json:"limit"`
	Wait    int             `json:"wait"`
	Paid    int64           `json:"paid"`   // in premiums
	Agreed  int64           `json:"agreed"` // in claims
	Claims  []CoverClaim    `json:"claims"` // not yet paid
}

// CoverClaim is a claim that the insurer has agreed to pay.
type CoverClaim struct {
	Due   int   `json:"due"`
	Minor int64 `json:"minor"`
}

func (w *World) coverView(sh *shop) *CoverView {
	if w.s.Lending == nil {
		return nil
	}
	t := &w.s.Lending.Cover
	v := &CoverView{
		On:      sh.Cover.On,
		From:    sh.Cover.From,
		Premium: t.Premium,
		Share:   t.Share,
		Limit:   t.Limit.Minor,
		Wait:    t.Wait,
		Paid:    sh.Book.Balance(ledger.Insurance, 0),
		Agreed:  sh.Cover.Agreed,
		Claims:  []CoverClaim{},
	}
	for _, c := range sh.Cover.Claims {
		v.Claims = append(v.Claims, CoverClaim(c))
	}
	return v
}
