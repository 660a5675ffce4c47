// Package charset tells which encoding a text is in and decodes it.
package charset
