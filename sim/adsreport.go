package sim

import "chuhai/sim/money"

// AdsReport is what a shop's advertising came to.
type AdsReport struct {
	Rows []AdRow    `json:"rows"`
	Days []AdDayRow `json:"days"` // the newest days, oldest first
}

// AdRow is a bid, with what it came to in the last seven days, in minor units of the marketplace's currency.
type AdRow struct {
	Listing      int            `json:"listing"`
	Marketplace  string         `json:"marketplace"`
	Query        string         `json:"query"`
	Text         string         `json:"text"`
	Money        money.Currency `json:"money"`
	Bid          int64          `json:"bid"`
	Budget       int64          `json:"budget"` // of a day; 0: ended
	Spent        int64          `json:"spent"`
	Shown        int64          `json:"shown"` // impressions
	Clicks       int64          `json:"clicks"`
	Orders       int64          `json:"orders"`
	Sales        int64          `json:"sales"`
	CPC          int64          `json:"cpc"`            // spent for a click
	CostPerOrder int64          `json:"cost_per_order"` // 0 without orders
	ACoSBP       int64          `json:"acos_bp"`        // spent of sales, 1/10,000; 0 without sales
	Place        float64        `json:"place"`          // mean, 1 is first; 0 when it was not shown
	Paused       bool           `json:"paused"`         // its budget was used up before the last day ended
}

// AdDayRow is a day of all ads, in minor units of the home currency at today's rates.
type AdDayRow struct {
	Day    int   `json:"day"`
	Spent  int64 `json:"spent"`
	Sales  int64 `json:"sales"`
	Shown  int64 `json:"shown"`
	Clicks int64 `json:"clicks"`
	Orders int64 `json:"orders"`
}

// Ads reports a shop's advertising.
func (w *World) Ads(number int) (*AdsReport, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	const week = 7
	out := &AdsReport{Rows: []AdRow{}, Days: []AdDayRow{}}
	first := max(w.st.Day-adHistory, 0)
	days := make([]AdDayRow, w.st.Day-first)
	for i := range days {
		days[i].Day = first + i
	}
	moved := false
	for _, id := range w.st.Shops[number-1].Listings {
		l := &w.st.Listings[id]
		mp := &w.s.Marketplaces[l.Market]
		for i := range l.Ads {
			a := &l.Ads[i]
			q := &mp.Queries[a.Query]
			r := AdRow{
				Listing:     int(id) + 1,
				Marketplace: mp.ID,
				Query:       q.ID,
				Text:        q.Text,
				Money:       mp.Currency,
				Bid:         a.Bid,
				Budget:      a.Budget,
				Paused:      a.Paused && a.Budget > 0,
			}
			place := 0.0
			for k := range a.Days {
				d := &a.Days[k]
				if at := int(d.Day) - first; at >= 0 {
					spent, err := w.inHome(money.Amount{Minor: d.Spent, Currency: mp.Currency})
					if err != nil {
						return nil, err
					}
					sales, err := w.inHome(money.Amount{Minor: d.Sales, Currency: mp.Currency})
					if err != nil {
						return nil, err
					}
					t := &days[at]
					t.Spent, t.Sales, t.Shown, t.Clicks, t.Orders = t.Spent+spent, t.Sales+sales, t.Shown+d.Impressions, t.Clicks+d.Clicks, t.Orders+d.Orders
					moved = true
				}
				if int(d.Day) >= w.st.Day-week {
					r.Spent, r.Sales, r.Shown, r.Clicks, r.Orders = r.Spent+d.Spent, r.Sales+d.Sales, r.Shown+d.Impressions, r.Clicks+d.Clicks, r.Orders+d.Orders
					place += float64(float64(d.Place) * float64(d.Impressions))
				}
			}
			if r.Shown > 0 {
				r.Place = place / float64(r.Shown)
			}
			if r.Clicks > 0 {
				r.CPC = mulDiv(r.Spent, 1, r.Clicks)
			}
			if r.Orders > 0 {
				r.CostPerOrder = mulDiv(r.Spent, 1, r.Orders)
			}
			if r.Sales > 0 {
				r.ACoSBP = mulDiv(r.Spent, bp, r.Sales)
			}
			out.Rows = append(out.Rows, r)
		}
	}
	if moved {
		out.Days = days
	}
	return out, nil
}
