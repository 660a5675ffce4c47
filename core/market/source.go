package market

import (
	"context"
	"strconv"

	"fairbasis/core/fault"
)

// Source names bars in a request: a series of a file that was loaded. Resolve
// swaps the name for the bars before a request is checked, so computing code
// never meets a name.
type Source struct {
	Ref    string `json:"ref" doc:"the file, as the load reply names it"`
	Symbol string `json:"symbol,omitempty" doc:"the series of the file; may be left out where there is one"`

	Bars *Bars `json:"-"`
}

// Library finds the bars that a reference names: loaded files in the engine,
// paths in the command line, nothing in the hosted API.
type Library interface {
	// Bars returns the series of a file. The refusal of an unknown ref has code
	// fault.Unknown; one of an unknown symbol lists those of the file.
	Bars(ctx context.Context, ref, symbol string) (*Bars, error)
}

type libraryKey struct{}

// WithLibrary returns a context whose requests may refer to files of lib.
func WithLibrary(ctx context.Context, lib Library) context.Context {
	return context.WithValue(ctx, libraryKey{}, lib)
}

// LibraryOf returns the library of a context, or nil.
func LibraryOf(ctx context.Context) Library {
	lib, _ := ctx.Value(libraryKey{}).(Library)
	return lib
}

// Resolve looks up the bars of s, unless it has them already.
func (s *Source) Resolve(ctx context.Context) error {
	if s.Bars != nil {
		return nil
	}
	lib := LibraryOf(ctx)
	if lib == nil {
		return fault.New(fault.Unknown, "there are no files here; send the bars with the request")
	}
	bars, err := lib.Bars(ctx, s.Ref, s.Symbol)
	if err != nil {
		return err
	}
	s.Bars = bars
	return nil
}

// ResolveAll looks up the bars of futures and, unless it is nil, of index. What
// is refused is refused together, at futures.0, futures.1 ... and index. A file
// that is not there, and a stop, are answered as such: who asked may bring the
// file and ask again.
func ResolveAll(ctx context.Context, futures []Source, index *Source) error {
	var fs fault.Fields
	look := func(path string, s *Source) error {
		err := s.Resolve(ctx)
		if err != nil && fault.From(err).Code != fault.Invalid {
			return err
		}
		fs.Merge(path, err)
		return nil
	}
	for i := range futures {
		if err := look(fault.Join("futures", strconv.Itoa(i)), &futures[i]); err != nil {
			return err
		}
	}
	if index != nil {
		if err := look("index", index); err != nil {
			return err
		}
	}
	return fs.Err()
}
