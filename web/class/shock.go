package class

import "chuhai/web/wire"

// Shocks are what can happen to the network of the class's scenario.
func (c *Class) Shocks() []wire.Shock { return wire.NewShocks(c.scenario) }
