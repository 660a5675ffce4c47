package charset

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// fromX is what golang.org/x/text reads in GB18030 bytes: the oracle.
func fromX(t testing.TB, b []byte) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		t.Fatalf("oracle: %v", err)
	}
	return string(out)
}
