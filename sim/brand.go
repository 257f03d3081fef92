package sim

import "chuhai/sim/draw"

// following is how a shop is remembered on a marketplace.
type following struct {
	Followers float64
	Glad      int64 // content buyers of the day
}

// Followers is a shop's following on a marketplace, with what it adds to the shoppers who choose its listings.
type Followers struct {
	Marketplace string  `json:"marketplace"`
	Followers   int     `json:"followers"`
	Pull        float64 `json:"pull"` // share by which a listing of the shop is chosen more than without them
}

// glad counts a content buyer.
func (sh *shop) glad(market uint16) {
	if sh.Brand != nil {
		sh.Brand[market].Glad++
	}
}

// follow ends a day for every following: some of the content buyers join, and some of the followers forget.
func (w *World) follow() {
	b := &w.s.AfterSales.Brand
	for i := range w.st.Shops {
		for m := range w.st.Shops[i].Brand {
			f := &w.st.Shops[i].Brand[m]
			f.Followers = float64(f.Followers*(1-b.Decay)) + float64(b.Follow*float64(f.Glad))
			f.Glad = 0
		}
	}
}

// brand is what followers add to the utility of a shop's listings on a marketplace.
func (w *World) brand(sh *shop, m int) float64 {
	if sh.Brand == nil || sh.Brand[m].Followers == 0 {
		return 0
	}
	b := &w.s.AfterSales.Brand
	return float64(b.Utility * draw.Log(1+sh.Brand[m].Followers/b.Scale))
}

// followers are a shop's followings.
func (w *World) followers(sh *shop) []Followers {
	out := []Followers{}
	for m := range sh.Brand {
		out = append(out, Followers{w.s.Marketplaces[m].ID, int(min(sh.Brand[m].Followers, maxSearches) + 0.5), draw.Exp(w.brand(sh, m)) - 1})
	}
	return out
}
