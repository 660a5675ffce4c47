// Package tls takes the place of the standard library's in the program of the
// hosted API, which speaks no TLS: its host does, and hands it whole requests.
// Package net/http names these types and functions; none of them is ever called.
package tls

import (
	"context"
	"errors"
	"net"
)

// What package net/http compares with.
const (
	VersionTLS12 = 0x0303
	VersionTLS13 = 0x0304

	TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256   uint16 = 0xc02f
	TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 uint16 = 0xc02b
)

var errAbsent = errors.New("tls: not part of this program")

// Config holds what package net/http sets.
type Config struct {
	Certificates         []Certificate
	GetCertificate       func(*ClientHelloInfo) (*Certificate, error)
	GetConfigForClient   func(*ClientHelloInfo) (*Config, error)
	EncryptedClientHello []byte
	NextProtos           []string
	ServerName           string
	InsecureSkipVerify   bool
	CipherSuites         []uint16
	MinVersion           uint16

	PreferServerCipherSuites bool
}

// Clone copies c.
func (c *Config) Clone() *Config {
	if c == nil {
		return nil
	}
	d := *c
	return &d
}

// Certificate is none.
type Certificate struct{}

// ClientHelloInfo is none.
type ClientHelloInfo struct{}

// LoadX509KeyPair fails.
func LoadX509KeyPair(certFile, keyFile string) (Certificate, error) {
	return Certificate{}, errAbsent
}

// ConnectionState is that of no connection.
type ConnectionState struct {
	Version            uint16
	HandshakeComplete  bool
	CipherSuite        uint16
	NegotiatedProtocol string
	ServerName         string
	PeerCertificates   []*PeerCertificate

	NegotiatedProtocolIsMutual bool
}

// PeerCertificate is none.
type PeerCertificate struct{}

// VerifyHostname fails.
func (*PeerCertificate) VerifyHostname(string) error { return errAbsent }

// RecordHeaderError is never returned.
type RecordHeaderError struct {
	RecordHeader [5]byte
	Conn         net.Conn
}

func (RecordHeaderError) Error() string { return errAbsent.Error() }

// Conn is the connection it wraps, and secures nothing: its handshake fails.
type Conn struct{ net.Conn }

// Client wraps a connection.
func Client(c net.Conn, _ *Config) *Conn { return &Conn{c} }

// NetConn is the wrapped connection.
func (c *Conn) NetConn() net.Conn { return c.Conn }

// HandshakeContext fails.
func (*Conn) HandshakeContext(context.Context) error { return errAbsent }

// ConnectionState is that of no connection.
func (*Conn) ConnectionState() ConnectionState { return ConnectionState{} }

// VerifyHostname fails.
func (*Conn) VerifyHostname(string) error { return errAbsent }

// NewListener returns a listener that accepts nothing.
func NewListener(l net.Listener, _ *Config) net.Listener { return closed{l} }

type closed struct{ net.Listener }

func (closed) Accept() (net.Conn, error) { return nil, errAbsent }

// Dialer dials nothing.
type Dialer struct{ Config *Config }

// DialContext fails.
func (*Dialer) DialContext(context.Context, string, string) (net.Conn, error) { return nil, errAbsent }
