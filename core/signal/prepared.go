package signal

import (
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/poly"
)

// Prepared is one series made ready for fitting, whatever the order and the
// window. All lengths are in bars. It is for one goroutine at a time: Regimes
// uses memory that it keeps here.
type Prepared struct {
	Bars  *market.Bars // one series; several contracts are chained without adjustment
	Scale uint8        // ticks are 10^-Scale points, the same for the four prices below
	// Ticks of every bar's prices, len(Bars.Time) long; not to be written, they
	// may be those of the file. A bar without an open or a close is not among
	// Bars: it is left out, and the place reported.
	Open, High, Low, Close []int64
	Day                    []int32 // first bar of every day, beginning with 0
	Stretch                []int32 // bars at which windows begin anew, beginning with 0; without the days of SameDay
	Rolls                  []int32 // those of Stretch at which another contract begins
	// Contracts are the symbols of what is held from the beginning and from each of
	// Rolls on: one more than Rolls. A series that is not chained has its own.
	Contracts []string
	Restarts  []Restart     // of Stretch, the first hundred; Ready is left to those who know the window
	Notes     []fault.Field // what a reader must know of the series

	// A fit sees points: one a bar or, on Minutes, one a trading minute.
	fit    []int64     // price at every point, ticks
	at     []int32     // point of every bar; nil where points are bars
	begin  []int32     // bars at which windows begin anew: Stretch, and Day with SameDay
	shift  []int64     // by place in Day, what Adjusted took off the prices, ticks; nil otherwise
	spread uint64      // highest less lowest price between two of begin, ticks, at most
	pairs  []poly.Pair // of one stretch, memory of Regimes
}

// maxRestarts is how many restarts are listed.
const maxRestarts = 100

// point returns the place of a bar among the points.
func (p *Prepared) point(bar int) int {
	if p.at == nil {
		return bar
	}
	return int(p.at[bar])
}

// price returns the price of every bar that is fitted.
func (p *Prepared) price(of Price) []int64 {
	if of == Open {
		return p.Open
	}
	return p.Close
}

// end returns the bar after the last one of the stretch that begins with
// starts[k].
func (p *Prepared) end(starts []int32, k int) int {
	if k+1 < len(starts) {
		return int(starts[k+1])
	}
	return len(p.Close)
}
