package op

// File is a document in a reply, to be saved. In plain JSON its bytes are
// base64; between engine and page they travel as a transferred buffer, and
// the page keeps the buffer outside of its own memory under Kept.
type File struct {
	Name  string `json:"name" doc:"name to save it under"`
	Type  string `json:"type" doc:"media type"`
	Bytes []byte `json:"bytes,omitempty" doc:"content, base64"`
	Kept  int    `json:"kept,omitempty" doc:"between programs: where the content is kept"`
}
