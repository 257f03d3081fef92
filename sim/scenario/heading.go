package scenario

import (
	"fmt"
	"strings"
)

// Heading is a six-digit subheading of the Harmonized System as a trader looks for it: its title, the words by which the
// trade calls the goods, and the subheadings they are mistaken for.
type Heading struct {
	HS    string     `yaml:"hs" json:"hs"`
	Name  Text       `yaml:"name" json:"name"`
	Words string     `yaml:"words" json:"words"` // Chinese and English, with blanks between them
	Near  []NearMiss `yaml:"near,omitempty" json:"near"`
}

// NearMiss is a subheading that goods are mistaken for, and what tells the two apart.
type NearMiss struct {
	HS  string `yaml:"hs" json:"hs"`
	Why Text   `yaml:"why" json:"why"`
}

// validateHeadings checks the table of subheadings: six digits each, once, and near misses that are in it.
func validateHeadings(r *reader, all []Heading) {
	known := map[string]bool{}
	for i, h := range all {
		p := fmt.Sprintf("headings[%d]", i)
		r.check(len(h.HS) == 6 && strings.Trim(h.HS, "0123456789") == "", p+".hs", fmt.Sprintf("%q 应为六位 HS 编码", h.HS), fmt.Sprintf("%q must be an HS code of six digits", h.HS))
		r.check(!known[h.HS], p+".hs", fmt.Sprintf("%q 重复", h.HS), fmt.Sprintf("%q is given twice", h.HS))
		r.text(p+".name", h.Name)
		known[h.HS] = true
	}
	for i, h := range all {
		for k, n := range h.Near {
			p := fmt.Sprintf("headings[%d].near[%d]", i, k)
			r.check(known[n.HS] && n.HS != h.HS, p+".hs", fmt.Sprintf("headings 里没有 %q", n.HS), fmt.Sprintf("headings has no other %q", n.HS))
			r.text(p+".why", n.Why)
		}
	}
}
