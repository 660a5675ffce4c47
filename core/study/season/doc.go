// Package season lays years, months and events over each other.
package season
