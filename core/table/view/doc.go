// Package view shows bars that were loaded: as points of a chart, as rows of
// text, joined with others, or as a file.
package view
