package market

import (
	"strconv"
	"strings"
	"unicode"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Contract is one delivery month of a product, or a contract of the user's own.
type Contract struct {
	Code           string          `json:"code" doc:"IF2412, or the name of a contract of your own"`
	Product        Product         `json:"product"`
	Month          calendar.Month  `json:"month,omitzero" doc:"delivery month"`
	LastTradingDay calendar.Expiry `json:"last_trading_day"`
}

// Own is what makes a contract of the user's own out of a name: its expiry, and what it is worth a point.
type Own struct {
	Expiry     calendar.Date // last trading day; the zero Date means that the contract is the exchange's
	Multiplier float64       // CNY per point; 0 if not given
	Tick       unit.Points   // smallest price step; 0 if not given
}

// Resolve returns the contract a request names. With no expiry the name is a code for ReadContract; with one it is the
// name of a contract of the user's own. The refusals have the paths contract, expiry, multiplier and tick; on is the
// valuation date and may be zero, which asks for no check against it.
func Resolve(name string, on calendar.Date, own Own) (Contract, error) {
	var fields fault.Fields
	if own.Expiry.IsZero() {
		if own.Multiplier != 0 {
			fields.Add("multiplier", "only_own", "belongs to a contract of your own; give its expiry or leave the multiplier out")
		}
		if own.Tick != 0 {
			fields.Add("tick", "only_own", "belongs to a contract of your own; give its expiry or leave the tick out")
		}
		c, err := ReadContract(name, on)
		fields.Merge("contract", err)
		return c, fields.Err()
	}
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 60 || strings.ContainsFunc(name, unicode.IsControl) || strings.ContainsRune(name, unicode.ReplacementChar) {
		fields.Add("contract", "bad_name", "a contract of your own needs a name of 1 to 60 bytes of printable text")
	}
	if !unit.Finite(own.Multiplier) || own.Multiplier < 0 {
		fields.Add("multiplier", "not_positive", "must be above 0 CNY per point, or left out")
	}
	if !unit.Finite(own.Tick) || own.Tick < 0 {
		fields.Add("tick", "not_positive", "must be above 0 points, or left out")
	}
	if own.Expiry.Before(on) {
		fields.Add("expiry", "expired", own.Expiry.String()+" is before the valuation date "+on.String()+"; the last trading day must not be",
			"expiry", own.Expiry.String(), "date", on.String())
	}
	return Contract{
		Code:           name,
		Product:        Product{ID: name, Own: true, Multiplier: own.Multiplier, Tick: own.Tick},
		Month:          calendar.MonthOfDate(own.Expiry),
		LastTradingDay: calendar.Expiry{Date: own.Expiry},
	}, fields.Err()
}

// ReadContract reads a contract code as people and data vendors write it: IF2412, if2412, CFFEX.IF2412, IF2412.CFE,
// IF2412.CFX, full-width letters and digits, with blanks, and the short IF12. The short form is the next December
// whose last trading day is not before on, so it needs a valuation date. A contract that has expired on that date is
// refused; one not yet listed is not, but Remarks says so. With the zero Date nothing is checked against the date.
func ReadContract(text string, on calendar.Date) (Contract, error) {
	s := strings.ToUpper(fold(text))
	for _, prefix := range []string{"CFFEX.", "CCFX.", "CFFEX", "CFE.", "CFX."} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			s = rest
			break
		}
	}
	for _, suffix := range []string{".CFFEX", ".CCFX", ".CFE", ".CFX"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s = rest
			break
		}
	}
	letters := strings.TrimRight(s, "0123456789")
	digits := s[len(letters):]
	got := clip(s)
	switch {
	case s == "":
		return Contract{}, refuse("missing", "the contract is missing; write product, year and month, such as IF2412")
	case letters == "":
		return Contract{}, refuse("no_product", got+": the product is missing; write it before the month, such as IF"+clip(digits), "got", got)
	}
	product, err := ProductNamed(letters)
	if isContinuous(letters, digits) {
		return Contract{}, refuse("continuous", got+" is a continuous series, not a contract; write a month, such as IF2412", "got", got)
	}
	if err != nil {
		return Contract{}, refuse("unknown_product", got+": "+unknownProduct(clip(letters)), "got", got, "product", clip(letters))
	}
	return product.read(got, digits, on)
}

// read makes the contract of the month that digits name.
func (p Product) read(got, digits string, on calendar.Date) (Contract, error) {
	if digits == "" {
		return Contract{}, refuse("no_month", got+": the month is missing; write year and month, such as "+p.ID+"2412", "got", got)
	}
	if len(digits) != 2 && len(digits) != 4 {
		return Contract{}, refuse("bad_month", got+": "+clip(digits)+" is not a delivery month; write two digits each for year and month, such as "+
			p.ID+"2412", "got", got)
	}
	month, _ := strconv.Atoi(digits[len(digits)-2:]) // two digits always parse
	if month < 1 || month > 12 {
		return Contract{}, refuse("bad_month", got+": there is no month "+digits[len(digits)-2:]+"; months are 01 to 12, such as "+p.ID+"2412", "got", got)
	}
	if len(digits) == 2 {
		if on.IsZero() {
			return Contract{}, refuse("needs_date", got+": the year is open without a valuation date; write it, such as "+p.ID+"24"+digits, "got", got)
		}
		m := calendar.MonthOf(max(on.Year(), p.FirstMonth.Year()), month)
		for !m.IsZero() && (m.Before(p.FirstMonth) || calendar.LastTradingDay(m).Date.Before(on)) {
			m = m.Add(12)
		}
		if m.IsZero() || m.Year() > 2099 {
			return Contract{}, refuse("bad_month", got+": contract codes end with 2099, and the valuation date is "+on.String(), "got", got)
		}
		return p.Contract(m), nil
	}
	year, _ := strconv.Atoi(digits[:2])
	c := p.Contract(calendar.MonthOf(2000+year, month))
	if c.Month.Before(p.FirstMonth) {
		first := p.Contract(p.FirstMonth)
		return Contract{}, refuse("never_listed", got+" never existed; the first "+p.ID+" contract was "+first.Code+", listed on "+p.Listed.String(),
			"got", got, "first", first.Code, "listed", p.Listed.String())
	}
	if last := c.LastTradingDay.Date; last.Before(on) {
		message := c.Code + " expired: its last trading day " + last.String() + " is before the valuation date " + on.String()
		if listed := p.ListedContracts(on); len(listed) > 0 {
			message += "; the nearest contract on that day is " + listed[0].Code
		}
		return Contract{}, refuse("expired", message, "got", c.Code, "last", last.String(), "date", on.String())
	}
	return c, nil
}

// isContinuous recognises the names vendors give to joined series: IF0, IF00, IF88, IF888, IF9999, IFL, IFL0.
func isContinuous(letters, digits string) bool {
	for _, p := range products {
		switch {
		case letters == p.ID+"L" && len(digits) <= 1:
			return true
		case letters == p.ID && len(digits) > 0 && (strings.Trim(digits, "0") == "" || strings.Trim(digits, "8") == "" || strings.Trim(digits, "9") == ""):
			return true
		}
	}
	return false
}

// fold narrows full-width characters and drops blanks anywhere.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\uFEFF':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, text)
}

// Remaining is the time from a day to the last trading day.
type Remaining struct {
	Days        int            `json:"days" doc:"calendar days to the last trading day"`
	TradingDays calendar.Count `json:"trading_days" doc:"trading days after the day, up to and including the last trading day"`
}

// Remaining returns the time c has left on a day; both figures are negative after the last trading day.
func (c Contract) Remaining(on calendar.Date) Remaining {
	last := c.LastTradingDay.Date
	return Remaining{Days: last.Sub(on), TradingDays: calendar.TradingDays(on, last)}
}

// IsListed reports whether c trades on a day according to the exchange's listing rule. It is true for every day up to
// the expiry of a contract of the user's own.
func (c Contract) IsListed(on calendar.Date) bool {
	if c.Product.Own {
		return !on.After(c.LastTradingDay.Date)
	}
	for _, m := range c.Product.ListedMonths(on) {
		if m == c.Month {
			return true
		}
	}
	return false
}

// Remarks returns what a reader of results about c on a day should know: that it is not listed on that day, that its
// last trading day or the count of trading days is estimated, or that the day is no trading day. The path is empty.
func (c Contract) Remarks(on calendar.Date) []fault.Field {
	var notes []fault.Field
	if !c.IsListed(on) && !on.IsZero() {
		codes := []string{}
		for _, l := range c.Product.ListedContracts(on) {
			codes = append(codes, l.Code)
		}
		message := c.Code + " is not listed on " + on.String()
		if len(codes) > 0 {
			message += "; listed are " + strings.Join(codes, ", ")
		} else if !c.Product.Own {
			message += "; " + c.Product.ID + " was first traded on " + c.Product.Listed.String()
		}
		notes = append(notes, fault.Note("", "not_listed", message, "contract", c.Code, "date", on.String(), "listed", strings.Join(codes, ", ")))
	}
	first, last := calendar.Known()
	if c.LastTradingDay.Estimated {
		notes = append(notes, fault.Note("", "expiry_estimated", "the last trading day "+c.LastTradingDay.Date.String()+
			" is the third Friday, taken to be open: the exchange calendar is known from "+first.String()+" to "+last.String(),
			"expiry", c.LastTradingDay.Date.String(), "from", first.String(), "to", last.String()))
	}
	if on.IsZero() {
		return notes
	}
	if n := c.Remaining(on).TradingDays; n.Estimated {
		notes = append(notes, fault.Note("", "trading_days_estimated", "the "+strconv.Itoa(n.Days)+
			" trading days are an estimate: the exchange calendar is known from "+first.String()+" to "+last.String()+"; calendar days are exact",
			"days", strconv.Itoa(n.Days), "from", first.String(), "to", last.String()))
	}
	if open, estimated := calendar.IsTradingDay(on); !open && !estimated {
		notes = append(notes, fault.Note("", "not_a_trading_day", on.String()+" is not a trading day; the last one before is "+
			calendar.Prev(on).Date.String(), "date", on.String(), "previous", calendar.Prev(on).Date.String()))
	}
	return notes
}
