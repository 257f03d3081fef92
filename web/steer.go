package web

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/web/class"
)

// number reads a whole number that a query must give.
func number(c echo.Context, name string) (int, error) {
	n, err := strconv.Atoi(c.QueryParam(name))
	if err != nil {
		return 0, refuse(name, name+" 应为整数", name+" must be a whole number")
	}
	return n, nil
}

// to names the class that an instructor's order is for. It is embedded in each order.
type to struct{ Class string }

func (t to) code() string { return t.Class }

// steer answers an instructor's call that orders something of a class.
func steer[Order interface{ code() string }](s *Server, carryOut func(*class.Class, Order) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		var in Order
		if err := body(c, &in); err != nil {
			return err
		}
		k, err := s.steered(c, in.code())
		if err != nil {
			return err
		}
		if err := carryOut(k, in); err != nil {
			return err
		}
		return done(c)
	}
}

// What an instructor orders of a class.
type (
	// toClock starts or pauses the days and sets their length.
	toClock struct {
		to
		Running bool
		Seconds int
	}
	// toStep lets one day pass; the answer comes when it has.
	toStep struct{ to }
	// toRun lets the days pass as fast as they can until a day has been played; day 0 stops that. The answer comes at once,
	// and everyone sees how far it is.
	toRun struct {
		to
		Day int
	}
	// toEnd lets the days pass to the last. Until that has been played, it can be stopped like any run until a day.
	toEnd struct{ to }
	// toAnnounce shows a text on every desk; an empty one takes it away.
	toAnnounce struct {
		to
		Text string
	}
	// toFreeze keeps today's leaderboard in everyone's sight until it is revealed.
	toFreeze struct {
		to
		Frozen bool
	}
	// toThrow brings about something that can happen to the network.
	toThrow struct {
		to
		sim.Throw
	}
	// toLift ends such a thing today, or calls it off before it has begun.
	toLift struct {
		to
		sim.Lift
	}
)

// steerRoutes are the calls by which an instructor steers a class.
func (s *Server) steerRoutes(e *echo.Echo) {
	e.POST("/api/bridge/clock", steer(s, func(k *class.Class, in toClock) error { return k.Clock(in.Running, in.Seconds) }))
	e.POST("/api/bridge/step", steer(s, func(k *class.Class, _ toStep) error { return k.Do(sim.Command{Step: &sim.Step{}}) }))
	e.POST("/api/bridge/until", steer(s, func(k *class.Class, in toRun) error { return k.Until(in.Day) }))
	e.POST("/api/bridge/end", steer(s, func(k *class.Class, _ toEnd) error { return k.End() }))
	e.POST("/api/bridge/announce", steer(s, func(k *class.Class, in toAnnounce) error { return k.Announce(in.Text) }))
	e.POST("/api/bridge/freeze", steer(s, func(k *class.Class, in toFreeze) error { return k.Freeze(in.Frozen) }))
	e.POST("/api/bridge/throw", steer(s, func(k *class.Class, in toThrow) error {
		return k.Do(sim.Command{Network: &sim.NetworkDecision{Throw: &in.Throw}})
	}))
	e.POST("/api/bridge/lift", steer(s, func(k *class.Class, in toLift) error {
		return k.Do(sim.Command{Network: &sim.NetworkDecision{Lift: &in.Lift}})
	}))
}
