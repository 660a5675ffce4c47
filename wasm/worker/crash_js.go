//go:build js && crash

package main

import (
	"net/http"
	"os"
)

// crashing ends the program at POST /v1/crash?how=NAME, in every way in which
// a program can end; in the build for tests only.
func crashing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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
