// Package sections puts the answers of studies into words and tables, in
// Chinese and English: the page draws them, and reports are made of them.
// A sentence says what the numbers say and nothing more: it is left out where
// its numbers are not defined, and a difference is called one only where its
// test finds it at the 5 % level.
package sections
