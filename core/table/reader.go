package table

// The program that reads files answers these requests; all others are about
// bars and answered by the one that computes, which gets the bars from it.
// ByReader names the file whose bars are other ones afterwards, if any.

// ByReader names the file that is read anew.
func (in LoadInput) ByReader() (anew string) { return in.Ref }

// ByReader changes no file.
func (ExportInput) ByReader() (anew string) { return "" }

// ByReader changes no file.
func (RejectedInput) ByReader() (anew string) { return "" }

// ByReader changes no file.
func (PasteInput) ByReader() (anew string) { return "" }
