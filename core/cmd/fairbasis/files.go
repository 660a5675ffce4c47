package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fairbasis/core/fault"
	"fairbasis/core/table/load"
	"fairbasis/core/table/unpack"
)

// paths are the files of this machine, by their paths.
type paths struct{}

// Open reads a file. One beyond the limit is cut off behind it, so that the
// reader refuses it in its own words.
func (paths) Open(_ context.Context, ref string) (load.File, error) {
	f, err := os.Open(ref)
	if errors.Is(err, fs.ErrNotExist) {
		return load.File{}, fault.New(fault.Unknown, "there is no file %q", ref)
	}
	if err != nil {
		return load.File{}, fault.New(fault.Invalid, "%v", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(unpack.Default.File)+1))
	if err != nil {
		return load.File{}, fault.New(fault.Invalid, "%v", err)
	}
	return load.File{Name: filepath.Base(ref), Bytes: b}, nil
}
