package layout

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// long is a text of about 24 MB: 400,000 bars of seven columns.
func long() []byte {
	var b strings.Builder
	b.WriteString("datetime,open,high,low,close,volume,open_interest\n")
	at := time.Date(2018, 1, 2, 9, 31, 0, 0, time.UTC)
	for i := range 400_000 {
		p := 34000 + (i*37)%401
		fmt.Fprintf(&b, "%s,%d.%d,%d.%d,%d.%d,%d.%d,%d,%d\n", at.Add(time.Duration(i)*time.Minute).Format("2006-01-02 15:04:05"),
			p/10, p%10, (p+9)/10, (p+9)%10, (p-7)/10, (p-7)%10, (p+3)/10, (p+3)%10, 100+i%999, 100000+i%9999)
	}
	return []byte(b.String())
}

func BenchmarkRecognise(b *testing.B) {
	text := long()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Recognise(text, Hint{}); err != nil {
			b.Fatal(err)
		}
	}
}
