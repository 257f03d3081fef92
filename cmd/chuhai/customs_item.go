package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/money"
)

// readHS reads a tariff code with or without dots and takes its first six digits.
func readHS(s string) (string, error) {
	hs := strings.ReplaceAll(s, ".", "")
	if len(hs) < 6 || len(hs) > 10 || strings.Trim(hs, "0123456789") != "" {
		return "", fmt.Errorf("HS %q: want six to ten digits, such as 6206.10 / HS 编码应为六到十位数字", s)
	}
	return hs[:6], nil
}

// readAmount reads 45EUR or 45.50 EUR.
func readAmount(s string) (money.Amount, error) {
	s = strings.TrimSpace(s)
	if len(s) < 4 {
		return money.Amount{}, fmt.Errorf("amount %q: want a number and a currency, such as 45EUR / 金额应写作 45EUR", s)
	}
	a, err := money.Parse(strings.TrimSpace(s[:len(s)-3]) + " " + strings.ToUpper(s[len(s)-3:]))
	if err != nil {
		return a, fmt.Errorf("amount %q: want a number and a currency, such as 45EUR / 金额应写作 45EUR", s)
	}
	if a.Minor < 0 {
		return a, fmt.Errorf("amount %q must not be negative / 金额不可为负", s)
	}
	return a, nil
}

// inCurrency reads an amount and converts it to the regime's currency.
func inCurrency(s string, to money.Currency, rates map[money.Currency]decimal.Decimal) (decimal.Decimal, error) {
	a, err := readAmount(s)
	if err != nil {
		return decimal.Zero, err
	}
	if a.Currency == to {
		return a.Decimal(), nil
	}
	x, ok := rates[a.Currency]
	if !ok {
		return decimal.Zero, fmt.Errorf("the border calculates in %s; give --rate %s=… / 该制度以 %s 计，请用 --rate %s=… 给出汇率", to, a.Currency, to, a.Currency)
	}
	return a.Decimal().Mul(x), nil
}

// readRate reads USD=1400.
func readRate(s string, into map[money.Currency]decimal.Decimal) error {
	c, x, ok := strings.Cut(s, "=")
	currency := money.Currency(strings.ToUpper(c))
	d, err := plainDecimal(x)
	if !ok || !currency.Valid() || err != nil || !d.IsPositive() {
		return fmt.Errorf("%q: want a currency and its rate, such as USD=1400 / 应写作 USD=1400", s)
	}
	into[currency] = d
	return nil
}

// plainDecimal reads a number in plain digits.
func plainDecimal(s string) (decimal.Decimal, error) {
	if len(s) > 24 || strings.Trim(s, "+-.0123456789") != "" {
		return decimal.Zero, fmt.Errorf("%q is not a number in plain digits / 不是数字", s)
	}
	return decimal.NewFromString(s)
}

// readItem reads HS:PRICE and the particulars that follow.
func readItem(s string, to money.Currency, rates map[money.Currency]decimal.Decimal) (it customs.Item, err error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 {
		return it, errors.New("want HS:PRICE, such as 6206.10:45EUR / 应写作 6206.10:45EUR")
	}
	if it.HS, err = readHS(parts[0]); err != nil {
		return it, err
	}
	if it.Price, err = inCurrency(parts[1], to, rates); err != nil {
		return it, err
	}
	for _, p := range parts[2:] {
		if err = readParticular(p, &it); err != nil {
			return it, err
		}
	}
	return it, nil
}

const particulars = "want 0.2kg, 2pcs, net=20g, origin=VN, exporter=NAME or metal=0.8 / 应为 0.2kg、2pcs、net=20g、origin=VN、exporter=名称 或 metal=0.8"

func readParticular(p string, it *customs.Item) error {
	name, value, named := strings.Cut(p, "=")
	var err error
	switch {
	case named && name == "origin":
		it.Origin = strings.ToUpper(value)
		if len(it.Origin) != 2 {
			return fmt.Errorf("%q: %s", p, particulars)
		}
	case named && name == "exporter":
		it.Exporter = value
	case named && name == "metal":
		it.Metal, err = plainDecimal(value)
		if err == nil && (it.Metal.IsNegative() || it.Metal.GreaterThan(decimal.NewFromInt(1))) {
			err = errors.New("a share lies between 0 and 1 / 比例应在 0 到 1 之间")
		}
	case named && name == "net":
		it.Net, err = readGrams(value)
	case !named && strings.HasSuffix(p, "pcs"):
		it.Pieces, err = strconv.Atoi(strings.TrimSuffix(p, "pcs"))
		if err == nil && (it.Pieces < 1 || it.Pieces > 1e6) {
			err = errors.New("want 1 to 1,000,000 pieces / 件数应在 1 到 1000000 之间")
		}
	case !named && strings.HasSuffix(p, "g"):
		it.Grams, err = readGrams(p)
	default:
		return fmt.Errorf("%q: %s", p, particulars)
	}
	if err != nil {
		return fmt.Errorf("%q: %w; %s", p, err, particulars)
	}
	return nil
}

// readGrams reads 0.2kg or 20g.
func readGrams(s string) (int64, error) {
	number, shift := strings.TrimSuffix(s, "g"), int32(0)
	if strings.HasSuffix(s, "kg") {
		number, shift = strings.TrimSuffix(s, "kg"), 3
	}
	d, err := plainDecimal(number)
	if err != nil {
		return 0, err
	}
	d = d.Shift(shift).Round(0)
	if d.IsNegative() || d.GreaterThan(decimal.NewFromInt(1e9)) {
		return 0, errors.New("want 0 to 1,000,000 kg / 重量应在 0 到 100 万公斤之间")
	}
	return d.IntPart(), nil
}
