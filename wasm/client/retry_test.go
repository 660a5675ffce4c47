package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fairbasis/core/basis"
	"fairbasis/core/fault"
	"fairbasis/core/problem"
)

// script answers one exchange after the other, without a network. "" is an
// exchange that breaks; "429", "503" and others are problems, with what
// follows a blank as Retry-After; "cut" is an answer that stops in the middle.
type script struct {
	steps []string
	asked int
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	step := s.steps[min(s.asked, len(s.steps)-1)]
	s.asked++
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	if step == "" {
		return nil, errors.New("connection reset")
	}
	name, later, _ := strings.Cut(step, " ")
	h := http.Header{"Content-Type": {"application/json"}}
	var body io.Reader = strings.NewReader(`{"date":"2024-09-13"}`)
	status := 200
	switch name {
	case "cut":
		body = io.MultiReader(strings.NewReader(`{"da`), broken{})
	case "200":
	default:
		_, _ = fmt.Sscan(name, &status)
		h.Set("Content-Type", problem.Type)
		h.Set("Retry-After", later)
		body = strings.NewReader(`{"status":` + name + `,"code":"rate_limit","detail":"wait"}`)
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(body), Request: r}, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// scripted is a client over a script whose waits are noted and not made.
func scripted(steps []string, options ...Option) (*Client, *script, *[]time.Duration) {
	s := &script{steps: steps}
	waits := &[]time.Duration{}
	c := New("http://api.test", append(options, HTTP(&http.Client{Transport: s}))...)
	c.wait = func(ctx context.Context, d time.Duration) error {
		*waits = append(*waits, d)
		return ctx.Err()
	}
	c.now = func() time.Time { return time.Date(2024, 9, 13, 7, 0, 0, 0, time.UTC) }
	return c, s, waits
}

func TestRetries(t *testing.T) {
	own := time.Duration(-1) // a wait of the client's own choice
	for _, test := range []struct {
		name   string
		steps  []string
		asked  int
		waits  []time.Duration
		status int // 200: a reply
	}{
		{"at once", []string{"200"}, 1, nil, 200},
		{"after a limit", []string{"429 2", "200"}, 2, []time.Duration{2 * time.Second}, 200},
		{"until a day", []string{"503 Fri, 13 Sep 2024 07:00:05 GMT", "200"}, 2, []time.Duration{5 * time.Second}, 200},
		{"a day that is over", []string{"503 Fri, 13 Sep 2024 06:00:05 GMT", "200"}, 2, []time.Duration{own}, 200},
		{"no time named", []string{"503", "429 soon", "200"}, 3, []time.Duration{own, own}, 200},
		{"the network", []string{"", "cut", "200"}, 3, []time.Duration{own, own}, 200},
		{"three times", []string{"503 1", "", "429 1", "200"}, 3, []time.Duration{time.Second, own}, 429},
		{"too long a wait", []string{"429 31", "200"}, 1, nil, 429},
		{"an absurd wait", []string{"429 99999999999999999999", "200"}, 2, []time.Duration{own}, 200},
		{"a refusal", []string{"422", "200"}, 1, nil, 422},
		{"a mistake of the server", []string{"500 1", "200"}, 1, nil, 500},
	} {
		c, s, waits := scripted(test.steps)
		_, err := Do(context.Background(), c, basis.Key, basis.Example)
		status := 200
		var e *Error
		if errors.As(err, &e) {
			status = e.Status
		}
		good := slices.EqualFunc(*waits, test.waits, func(got, want time.Duration) bool {
			return got == want || want == own && got >= 250*time.Millisecond && got <= 750*time.Millisecond
		})
		if s.asked != test.asked || !good || status != test.status {
			t.Errorf("%s: asked %d times, waited %v, status %d (%v); want %d, %v, %d", test.name, s.asked, *waits, status, err, test.asked, test.waits, test.status)
		}
	}
}

func TestRetryAfterIsTold(t *testing.T) {
	c, _, _ := scripted([]string{"429 3600"})
	_, err := Do(context.Background(), c, basis.Key, basis.Example)
	var e *Error
	if !errors.As(err, &e) || e.RetryAfter != time.Hour || fault.From(err).Code != problem.RateLimit {
		t.Errorf("got %+v", err)
	}
}

func TestTries(t *testing.T) {
	c, s, _ := scripted([]string{""}, Tries(1))
	if _, err := Do(context.Background(), c, basis.Key, basis.Example); err == nil || s.asked != 1 {
		t.Errorf("asked %d times: %v", s.asked, err)
	}
	c, s, waits := scripted([]string{""}, Tries(100), Longest(2*time.Second))
	if _, err := Do(context.Background(), c, basis.Key, basis.Example); err == nil || s.asked != 100 || slices.Max(*waits) != 2*time.Second {
		t.Errorf("asked %d times: %v, %v", s.asked, err, *waits)
	}
}

// The request itself stands in the address of a GET; an error of the network
// does not repeat it.
func TestErrorWithoutAddress(t *testing.T) {
	c, _, _ := scripted([]string{""})
	_, err := Get(context.Background(), c, basis.Key, basis.Example)
	if err == nil || strings.Contains(err.Error(), "spot") || !strings.Contains(err.Error(), "connection reset") {
		t.Error(err)
	}
}

func TestCancel(t *testing.T) {
	// before it begins
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c, s, _ := scripted([]string{"200"})
	_, err := Do(ctx, c, basis.Key, basis.Example)
	if !errors.Is(err, context.Canceled) || fault.From(err).Code != fault.Canceled || s.asked != 0 {
		t.Errorf("asked %d times: %v", s.asked, err)
	}
	// while the server computes
	arrived := make(chan struct{})
	ctx, cancel = context.WithCancel(context.Background())
	base := serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	go func() { <-arrived; cancel() }()
	if _, err := Do(ctx, New(base), basis.Key, basis.Example); !errors.Is(err, context.Canceled) || fault.From(err).Code != fault.Canceled {
		t.Error(err)
	}
	// while it waits for the next try
	ctx, cancel = context.WithCancel(context.Background())
	c, s, _ = scripted([]string{"503 5"})
	c.wait = func(ctx context.Context, d time.Duration) error { cancel(); return sleep(ctx, d) }
	if _, err := Do(ctx, c, basis.Key, basis.Example); !errors.Is(err, context.Canceled) || s.asked != 1 {
		t.Errorf("asked %d times: %v", s.asked, err)
	}
	// when the wait would outlast the deadline, the answer there is comes at once
	c, s, waits := scripted([]string{"503 5"})
	ctx, cancel = context.WithDeadline(context.Background(), time.Now().Add(time.Hour))
	defer cancel()
	c.now = func() time.Time { return time.Now().Add(time.Hour - time.Second) }
	var e *Error
	if _, err := Do(ctx, c, basis.Key, basis.Example); !errors.As(err, &e) || e.Status != 503 || s.asked != 1 || len(*waits) != 0 {
		t.Errorf("asked %d times, waited %v: %v", s.asked, *waits, err)
	}
}
