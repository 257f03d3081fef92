package wire

import (
	"chuhai/sim"
	"chuhai/sim/scenario"
)

// Bridge is what the instructor's page starts from.
type Bridge struct {
	Scenarios []Lesson    `json:"scenarios"`
	Classes   []ClassCard `json:"classes"`
	Shut      []ShutClass `json:"shut"`
}

// Lesson is a scenario on the shelf.
type Lesson struct {
	ID           string          `json:"id"`
	Title        scenario.Text   `json:"title"`
	Summary      scenario.Text   `json:"summary"`
	Level        int             `json:"level"` // 1 basic operation, 2 all-round, 3 IP, data compliance, cross-border finance
	Start        string          `json:"start"` // date
	Days         int             `json:"days"`
	Goods        int             `json:"goods"`
	Marketplaces []scenario.Text `json:"marketplaces"`
}

// ShutClass is a stored class that cannot be opened, and why.
type ShutClass struct {
	Code string `json:"code"`
	Why  string `json:"why"`
}

// ClassCard is a class in the list of classes.
type ClassCard struct {
	Code    string        `json:"code"`
	Name    string        `json:"name"`
	Title   scenario.Text `json:"title"`
	Day     int           `json:"day"`
	Days    int           `json:"days"`
	Date    string        `json:"date"`
	Running bool          `json:"running"`
	Over    bool          `json:"over"`
	Shops   int           `json:"shops"`
	People  int           `json:"people"`           // of the shops
	Online  int           `json:"online"`           // of the people
	Active  string        `json:"active,omitempty"` // when it last changed, RFC 3339; empty when it has not since the server started
}

// SeatRow is a student's place in a class.
type SeatRow struct {
	Shop   int    `json:"shop"`
	Name   string `json:"name"`
	PIN    string `json:"pin"`
	Online bool   `json:"online"`
	Idle   int    `json:"idle"` // days since the last decision
}

// Overview is every shop of a class at a glance, by rank.
type Overview struct {
	Day  int         `json:"day"`
	Rows []sim.Pulse `json:"rows"`
}

// Panel is what the instructor sees over a shop's shoulder.
type Panel struct {
	Shop   sim.ShopView     `json:"shop"`
	Score  sim.ShopScore    `json:"score"`
	Health []sim.HealthView `json:"health"` // of its accounts, where the scenario plays it
}

// Screen is what the projector's page starts from: nothing of it is private.
type Screen struct {
	Code      string    `json:"code"`
	Name      string    `json:"name"`
	Door      string    `json:"door"` // the address that students open
	Catalogue Catalogue `json:"catalogue"`
}
