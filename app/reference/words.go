package reference

// words are those of the page in one language. What belongs to an operation is
// written in the catalog in English; docs holds it in the other language.
type words struct {
	Lang, Suffix string // of the page's own text, guide_SUFFIX.html

	Skip, Operations, Find, Field, Kind, Meaning, Must string
	Request, Reply, SameAll, Same, Example, Try        string
	NoScript, WholeExample, AskWith, AnswerAs          string
	Query, Body, Send, Reset, ChooseFile, CtrlEnter    string
	ShownRequest, ShownReply, OrUndefined, ListOf      string
	MapOf, KeyFind, KeySend, Served, TryBatch          string
	Kinds                                              map[string]string
	Subjects                                           map[string]string
	says                                               says
	docs                                               map[string]string // nil where the catalog's own language is meant
}

// says is what the form says, handed to its script.
type says struct {
	Sending   string `json:"sending"`
	Offline   string `json:"offline"`
	Unreached string `json:"unreached"`
	NoAPI     string `json:"noAPI"`
	Request   string `json:"request"` // the example did not come
	Headers   string `json:"headers"`
	Errors    string `json:"errors"`
	Answer    string `json:"answer"`
	Empty     string `json:"empty"`
	Rest      string `json:"rest"` // {n} characters are not shown
	Found     string `json:"found"`
	None      string `json:"none"`
	Online    string `json:"online"`
	NetOff    string `json:"netOff"`
	Update    string `json:"update"`
	Load      string `json:"load"`
}

// doc is a description of the catalog in the language of w, or as it stands
// where there is none: a test refuses that.
func (w *words) doc(english string) string {
	if text, ok := w.docs[english]; ok {
		return text
	}
	return english
}

// Says is what the form says, for an attribute.
func (w *words) Says() (string, error) { return encode(w.says) }

func wordsOf(lang string) *words {
	if lang == english.Lang {
		return &english
	}
	return &chinese
}
