package reference

var english = words{
	Lang: "en", Suffix: "en",
	Skip: "Skip to content", Operations: "Operations", Find: "Filter by name or subject",
	Field: "Member", Kind: "Type", Meaning: "Meaning", Must: "required",
	Request: "Request", Reply: "Reply", Example: "Example", Try: "Try it", TryBatch: "Try a batch",
	SameAll: "The same members as", Same: "as in {place}",
	NoScript: "The form needs scripts, which are switched off here. The commands under Example do the same.", WholeExample: "the whole request as a file",
	AskWith: "Ask with", AnswerAs: "Answer as", Query: "Parameters, such as tail=5", Body: "Request", Send: "Send", Reset: "Reset", ChooseFile: "Choose a file",
	CtrlEnter: "Ctrl Enter sends", ShownRequest: "Request, cut", ShownReply: "Reply, cut where it is long",
	OrUndefined: "{kind} or undefined", ListOf: "list of {kind}", MapOf: "map of {kind}",
	KeyFind: "filter", KeySend: "send", Served: "Written from the operations themselves",
	Kinds: map[string]string{
		"object": "object", "number": "number", "integer": "integer", "boolean": "true or false", "text": "text", "date": "date", "month": "month",
		"base64": "base64", "choice": "choice", "points": "points", "rate": "rate", "yuan": "yuan", "lots": "lots",
	},
	Subjects: map[string]string{
		"contracts": "Contracts and rules", "fair value": "Fair value", "basis": "Basis", "arbitrage": "Arbitrage", "spreads and rolls": "Spreads and rolls",
		"bars": "Files and bars", "signals": "Signals and fits", "active hedge": "Active hedge", "studies": "Studies of the basis",
	},
	says: says{
		Sending: "Sending …", Offline: "No network: nothing was sent, and what you typed is still here.",
		Unreached: "The server did not answer; what you typed is still here.", NoAPI: "This site answers, but no API is served here.",
		Request: "The example could not be fetched. Write the request yourself, or try again with Reset.", Headers: "Headers", Errors: "Refused", Answer: "Answer",
		Empty: "no body", Rest: "{n} more characters are not shown", Found: "{n} operations", None: "No operation matches.",
		Online: "Works offline", NetOff: "Offline", Update: "A new version of this site is ready.", Load: "Load it now",
	},
}
