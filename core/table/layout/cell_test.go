package layout

import (
	"bytes"
	"context"
	"testing"

	"fairbasis/core/table/scan"
)

func TestWhat(t *testing.T) {
	const number, whole, day, clock = isNumber, isNumber | isWhole, isDay | isMarked, isClock | isColon
	cases := []struct {
		cell string
		want bits
	}{
		{"", isEmpty}, {"--", isMissing}, {"——", isMissing}, {"\xA1\xAA\xA1\xAA", isMissing}, {"null", isMissing}, {"|", isText},
		{"3.5", number}, {"-3.5", number}, {"+.5", number}, {"5.", number}, {"1.2e+07", number}, {"3,450.0000", number}, {"1,234,567", number},
		{"−3.5", number}, {"2.10%", number | isPercent}, {"1e99", number}, {"1e999", isText}, {"1e", isText}, {"0x10", isText}, {"1_000", isText}, {"NaN", isMissing}, {"inf", isText},
		{"3.822,40", isComma}, {"3822,4", isComma}, {"3,82", isComma}, {"1,23,456", isText}, {"12,", isText},
		{"20240913", whole | isDay}, {"20241313", whole}, {"202409130931", whole | isDay | isTimed}, {"20240913093100", whole | isDay | isTimed},
		{"0931", whole | isClock}, {"931", whole | isClock}, {"93100", whole | isClock}, {"2561", whole}, {"42009", whole | isSerial | isClock}, {"42009.5", number | isSerial},
		{"1704205800", whole | isSeconds}, {"1736351700000", whole | isMillis}, {"1736351700000000", whole | isMicros}, {"1778029260000000000", whole | isNanos},
		{"9736351700000", whole}, {"12345678901", whole},
		{"2024-09-13", day}, {"2024/9/3", day}, {"2024.01.02", day}, {"2024年9月13日", day}, {"2024\xC4\xEA9\xD4\xC213\xC8\xD5", day}, {"2024-13-01", isText}, {"2024-00-10", isText},
		{"2024-09-13 09:31:00", day | isTimed}, {"2015-09-23T20:57:42.146", day | isTimed}, {"20240102 093100", isDay | isTimed},
		{"2026-09-01 09:15:00+05:30", day | isTimed | isZoned}, {"2024-01-02T09:30:00Z", day | isTimed | isZoned}, {"2024-09-13 25:31", isText}, {"2024-09-13 x", isText},
		{"13/09/2024", isDayMonth | isMarked}, {"09/13/2024", isMonthDay | isMarked}, {"03/04/2024", isDayMonth | isMonthDay | isMarked}, {"13/13/2024", isText}, {"24-01-02", isText},
		{"09:31", clock}, {"9:31:00", clock}, {"09:31:00.500", clock}, {"9:31 PM", clock}, {"9:61", isText}, {"25:00", isText},
		{"IF2412", isText | isCode}, {"IF1505.CFE", isText | isCode}, {"KQ.m@SHFE.rb", isText | isCode}, {"rb2405", isText | isCode}, {"小计", isText}, {"BIAS1", isText}, {"RSI2", isText},
	}
	for _, c := range cases {
		if got := what([]byte(c.cell)); got != c.want {
			t.Errorf("%q is %b, want %b", c.cell, got, c.want)
		}
	}
}

// FuzzWhat holds recognition of a cell against the reader of rows: what the
// one calls a number or a date the other must read, up to days that do not exist.
func FuzzWhat(f *testing.F) {
	for _, s := range []string{"3.5", "1,234.5", "2024-09-13 09:31:00+08:00", "13/09/2024", "09/13/2024 9:31 PM", "1704205800.5", "42009.25", "20240102 93100", "2024年9月1日", "5%", "1e5"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, cell []byte) {
		if len(cell) > 40 || bytes.ContainsAny(cell, "\t\r\n\"") || len(cell) != len(scan.Trim(cell)) || len(cell) == 0 {
			return
		}
		k := what(cell)
		read := func(kind scan.Kind, form scan.Form) *scan.Rows {
			rows, err := scan.Read(context.Background(), cell, scan.Plan{Comma: '\t', Row: 1, Kinds: []scan.Kind{kind}, Form: form})
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		if k&isNumber != 0 {
			if n := read(scan.Number, 0).BadCount[scan.BadNumber]; n != 0 {
				t.Errorf("%q is called a number and does not read", cell)
			}
		}
		for i, one := range []bits{isDay, isDayMonth, isMonthDay, isSeconds, isMillis, isMicros, isNanos, isSerial} {
			if k&one == 0 {
				continue
			}
			form := []scan.Form{scan.Calendar, scan.DayFirst, scan.MonthFirst, scan.UnixSeconds, scan.UnixMillis, scan.UnixMicros, scan.UnixNanos, scan.ExcelDay}[i]
			if n := read(scan.Stamp, form).BadCount[scan.BadStamp]; n != 0 {
				t.Errorf("%q is called a stamp of form %d and does not read", cell, form)
			}
		}
	})
}
