package scenario

import "fairbasis/core/unit"

// Facts of the worked example: closes, open interest and volume of the sixteen
// contracts on ExampleDate as China Financial Futures Exchange published
// them, and the closes of the four indices as China Securities Index and the
// Shanghai exchange published them (golden case 1 of docs/formulas.md).
const (
	ExampleDate   = "2024-09-13"
	ExampleSource = "CFFEX, CSI: closes of 2024-09-13"
)

// Close is one contract's close on ExampleDate, with the lots of the day and
// the open interest of the trading day before.
type Close struct {
	Contract     string
	Futures      unit.Points
	OpenInterest float64 // lots
	PrevInterest float64 // lots on 2024-09-12
	Volume       float64 // lots
}

// Products are the four exchange products in the order of the page.
func Products() []string { return []string{"IF", "IH", "IC", "IM"} }

// ExampleSpot returns the index close of a product on ExampleDate and whether it is one of the four.
func ExampleSpot(product string) (unit.Points, bool) {
	s, ok := spots[product]
	return s, ok
}

// ExampleChain returns the closes of the listed contracts of a product on ExampleDate, nearest first.
func ExampleChain(product string) []Close {
	return append([]Close(nil), chains[product]...)
}

// ExampleClose returns the close of a contract code such as IM2412 on ExampleDate.
func ExampleClose(contract string) (unit.Points, bool) {
	if len(contract) < 2 {
		return 0, false
	}
	for _, c := range chains[contract[:2]] {
		if c.Contract == contract {
			return c.Futures, true
		}
	}
	return 0, false
}

var spots = map[string]unit.Points{"IF": 3159.247, "IH": 2205.812, "IC": 4450.959, "IM": 4413.187}

var chains = map[string][]Close{
	"IF": {
		{"IF2409", 3158.0, 84137, 92041, 53682},
		{"IF2410", 3152.0, 25571, 20768, 11535},
		{"IF2412", 3142.6, 98523, 93328, 22643},
		{"IF2503", 3132.6, 32713, 31436, 6123},
	},
	"IH": {
		{"IH2409", 2204.4, 44884, 50007, 32269},
		{"IH2410", 2199.0, 13940, 12256, 6761},
		{"IH2412", 2201.4, 35201, 31017, 14430},
		{"IH2503", 2201.2, 8268, 7278, 2981},
	},
	"IC": {
		{"IC2409", 4444.8, 73474, 86927, 49248},
		{"IC2410", 4419.0, 30292, 24774, 13472},
		{"IC2412", 4376.6, 98105, 96106, 22097},
		{"IC2503", 4322.4, 44654, 43207, 7169},
	},
	"IM": {
		{"IM2409", 4416.8, 94210, 106827, 80427},
		{"IM2410", 4380.0, 38567, 32117, 18690},
		{"IM2412", 4312.0, 97469, 97186, 35245},
		{"IM2503", 4220.6, 50540, 47969, 13465},
	},
}
