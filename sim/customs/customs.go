// Package customs assesses what the border asks: duty, trade defence, consumption taxes and fees, line by line, each with
// its rule, base, rate, arithmetic and source. The rules are data (see scenario.Regime); this package knows the mechanisms
// and no country.
//
// It works in decimal and rounds each charge once, as its rule says. Values are in the regime's currency, in major units;
// the caller converts prices at the customs rate of exchange and gives the rates of other currencies in which the regime
// states thresholds.
package customs

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Item is one kind of goods in a consignment: a line of the declaration.
type Item struct {
	HS       string          // six digits
	Origin   string          // country; "" is the consignment's
	Exporter string          // producer named in a trade-defence measure; "" is any other
	Price    decimal.Decimal // what all pieces of it cost the buyer, tax included where the consignment says so
	Pieces   int             // 0 counts as 1
	Grams    int64           // of all pieces, gross
	Net      int64           // grams or millilitres of what is in the packing; 0: Grams
	Metal    decimal.Decimal // share of the value that is steel, aluminium or copper
}

func (it *Item) pieces() int { return max(it.Pieces, 1) }

// content is the net weight in grams, or the volume in millilitres.
func (it *Item) content() int64 {
	if it.Net == 0 {
		return it.Grams
	}
	return it.Net
}

// Imported is a weight of goods of a code that a buyer has imported before.
type Imported struct {
	HS    string
	Grams int64
}

// Consignment is what is declared.
type Consignment struct {
	Destination string // country
	Region      string // state of it, by ISO 3166-2, such as US-CA; "": not known
	Origin      string // country of origin of the items that name none
	Date        scenario.Date
	Ordered     scenario.Date // zero: Date
	Exported    scenario.Date // zero: Date
	Traffic     string        // one of scenario.Traffics
	Mode        string        // air, rail, sea, road; "" where no rule asks
	Scheme      string        // one of scenario.Schemes, or "": nobody has collected the tax on the sale
	Term        string        // DDP or DAP; "" is DDP
	Items       []Item
	Inland      decimal.Decimal // carriage to the border of the country of export, not in the prices
	Freight     decimal.Decimal // from there to the destination's border
	Insurance   decimal.Decimal
	Carriage    decimal.Decimal // charged to the buyer on top of the prices
	// TaxIncluded says that prices and Carriage contain the destination's consumption taxes, as consumers' prices in the EU
	// do.
	TaxIncluded bool
	Order       decimal.Decimal                    // value of the whole order of which this is a part; zero: this is all
	Year        decimal.Decimal                    // what the buyer has imported in this calendar year before
	YearGoods   []Imported                         // the same by weight, for limits on goods
	Rates       map[money.Currency]decimal.Decimal // units of the regime's currency for one of others
	Documents   []string                           // that go with the goods
	Suppose     bool                               // charge what is only proposed, too
}

// DAP leaves duty and tax to the buyer at the door; under DDP, the default, the seller bears them.
const DAP = "DAP"

// Line is one charge.
type Line struct {
	Rule    string          `json:"rule"`
	Name    scenario.Text   `json:"name"`
	Group   scenario.Group  `json:"group"`
	HS      string          `json:"hs"` // of the item that is charged; "" for charges on more than one
	Base    decimal.Decimal `json:"base"`
	Rate    decimal.Decimal `json:"rate"`    // zero for flat charges
	Working string          `json:"working"` // the arithmetic, as one would write it down
	Amount  money.Amount    `json:"amount"`
	Payer   string          `json:"payer"` // marketplace, seller_marketplace, seller_carrier or buyer
	Reclaim bool            `json:"reclaim"`
	Claim   scenario.Date   `json:"claim"` // from when it can be claimed back, its rule being struck down
	Source  scenario.Source `json:"source"`
}

// Assessment is the border's calculation.
type Assessment struct {
	Treatment     string          `json:"treatment"`
	TreatmentName scenario.Text   `json:"treatment_name"`
	Intrinsic     decimal.Decimal `json:"intrinsic"` // value of the goods alone, without tax and freight
	CIF           decimal.Decimal `json:"cif"`
	Included      decimal.Decimal `json:"included"` // what the taxes inside the prices add to the value: 0.19 for 19 %
	Lines         []Line          `json:"lines"`
	Needs         []Need          `json:"needs"`

	// Flat, of a levy, says that the same goods at any price between two that are given this treatment are, too, whatever
	// their freight, and that whoever sells them pays the same.
	Flat bool `json:"-"`
}

// Sum adds the charges that the payer bears; "" adds them all.
func (a *Assessment) Sum(payer string) int64 {
	var sum int64
	for _, l := range a.Lines {
		if payer == "" || l.Payer == payer {
			sum += l.Amount.Minor
		}
	}
	return sum
}

// Assess gives the consignment the first treatment of the regime that fits and applies the rules of the dates, in their
// order. The error names what the consignment or the regime lacks.
func Assess(g *scenario.Regime, c Consignment) (*Assessment, error) {
	if err := c.valid(); err != nil {
		return nil, err
	}
	b := &border{g: g, c: &c}
	t, err := b.work()
	if err != nil {
		return nil, err
	}
	return &Assessment{
		Treatment: t.ID, TreatmentName: t.Name, Intrinsic: b.sum(scenario.Intrinsic), CIF: b.sum(scenario.CIF), Included: b.included(),
		Lines: b.charges, Needs: b.needs(),
	}, nil
}

// Levy is Assess for who only wants to know what is charged to whom: the lines hold rule, group, amount, payer and whether it can be reclaimed, and
// there is nothing else but what the taxes inside the prices add.
func Levy(g *scenario.Regime, c Consignment) (*Assessment, error) {
	if err := c.valid(); err != nil {
		return nil, err
	}
	b := &border{g: g, c: &c, levy: true}
	t, err := b.work()
	if err != nil {
		return nil, err
	}
	return &Assessment{Treatment: t.ID, Included: b.included(), Lines: b.charges, Flat: !b.varies && b.capped()}, nil
}

// capped reports whether values decide about treatments in the plainest way: each is for what is worth no more than its
// limits, before freight, and no tax begins at a price.
func (b *border) capped() bool {
	for i := range b.g.Treatments {
		for _, l := range b.g.Treatments[i].When.Limits {
			if l.Above != nil || l.On == scenario.CIF {
				return false
			}
		}
	}
	for i := range b.g.Taxes {
		if b.g.Taxes[i].AtLeast != nil {
			return false
		}
	}
	return true
}

// work finds the treatment and charges what its rules ask.
func (b *border) work() (*scenario.Treatment, error) {
	t, err := b.treat()
	if err != nil {
		return nil, err
	}
	for i := range b.g.Rules {
		if err := b.apply(&b.g.Rules[i], t.ID); err != nil {
			return nil, fmt.Errorf("%s: %w", b.g.Rules[i].ID, err)
		}
	}
	return t, nil
}

func (c *Consignment) valid() error {
	if len(c.Items) == 0 {
		return fmt.Errorf("items: nothing is declared / 没有申报任何货物")
	}
	for i, it := range c.Items {
		if it.Price.IsNegative() || it.Grams < 0 || it.Pieces < 0 {
			return fmt.Errorf("items[%d], HS %s: price, pieces and weight must not be negative / 价格、件数、重量不可为负", i, it.HS)
		}
	}
	for _, v := range [...]struct {
		name  string
		value *decimal.Decimal
	}{{"inland", &c.Inland}, {"freight", &c.Freight}, {"insurance", &c.Insurance}, {"carriage", &c.Carriage}, {"order", &c.Order}, {"year", &c.Year}} {
		if v.value.IsNegative() {
			return fmt.Errorf("%s: %s must not be negative / 不可为负", v.name, v.value)
		}
	}
	if c.Term != "" && c.Term != "DDP" && c.Term != DAP {
		return fmt.Errorf("term: %q: want DDP or DAP / 贸易术语应为 DDP 或 DAP", c.Term)
	}
	return nil
}

// border is a calculation in progress.
type border struct {
	g       *scenario.Regime
	c       *Consignment
	levy    bool // amounts alone: see Levy
	varies  bool // the seller bears a charge on value
	lines   []line
	charges []Line
}

// line is an item with its values, which together are the consignment's.
type line struct {
	*Item
	origin   string
	tax      decimal.Decimal // that the price includes, as a share of the net value
	net      decimal.Decimal // price without tax
	inland   decimal.Decimal
	freight  decimal.Decimal // with insurance
	carriage decimal.Decimal // without tax
	borne    [groups]decimal.Decimal
}

// groups counts the groups of charges.
const groups = 4

// slot is where a line keeps what it bears of a group.
func slot(g scenario.Group) int {
	switch g {
	case scenario.CustomsDuty:
		return 0
	case scenario.Excise:
		return 1
	case scenario.SalesTax:
		return 2
	}
	return 3
}

// value is a line's value on a base.
func (l *line) value(on scenario.Base) decimal.Decimal {
	switch on {
	case scenario.FOB:
		return plus(l.net, l.inland)
	case scenario.CIF:
		return plus(plus(l.net, l.inland), l.freight)
	case scenario.Transaction:
		return plus(l.net, l.carriage)
	case scenario.ChargesOnly:
		return decimal.Zero
	}
	return l.net
}

func (b *border) sum(on scenario.Base) decimal.Decimal {
	sum := decimal.Zero
	for i := range b.lines {
		sum = plus(sum, b.lines[i].value(on))
	}
	return sum
}

// included is what the taxes inside the prices add to the value of the goods.
func (b *border) included() decimal.Decimal {
	if len(b.lines) == 1 {
		return b.lines[0].tax
	}
	tax := decimal.Zero
	for i := range b.lines {
		tax = tax.Add(b.lines[i].tax.Mul(b.lines[i].net))
	}
	if net := b.sum(scenario.Intrinsic); net.IsPositive() {
		return tax.DivRound(net, places)
	}
	return decimal.Zero
}

// places is how far a quotient is worked out; what is paid is rounded from it, once.
const places = 16

// Why a border cannot calculate.
var (
	// ErrRate is returned where a rule is stated in a currency for which the consignment gives no rate.
	ErrRate = errors.New("the customs rate of exchange is missing")
	// ErrTariff is returned where a tariff that must be complete holds no rate for a code.
	ErrTariff = errors.New("no rate in the tariff")
	// ErrTreatment is returned where a regime has no way to handle a consignment.
	ErrTreatment = errors.New("no treatment fits")
)

// inRegime is an amount in the regime's currency, in major units.
func (b *border) inRegime(a *money.Amount) (decimal.Decimal, error) {
	if a.Currency == b.g.Currency {
		return a.Decimal(), nil
	}
	x, ok := b.c.Rates[a.Currency]
	if !ok || !x.IsPositive() {
		return decimal.Zero, fmt.Errorf("%s, %w: units of %s for one %s / 规则以 %s 计，缺少对 %s 的汇率", a, ErrRate, b.g.Currency, a.Currency, a.Currency, b.g.Currency)
	}
	return a.Decimal().Mul(x), nil
}

// day is the day that decides whether a rule holds.
func (c *Consignment) day(d scenario.Deciding) scenario.Date {
	switch {
	case d == scenario.ByOrder && c.Ordered != 0:
		return c.Ordered
	case d == scenario.ByExport && c.Exported != 0:
		return c.Exported
	}
	return c.Date
}

// holds reports whether a rule of the dates and standing counts for the consignment.
func (c *Consignment) holds(from, to scenario.Date, d scenario.Deciding, s scenario.Standing) bool {
	return c.day(d).In(from, to) && (s == scenario.InForce || c.Suppose)
}
