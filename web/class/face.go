package class

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/wire"
)

// MaxAnnouncement is the greatest length of an announcement, in characters.
const MaxAnnouncement = 300

// kindFace is the kind of record under which a class keeps what the instructor shows to everyone.
const kindFace = "face"

// face is what the instructor shows to everyone beside the world itself.
type face struct {
	Announcement string  `json:"announcement"`
	Frozen       *frozen `json:"frozen,omitempty"`
}

// frozen is the leaderboard that everyone sees until it is revealed.
type frozen struct {
	Day   int            `json:"day"`
	Board []sim.BoardRow `json:"board"`
}

// Announce shows a text to everyone until the next; an empty one takes it away.
func (c *Class) Announce(text string) error {
	if len(text) > utf8.UTFMax*MaxAnnouncement+1 {
		return tooLongAnnouncement()
	}
	text = strings.TrimSpace(text)
	switch {
	case utf8.RuneCountInString(text) > MaxAnnouncement:
		return tooLongAnnouncement()
	case !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unseen(r) }):
		return &sim.Rejection{Field: "text", Text: scenario.Text{Zh: "公告含有无法显示的字符", En: "the announcement holds characters that cannot be shown"}}
	}
	return c.ask(request{do: func(c *Class) error { return c.turn(face{text, c.face.Frozen}) }})
}

func tooLongAnnouncement() error {
	return &sim.Rejection{Field: "text", Text: scenario.Text{Zh: fmt.Sprintf("公告最多 %d 个字", MaxAnnouncement),
		En: fmt.Sprintf("an announcement has at most %d characters", MaxAnnouncement)}}
}

// Freeze keeps today's leaderboard in everyone's sight while the days go on; without it, the board is revealed.
func (c *Class) Freeze(on bool) error {
	return c.ask(request{do: func(c *Class) error {
		next := face{Announcement: c.face.Announcement}
		if on {
			if c.world.Day() == 0 {
				return &sim.Rejection{
					Field: "frozen",
					Text:  scenario.Text{Zh: "第一天还没有走完，没有名次可封", En: "the first day has not passed: there is no board to freeze"},
				}
			}
			if c.face.Frozen != nil {
				return nil
			}
			next.Frozen = &frozen{c.world.Day(), c.world.Board()}
		}
		return c.turn(next)
	}})
}

// turn makes a face durable, then shows it.
func (c *Class) turn(f face) error {
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if err := c.log.Put(kindFace, c.Meta.Code, data); err != nil {
		return &sim.Rejection{Field: "class", Text: CannotSave(err)}
	}
	c.face = f
	return nil
}

func (c *Class) restoreFace() error {
	data, ok, err := c.log.Get(kindFace, c.Meta.Code)
	if err != nil || !ok {
		return err
	}
	if err := json.Unmarshal(data, &c.face); err != nil {
		return fmt.Errorf("class %s, announcement: %w", c.Meta.Code, err)
	}
	return nil
}

// mask puts the face onto a view. A frozen board hides what has happened since, in the news too.
func (c *Class) mask(v *wire.ClassView) {
	v.Name, v.Announcement = c.Meta.Name, c.face.Announcement
	f := c.face.Frozen
	if f == nil {
		return
	}
	v.Frozen, v.Board = f.Day, f.Board
	news := []sim.News{}
	for _, n := range v.News {
		if n.Day < f.Day {
			news = append(news, n)
		}
	}
	v.News = news
}
