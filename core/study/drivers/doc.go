// Package drivers regresses a basis on what may move it.
package drivers
