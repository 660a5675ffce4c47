package market

import (
	"context"
	"strconv"

	"fairbasis/core/fault"
)

// Source names bars in a request: a series of a file that was loaded, or columns
// that come with the request. Resolve swaps them for the bars before a request
// is checked, so computing code never meets a name.
type Source struct {
	Ref     string   `json:"ref,omitempty" doc:"the file, as the load reply names it"`
	Symbol  string   `json:"symbol,omitempty" doc:"the series of the file, if it holds several; or what the columns are of"`
	Columns *Columns `json:"columns,omitempty" doc:"the bars themselves, in place of a file"`

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

// Inline is a Library that reads columns of requests as well.
type Inline interface {
	// Columns makes bars of a symbol out of columns. It refuses all that is wrong
	// with them at once, at columns and below.
	Columns(ctx context.Context, c *Columns, symbol string) (*Bars, error)
}

// Resolve looks up the bars of s, unless it has them already.
func (s *Source) Resolve(ctx context.Context) (err error) {
	if s.Bars != nil {
		return nil
	}
	lib := LibraryOf(ctx)
	switch {
	case s.Columns != nil && s.Ref != "":
		return refuse("more_than_one", "must be a ref or columns, not both")
	case s.Columns != nil:
		inline, ok := lib.(Inline)
		if !ok {
			return fault.New(fault.Unknown, "no bars are read from requests here; load them as a file")
		}
		s.Bars, err = inline.Columns(ctx, s.Columns, s.Symbol)
	case s.Ref == "":
		return refuse("missing", "the bars are missing; give columns, or the ref of a file")
	case lib == nil:
		return fault.New(fault.Unknown, "there are no files here; send the bars as columns")
	default:
		s.Bars, err = lib.Bars(ctx, s.Ref, s.Symbol)
	}
	return err
}

// ResolveAll looks up the bars of futures and, unless it is nil, of index. What
// is refused is refused together, at futures.0, futures.1 ... and index. A file
// that is not there, and a stop, are answered as such: who asked may bring the
// file and ask again.
func ResolveAll(ctx context.Context, futures []Source, index *Source) error {
	var fs fault.Fields
	for i := range futures {
		if err := fs.Take(fault.Join("futures", strconv.Itoa(i)), futures[i].Resolve(ctx)); err != nil {
			return err
		}
	}
	if index != nil {
		if err := fs.Take("index", index.Resolve(ctx)); err != nil {
			return err
		}
	}
	return fs.Err()
}
