package sim

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Crossing is a consignment of one kind of goods that every border is asked about: what would each take of it?
type Crossing struct {
	HS      string        `json:"hs"`      // six digits
	Origin  string        `json:"origin"`  // country; "" is the home country
	Price   money.Amount  `json:"price"`   // of all pieces, without the destination's taxes
	Freight int64         `json:"freight"` // to the border, in the price's currency
	Grams   int64         `json:"grams"`   // of all pieces
	Pieces  int           `json:"pieces"`  // 0 counts as 1
	Date    scenario.Date `json:"date"`    // on which import customs accepts the declaration; "" is today
	Traffic string        `json:"traffic"`
	Scheme  string        `json:"scheme"`
	Suppose bool          `json:"suppose"` // charge what is only proposed, too
	// Rates are units of the price's currency for one unit of others, where the class has no reference rate of them.
	Rates map[money.Currency]decimal.Decimal `json:"rates"`
}

// BorderTable is what the borders take, country by country in the order of their codes.
type BorderTable struct {
	Date scenario.Date `json:"date"`
	Rows []BorderRow   `json:"rows"`
}

// BorderRow is one country's calculation, or why there is none. Sums are in minor units of the price's currency.
type BorderRow struct {
	Country    string              `json:"country"`
	Regime     scenario.Text       `json:"regime"`
	Currency   money.Currency      `json:"currency"` // in which the border calculates
	Rate       decimal.Decimal     `json:"rate"`     // units of the price's currency for one of it
	Assessment *customs.Assessment `json:"assessment,omitempty"`
	Duty       int64               `json:"duty"` // with excise
	Tax        int64               `json:"tax"`
	Fees       int64               `json:"fees"`
	Total      int64               `json:"total"`
	Missing    []money.Currency    `json:"missing"`       // currencies whose rate has to be given
	Peg        *scenario.Peg       `json:"peg,omitempty"` // by which the border's currency was converted
	Fault      *scenario.Text      `json:"fault,omitempty"`
}

// Limits of a question to the borders.
const (
	maxCrossingPieces = 10_000
	maxCrossingGrams  = 30_000_000
	maxTypedRates     = 20
)

// CrossBorders asks every border that the reference files know. Values are converted at today's customs rates of the class;
// for currencies that it does not use, at the reference rates of its dates, or those that are given.
func (w *World) CrossBorders(all *scenario.Customs, c Crossing) (*BorderTable, error) {
	c.HS = strings.ReplaceAll(c.HS, ".", "")
	c.Origin = cmp.Or(c.Origin, w.s.Home.Country)
	c.Traffic = cmp.Or(c.Traffic, scenario.Traffics[0])
	if c.Date == 0 {
		c.Date = w.Date()
	}
	if err := c.valid(); err != nil {
		return nil, err
	}
	out := &BorderTable{Date: c.Date, Rows: []BorderRow{}}
	for i := range all.Regimes {
		for _, country := range all.Regimes[i].Countries {
			if country == c.Origin {
				continue
			}
			row, err := w.crossBorder(all, &all.Regimes[i], country, &c)
			if err != nil {
				return nil, err
			}
			out.Rows = append(out.Rows, row)
		}
	}
	slices.SortFunc(out.Rows, func(a, b BorderRow) int { return strings.Compare(a.Country, b.Country) })
	return out, nil
}

func (c *Crossing) valid() error {
	switch {
	case len(c.HS) != 6 || strings.Trim(c.HS, "0123456789") != "":
		return reject("hs", "HS 编码应为六位数字，收到 %q", "an HS code has six digits, found %q", c.HS)
	case len(c.Origin) != 2 || strings.Trim(c.Origin, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		return reject("origin", "原产国应为两个大写字母，收到 %q", "a country of origin has two capital letters, found %q", c.Origin)
	case !c.Price.Currency.Valid():
		return reject("price", "没有货币 %q", "there is no currency %q", c.Price.Currency)
	case c.Price.Minor < 1 || c.Price.Minor > MaxPrice:
		return reject("price", "价格应在 1 到 %d（最小货币单位）之间", "the price must lie between 1 and %d minor units", MaxPrice)
	case c.Freight < 0 || c.Freight > MaxPrice:
		return reject("freight", "运费应在 0 到 %d（最小货币单位）之间", "the freight must lie between 0 and %d minor units", MaxPrice)
	case c.Grams < 0 || c.Grams > maxCrossingGrams:
		return reject("grams", "毛重应在 0 到 %d 克之间", "the weight must lie between 0 and %d grams", maxCrossingGrams)
	case c.Pieces < 0 || c.Pieces > maxCrossingPieces:
		return reject("pieces", "件数应在 0 到 %d 之间", "the pieces must lie between 0 and %d", maxCrossingPieces)
	case !slices.Contains(scenario.Traffics, c.Traffic):
		return reject("traffic", "没有通关类型 %q", "there is no traffic %q", c.Traffic)
	case c.Scheme != "" && !slices.Contains(scenario.Schemes, c.Scheme):
		return reject("scheme", "没有代收方式 %q", "there is no scheme %q", c.Scheme)
	case len(c.Rates) > maxTypedRates:
		return reject("rates", "最多 %d 个汇率", "at most %d rates", maxTypedRates)
	}
	for k, x := range c.Rates { // order does not matter: all must hold
		if !k.Valid() || !x.IsPositive() || x.GreaterThan(decimal.NewFromInt(MaxPrice)) || x.Exponent() < -maxRatePlaces {
			return reject("rates", "汇率应为正数，最多 %d 位小数", "a rate must be positive, with at most %d decimal places", maxRatePlaces)
		}
	}
	return nil
}

// maxRatePlaces is how finely a rate can be given.
const maxRatePlaces = 12

// crossBorder is one country's row.
func (w *World) crossBorder(all *scenario.Customs, g *scenario.Regime, country string, c *Crossing) (BorderRow, error) {
	row := BorderRow{Country: country, Regime: g.Name, Currency: g.Currency, Missing: []money.Currency{}}
	in := func(from money.Currency) decimal.Decimal {
		x, ok := w.crossRate(all, from, c)
		if !ok && !slices.Contains(row.Missing, from) {
			row.Missing = append(row.Missing, from)
		}
		return x
	}
	row.Rate = in(g.Currency)
	if _, given := c.Rates[g.Currency]; !given && !all.Rates.Has(g.Currency) {
		row.Peg = all.Peg(g.Currency)
	}
	rates := map[money.Currency]decimal.Decimal{}
	for _, f := range g.Foreign() {
		if x := in(f); row.Rate.IsPositive() {
			rates[f] = x.DivRound(row.Rate, maxRatePlaces)
		}
	}
	if len(row.Missing) > 0 {
		return row, nil
	}
	there := func(minor int64) decimal.Decimal {
		return money.Amount{Minor: minor, Currency: c.Price.Currency}.Decimal().DivRound(row.Rate, 8)
	}
	a, err := customs.Assess(g, customs.Consignment{
		Destination: country, Origin: c.Origin, Date: c.Date, Traffic: c.Traffic, Scheme: c.Scheme, Freight: there(c.Freight), Rates: rates, Suppose: c.Suppose,
		Items: []customs.Item{{HS: c.HS, Price: there(c.Price.Minor), Pieces: c.Pieces, Grams: c.Grams}},
	})
	switch {
	case errors.Is(err, customs.ErrTariff):
		row.Fault = &scenario.Text{Zh: "参考税则没有收录这个编码", En: "the reference tariff does not hold this code"}
		return row, nil
	case errors.Is(err, customs.ErrTreatment):
		row.Fault = &scenario.Text{Zh: "这一天没有适用的通关方式", En: "no treatment applies on this date"}
		return row, nil
	case err != nil:
		return row, err
	}
	row.Assessment = a
	for _, l := range a.Lines {
		v, err := money.FromDecimal(l.Amount.Decimal().Mul(row.Rate), c.Price.Currency, money.HalfUp)
		if err != nil {
			return row, err
		}
		switch l.Group {
		case scenario.SalesTax:
			row.Tax += v.Minor
		case scenario.Fee:
			row.Fees += v.Minor
		default:
			row.Duty += v.Minor
		}
		row.Total += v.Minor
	}
	return row, nil
}

// crossRate is how many units of the price's currency one unit of another is: a rate that is given, the class's own, the
// reference rate of its dates, or by its peg.
func (w *World) crossRate(all *scenario.Customs, from money.Currency, c *Crossing) (decimal.Decimal, bool) {
	if x, ok := c.Rates[from]; ok {
		return x, true
	}
	on := fx.CustomsDate(w.Date())
	if x, err := w.fx.Cross(from, c.Price.Currency, on); err == nil && x.IsPositive() {
		return x, true
	}
	reference := fx.Play(&all.Rates, on, 0, draw.New(0, drawRates))
	x, err := reference.Cross(from, c.Price.Currency, on-scenario.Date(w.s.Rates.Shift))
	if p := all.Peg(from); err != nil && p != nil && p.To != from {
		to, ok := w.crossRate(all, p.To, c)
		return to.DivRound(p.Rate, maxRatePlaces), ok
	}
	return x, err == nil && x.IsPositive()
}
