// Package client asks the hosted API with the types of the operations.
package client
