//go:build js && crash

package main

import (
	"bytes"
	"net/http"
	"os"
	"strconv"
)

// crashing ends the program at POST /v1/crash?how=NAME, in every way in which
// a program can end; in the build for tests only.
func crashing(next http.Handler) http.Handler {
	asked := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path != "/v1/crash" {
			next.ServeHTTP(w, r)
			return
		}
		switch r.URL.Query().Get("how") {
		case "panic":
			panic("asked for")
		case "goroutine":
			go panic("asked for, elsewhere")
			<-make(chan bool)
		case "later":
			go panic("asked for, when the answer is there")
		case "exit":
			os.Exit(3)
		case "memory":
			var all [][]byte
			for {
				all = append(all, make([]byte, 1<<20))
				held = all
			}
		case "stack":
			deeper(0)
		case "blocked":
			<-make(chan bool)
		case "asked": // how many requests this program has seen
			_, _ = w.Write(strconv.AppendInt(nil, int64(asked), 10))
		case "hold": // keeps more than a program may keep for long
			held = append(held, bytes.Repeat([]byte{1}, 66<<20))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
}

// held keeps what is allocated.
var held [][]byte

func deeper(n int) int {
	var room [1 << 10]byte
	room[n%len(room)] = 1
	return deeper(n+1) + int(room[(n+1)%len(room)])
}
