// Package uuid gives go-app the one random name it asks for.
package uuid

import (
	"fmt"
	"math/rand/v2"
)

// NewString returns 128 random bits in hexadecimal, 32 digits.
func NewString() string { return fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()) }
