package table

// The codes of problems. Each is a stable name; the figures of its message are
// in Params by the names given here in brackets.
//
// Rows and cells that did not read:
const (
	BadStamp      = "bad_stamp"       // a date or time that does not read [example]
	NoSuchDay     = "no_such_day"     // a date the calendar does not have [example]
	BadNumber     = "bad_number"      // a cell that must be a number does not read; the row stays, the cell is empty [example]
	ShortRow      = "short_row"       // fewer cells than the columns need [need]
	OpenQuote     = "open_quote"      // a quote that is never closed
	ZoneChange    = "zone_change"     // some stamps have an offset, others not or another [zone]
	NoDay         = "no_day"          // rows without a date, and none was chosen [example]
	UnknownSymbol = "unknown_symbol"  // a symbol cell is empty
	RowsLimit     = "rows_limit"      // more rows than are read [limit]
	PartSkipped   = "part_skipped"    // a sheet or member was not read [why]
	PartUnread    = "part_unreadable" // a sheet or member could not be read [why]
)

// Lines that are no data and were left out:
const (
	RepeatedHeader = "repeated_header" // the header again inside the data
	Footer         = "footer"          // a line of the program that wrote the file [text]
	SubtotalRows   = "subtotal_rows"   // sums among the rows
	OptionRows     = "option_rows"     // options among futures
	EmptyRows      = "empty_rows"      // rows with a time and no price
	ForeignRows    = "other_rows"      // rows of a line that is neither data nor known
)

// Order of the rows:
const (
	Unsorted           = "unsorted"            // stamps that go back; the rows were sorted
	NewestFirst        = "newest_first"        // the rows were turned round
	DuplicateSame      = "duplicate_same"      // a stamp again with the same values; one was kept
	DuplicateDifferent = "duplicate_different" // a stamp again with other values; the last was kept
	AuctionRows        = "auction_rows_merged" // rows of the opening auction were put into the first bar of the day [stamp]
	NoonStamp          = "noon_stamp"          // the last bar of the morning, stamped 13:00, became that of 11:30
	BlockGaps          = "gap_between_blocks"  // blocks of a file without symbol, with gaps between them [blocks, days]
	MixedContracts     = "mixed_contracts"     // several contracts under one name [blocks]
)

// What was taken for granted, and what contradicts it:
const (
	ReplacedCharacters = "replaced_characters" // characters lost by a wrong decoding [count]
	AmbiguousDate      = "ambiguous_date"      // day and month could be exchanged [order]
	WrongRoles         = "wrong_roles"         // the values contradict what the header says [columns]
	StampGuessed       = "stamp_guessed"       // whether times begin or end a bar was not found out [stamp]
	ZoneGuessed        = "zone_guessed"        // the zone of the times was not found out [zone]
	NoSymbol           = "no_symbol"           // the file does not say of what the bars are
	SymbolInferred     = "symbol_inferred"     // contracts were told from their last trading days [symbols]
	DayFromName        = "day_from_name"       // the day was taken from the name of the file [day, name]
	MixedLengths       = "mixed_lengths"       // bars of several lengths [minutes]
	UnitsConverted     = "units_converted"     // volumes were multiplied [from, to, factor]
	ZeroMissing        = "zero_missing"        // prices of 0 were taken for empty cells
	ProvisionalRow     = "provisional_row"     // the last row was written before its day or bar was over
	NoBars             = "no_bars"             // a series without a single value
	LongNumbers        = "long_numbers"        // numbers with more digits than are kept exactly [digits]
)

// Findings in the bars themselves:
const (
	MissingMinutes  = "missing_minutes"           // bars missing inside a session [days, minutes, first]
	MissingDays     = "missing_days"              // trading days without a bar [first]
	MissingWeeks    = "missing_weeks"             // whole weeks without a bar [first, last]
	PartialDay      = "partial_day"               // the first or last day of the file is not whole [day, bars, full]
	CircuitBreaker  = "circuit_breaker"           // a day that the circuit breaker cut short [day]
	NotTradingDay   = "not_trading_day"           // bars on a day without trading [day]
	OutsideSession  = "outside_session"           // bars outside trading hours [example]
	OHLCViolation   = "ohlc_violation"            // the high is below, or the low above, another price of its bar
	ZeroPrice       = "zero_price"                // a price that is 0
	NegativePrice   = "negative_price"            // a price below 0
	OffTick         = "off_tick"                  // prices between the steps of the product [tick]
	Jump            = "jump"                      // a move beyond the daily limit [percent]
	ConstantPrice   = "constant_price"            // the same price for a long time [bars]
	NegativeVolume  = "negative_volume"           // a volume or open interest below 0
	FractionVolume  = "fraction_volume"           // a volume that is no whole number
	ZeroInterest    = "zero_open_interest_expiry" // open interest 0 on the last trading day
	ZeroElsewhere   = "zero_open_interest"        // open interest 0 on other days than the last
	AfterExpiry     = "after_expiry"              // bars after the last trading day [last]
	BeforeListing   = "before_listing"            // bars before the contract was listed [contract]
	ContractChange  = "contract_change"           // a continuous series goes on with another contract [first]
	OldHours        = "old_hours"                 // days before 2016 without their first and last quarter of an hour [days]
	SameBars        = "same_bars"                 // two series of different names with the same prices [other, bars]
	SettlementCheck = "settlement_far"            // settlement far from the prices of its day [percent]
)

// Codes returns every code, in the order above.
func Codes() []string {
	return []string{
		BadStamp, NoSuchDay, BadNumber, ShortRow, OpenQuote, ZoneChange, NoDay, UnknownSymbol, RowsLimit, PartSkipped, PartUnread,
		RepeatedHeader, Footer, SubtotalRows, OptionRows, EmptyRows, ForeignRows,
		Unsorted, NewestFirst, DuplicateSame, DuplicateDifferent, AuctionRows, NoonStamp, BlockGaps, MixedContracts,
		ReplacedCharacters, AmbiguousDate, WrongRoles, StampGuessed, ZoneGuessed, NoSymbol, SymbolInferred, DayFromName,
		MixedLengths, UnitsConverted, ZeroMissing, ProvisionalRow, NoBars, LongNumbers,
		MissingMinutes, MissingDays, MissingWeeks, PartialDay, CircuitBreaker, NotTradingDay, OutsideSession, OHLCViolation,
		ZeroPrice, NegativePrice, OffTick, Jump, ConstantPrice, NegativeVolume, FractionVolume, ZeroInterest, ZeroElsewhere, AfterExpiry,
		BeforeListing, ContractChange, OldHours, SameBars, SettlementCheck,
	}
}
