// Package distribution counts how often a basis or a calendar spread took which value.
package distribution
