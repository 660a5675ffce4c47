package market

import (
	"errors"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"pgregory.net/rapid"
)

var report = calendar.MustOf(2024, 9, 13) // the day of the Sinolink report

func TestReadContract(t *testing.T) {
	for _, c := range []struct{ text, code, last string }{
		// Last trading days: golden cases 1 and 19 and the reference calendar.
		{"IF2412", "IF2412", "2024-12-20"}, {"if2412", "IF2412", "2024-12-20"}, {" iF 24 12\t", "IF2412", "2024-12-20"},
		{"CFFEX.IF2412", "IF2412", "2024-12-20"}, {"cffex.if2412", "IF2412", "2024-12-20"}, {"CFFEXIF2412", "IF2412", "2024-12-20"},
		{"IF2412.CFE", "IF2412", "2024-12-20"}, {"IF2412.CFX", "IF2412", "2024-12-20"}, {"IF2412.CCFX", "IF2412", "2024-12-20"},
		{"ＩＦ２４１２", "IF2412", "2024-12-20"}, {"ＩＦ２４１２．ＣＦＥ", "IF2412", "2024-12-20"}, {"\ufeffIM2409\u3000", "IM2409", "2024-09-20"},
		{"IF12", "IF2412", "2024-12-20"}, {"IC09", "IC2409", "2024-09-20"}, {"ih08", "IH2508", "2025-08-15"}, {"IM10.CFE", "IM2410", "2024-10-18"},
		{"IF2410", "IF2410", "2024-10-18"}, {"IM2503", "IM2503", "2025-03-21"}, {"IF2411", "IF2411", "2024-11-15"},
	} {
		got, err := ReadContract(c.text, report)
		if err != nil || got.Code != c.code || got.LastTradingDay.Date.String() != c.last {
			t.Errorf("%q: got %s, %s, %v, want %s, %s", c.text, got.Code, got.LastTradingDay.Date, err, c.code, c.last)
		}
	}
	if c, err := ReadContract("IF1502", calendar.Date{}); err != nil || c.LastTradingDay.Date != calendar.MustOf(2015, 2, 25) || !c.LastTradingDay.Rolled {
		t.Errorf("IF1502 without a date: got %+v, %v, want 2015-02-25, rolled", c.LastTradingDay, err)
	}
}

func TestReadContractRefuses(t *testing.T) {
	for _, c := range []struct{ text, code, message string }{
		{"", "missing", "the contract is missing; write product, year and month, such as IF2412"},
		{"IG2412", "unknown_product", "IG2412: unknown product IG; did you mean IF, IH, IC or IM"},
		{"RB2410", "unknown_product", "RB2410: unknown product RB; the index futures are IF, IH, IC and IM"},
		{"FI2412", "unknown_product", "FI2412: unknown product FI; did you mean IF"},
		{"IFF2412", "unknown_product", "IFF2412: unknown product IFF; did you mean IF"},
		{"C2412", "unknown_product", "C2412: unknown product C; did you mean IC"},
		{"2412", "no_product", "2412: the product is missing; write it before the month, such as IF2412"},
		{"IF", "no_month", "IF: the month is missing; write year and month, such as IF2412"},
		{"IF2413", "bad_month", "IF2413: there is no month 13; months are 01 to 12, such as IF2412"},
		{"IF2400", "bad_month", "IF2400: there is no month 00; months are 01 to 12, such as IF2412"},
		{"IF13", "bad_month", "IF13: there is no month 13; months are 01 to 12, such as IF2412"},
		{"IF412", "bad_month", "IF412: 412 is not a delivery month; write two digits each for year and month, such as IF2412"},
		{"IF202412", "bad_month", "IF202412: 202412 is not a delivery month; write two digits each for year and month, such as IF2412"},
		{"IF00", "continuous", "IF00 is a continuous series, not a contract; write a month, such as IF2412"},
		{"IF888", "continuous", "IF888 is a continuous series, not a contract; write a month, such as IF2412"},
		{"IFL.CFX", "continuous", "IFL is a continuous series, not a contract; write a month, such as IF2412"},
		{"IM2207", "never_listed", "IM2207 never existed; the first IM contract was IM2208, listed on 2022-07-22"},
		{"IF2408", "expired", "IF2408 expired: its last trading day 2024-08-16 is before the valuation date 2024-09-13; the nearest contract on that day is IF2409"},
	} {
		_, err := ReadContract(c.text, report)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Code != c.code || f.Fields[0].Message != c.message {
			t.Errorf("%q:\n got %v\nwant %s: %s", c.text, err, c.code, c.message)
		}
	}
	if _, err := ReadContract("IF12", calendar.Date{}); err == nil || !strings.Contains(err.Error(), "the year is open without a valuation date") {
		t.Errorf("IF12 without a date: got %v", err)
	}
	if _, err := ReadContract("IF12", calendar.MustOf(2150, 1, 1)); err == nil || !strings.Contains(err.Error(), "end with 2099") {
		t.Errorf("IF12 in 2150: got %v", err)
	}
}

func TestShortCodeOnTheLastTradingDay(t *testing.T) {
	// On the last trading day the contract is still meant; a day later the one of the next year.
	for _, c := range []struct{ day, want string }{
		{"2024-12-20", "IF2412"}, {"2024-12-21", "IF2512"}, {"2025-01-02", "IF2512"}, {"2010-04-16", "IF1012"}, {"2009-06-01", "IF1012"},
	} {
		on, err := calendar.Parse(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadContract("IF12", on); err != nil || got.Code != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.day, got.Code, err, c.want)
		}
	}
}

func TestRemarks(t *testing.T) {
	for _, c := range []struct {
		code string
		on   calendar.Date
		want string
	}{
		{"IM2412", report, ""},
		{"IM2411", report, "not_listed"},
		{"IM2412", calendar.MustOf(2022, 7, 1), "not_listed"},
		{"IM2409", calendar.MustOf(2024, 9, 16), "not_a_trading_day"}, // Mid-Autumn Festival
		{"IF2703", calendar.MustOf(2026, 11, 20), "expiry_estimated trading_days_estimated"},
		{"IF2612", calendar.MustOf(2026, 11, 20), ""},
		{"IF1004", calendar.Date{}, "never"},
	} {
		contract, err := ReadContract(c.code, c.on)
		if err != nil {
			if c.want != "never" {
				t.Errorf("%s on %s: %v", c.code, c.on, err)
			}
			continue
		}
		codes := []string{}
		for _, n := range contract.Remarks(c.on) {
			codes = append(codes, n.Code)
		}
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.code, c.on, got, c.want)
		}
	}
}

func TestListedContractsOfTheFirstDays(t *testing.T) {
	// The first contracts as the exchange announced them: the month under way at the listing was left out.
	for _, c := range []struct {
		product string
		on      calendar.Date
		want    string
	}{
		{"IF", calendar.MustOf(2010, 4, 16), "IF1005 IF1006 IF1009 IF1012"},
		{"IH", calendar.MustOf(2015, 4, 16), "IH1505 IH1506 IH1509 IH1512"},
		{"IC", calendar.MustOf(2015, 4, 17), "IC1505 IC1506 IC1509 IC1512"},
		{"IM", calendar.MustOf(2022, 7, 22), "IM2208 IM2209 IM2212 IM2303"},
		{"IM", calendar.MustOf(2022, 7, 21), ""},
		{"IM", report, "IM2409 IM2410 IM2412 IM2503"},
	} {
		p, err := ProductNamed(c.product)
		if err != nil {
			t.Fatal(err)
		}
		codes := []string{}
		for _, l := range p.ListedContracts(c.on) {
			codes = append(codes, l.Code)
		}
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("%s on %s: got %s, want %s", c.product, c.on, got, c.want)
		}
	}
}

func TestRemaining(t *testing.T) {
	// Golden case 1: N and calendar days of the four contracts of 2024-09-13.
	for _, c := range []struct {
		code string
		days int
		n    int
	}{{"IF2409", 7, 3}, {"IF2410", 35, 18}, {"IF2412", 98, 63}, {"IF2503", 189, 121}} {
		contract, err := ReadContract(c.code, report)
		if err != nil {
			t.Fatal(err)
		}
		if got := contract.Remaining(report); got.Days != c.days || got.TradingDays != (calendar.Count{Days: c.n}) {
			t.Errorf("%s: got %+v, want %d and %d", c.code, got, c.days, c.n)
		}
	}
}

func TestResolveOwn(t *testing.T) {
	expiry := calendar.MustOf(2025, 3, 28)
	c, err := Resolve("  HSI March ", report, Own{Expiry: expiry, Multiplier: 50, Tick: 1})
	if err != nil || c.Code != "HSI March" || !c.Product.Own || c.Product.Multiplier != 50 || c.LastTradingDay.Date != expiry {
		t.Errorf("got %+v, %v", c, err)
	}
	if !c.IsListed(report) || len(c.Product.ListedContracts(report)) != 0 || c.Remaining(report).Days != 196 {
		t.Errorf("got listed %t, %d days, want listed and 196", c.IsListed(report), c.Remaining(report).Days)
	}
	_, err = Resolve(" ", report, Own{Expiry: report.AddDays(-1), Multiplier: -1, Tick: -0.2})
	if got, want := paths(err), "contract multiplier tick expiry"; got != want {
		t.Errorf("got %s, want %s (%v)", got, want, err)
	}
	_, err = Resolve("IG2412", report, Own{Multiplier: 300, Tick: 0.2})
	if got, want := paths(err), "multiplier tick contract"; got != want {
		t.Errorf("got %s, want %s (%v)", got, want, err)
	}
}

func paths(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	list := []string{}
	for _, field := range f.Fields {
		list = append(list, field.Path)
	}
	return strings.Join(list, " ")
}

func TestContractCodesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Products()).Draw(t, "product")
		m := p.FirstMonth.Add(rapid.IntRange(0, 12*70).Draw(t, "months"))
		want := p.Contract(m)
		decorate := rapid.SampledFrom([]string{"%", "CFFEX.%", "%.CFE", "%.CFX", "%.CCFX", " % "}).Draw(t, "form")
		text := strings.ReplaceAll(decorate, "%", want.Code)
		if rapid.Bool().Draw(t, "lower case") {
			text = strings.ToLower(text)
		}
		for _, on := range []calendar.Date{{}, want.LastTradingDay.Date, want.LastTradingDay.Date.AddDays(-200)} {
			if got, err := ReadContract(text, on); err != nil || got != want {
				t.Fatalf("%q on %s: got %+v, %v, want %+v", text, on, got, err, want)
			}
		}
		if _, err := ReadContract(text, want.LastTradingDay.Date.AddDays(1)); err == nil {
			t.Fatalf("%q was accepted the day after it expired", text)
		}
		on := calendar.MustOf(2023, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "day"))
		short, err := ReadContract(p.ID+m.Code()[2:], on)
		if err != nil || short.LastTradingDay.Date.Before(on) || short.Month.Month() != m.Month() ||
			!calendar.LastTradingDay(short.Month.Add(-12)).Date.Before(on) {
			t.Fatalf("%s%s on %s: got %s, %v", p.ID, m.Code()[2:], on, short.Code, err)
		}
	})
}

func FuzzContract(f *testing.F) {
	for _, text := range []string{"", "IF2412", "if12", "CFFEX.IF2412", "IF2412.CFE", "ＩＦ２４１２", "IG2412", "IF00", "IFL0", "IF2413", "\xff\xfe2412", "IF99999999999999999999", ".CFE", "CFFEX.", "İF2412", "IF٢٤١٢"} {
		f.Add(text, 20000)
	}
	f.Fuzz(func(t *testing.T, text string, unixDay int) {
		on := calendar.OfUnixDay(unixDay)
		c, err := ReadContract(text, on)
		if err != nil {
			var f *fault.Error
			if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Message == "" {
				t.Fatalf("%q: the refusal is not one field: %v", text, err)
			}
			return
		}
		if c.LastTradingDay.Date.Before(on) {
			t.Fatalf("%q on %s: got %s, which expired on %s", text, on, c.Code, c.LastTradingDay.Date)
		}
		if back, err := ReadContract(c.Code, on); err != nil || back != c {
			t.Fatalf("%q: got %s, which reads back as %s, %v", text, c.Code, back.Code, err)
		}
		_ = c.Remarks(on)
	})
}
