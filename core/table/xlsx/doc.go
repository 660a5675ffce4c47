// Package xlsx reads a worksheet as rows of text.
package xlsx
