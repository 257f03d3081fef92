package class

import (
	"fmt"

	"chuhai/sim/scenario"
)

// Borders is what the class's reference files know about borders: those that its scenario does not use, too. They are read
// when somebody first asks.
func (c *Class) Borders() (*scenario.Customs, error) {
	c.bordersOnce.Do(func() {
		all, err := scenario.ReadCustoms(c.Meta.Bundle)
		if err != nil {
			c.bordersErr = fmt.Errorf("class %s: %w", c.Meta.Code, err)
			return
		}
		c.borders = all
	})
	return c.borders, c.bordersErr
}
