// Package paper puts studies together as one report, to be drawn or saved.
package paper
