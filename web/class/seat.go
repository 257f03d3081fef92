package class

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// Seat is a place in a class.
type Seat struct {
	Shop int
	New  bool // opened by this call, or by an earlier call of the same id whose answer was lost
}

// maxNameBytes bounds a name before it is looked at.
const maxNameBytes = 4 * 4 * sim.MaxName

// errSeated says that someone sits there.
var errSeated = errors.New("seated")

// Seat opens a shop, or finds the person's of that name. id is the caller's own secret for this opening, so that a call
// whose answer was lost can be made again; it may be empty.
func (c *Class) Seat(name, id string) (Seat, error) {
	name, err := CleanName(name)
	if err != nil {
		return Seat{}, err
	}
	if len(id) > MaxID {
		return Seat{}, &sim.Rejection{
			Field: "id",
			Text:  scenario.Text{Zh: fmt.Sprintf("id 最长 %d 字节", MaxID), En: fmt.Sprintf("an id has at most %d bytes", MaxID)},
		}
	}
	var seat Seat
	key := nameKey(name)
	free := func(w *sim.World) error {
		for _, r := range w.Board() {
			if nameKey(r.Name) != key {
				continue
			}
			if r.Bot {
				return &sim.Rejection{Field: "name", Text: scenario.Text{Zh: "店名“" + name + "”已被使用，请换一个", En: "the name " + name + " is taken: choose another"}}
			}
			seat = Seat{r.Shop, id != "" && slices.Contains(c.ids[r.Shop], id)}
			return errSeated
		}
		seat = Seat{w.Shops() + 1, true}
		return nil
	}
	r, err := order(id, sim.Command{Open: &sim.OpenShop{Name: name}})
	if err != nil {
		return Seat{}, err
	}
	r.before = free
	if err := c.ask(r); err != nil && !errors.Is(err, errSeated) {
		return Seat{}, err
	}
	return seat, nil
}

// PIN is the four digits that a seat begins with. They follow from the class's secret, so that a seat and its PIN exist
// together or not at all.
func (m *Meta) PIN(shop int) string {
	h := hmac.New(sha256.New, m.Secret)
	fmt.Fprintf(h, "pin %d", shop)
	return fmt.Sprintf("%04d", binary.BigEndian.Uint64(h.Sum(nil))%10_000)
}

// CleanName is a name as it is kept: composed (NFC), without space at its ends, runs of space made one. Every letter of
// every script is welcome; what cannot be seen or turns the reading direction is not.
func CleanName(name string) (string, error) {
	refuse := func(zh, en string) (string, error) {
		return "", &sim.Rejection{Field: "name", Text: scenario.Text{Zh: zh, En: en}}
	}
	tooLong := func(n int) (string, error) {
		return refuse(fmt.Sprintf("名字应为 1 到 %d 个字，收到 %d 个", sim.MaxName, n), fmt.Sprintf("a name has 1 to %d characters, found %d", sim.MaxName, n))
	}
	if len(name) > maxNameBytes {
		return tooLong(utf8.RuneCountInString(name))
	}
	if !utf8.ValidString(name) {
		return refuse("名字含有无法识别的字符", "the name holds bytes that are not UTF-8")
	}
	name = strings.Join(strings.Fields(norm.NFC.String(name)), " ")
	if strings.ContainsFunc(name, unseen) || name != "" && !strings.ContainsFunc(name, inked) {
		return refuse("名字含有看不见的字符或改变书写方向的字符", "the name holds characters that cannot be seen or that turn the reading direction")
	}
	if n := utf8.RuneCountInString(name); n < 1 || n > sim.MaxName {
		return tooLong(n)
	}
	return name, nil
}

// unseen reports characters that nobody can see: controls, formats (zero width, bidirectional), fillers, separators.
func unseen(r rune) bool {
	return r == utf8.RuneError || r == '\u2800' || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
}

// inked reports characters that leave a mark of their own.
func inked(r rune) bool { return !unicode.In(r, unicode.M, unicode.Zs) }

// nameKey is equal for names that people would take for the same: case, width and variant selectors do not count.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(name))
}
