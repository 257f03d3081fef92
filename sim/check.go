package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// Check verifies what must always hold: the books balance, and goods are conserved.
func (w *World) Check() error {
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if err := sh.Book.Check(); err != nil {
			return fmt.Errorf("shop %d: %w", i+1, err)
		}
		var value, shipped, transit int64
		for g := range sh.Stock {
			for p := range sh.Stock[g] {
				value += sh.Stock[g][p].Value
			}
			shipped += sh.Shipped[g].Value
		}
		for k := range sh.Hauls {
			transit += sh.Hauls[k].Value
		}
		for k := range sh.Consigned {
			if !sh.Consigned[k].Done {
				transit += sh.Consigned[k].Value
			}
		}
		for _, x := range []struct {
			a    ledger.Account
			want int64
		}{{ledger.Inventory, value}, {ledger.Shipped, shipped}, {ledger.InTransit, transit}} {
			if got := sh.Book.Balance(x.a, 0); got != x.want {
				return fmt.Errorf("shop %d, day %d: %s is %d by the books, the goods are worth %d", i+1, w.st.Day, ledger.Names[x.a].En, got, x.want)
			}
		}
		var lent, run int64
		for _, l := range sh.Loans {
			lent, run = lent+l.Left, run+l.Run
		}
		if b := &sh.Book; -b.Balance(ledger.Loan, 0) != lent || -b.Balance(ledger.InterestDue, 0) != run {
			return fmt.Errorf(
				"shop %d, day %d: loans of %d and interest of %d by the books, %d and %d by the contracts",
				i+1,
				w.st.Day,
				-b.Balance(ledger.Loan, 0),
				-b.Balance(ledger.InterestDue, 0),
				lent,
				run,
			)
		}
		var agreed int64
		for _, c := range sh.Cover.Claims {
			agreed += c.Minor
		}
		if got := sh.Book.Balance(ledger.ClaimDue, 0); got != agreed {
			return fmt.Errorf("shop %d, day %d: insurance claims of %d by the books, %d by the insurer", i+1, w.st.Day, got, agreed)
		}
		var margin int64
		for k := range sh.Contracts {
			if sh.Contracts[k].Ended < 0 {
				margin += sh.Contracts[k].Margin
			}
		}
		if got := sh.Book.Balance(ledger.Margin, 0); got != margin {
			return fmt.Errorf("shop %d, day %d: margins of %d by the books, %d by the contracts", i+1, w.st.Day, got, margin)
		}
		if err := w.checkTax(i, sh); err != nil {
			return err
		}
		t := sh.Tally
		var under int64
		for g := range sh.Shipped {
			under += sh.Shipped[g].Quantity
		}
		if orders := t.underWay(); t.UnderWay != under || orders < 0 || orders > under || (orders == 0) != (under == 0) {
			return fmt.Errorf(
				"shop %d, day %d: %d orders, but %d delivered, %d lost, %d turned back; %d pieces are under way, %d are on the books",
				i+1,
				w.st.Day,
				t.Orders,
				t.Delivered,
				t.Lost,
				t.SentBack+t.Seized+t.Refused,
				t.UnderWay,
				under,
			)
		}
	}
	return nil
}

// checkTax compares what the books say of VAT collected abroad with what the returns and the running periods hold.
func (w *World) checkTax(i int, sh *shop) error {
	owed := make([]int64, len(w.currencies))
	for k, v := range sh.VAT {
		owed[w.marketCur[k/len(scenario.Supplies)]] += v
	}
	for k := range sh.TaxReturns {
		if r := &sh.TaxReturns[k]; r.Filed < 0 && r.Register != ofIncome {
			owed[r.Currency] += r.Minor
		}
	}
	for c, v := range owed {
		if got := -sh.Book.Balance(ledger.TaxDue, c); got != v {
			return fmt.Errorf(
				"shop %d, day %d: %d of VAT are owed in %s by the books, %d by the returns and what is collected",
				i+1,
				w.st.Day,
				got,
				w.currencies[c],
				v,
			)
		}
	}
	return nil
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// digest is a hash of the whole state that later days depend on.
func (w *World) digest() string {
	h := sha256.New()
	buf := w.today.digest[:0]
	put := func(v ...int64) {
		for _, x := range v {
			buf = binary.LittleEndian.AppendUint64(buf, uint64(x))
		}
	}
	put(int64(w.st.Seed), int64(w.st.Day), int64(w.st.Checksum))
	put(w.st.Load...)
	for leg := range w.st.Queues {
		for _, q := range w.st.Queues[leg] {
			put(int64(q.Shop)<<32|int64(q.Consignment), int64(q.Since), q.Left.Grams, q.Left.MM3, q.Left.Boxes)
		}
	}
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		put(int64(k.Kind), int64(k.From), int64(k.Until), k.Waited, k.Pieces, k.Moved, k.Cost)
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		buf = append(buf, sh.Name...)
		for c := range sh.Book.Balances {
			for a, v := range sh.Book.Balances[c] {
				if home := sh.Book.Home[c][a]; v != 0 || home != 0 {
					put(int64(a), v, home)
				}
			}
		}
		for g := range sh.Stock {
			for p := range sh.Stock[g] {
				put(sh.Stock[g][p].Quantity, sh.Stock[g][p].Value)
			}
			put(sh.Shipped[g].Quantity, sh.Shipped[g].Value)
		}
		put(sh.Available...)
		for i := range sh.Deals {
			put(sh.Deals[i].Got, int64(sh.Deals[i].Arrives)<<1|bit(sh.Deals[i].Done))
		}
		for i := range sh.Payables {
			put(sh.Payables[i].Minor, int64(sh.Payables[i].Due)<<1|bit(sh.Payables[i].Paid))
		}
		for _, l := range sh.Loans {
			put(l.Left, l.Run, int64(l.Next))
		}
		if k := &sh.Cover; k.Insured != nil {
			put(k.Insured...)
			put(k.Agreed, int64(k.From)<<1|bit(k.On), int64(len(k.Claims)))
		}
		put(bit(sh.Administered))
		put(sh.Exported...)
		for _, f := range sh.Found {
			put(int64(f.Day)<<32|int64(f.Declared)<<8|int64(f.End), f.Count, f.Arrears, f.Fine)
		}
		for _, h := range sh.Hauls {
			put(h.Pieces, h.Value, int64(h.Due))
		}
		put(sh.Earlier...)
		put(sh.VAT...)
		if sh.Income != (incomeYear{}) {
			put(sh.Income.Base, sh.Income.Accrued)
		}
		for _, r := range sh.TaxReturns {
			put(r.Minor, int64(r.Due)<<16|int64(r.Filed+1))
		}
		for _, c := range sh.TaxClaims {
			put(c.Minor, int64(c.Due)<<1|bit(c.Paid))
		}
		for i := range sh.Contracts {
			k := &sh.Contracts[i]
			put(k.Minor, k.Result, int64(k.Ended), k.Margin, k.Called<<1|bit(k.Buy))
		}
		for _, m := range sh.Marks {
			put(int64(m))
		}
		for _, p := range sh.Purchases {
			put(p.Quantity, p.Left, int64(p.Due)<<2|bit(p.Done)<<1|bit(p.Void))
		}
		for i := range sh.Consigned {
			k := &sh.Consigned[i]
			put(k.Value, k.Left, int64(k.Due)<<2|bit(k.Held)<<1|bit(k.Cleared))
		}
		put(sh.Carbon, int64(sh.Care.Opened), sh.Care.InTime, sh.Care.Overdue, sh.Care.Resent, sh.Care.Back)
		for _, p := range sh.Law.Papers {
			put(int64(p.Paper)<<32|int64(p.Good+1), int64(p.From)<<32|int64(p.Until))
		}
		for _, t := range sh.Law.Cases {
			put(int64(t.Listing)<<32|int64(t.Right), int64(t.Until)<<32|int64(t.Closed+1), int64(len(t.Answer)))
		}
		for _, d := range sh.Law.Duties {
			put(int64(d.Task)<<32|int64(d.Opened), int64(d.State))
		}
		for _, f := range sh.Brand {
			put(int64(math.Float64bits(f.Followers)))
		}
		put(int64(len(sh.Law.Searched)), int64(len(sh.Law.Licences)), sh.Law.Clean)
		for m := range sh.Accounts {
			a := &sh.Accounts[m]
			put(
				int64(a.State)<<32|int64(a.Since),
				int64(a.Appeal)<<32|int64(a.Heard),
				int64(a.Points()),
				a.Sum.Orders,
				a.Sum.Defects,
				a.Sum.Late,
				a.Sum.Untracked,
				a.Sum.Cancelled,
			)
		}
		for _, c := range sh.Claims {
			put(int64(c.Due), c.Minor)
		}
		for k := range sh.Care.Active {
			t := &sh.Care.Active[k]
			put(int64(t.Parcel.Key), int64(t.State)<<32|int64(t.Due), t.Back, int64(t.Given)<<2|bit(t.Unsold)<<1|bit(t.Gone))
		}
		h.Write(buf)
		buf = buf[:0]
	}
	var listings uint64
	for i := range w.st.Listings {
		l := &w.st.Listings[i]
		v := draw.Mix(uint64(i)<<32 ^ uint64(l.Offer))
		v = draw.Mix(v ^ uint64(l.Reviews)<<32 ^ uint64(l.Stars))
		v = draw.Mix(v ^ uint64(l.Week)<<8 ^ uint64(bit(l.Active)) ^ uint64(l.Barred)<<1)
		listings += draw.Mix(v ^ uint64(l.Samples)<<48 ^ uint64(l.Cards)<<24 ^ uint64(l.Fakes))
	}
	put(int64(listings))
	h.Write(buf)
	w.today.digest = buf
	return hex.EncodeToString(h.Sum(nil)[:16])
}
