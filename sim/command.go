package sim

import (
	"fmt"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Command is a decision, as it is sent, logged and replayed. Exactly one of its parts is given. Shop is the number of
// the shop that decides, from 1; it is 0 for the clock and for opening a shop.
type Command struct {
	Shop      int                `json:"shop,omitzero"`
	Open      *OpenShop          `json:"open,omitempty"`
	Step      *Step              `json:"step,omitempty"`
	Purchase  *PlacePurchase     `json:"purchase,omitempty"`
	Cancel    *CancelPurchase    `json:"cancel,omitempty"`
	Publish   *PublishListing    `json:"publish,omitempty"`
	Amend     *AmendListing      `json:"amend,omitempty"`
	Consign   *SendConsignment   `json:"consign,omitempty"`
	Declare   *DeclareGood       `json:"declare,omitempty"`
	Convert   *Convert           `json:"convert,omitempty"`
	Ticket    *AnswerTicket      `json:"ticket,omitempty"`
	Dispute   *AnswerDispute     `json:"dispute,omitempty"`
	Returns   *SetReturns        `json:"returns,omitempty"`
	Advertise *Advertise         `json:"advertise,omitempty"`
	Coupon    *GiveCoupon        `json:"coupon,omitempty"`
	Shipping  *SetShipping       `json:"shipping,omitempty"`
	Enter     *EnterFestival     `json:"enter,omitempty"`
	Leave     *LeaveFestival     `json:"leave,omitempty"`
	Finance   *FinanceDecision   `json:"finance,omitempty"`
	Logistics *LogisticsDecision `json:"logistics,omitempty"`
	Network   *NetworkDecision   `json:"network,omitempty"`

	Seed     *Seed           `json:"seed,omitempty"`
	Appeal   *Appeal         `json:"appeal,omitempty"`
	Paper    *GetPaper       `json:"paper,omitempty"`
	Check    *CheckRight     `json:"check,omitempty"`
	Licence  *TakeLicence    `json:"licence,omitempty"`
	Takedown *AnswerTakedown `json:"takedown,omitempty"`
	Privacy  *DoPrivacy      `json:"privacy,omitempty"`
}

// OpenShop seats a shop with the scenario's capital. Bot is empty for people.
type OpenShop struct {
	Name string               `json:"name"`
	Bot  scenario.Temperament `json:"bot,omitempty"`
}

// Step lets one day pass.
type Step struct{}

// PlacePurchase orders goods from a supplier, paid at once or on the supplier's terms.
type PlacePurchase struct {
	Good     string `json:"good"`
	Supplier string `json:"supplier"`
	Quantity int    `json:"quantity"`
	Terms    bool   `json:"terms,omitempty"` // paid later, where suppliers wait
}

// CancelPurchase takes back a purchase on the day it was placed.
type CancelPurchase struct {
	Purchase int `json:"purchase"`
}

// PublishListing offers a good on a marketplace. Price is what the consumer pays, tax included, in minor units of the
// marketplace's currency; where the marketplace sets the retail price, it is the supply price that the shop bids. Promise
// is in days from order to delivery. Where shoppers search, Title is what search reads, in the marketplace's language: left
// empty, it is what a machine makes of the category's first keyword; Translation and Content are the ids of what is bought
// for the listing, the free ones when left empty.
type PublishListing struct {
	Good        string `json:"good"`
	Marketplace string `json:"marketplace"`
	Service     string `json:"service"`
	Price       int64  `json:"price"`
	Promise     int    `json:"promise"`
	Term        string `json:"term,omitempty"` // DDP or DAP; left out, DDP
	Title       string `json:"title,omitempty"`
	Translation string `json:"translation,omitempty"`
	Content     string `json:"content,omitempty"`
}

// AmendListing changes what is given and keeps the rest. A better translation or content is paid when it is taken.
type AmendListing struct {
	Listing     int     `json:"listing"`
	Price       *int64  `json:"price,omitempty"`
	Service     *string `json:"service,omitempty"`
	Promise     *int    `json:"promise,omitempty"`
	Active      *bool   `json:"active,omitempty"`
	Term        *string `json:"term,omitempty"`
	Title       *string `json:"title,omitempty"`
	Translation *string `json:"translation,omitempty"`
	Content     *string `json:"content,omitempty"`
}

// Advertise bids for a query's sponsored places with a listing: Bid is the most that a click may cost, Budget the most
// that a day may, in minor units of the marketplace's currency. A budget of 0 ends it.
type Advertise struct {
	Listing int    `json:"listing"`
	Query   string `json:"query"`
	Bid     int64  `json:"bid"`
	Budget  int64  `json:"budget"`
}

// GiveCoupon takes a share, in 1/10,000, off a listing's price for some days from today; a share of 0 ends it.
type GiveCoupon struct {
	Listing int `json:"listing"`
	ShareBP int `json:"share_bp"`
	Days    int `json:"days"`
}

// SetShipping is what the buyers of a marketplace are charged for shipping, and the value of an order from which they are
// not; 0 is no such value. Minor units of the marketplace's currency.
type SetShipping struct {
	Marketplace string `json:"marketplace"`
	Fee         int64  `json:"fee"`
	FreeFrom    int64  `json:"free_from"`
}

// EnterFestival enters a listing in a festival's next window, with a discount in 1/10,000, for the festival's fee.
type EnterFestival struct {
	Listing    int    `json:"listing"`
	Festival   string `json:"festival"`
	DiscountBP int    `json:"discount_bp"`
}

// LeaveFestival takes an entry back before entry closes; the fee is returned.
type LeaveFestival struct {
	Listing  int    `json:"listing"`
	Festival string `json:"festival"`
}

// SendConsignment sends stock to an overseas warehouse: from home, or from the warehouse where the freight starts.
type SendConsignment struct {
	Good     string `json:"good"`
	Freight  string `json:"freight"`
	Quantity int    `json:"quantity"`
	Insured  bool   `json:"insured,omitempty"` // at the freight's premium
}

// Convert sells an amount of one currency for another at the rate of the day, through a channel of the scenario: the first
// when none is named.
type Convert struct {
	From    money.Amount   `json:"from"`
	To      money.Currency `json:"to"`
	Channel string         `json:"channel,omitempty"`
}

// Rejection says why a command changed nothing: the field at fault and what to do, in both languages.
type Rejection struct {
	Field string        `json:"field"`
	Text  scenario.Text `json:"text"`
}

// Error is the rejection in English and Chinese.
func (r *Rejection) Error() string { return r.Field + ": " + r.Text.En + " / " + r.Text.Zh }

func reject(field, zh, en string, args ...any) error {
	return &Rejection{field, scenario.Text{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}}
}

// Limits of decisions.
const (
	MaxShops    = 2000
	MaxListings = 200 // of one shop
	MaxQuantity = 100_000
	MaxPrice    = 100_000_00 // minor units
	MaxPromise  = 120        // days
	MaxName     = 50         // characters
)
