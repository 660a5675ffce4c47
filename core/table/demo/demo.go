package demo

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// Demo is the operation table.DemoKey. Codes, calendar, listing, last trading
// days, tick and hours are the exchange's; every price and count is simulated,
// and both the name of the file and the column source say so. All arithmetic
// is in whole numbers, so the bytes are the same everywhere.
func Demo(ctx context.Context, in table.DemoInput) (table.Export, error) {
	name, simulate := "simulated-minute-IF2412.csv", minute
	if in.Name == "daily" {
		name, simulate = "simulated-daily-IF.csv", daily
	}
	text, rows, err := simulate(ctx)
	if err != nil {
		return table.Export{}, err
	}
	return table.Export{File: op.File{Name: name, Type: "text/csv;charset=utf-8", Bytes: text}, Rows: rows}, nil
}

// Levels and prices are whole numbers of 1/10000 point.
const (
	point     = 10_000
	tick      = point / 5 // 0.2 points, the smallest step of IF
	million   = 1_000_000
	deviation = 1 << 16 // of random.normal
)

const indexCode = "000300"

// random is a sequence of numbers that looks random (SplitMix64; Steele, Lea
// and Flood, 2014).
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// normal returns a sum of twelve uniform numbers: mean 0, standard deviation
// 65536, never beyond six times that.
func (r *random) normal() int64 {
	sum := int64(0)
	for range 3 {
		for x := r.next(); x > 0; x >>= 16 {
			sum += int64(x & 0xFFFF)
		}
	}
	return sum - 12*0xFFFF/2
}

// between returns a whole number of [low, high].
func (r *random) between(low, high int64) int64 {
	return low + int64(r.next()%uint64(high-low+1))
}

// step moves a level by a random part of it; ppm is the standard deviation in millionths.
func (r *random) step(level, ppm int64) int64 {
	return level + level/point*ppm*r.normal()/deviation*point/million
}

// onTick rounds a price to the tick.
func onTick(price int64) int64 { return (price + tick/2) / tick * tick }

// ohlc gathers the prices of one bar.
type ohlc struct{ open, high, low, close int64 }

func (b *ohlc) add(price int64) {
	if b.open == 0 {
		*b = ohlc{price, price, price, price}
	}
	b.high, b.low, b.close = max(b.high, price), min(b.low, price), price
}

// appendPrices appends four prices with so many decimals, 1 or 2.
func (b *ohlc) appendPrices(dst []byte, decimals int) []byte {
	for _, p := range [...]int64{b.open, b.high, b.low, b.close} {
		dst = appendPrice(append(dst, ','), p, decimals)
	}
	return dst
}

func appendPrice(dst []byte, price int64, decimals int) []byte {
	dst = appendWhole(dst, price/point)
	dst = append(dst, '.', byte('0'+price/(point/10)%10))
	if decimals == 2 {
		dst = append(dst, byte('0'+price/(point/100)%10))
	}
	return dst
}

// appendWhole appends a number that is not negative.
func appendWhole(dst []byte, n int64) []byte {
	if n > 9 {
		dst = appendWhole(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}

// contract is IF of a month.
func contract(year, month int) market.Contract {
	p, err := market.ProductNamed("IF")
	if err != nil {
		panic(err) // the product is in the table of core/market
	}
	return p.Contract(calendar.MonthOf(year, month))
}
