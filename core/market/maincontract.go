package market

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// MainRule is a way to say which of the listed contracts is the main one.
type MainRule string

// The main-contract rules (formulas sheet A.3).
const (
	ByVolume           MainRule = "volume"             // highest volume of the day; the default
	ByOpenInterest     MainRule = "open_interest"      // highest open interest at the close
	ByPrevOpenInterest MainRule = "open_interest_prev" // highest open interest of the day before: no look-ahead
	ByCurrentMonth     MainRule = "current_month"      // the nearest contract
)

// NoVolume is the reason for no main contract by volume when nothing was traded.
const NoVolume unit.Reason = "no_volume"

// NoContracts is the reason for no main contract of an empty list.
const NoContracts unit.Reason = "no_contracts"

// MainRules returns the rules, the default first.
func MainRules() []MainRule {
	return []MainRule{ByVolume, ByOpenInterest, ByPrevOpenInterest, ByCurrentMonth}
}

// MainRuleNamed returns the rule with a name; the refusal of any other lists the names.
func MainRuleNamed(name string) (MainRule, error) {
	for _, r := range MainRules() {
		if string(r) == name {
			return r, nil
		}
	}
	return "", refuse("unknown_main_rule", "there is no main-contract rule "+strconv.Quote(clip(name))+
		"; it is one of volume, open_interest, open_interest_prev, current_month", "got", clip(name))
}

// Listed is what a main-contract rule looks at in one contract: lots of the day. They are not negative.
type Listed struct {
	Code             string
	Expiry           calendar.Date
	Volume           float64
	OpenInterest     float64
	PrevOpenInterest float64
}

// Main returns the index of the main contract in a list in any order. Of equal ones the nearer expiry wins, of equal
// expiries the first. It is -1, with a reason, when the list is empty or no contract has any of what the rule
// compares: then no contract is the main one rather than an arbitrary one. The rule must be one of MainRules.
func Main(rule MainRule, list []Listed) (int, unit.Reason) {
	if len(list) == 0 {
		return -1, NoContracts
	}
	measure := func(l Listed) float64 {
		switch rule {
		case ByVolume:
			return l.Volume
		case ByOpenInterest:
			return l.OpenInterest
		case ByPrevOpenInterest:
			return l.PrevOpenInterest
		}
		return 1 // current month: only the expiry decides
	}
	best := -1
	for i, l := range list {
		m := measure(l)
		if !(m > 0) {
			continue
		}
		if best < 0 || m > measure(list[best]) || m == measure(list[best]) && l.Expiry.Before(list[best].Expiry) {
			best = i
		}
	}
	switch {
	case best >= 0:
		return best, ""
	case rule == ByVolume:
		return -1, NoVolume
	}
	return -1, unit.NoOpenInterest
}
