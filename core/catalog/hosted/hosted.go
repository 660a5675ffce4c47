// Package hosted is what the catalog needs where no files are stored: limits of
// one request, a file that comes with it, and examples that hold their bars.
package hosted
