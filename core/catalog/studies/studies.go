// Package studies lists the operations that study the basis of a product over
// its daily bars. The analyst links them; the page asks it.
package studies

import (
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/study/distribution"
)

// example is the file the examples refer to; the tests have one of that name.
const example = "bars.csv"

func series(symbol string) market.Source { return market.Source{Ref: example, Symbol: symbol} }

var (
	index = series("000300")
	data  = study.Data{Product: "IF", Futures: []market.Source{series("IF2409"), series("IF2412")}, Index: &index}
)

// All is every study.
var All = op.NewSet(
	op.New(study.DistributionKey, "How often a basis or a calendar spread took which value, and where today lies", study.DistributionInput{Data: data}, distribution.Compute),
)
