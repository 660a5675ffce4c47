package text

// Signals are the words of the signals page, but for those of its results.
// Sentences mark with ** what decides.
type Signals struct {
	Printed, Title string

	Regimes map[string]string // none, neutral, up_accelerating, up_slowing, down_accelerating, down_slowing
}
