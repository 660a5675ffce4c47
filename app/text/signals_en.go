package text

var signalsEN = Signals{
	Printed: "fairbasis signals", Title: "Polynomial signals and the active hedge",
	Regimes: map[string]string{"none": "No whole window", "neutral": "Neutral", "up_accelerating": "Rising, accelerating", "up_slowing": "Rising, slowing",
		"down_accelerating": "Falling, accelerating", "down_slowing": "Falling, slowing"},
}
