package signal

import "fairbasis/core/market"

// Prepared is one series made ready for fitting. All lengths are in bars.
type Prepared struct {
	Bars  *market.Bars // one series; several contracts are chained without adjustment
	Scale uint8        // ticks are 10^-Scale points, the same for the four prices below
	// Ticks of every bar's prices, len(Bars.Time) long. A bar without an open
	// or a close is not among Bars: it is left out, and the place reported.
	Open, High, Low, Close []int64
	Day                    []int32 // first bar of every day, beginning with 0
	Stretch                []int32 // bars at which windows begin anew, beginning with 0; without the days of SameDay
	Rolls                  []int32 // those of Stretch at which another contract begins
	// Contracts are the symbols of what is held from the beginning and from each of
	// Rolls on: one more than Rolls. A series that is not chained has its own.
	Contracts []string
	Restarts  []Restart
}
