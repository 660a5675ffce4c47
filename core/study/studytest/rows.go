package studytest

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fairbasis/core/calendar"
)

// Rows reads a file of the reference data as a spreadsheet would, without its
// header lines, for what is worked out apart from the book of days. Where it is
// absent the test is skipped.
func Rows(t testing.TB, ref string, header int) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		t.Skip("../shared/data is not on this machine: the reference data are not part of the project")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[header:]
}

// Number reads a cell.
func Number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Date reads a day.
func Date(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
