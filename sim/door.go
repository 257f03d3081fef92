package sim

import (
	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Terms of delivery that a listing can have: who pays duty and tax at the border, the seller or the buyer at the door.
const (
	ddp = "DDP"
	dap = customs.DAP
)

// termed reads a term of delivery; left out, it is DDP.
func termed(term string) (atDoor bool, err error) {
	switch term {
	case "", ddp:
		return false, nil
	case dap:
		return true, nil
	}
	return false, reject("term", "没有贸易术语 %q，可用：DDP、DAP", "there is no term %q, allowed: DDP, DAP", term)
}

// atDoor reports whether buyers of an offer pay at the door what the border asks: where the parcel crosses one, and the
// marketplace does not import it itself.
func (w *World) atDoor(l *listing, service int) bool {
	return l.DAP && w.s.Services[service].Customs >= 0 && !w.managed(int(l.Market))
}

// doorstep works out what the buyer of an offer is asked for at the door, how likely he is to refuse the parcel then, and
// what bringing it back costs.
func (w *World) doorstep(o *offer, l *lane, a *customs.Assessment, out *charges) error {
	for _, line := range a.Lines {
		if line.Payer != scenario.PaysBuyer {
			continue
		}
		v, err := money.FromDecimal(line.Amount.Decimal().Mul(l.rate), w.s.Marketplaces[o.Market].Currency, money.HalfUp)
		if err != nil {
			return err
		}
		out.Door += v.Minor
	}
	if out.Door > 0 {
		out.Refuse = draw.Threshold(w.refusing(out.Door, o.Price), drawBits)
	}
	var err error
	out.Back, err = w.wayBack(o, l)
	return err
}

// refusing is the chance that a buyer refuses a parcel for which he is asked so much at the door.
func (w *World) refusing(door, price int64) float64 {
	d := &w.s.Border.Door
	return min(d.Least+float64(d.Slope*(float64(door)/float64(max(price, 1)))), d.Most)
}

// reckoned is what shoppers add in their minds to the price of an offer that is delivered without duty and tax: they are
// told of charges, and reckon with a part of them.
func (w *World) reckoned(o *offer) int64 {
	c, err := w.borderTerms(o, w.period(w.st.Day))
	if err != nil {
		return 0 // the listing was refused before for the same reason
	}
	return int64(float64(float64(c.Door) * w.s.Border.Door.Known)) // bounded: a share of a charge
}

// refuses decides whether a buyer turns a parcel away at the door, and what he writes about it. A buyer who has asked for
// it takes it.
func (w *World) refuses(f *fate, p parcel, o *offer, day int) bool {
	c := o.known(w.period(int(p.Placed)))
	bits := draw.Mix(w.after.Bits(p.Key) + 9)
	f.charged = f.charged || c.Door > 0
	if f.waiting || uint32(bits&0xFFFF) >= c.Refuse {
		return false
	}
	*f = fate{lost: true, refused: true}
	if draw.Uniform(draw.Mix(bits)) < w.s.Border.Door.OneStar {
		f.star, f.pleased = 1, 1
		f.reviewed = day + 1 + int((bits>>40&0xFF)*uint64(w.s.Behaviour.ReviewLag)>>8)
	}
	return true
}

// turnAway undoes the sale of a parcel that its buyer has refused: he gets his money back, the marketplace keeps what it
// keeps of a refund, and the goods go back or are left.
func (w *World) turnAway(p parcel, o *offer, s *posting, f *fate, net int64) {
	s.unsold += net
	s.fees += o.Fee - o.FeeBack
	s.charges += o.Charge
	s.refusals++
	if f.star > 0 {
		w.on(f.reviewed).Reviews.add(&w.today.spare.reviews, review{o.Listing, uint8(f.star)})
	}
	w.turn(p, o, s, turnedAway)
}
