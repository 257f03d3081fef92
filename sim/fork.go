package sim

import "slices"

// clone is a copy of the state that shares nothing that changes with the original. What is only ever appended to is
// shared up to its end.
func (st *state) clone() state {
	out := *st
	out.Shops = slices.Clone(st.Shops)
	for i := range out.Shops {
		out.Shops[i] = st.Shops[i].clone()
	}
	out.Listings = slices.Clone(st.Listings)
	for i := range out.Listings {
		l := &out.Listings[i]
		l.History, l.Funnel, l.Ads = slices.Clone(l.History), slices.Clone(l.Funnel), slices.Clone(l.Ads)
		for k := range l.Ads {
			l.Ads[k].Days = slices.Clone(l.Ads[k].Days)
		}
	}
	out.Offers = slices.Clone(st.Offers)
	for i := range out.Offers {
		out.Offers[i].Charges = slices.Clip(st.Offers[i].Charges)
	}
	out.Sets = slices.Clone(st.Sets)
	for i := range out.Sets {
		out.Sets[i] = slices.Clip(st.Sets[i])
	}
	out.Calendar = st.Calendar.clone()
	out.Load, out.Starting = slices.Clone(st.Load), slices.Clone(st.Starting)
	out.Shocks, out.Jams, out.Queues = slices.Clone(st.Shocks), slices.Clone(st.Jams), slices.Clone(st.Queues)
	for leg := range out.Queues {
		out.Queues[leg] = slices.Clone(st.Queues[leg])
	}
	out.Slow, out.Digests = slices.Clip(st.Slow), slices.Clip(st.Digests)
	return out
}

func (sh *shop) clone() shop {
	out := *sh
	out.Book = sh.Book.Clone()
	out.Stock = slices.Clone(sh.Stock)
	for g := range out.Stock {
		out.Stock[g] = slices.Clone(sh.Stock[g])
	}
	out.Shipped, out.Available, out.Shipping = slices.Clone(sh.Shipped), slices.Clone(sh.Available), slices.Clone(sh.Shipping)
	out.Claims, out.Reorders = slices.Clip(sh.Claims), slices.Clip(sh.Reorders)
	out.Purchases, out.Consigned = slices.Clone(sh.Purchases), slices.Clone(sh.Consigned)
	for i := range out.Consigned {
		out.Consigned[i].Steps = slices.Clip(sh.Consigned[i].Steps)
	}
	out.Sold, out.Events = slices.Clone(sh.Sold), slices.Clone(sh.Events)
	out.Care, out.Law, out.Brand = sh.Care.clone(), sh.Law.clone(), slices.Clone(sh.Brand)
	out.Accounts = slices.Clone(sh.Accounts)
	for m := range out.Accounts {
		out.Accounts[m] = sh.Accounts[m].Clone()
	}
	out.Listings, out.Reclaims, out.Due, out.Equity = slices.Clip(sh.Listings), slices.Clip(sh.Reclaims), slices.Clip(sh.Due), slices.Clip(sh.Equity)
	out.Found, out.Turned, out.Hauls = slices.Clone(sh.Found), slices.Clip(sh.Turned), slices.Clone(sh.Hauls)
	out.Daybook, out.Declared = sh.Daybook.clone(), slices.Clip(sh.Declared)
	out.Deals, out.Contracts, out.Payables, out.Loans = slices.Clone(sh.Deals), slices.Clone(sh.Contracts), slices.Clone(sh.Payables), slices.Clone(sh.Loans)
	out.Cover.Insured, out.Cover.Claims = slices.Clone(sh.Cover.Insured), slices.Clone(sh.Cover.Claims)
	out.VAT, out.Registered, out.Earlier = slices.Clone(sh.VAT), slices.Clone(sh.Registered), slices.Clone(sh.Earlier)
	out.Exported, out.TaxReturns, out.TaxClaims = slices.Clone(sh.Exported), slices.Clone(sh.TaxReturns), slices.Clone(sh.TaxClaims)
	return out
}
