package scan

import (
	"context"
	"testing"
)

func TestReadMinuteBars(t *testing.T) {
	text := "datetime,open,volume\n2024-09-13 09:31:00,3158.2,1200\n2024-09-13 09:32:00,3158,900\r\n"
	rows, err := Read(context.Background(), []byte(text), Plan{Comma: ',', Start: 21, Row: 2, Kinds: []Kind{Stamp, Number, Number}})
	if err != nil {
		t.Fatal(err)
	}
	if rows.Read != 2 || rows.Time[0] != 1726219860000 || rows.Numbers[1].Text(0) != "3158.2" || rows.Numbers[1].Text(1) != "3158.0" ||
		rows.Numbers[2].Mantissa[1] != 900 || rows.Row[1] != 3 || rows.Ascending != 1 || rows.Daily {
		t.Errorf("got %+v", rows)
	}
}
