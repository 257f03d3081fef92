package sim

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/bot"
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// bots lets every bot decide. What a bot is refused, it is refused as a student would be; nothing else happens.
func (w *World) bots() error {
	picks := draw.New(w.st.Seed, drawBot)
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if sh.Bot == "" {
			continue
		}
		v, err := w.botView(i)
		if err != nil {
			return err
		}
		for _, d := range bot.Decide(sh.Bot, v, uint32(picks.Bits(uint64(i))>>40)) {
			c := Command{Shop: i + 1}
			switch {
			case d.Purchase != nil:
				c.Purchase = &PlacePurchase{d.Purchase.Good, d.Purchase.Supplier, d.Purchase.Quantity}
			case d.Publish != nil:
				c.Publish = &PublishListing{d.Publish.Good, d.Publish.Marketplace, d.Publish.Service, d.Publish.Price, d.Publish.Promise}
			case d.Reprice != nil:
				c.Amend = &AmendListing{Listing: int(d.Reprice.Listing), Price: &d.Reprice.Price}
			case d.Convert != nil:
				c.Convert = &Convert{money.Amount{Minor: d.Convert.Minor, Currency: money.Currency(d.Convert.Currency)}, w.currencies[0]}
			}
			var refused *Rejection
			if err := w.Apply(c); err != nil && !errors.As(err, &refused) {
				return err
			}
		}
	}
	return nil
}

// botView is what a bot sees: a part of what the desk shows a student.
func (w *World) botView(n int) (*bot.View, error) {
	sh := &w.st.Shops[n]
	v := &bot.View{Day: w.st.Day, DaysLeft: w.s.Days - w.st.Day, Cash: sh.Book.Balance(ledger.Bank, 0)}
	for c, cur := range w.currencies[1:] {
		if held := sh.Book.Balance(ledger.Bank, c+1); held > 0 {
			v.Wallets = append(v.Wallets, bot.Wallet{Currency: string(cur), Minor: held})
		}
	}
	for g := range w.s.Goods {
		good := &w.s.Goods[g]
		b := bot.Good{ID: good.ID, Stock: int(sh.Stock[g][0].Quantity)}
		for _, s := range good.Suppliers {
			b.Suppliers = append(b.Suppliers, bot.Supplier{ID: s.ID, Quality: s.Quality, MOQ: s.MOQ, Unit: s.Tiers[0].Unit.Minor, Lead: int(s.Lead.Median)}) // bounded: at most 400 days
		}
		for _, p := range sh.Purchases {
			if p.Good == g && !p.Done && !p.Void {
				b.Coming += int(p.Quantity)
			}
		}
		for m := range w.s.Marketplaces {
			bm, err := w.botMarket(n, g, m)
			if err != nil {
				return nil, err
			}
			if bm != nil {
				b.Markets = append(b.Markets, *bm)
			}
		}
		for _, id := range sh.Listings {
			if int(w.st.Listings[id].Good) == g {
				b.Sold7 += w.st.Listings[id].sold(7)
			}
		}
		v.Goods = append(v.Goods, b)
	}
	return v, nil
}

func (w *World) botMarket(n, g, m int) (*bot.Market, error) {
	mp := &w.s.Marketplaces[m]
	for c := range mp.Categories {
		cat := &mp.Categories[c]
		if cat.ID != w.s.Goods[g].Category {
			continue
		}
		x, err := w.fx.Cross(mp.Currency, w.currencies[0], w.Date())
		if err != nil {
			return nil, err
		}
		out := &bot.Market{ID: mp.ID, Reference: cat.Reference.Minor, CostFactor: x}
		for _, id := range w.st.Sets[w.setBase[m]+c] {
			l := &w.st.Listings[id]
			price := w.st.Offers[l.Offer].Price
			if int(l.Shop) == n {
				out.Listing, out.Price = int64(id)+1, price
			} else if l.Active && l.Stocked && (out.Cheapest == 0 || price < out.Cheapest) {
				out.Cheapest = price
			}
		}
		for s := range w.s.Services {
			sv := &w.s.Services[s]
			if sv.From != "home" || !slices.Contains(sv.Countries, mp.Country) || w.s.Goods[g].Grams > sv.MaxG {
				continue
			}
			q, err := w.quote(m, g, s, cat.Reference.Minor)
			if err != nil {
				return nil, err
			}
			out.Services = append(out.Services, bot.Service{ID: sv.ID, Promise: sv.Promise, Cost: q.postage + q.border, Take: decimal.NewFromInt(q.vat+q.fee).DivRound(decimal.NewFromInt(cat.Reference.Minor), 6)})
		}
		return out, nil
	}
	return nil, nil
}

// quoted is what one piece sold at a price leaves and costs: vat and fee in the marketplace's currency, the rest in the
// home currency.
type quoted struct{ vat, fee, postage, border int64 }

func (w *World) quote(m, g, service int, price int64) (quoted, error) {
	mp := &w.s.Marketplaces[m]
	o := w.draft(m, g, service, price)
	q := quoted{fee: o.Fee}
	postage, err := w.postage(&o)
	if err != nil {
		return q, err
	}
	q.postage = postage
	ch, err := w.borderTerms(&o, w.period(w.st.Day))
	if err != nil {
		return q, err
	}
	q.vat = ch.VAT
	account, err := w.inHome(money.Amount{Minor: ch.Account, Currency: mp.Currency})
	q.border = account + ch.Carrier
	return q, err
}
