package books

import (
	"fmt"
	"strings"
	"unicode"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// Owner is whose books they are.
type Owner struct {
	Shop   int    // its number
	Name   string // of the shop
	Lesson scenario.Text
	Day    int // days played
}

// OwnerOf is the owner of a shop's books, by its number.
func OwnerOf(w *sim.World, shop int) (Owner, error) {
	v, err := w.Shop(shop)
	if err != nil {
		return Owner{}, err
	}
	return Owner{shop, v.Name, w.Scenario().Title, w.Day()}, nil
}

// Title heads the books where they are printed.
func (o Owner) Title() string {
	return fmt.Sprintf("%s · %s %s · 第 %d 天 day %d", o.Name, o.Lesson.Zh, o.Lesson.En, o.Day, o.Day)
}

// FileName names the owner's files, without an ending: shop-13-李雷. Of the name it keeps what every system takes.
func (o Owner) FileName() string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`<>:"/\|?*%&`, r) {
			return '_'
		}
		return r
	}, o.Name)
	if name = strings.Trim(name, " ."); name == "" {
		return fmt.Sprintf("shop-%d", o.Shop)
	}
	return fmt.Sprintf("shop-%d-%s", o.Shop, strings.ReplaceAll(name, " ", "_"))
}
