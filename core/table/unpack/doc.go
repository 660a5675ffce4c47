// Package unpack takes the texts out of what they were wrapped in: gzip, zip
// and workbooks, within limits that hold while it inflates.
package unpack
