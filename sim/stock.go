package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// LogisticsDecision is a decision about goods on their way or in store. Exactly one of its parts is given.
type LogisticsDecision struct {
	Reroute *Reroute    `json:"reroute,omitempty"`
	Dispose *Dispose    `json:"dispose,omitempty"`
	Reorder *SetReorder `json:"reorder,omitempty"`
}

// Dispose has pieces destroyed where they lie, for the warehouse's fee: what they cost is lost.
type Dispose struct {
	Good     string `json:"good"`
	Place    string `json:"place"`
	Quantity int    `json:"quantity"`
}

// SetReorder keeps a good in stock at a place: when what lies there and what is on its way there fall to Point, the desk
// proposes to bring Quantity by a supplier or a freight. Nothing is bought of itself. Quantity 0 ends it.
type SetReorder struct {
	Good     string `json:"good"`
	Place    string `json:"place"`
	Point    int    `json:"point"`
	Quantity int    `json:"quantity"`
	By       string `json:"by"` // supplier where suppliers deliver, else freight
}

type reorder struct {
	Good, Place     int
	Point, Quantity int64
	By              string
}

// claim is what a carrier or an insurer will pay.
type claim struct {
	Due   int
	Minor int64
}

func (w *World) logistics(n int, sh *shop, c *LogisticsDecision) error {
	parts := 0
	for _, given := range []bool{c.Reroute != nil, c.Dispose != nil, c.Reorder != nil} {
		if given {
			parts++
		}
	}
	switch {
	case parts != 1:
		return reject("logistics", "应恰好包含一个决定，收到 %d 个", "give exactly one decision, found %d", parts)
	case c.Reroute != nil:
		return w.reroute(n, sh, c.Reroute)
	case c.Dispose != nil:
		return w.dispose(sh, c.Dispose)
	}
	return w.setReorder(sh, c.Reorder)
}

// lies is the number of a good and of a place that a decision names.
func (w *World) lies(good, place string) (g, at int, err error) {
	if g = w.good(good); g < 0 {
		return 0, 0, reject("good", "没有商品 %q", "there is no good %q", good)
	}
	if at = slices.Index(w.places, place); at < 0 {
		return 0, 0, reject("place", "没有仓库 %q", "there is no place %q", place)
	}
	return g, at, nil
}

func (w *World) dispose(sh *shop, c *Dispose) error {
	g, at, err := w.lies(c.Good, c.Place)
	if err != nil {
		return err
	}
	st := &sh.Stock[g][at]
	if c.Quantity < 1 || int64(c.Quantity) > st.Quantity {
		return reject("quantity", "数量应在 1 到库存 %d 之间", "the quantity must lie between 1 and the stock of %d", st.Quantity)
	}
	var fee int64
	if at > 0 {
		h := &w.s.Warehouses[at-1]
		if fee, err = w.inHome(money.Amount{Minor: h.Disposal * int64(c.Quantity), Currency: h.Currency}); err != nil {
			return err
		}
	}
	if cash := sh.Book.Balance(ledger.Bank, 0); fee > cash {
		return reject(
			"quantity",
			"销毁费 %s，账上只有 %s",
			"destroying them costs %s, the account holds %s",
			money.Amount{Minor: fee, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	value := st.take(int64(c.Quantity))
	if at > 0 {
		w.leave(sh, g, at, int64(c.Quantity))
	}
	return sh.Book.Post(
		w.st.Day,
		ledger.Disposed,
		ledger.Ref{},
		ledger.Line{Account: ledger.Loss, Minor: value},
		ledger.Line{Account: ledger.Inventory, Minor: -value},
		ledger.Line{Account: ledger.WarehouseFee, Minor: fee},
		ledger.Line{Account: ledger.Bank, Minor: -fee},
	)
}

func (w *World) setReorder(sh *shop, c *SetReorder) error {
	g, at, err := w.lies(c.Good, c.Place)
	if err != nil {
		return err
	}
	sh.Reorders = slices.DeleteFunc(slices.Clone(sh.Reorders), func(r reorder) bool { return r.Good == g && r.Place == at })
	if c.Quantity == 0 {
		return nil
	}
	if c.Point < 0 || c.Point > MaxQuantity {
		return reject("point", "补货点应在 0 到 %d 之间", "the reorder point must lie between 0 and %d", MaxQuantity)
	}
	least := 1
	if at == w.delivery[g] {
		sup := slices.IndexFunc(w.s.Goods[g].Suppliers, func(v scenario.Supplier) bool { return v.ID == c.By })
		if sup < 0 {
			return reject("by", "没有供应商 %q", "there is no supplier %q", c.By)
		}
		least = w.s.Goods[g].Suppliers[sup].MOQ
	} else if !slices.ContainsFunc(w.s.Freights, func(f scenario.Freight) bool { return f.ID == c.By && f.Warehouse == c.Place }) {
		return reject("by", "没有送到该仓库的头程服务 %q", "there is no freight %q to that warehouse", c.By)
	}
	if c.Quantity < least || c.Quantity > MaxQuantity {
		return reject("quantity", "数量 %d 应在 %d 到 %d 之间", "quantity %d must lie between %d and %d", c.Quantity, least, MaxQuantity)
	}
	sh.Reorders = append(sh.Reorders, reorder{g, at, int64(c.Point), int64(c.Quantity), c.By})
	return nil
}

// coming is what is on its way to a place of a good.
func (w *World) coming(sh *shop, good, place int) (n int64) {
	if place == w.delivery[good] {
		for i := range sh.Purchases {
			if p := &sh.Purchases[i]; p.Good == good && !p.Done && !p.Void {
				n += p.Quantity
			}
		}
	}
	for i := range sh.Consigned {
		if k := &sh.Consigned[i]; k.Good == good && !k.Done && w.places[place] == w.s.Freights[k.Freight].Warehouse {
			n += k.Quantity
		}
	}
	return n
}

// ReorderView is a reorder point, and what the desk proposes when it is reached.
type ReorderView struct {
	Good     string `json:"good"`
	Place    string `json:"place"`
	Point    int64  `json:"point"`
	Quantity int64  `json:"quantity"`
	By       string `json:"by"`   // supplier or freight
	Kind     string `json:"kind"` // purchase or consign
	Have     int64  `json:"have"`
	Coming   int64  `json:"coming"`
	Due      bool   `json:"due"`   // have and coming are down to the point: now is the time
	Cost     int64  `json:"cost"`  // of the proposal today, home currency
	Short    int64  `json:"short"` // pieces that the place it starts from lacks for it
}

func (w *World) reorders(sh *shop) []ReorderView {
	out := []ReorderView{}
	for _, r := range sh.Reorders {
		v := ReorderView{
			Good:     w.s.Goods[r.Good].ID,
			Place:    w.places[r.Place],
			Point:    r.Point,
			Quantity: r.Quantity,
			By:       r.By,
			Kind:     "consign",
			Have:     sh.Stock[r.Good][r.Place].Quantity,
			Coming:   w.coming(sh, r.Good, r.Place),
		}
		v.Due = v.Have+v.Coming <= r.Point
		if r.Place == w.delivery[r.Good] {
			v.Kind = "purchase"
			for i := range w.s.Goods[r.Good].Suppliers {
				if s := &w.s.Goods[r.Good].Suppliers[i]; s.ID == r.By {
					v.Cost = UnitCost(s, int(r.Quantity)) * r.Quantity
				}
			}
		} else {
			f := slices.IndexFunc(w.s.Freights, func(f scenario.Freight) bool { return f.ID == r.By })
			v.Cost = w.freightCost(f, r.Good, int(r.Quantity))
			v.Short = max(r.Quantity-sh.Stock[r.Good][w.starts(f)].Quantity, 0)
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b ReorderView) int { return cmp.Or(cmp.Compare(a.Good, b.Good), cmp.Compare(a.Place, b.Place)) })
	return out
}

// starts is the place where a freight starts.
func (w *World) starts(freight int) int {
	return slices.Index(w.places, cmp.Or(w.s.Freights[freight].From, w.places[0]))
}

// refused says why a carrier does not take a good; nil when it does.
func refused(field string, name scenario.Text, refuses []scenario.Cargo, g *scenario.Good) error {
	c := logistics.Refused(refuses, g)
	if c == "" {
		return nil
	}
	what := cargoNames[c]
	return reject(field, "%[1]s 不收%[2]s：%[3]s", "%[4]s does not take %[5]s: %[6]s", name.Zh, what.Zh, g.Name.Zh, name.En, what.En, g.Name.En)
}

var cargoNames = map[scenario.Cargo]scenario.Text{
	scenario.BatteryCargo: {Zh: "带电货", En: "goods with batteries"},
	scenario.LiquidCargo:  {Zh: "液体膏体", En: "liquids"},
	scenario.MagnetCargo:  {Zh: "带磁货", En: "magnets"},
	scenario.FoodCargo:    {Zh: "食品", En: "food"},
	scenario.BrandCargo:   {Zh: "品牌货", En: "branded goods"},
}

// premium is what insuring a consignment of a value costs, in the home currency.
func premium(n *scenario.Insurance, value int64) int64 {
	return money.Amount{Minor: value}.Decimal().Mul(n.Cover).Mul(n.Premium).Shift(2).Round(0).IntPart()
}

// spoilt draws how many pieces of a consignment come in lost or spoilt: usually none, else from a tenth to all of them.
func (w *World) spoilt(n, i int, k *consignment) int64 {
	f := &w.s.Freights[k.Freight]
	if f.Loss == 0 {
		return 0
	}
	bits := draw.New(w.st.Seed, drawSpoil).At(uint32(n), uint16(i), 0)
	if draw.Uniform(bits) >= f.Loss {
		return 0
	}
	const tenth, all = 26, 256
	share := tenth + int64(draw.Mix(bits)>>56)*(all-tenth)/(all-1)
	return max(mulDiv(k.Quantity, share, all), 1)
}

// writeOff takes spoilt pieces out of a consignment that arrives; an insurer pays for them later.
func (w *World) writeOff(n, i int, sh *shop, k *consignment, pieces int64) error {
	if pieces == 0 {
		return nil
	}
	part := mulDiv(k.Value, pieces, k.Quantity)
	k.Value -= part
	k.Spoilt = pieces
	w.event(n, Event{Kind: "spoilt", Good: w.s.Goods[k.Good].ID, Count: pieces})
	if k.Insured {
		c := w.s.Freights[k.Freight].Insurance
		sh.Claims = append(sh.Claims, claim{w.st.Day + c.Days, money.Amount{Minor: part}.Decimal().Mul(c.Cover).Shift(2).Round(0).IntPart()})
	}
	return sh.Book.Move(w.st.Day, ledger.Lost, aConsignment(i), part, ledger.Loss, ledger.InTransit)
}

// claimed is what a carrier owes for lost parcels of a listing that cost so much: the goods, at most its limit.
func (w *World) claimed(n *left, lost int64) (minor int64, days int) {
	if n.claimable == 0 {
		return 0, 0
	}
	return min(mulDiv(lost, n.claimable, n.lost), n.limit), n.days
}

// indemnify pays the claims that are due, and forgets them.
func (w *World) indemnify(n int, sh *shop) error {
	due := func(c claim) bool { return c.Due <= w.st.Day }
	if !slices.ContainsFunc(sh.Claims, due) {
		return nil
	}
	var open []claim // in memory of its own: a fork has the other
	for _, c := range sh.Claims {
		if !due(c) {
			open = append(open, c)
			continue
		}
		if c.Minor == 0 {
			continue
		}
		if err := sh.Book.Move(w.st.Day, ledger.Indemnity, ledger.Ref{}, c.Minor, ledger.Bank, ledger.Loss); err != nil {
			return err
		}
		w.event(n, Event{Kind: "claimed", Minor: c.Minor, Money: string(w.currencies[0])})
	}
	sh.Claims = open
	return nil
}
