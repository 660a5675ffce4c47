// Package library is the files of the user on this device, as the page sees
// them: kept in the storage of the browser, read by the engine.
package library
