package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// deal is a conversion that was made, with what its documents say.
type deal struct {
	Channel  int // of the scenario's exchange; −1 without
	Day      int
	Arrives  int // day
	From, To int // currencies
	Sold     int64
	Got      int64
	Rate     decimal.Decimal
	Fee      int64 // home currency
	Done     bool  // has arrived
}

// offered is what a channel would pay for an amount.
type offered struct {
	channel  int
	from, to int
	got      int64           // received, the channel's share taken off
	rate     decimal.Decimal // units bought for one sold
	share    int64           // taken off, in the currency bought
	fee      int64           // besides, home currency
	days     int
}

// channel is the index of the channel that a conversion names, the first when it names none, or −1 in a scenario that
// knows none.
func (w *World) channel(id string) (int, error) {
	e := w.s.Exchange
	if e == nil {
		if id != "" {
			return 0, reject("channel", "本剧本没有可选的渠道", "the scenario has no channels to choose from")
		}
		return -1, nil
	}
	if id == "" {
		return 0, nil
	}
	at := slices.IndexFunc(e.Channels, func(c scenario.Channel) bool { return c.ID == id })
	if at < 0 {
		return 0, reject("channel", "没有渠道 %q", "there is no channel %q", id)
	}
	return at, nil
}

// offer is what a channel would pay for a conversion today.
func (w *World) offerFor(sh *shop, c *Convert, channel int) (o offered, err error) {
	o.channel = channel
	if o.from, o.to, err = w.conversion(sh, c); err != nil {
		return o, err
	}
	spread := w.s.Rates.Spread
	var k *scenario.Channel
	if channel >= 0 {
		k = &w.s.Exchange.Channels[channel]
		spread = k.Spread
	}
	got, rate, err := w.fx.Deal(c.From, c.To, w.Date(), spread)
	if err != nil {
		return o, err
	}
	o.got, o.rate = got.Minor, rate
	if k != nil {
		o.share = decimal.NewFromInt(o.got).Mul(k.Share).RoundUp(0).IntPart()
		o.got -= o.share
		o.fee, o.days = k.Fee.Minor, k.Days
	}
	if worth, err := w.inHome(money.Amount{Minor: o.got, Currency: c.To}); err != nil || worth <= o.fee {
		return o, reject("from", "金额太小，不够付手续费", "the amount is too small to pay the charges")
	}
	return o, nil
}

func (w *World) convert(sh *shop, c *Convert) error {
	channel, err := w.channel(c.Channel)
	if err != nil {
		return err
	}
	o, err := w.offerFor(sh, c, channel)
	if err != nil {
		return err
	}
	into := ledger.Bank
	if o.days > 0 {
		into = ledger.Transfer
	}
	ref := aConversion(len(sh.Deals))
	if err := sh.Book.Swap(w.st.Day, ledger.Convert, ref, o.from, c.From.Minor, o.to, o.got, into, ledger.BankCharge); err != nil {
		return err
	}
	if err := sh.Book.Move(w.st.Day, ledger.Convert, ref, o.fee, ledger.BankCharge, ledger.Bank); err != nil {
		return err
	}
	sh.Deals = append(
		sh.Deals,
		deal{
			Channel: channel,
			Day:     w.st.Day,
			Arrives: w.st.Day + o.days,
			From:    o.from,
			To:      o.to,
			Sold:    c.From.Minor,
			Got:     o.got,
			Rate:    o.rate,
			Fee:     o.fee,
			Done:    o.days == 0,
		},
	)
	sh.mark(converted, 1)
	return nil
}

// arrivals brings in the money that has been on its way.
func (w *World) arrivals(n int, sh *shop) error {
	for i := range sh.Deals {
		d := &sh.Deals[i]
		if d.Done || d.Arrives > w.st.Day {
			continue
		}
		d.Done = true
		ref := aConversion(i)
		if err := sh.Book.Post(
			w.st.Day,
			ledger.Arrived,
			ref,
			ledger.Line{Account: ledger.Bank, Currency: d.To, Minor: d.Got},
			ledger.Line{Account: ledger.Transfer, Currency: d.To, Minor: -d.Got},
		); err != nil {
			return err
		}
		w.event(n, Event{Kind: "money_arrived", Minor: d.Got, Money: string(w.currencies[d.To])})
	}
	return nil
}

// ConversionQuote is what a bank or provider would pay now.
type ConversionQuote struct {
	Channel string        `json:"channel,omitempty"`
	Name    scenario.Text `json:"name"`   // of the channel; empty without
	Got     int64         `json:"got"`    // minor units of the currency bought
	Rate    string        `json:"rate"`   // units bought for one sold, the spread taken off
	Spread  int64         `json:"spread"` // what spread and share take, in minor units of the currency bought
	Fee     int64         `json:"fee"`    // besides, home currency
	Days    int           `json:"days"`   // until it has arrived
}

// QuoteConversion is a channel's answer to a conversion before it is made.
func (w *World) QuoteConversion(number int, c Convert) (*ConversionQuote, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	channel, err := w.channel(c.Channel)
	if err != nil {
		return nil, err
	}
	o, err := w.offerFor(&w.st.Shops[number-1], &c, channel)
	if err != nil {
		return nil, err
	}
	fair, err := w.fx.Value(c.From, c.To, w.Date())
	if err != nil {
		return nil, err
	}
	q := &ConversionQuote{Got: o.got, Rate: o.rate.Round(6).String(), Spread: fair.Minor - o.got, Fee: o.fee, Days: o.days}
	if channel >= 0 {
		q.Channel, q.Name = w.s.Exchange.Channels[channel].ID, w.s.Exchange.Channels[channel].Name
	}
	return q, nil
}

// conversion checks a conversion and returns its currencies' indices.
func (w *World) conversion(sh *shop, c *Convert) (from, to int, err error) {
	from, to = slices.Index(w.currencies, c.From.Currency), slices.Index(w.currencies, c.To)
	if from < 0 || to < 0 || from == to {
		return 0, 0, reject("to", "不能把 %s 换成 %s", "cannot convert %s into %s", c.From.Currency, c.To)
	}
	held := c.From
	held.Minor = sh.Book.Balance(ledger.Bank, from)
	if c.From.Minor <= 0 || c.From.Minor > held.Minor {
		return 0, 0, reject("from", "金额应大于 0，且不超过余额 %s", "the amount must be greater than 0 and at most the balance of %s", held)
	}
	return from, to, nil
}

// Settlement is a conversion with what its documents say: the bank's slip, and for export proceeds the declaration of
// foreign receipts.
type Settlement struct {
	Number  int            `json:"number"`
	Kind    string         `json:"kind"` // settlement 结汇 (into the home currency), purchase 购汇 (out of it), exchange
	Day     int            `json:"day"`
	Arrives int            `json:"arrives"`
	Channel scenario.Text  `json:"channel"`
	Code    string         `json:"code"` // of the balance-of-payments declaration; of settlements through a channel
	Sold    money.Amount   `json:"sold"`
	Got     money.Amount   `json:"got"`
	Rate    string         `json:"rate"`
	Fee     int64          `json:"fee"`
	Result  int64          `json:"result"` // exchange difference realised by it, home currency: a gain is positive
	Cost    int64          `json:"cost"`   // spread and charges, home currency
	Home    money.Currency `json:"home"`
}

// Settlements are a shop's conversions, newest first.
func (w *World) Settlements(number int) ([]Settlement, error) {
	b, err := w.Journal(number)
	if err != nil {
		return nil, err
	}
	sh := &w.st.Shops[number-1]
	out := make([]Settlement, len(sh.Deals))
	for i, d := range sh.Deals {
		s := Settlement{
			Number:  i + 1,
			Kind:    "exchange",
			Day:     d.Day,
			Arrives: d.Arrives,
			Sold:    money.Amount{Minor: d.Sold, Currency: w.currencies[d.From]},
			Got:     money.Amount{Minor: d.Got, Currency: w.currencies[d.To]},
			Rate:    d.Rate.Round(6).String(),
			Fee:     d.Fee,
			Home:    w.currencies[0],
		}
		switch {
		case d.To == 0:
			s.Kind = "settlement"
		case d.From == 0:
			s.Kind = "purchase"
		}
		if d.Channel >= 0 {
			s.Channel, s.Code = w.s.Exchange.Channels[d.Channel].Name, w.s.Exchange.Channels[d.Channel].Code
		}
		out[len(out)-1-i] = s
	}
	for e := range b.Journal.All() {
		if e.Subject != ledger.AConversion || e.Cause != ledger.Convert {
			continue
		}
		switch s := &out[len(out)-int(e.Number)]; e.Account {
		case ledger.FXRealised:
			s.Result -= e.Home
		case ledger.BankCharge:
			s.Cost += e.Home
		}
	}
	return out, nil
}
