package calendar

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// sharedCSV reads a file of the reference data, without its header, or skips the test where the data is not there.
func sharedCSV(t *testing.T, name string) [][]string {
	t.Helper()
	root := moduleRoot(t)
	f, err := os.Open(filepath.Join(root, "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("reference data is not on this machine: %v", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1 // exports end with a footer
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return rows[1:]
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
