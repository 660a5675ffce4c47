// Package demo makes simulated data to try the calculator with. It is labelled
// as such and the same on every device.
package demo
