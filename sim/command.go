package sim

import (
	"fmt"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Command is a decision, as it is sent, logged and replayed. Exactly one of its parts is given. Shop is the number of
// the shop that decides, from 1; it is 0 for the clock and for opening a shop.
type Command struct {
	Shop     int              `json:"shop,omitzero"`
	Open     *OpenShop        `json:"open,omitempty"`
	Step     *Step            `json:"step,omitempty"`
	Purchase *PlacePurchase   `json:"purchase,omitempty"`
	Cancel   *CancelPurchase  `json:"cancel,omitempty"`
	Publish  *PublishListing  `json:"publish,omitempty"`
	Amend    *AmendListing    `json:"amend,omitempty"`
	Consign  *SendConsignment `json:"consign,omitempty"`
	Convert  *Convert         `json:"convert,omitempty"`
	Ticket   *AnswerTicket    `json:"ticket,omitempty"`
	Dispute  *AnswerDispute   `json:"dispute,omitempty"`
	Returns  *SetReturns      `json:"returns,omitempty"`
}

// OpenShop seats a shop with the scenario's capital. Bot is empty for people.
type OpenShop struct {
	Name string               `json:"name"`
	Bot  scenario.Temperament `json:"bot,omitempty"`
}

// Step lets one day pass.
type Step struct{}

// PlacePurchase orders goods from a supplier, paid at once.
type PlacePurchase struct {
	Good     string `json:"good"`
	Supplier string `json:"supplier"`
	Quantity int    `json:"quantity"`
}

// CancelPurchase takes back a purchase on the day it was placed.
type CancelPurchase struct {
	Purchase int `json:"purchase"`
}

// PublishListing offers a good on a marketplace. Price is what the consumer pays, tax included, in minor units of the
// marketplace's currency; Promise is in days from order to delivery.
type PublishListing struct {
	Good        string `json:"good"`
	Marketplace string `json:"marketplace"`
	Service     string `json:"service"`
	Price       int64  `json:"price"`
	Promise     int    `json:"promise"`
}

// AmendListing changes what is given and keeps the rest.
type AmendListing struct {
	Listing int     `json:"listing"`
	Price   *int64  `json:"price,omitempty"`
	Service *string `json:"service,omitempty"`
	Promise *int    `json:"promise,omitempty"`
	Active  *bool   `json:"active,omitempty"`
}

// SendConsignment sends home stock to an overseas warehouse.
type SendConsignment struct {
	Good     string `json:"good"`
	Freight  string `json:"freight"`
	Quantity int    `json:"quantity"`
}

// Convert sells an amount of one currency for another at the bank's rate of the day.
type Convert struct {
	From money.Amount   `json:"from"`
	To   money.Currency `json:"to"`
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
