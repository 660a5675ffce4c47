// Package weekly makes the weekly table of report 001.
package weekly
