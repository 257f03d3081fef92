// Package ledger keeps double-entry books in several currencies. Every posting balances to the minor unit in each of its
// currencies, and once more in the home currency; every posting names the day, the cause and what it is about.
//
// Each line has its amount and what that is worth at home in the books. What comes in is worth the reference rate of its
// day; what goes out leaves at the average at which it stood; the difference is an exchange difference, realised. What is
// still there is worth more or less by the rates of another day: that difference, unrealised, is computed by statements
// and never posted, so that a rate that comes back leaves no trace.
package ledger

import (
	"errors"
	"fmt"
	"slices"

	"chuhai/sim/money"
)

// Entry is one line of a posting: an amount to an account in a currency, by index into the book's currencies.
type Entry struct {
	Posting  uint32 // entries of a posting share its number
	Day      uint16
	Account  Account
	Currency uint8
	Cause    Cause
	Subject  Subject // of its Ref
	Number   uint32  // of its Ref
	Minor    int64   // debit positive, credit negative
	Home     int64   // what it is worth in the books, home currency
}

// Ref is what the entry's posting is about.
func (e *Entry) Ref() Ref { return Ref{e.Subject, e.Number} }

// ErrUnbalanced is returned for a posting whose debits do not equal its credits in some currency.
var ErrUnbalanced = errors.New("posting does not balance")

// Valuer gives what an amount of a currency, by index, is worth in the home currency.
type Valuer interface {
	Value(currency int, minor int64) (int64, error)
}

// Book is a shop's books. Its currencies are given once, the home currency first; amounts name them by index. The zero
// Book is not usable.
type Book struct {
	Currencies []money.Currency
	Balances   [][Accounts]int64 // by currency
	Home       [][Accounts]int64 // by currency: what the balances are worth in the books
	Journal    Journal
	Postings   uint32
	rates      Valuer // of the day at hand
}

// New is an empty book in the given currencies.
func New(currencies []money.Currency) Book {
	return Book{Currencies: currencies, Balances: make([][Accounts]int64, len(currencies)), Home: make([][Accounts]int64, len(currencies))}
}

// Open opens a day at its reference rates. Amounts in foreign currencies cannot be booked before.
func (b *Book) Open(rates Valuer) { b.rates = rates }

// Line is a part of a posting under construction.
type Line struct {
	Account  Account
	Currency int
	Minor    int64
}

// valued is a line with its worth.
type valued struct {
	Line
	home int64
}

// Post books the lines of one cause on a day. Zero lines are dropped; nothing is booked when the posting does not
// balance in every currency.
func (b *Book) Post(day int, cause Cause, ref Ref, lines ...Line) error {
	var space [8]valued
	out, foreign := space[:0], false
	for _, l := range lines {
		if l.Minor != 0 {
			out = join(out, l)
			foreign = foreign || l.Currency != 0
		}
	}
	for i := range out {
		sum := int64(0)
		for k := range out {
			if out[k].Currency == out[i].Currency {
				sum += out[k].Minor
			}
		}
		if sum != 0 {
			return fmt.Errorf(
				"%s of day %d: %w by %s",
				CauseNames[cause].En,
				day,
				ErrUnbalanced,
				money.Amount{Minor: sum, Currency: b.Currencies[out[i].Currency]},
			)
		}
	}
	out = slices.DeleteFunc(out, func(l valued) bool { return l.Minor == 0 })
	if foreign {
		differences, err := b.value(out)
		if err != nil {
			return fmt.Errorf("%s of day %d: %w", CauseNames[cause].En, day, err)
		}
		out = append(out, differences...)
	}
	if len(out) > 0 {
		b.write(day, cause, ref, out)
	}
	return nil
}

// Move books an amount of the home currency out of one account, which is credited, into another, which is debited: what most
// causes come to.
func (b *Book) Move(day int, cause Cause, ref Ref, minor int64, debit, credit Account) error {
	return b.Post(day, cause, ref, Line{Account: debit, Minor: minor}, Line{Account: credit, Minor: -minor})
}

// join adds a line to those of a posting: what moves on one account in one currency is one line, with one worth.
func join(out []valued, l Line) []valued {
	for i := range out {
		if o := &out[i]; o.Account == l.Account && o.Currency == l.Currency {
			o.Minor += l.Minor
			o.home = o.Minor
			return out
		}
	}
	return append(out, valued{l, l.Minor})
}

// write books lines that balance.
func (b *Book) write(day int, cause Cause, ref Ref, lines []valued) {
	b.Postings++
	for _, l := range lines {
		b.Balances[l.Currency][l.Account] += l.Minor
		b.Home[l.Currency][l.Account] += l.home
		b.Journal.add(Entry{b.Postings, uint16(day), l.Account, uint8(l.Currency), cause, ref.Subject, ref.Number, l.Minor, l.home})
	}
}

// value gives each line its worth, currency by currency. Where one account of the balance sheet moves, income and expense
// beside it are worth what moved; where several do, or none, they are worth the day's rate, and what is left over is a
// realised exchange difference.
func (b *Book) value(lines []valued) (differences []valued, err error) {
	for c := 1; c < len(b.Currencies); c++ {
		moved, other := 0, -1
		var sum, minor int64
		for i := range lines {
			l := &lines[i]
			if l.Currency != c {
				continue
			}
			if l.home, err = b.rate(c, l.Minor); err != nil {
				return nil, err
			}
			if !l.Account.BalanceSheet() {
				other = i
				continue
			}
			l.home = b.leaves(l.Account, c, l.Minor, l.home)
			sum, minor = sum+l.home, minor+l.Minor
			moved++
		}
		rest := sum
		for i := range lines {
			if l := &lines[i]; l.Currency == c && !l.Account.BalanceSheet() {
				if moved == 1 {
					l.home = scale(sum, l.Minor, minor)
				}
				rest += l.home
			}
		}
		switch {
		case rest == 0:
		case moved < 2:
			lines[other].home -= rest // a rounding
		default:
			differences = append(differences, valued{Line{FXRealised, c, 0}, -rest})
		}
	}
	return differences, nil
}

// scale is v·part/whole, rounded half up.
func scale(v, part, whole int64) int64 {
	if whole < 0 {
		v, whole = -v, -whole
	}
	return money.MulDivUp(v, part, whole)
}

func (b *Book) rate(currency int, minor int64) (int64, error) {
	if currency == 0 {
		return minor, nil
	}
	if b.rates == nil {
		return 0, fmt.Errorf("the day is not open: no rate of %s", b.Currencies[currency])
	}
	return b.rates.Value(currency, minor)
}

// leaves is what a line on an account is worth: the part that lessens the balance at the balance's average, the rest at
// the day's rate, at which all of it is worth today.
func (b *Book) leaves(a Account, currency int, minor, today int64) int64 {
	stands := b.Balances[currency][a]
	if currency == 0 || stands == 0 || (stands < 0) == (minor < 0) {
		return today
	}
	at := b.Home[currency][a]
	if abs(minor) <= abs(stands) {
		if minor == -stands {
			return -at
		}
		return -money.MulDiv(at, abs(minor), abs(stands))
	}
	return -at + money.MulDivUp(today, abs(minor)-abs(stands), abs(minor))
}

func abs(v int64) int64 { return max(v, -v) }

// Swap books a conversion of an amount of one currency into an amount of another. What leaves the bank leaves at its
// average: how far that lies from today's reference rate is an exchange difference, realised. How far the amount received
// lies from today's reference rate is the price of the deal and goes to the account price: a bank's charge, or the result
// of a forward. The amount received goes to the account into.
func (b *Book) Swap(day int, cause Cause, ref Ref, from int, sold int64, to int, got int64, into, price Account) error {
	fair, err := b.rate(from, sold)
	if err != nil {
		return err
	}
	worth, err := b.rate(to, got)
	if err != nil {
		return err
	}
	out := -b.leaves(Bank, from, -sold, -fair)
	in := b.leaves(into, to, got, worth)
	bridge := worth
	foreign := from
	if from == 0 {
		bridge, foreign = sold, to
	}
	lines := []valued{
		{Line{Bank, from, -sold}, -out}, {Line{Exchange, from, sold}, bridge},
		{Line{into, to, got}, in}, {Line{Exchange, to, -got}, -bridge},
		{Line{price, foreign, 0}, fair - worth}, {Line{FXRealised, foreign, 0}, out - fair + worth - in},
	}
	b.write(day, cause, ref, slices.DeleteFunc(lines, func(l valued) bool { return l.Minor == 0 && l.home == 0 }))
	return nil
}

// Restate turns an amount that stands on an account of the balance sheet in one currency into an amount of another: a
// debt is agreed anew, no money moves. Debits are positive. What it stood at leaves the books; how far that lies from what
// the new amount is worth today is an exchange difference, realised.
func (b *Book) Restate(day int, cause Cause, ref Ref, a Account, from int, minor int64, to int, into int64) error {
	was, err := b.rate(from, minor)
	if err != nil {
		return err
	}
	is, err := b.rate(to, into)
	if err != nil {
		return err
	}
	out, in := b.leaves(a, from, -minor, -was), b.leaves(a, to, into, is)
	foreign := from
	if from == 0 {
		foreign = to
	}
	lines := []valued{
		{
			Line{a, from, -minor},
			out,
		},
		{Line{Exchange, from, minor}, is},
		{Line{a, to, into}, in},
		{Line{Exchange, to, -into}, -is},
		{Line{FXRealised, foreign, 0}, -out - in},
	}
	b.write(day, cause, ref, slices.DeleteFunc(lines, func(l valued) bool { return l.Minor == 0 && l.home == 0 }))
	return nil
}

// Clone is a copy that goes its own way.
func (b *Book) Clone() Book {
	out := *b
	out.Balances, out.Home = slices.Clone(b.Balances), slices.Clone(b.Home)
	out.Journal = b.Journal.clone()
	return out
}

// Balance is the balance of an account in a currency, by index.
func (b *Book) Balance(a Account, currency int) int64 { return b.Balances[currency][a] }

// Profit is what income exceeds expense by so far, in the books: without unrealised differences, and without the accounts
// that are left out.
func (b *Book) Profit(without ...Account) (sum int64) {
	for c := range b.Home {
		for a := range Accounts {
			if a.ProfitAndLoss() && !slices.Contains(without, a) {
				sum -= b.Home[c][a]
			}
		}
	}
	return sum
}

// Worth is what the shop is worth at given rates: its assets less what it owes, each account valued by itself.
func (b *Book) Worth(rates Valuer) (sum int64, err error) {
	for c := range b.Balances {
		for _, a := range worth {
			v := b.Balances[c][a]
			if v != 0 && c > 0 {
				if v, err = rates.Value(c, v); err != nil {
					return 0, err
				}
			}
			sum += v
		}
	}
	return sum, nil
}

// Check sums the trial balance of every currency and that of the home currency, and compares the balances with the
// journal.
func (b *Book) Check() error {
	again := New(b.Currencies)
	for e := range b.Journal.All() {
		again.Balances[e.Currency][e.Account] += e.Minor
		again.Home[e.Currency][e.Account] += e.Home
	}
	var home, bridge int64
	for c := range b.Balances {
		var sum int64
		for a := range Accounts {
			v, h := b.Balances[c][a], b.Home[c][a]
			sum, home = sum+v, home+h
			if v != again.Balances[c][a] || h != again.Home[c][a] {
				return fmt.Errorf(
					"%s in %s: balance %d worth %d, journal %d worth %d",
					Names[a].En,
					b.Currencies[c],
					v,
					h,
					again.Balances[c][a],
					again.Home[c][a],
				)
			}
			if v == 0 && h != 0 && a.BalanceSheet() {
				return fmt.Errorf("%s in %s: nothing is left, worth %d", Names[a].En, b.Currencies[c], h)
			}
		}
		bridge += b.Home[c][Exchange]
		if sum != 0 {
			return fmt.Errorf("trial balance in %s: %w by %d", b.Currencies[c], ErrUnbalanced, sum)
		}
	}
	if home != 0 || bridge != 0 {
		return fmt.Errorf("trial balance at home: %w by %d, of currency exchange by %d", ErrUnbalanced, home, bridge)
	}
	return nil
}
