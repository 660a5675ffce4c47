// Package sheets writes back-tests as tables to save: signals, trades, days,
// months and metrics, as CSV or as a workbook. Every number is a number, and
// every head and word is in the language asked for.
package sheets

import (
	"context"
	"strings"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/table/export"
)

// File is the operation hedge.FileKey.
func File(ctx context.Context, in hedge.FileInput) (hedge.Document, error) {
	words := &english
	if in.Lang == "zh" {
		words = &chinese
	}
	var s export.Sheet
	var p *signal.Prepared
	var err error
	if in.What == "signals" {
		s, p, err = signals(hedge.Part(ctx, 0, 60), in.BacktestInput, words)
	} else {
		in.Trades = 0 // all of them
		var b hedge.Backtest
		if b, p, err = hedge.RunOn(hedge.Part(ctx, 0, 60), in.BacktestInput); err == nil {
			switch in.What {
			case "trades":
				s = trades(b, p, words)
			case "days":
				s = days(b, words)
			case "months":
				s = months(b, words)
			default:
				s = metrics(b, words)
			}
		}
	}
	if err != nil {
		return hedge.Document{}, err
	}
	out := hedge.Document{Rows: s.Rows, File: op.File{Name: name(p.Bars.Symbol, in.What) + "." + in.As, Type: "text/csv;charset=utf-8"}}
	ctx = hedge.Part(ctx, 60, 100)
	if in.As == "xlsx" {
		out.File.Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		out.File.Bytes, err = export.XLSX(ctx, []export.Sheet{s})
	} else {
		out.File.Bytes, err = export.CSV(ctx, s)
	}
	return out, err
}

// name makes the name of a file, without ending, of a symbol and what is in it.
func name(symbol, what string) string {
	symbol = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, symbol)
	if symbol == "" {
		return what
	}
	return symbol + "-" + what
}
