// Package sections puts the answers of studies into words and tables, in
// Chinese and English: the page draws them, and reports are made of them.
package sections
