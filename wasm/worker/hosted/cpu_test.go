//go:build hosted

package hosted

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// cpu is the processor time that a process and its threads have used, to a hundredth of a second.
func cpu(t testing.TB, p *os.Process) time.Duration {
	t.Helper()
	f := stat(t, p)
	user, err := strconv.Atoi(f[11])
	if err != nil {
		t.Fatal(err)
	}
	system, err := strconv.Atoi(f[12])
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// resident is the memory of a process that is in use, in bytes.
func resident(t testing.TB, p *os.Process) int {
	t.Helper()
	pages, err := strconv.Atoi(stat(t, p)[21])
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

// stat is what Linux says of a process, from the third field on (proc(5)).
func stat(t testing.TB, p *os.Process) []string {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Pid))
	if err != nil {
		t.Fatalf("measuring a process needs Linux: %v", err)
	}
	return strings.Fields(string(text[bytes.LastIndexByte(text, ')')+2:]))
}

// price is a request for a price, one of many.
func price(i int) string {
	return fmt.Sprintf(`{"contract":"IM2412","date":"2024-09-13","spot":%d.%03d,"futures":4312,"rate":0.03,"dividends":{"points":0}}`, 4000+i/1000, i%1000)
}

// put asks one operation and returns status and body of the answer.
func put(c *http.Client, base, path, kind, body string) (int, []byte, error) {
	r, err := c.Post(base+path, kind, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	return r.StatusCode, text, err
}
