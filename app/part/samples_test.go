package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// samples holds every part in its states, for what must be true of all.
func samples() map[string]app.UI {
	number := NumberField{ID: "f", Label: "Futures price", Text: "4,312.0", Unit: "pt", Less: "less", More: "more"}
	state := func(change func(*NumberField)) app.UI { f := number; change(&f); return f.UI() }
	yes := true
	return map[string]app.UI{
		"icon":          Beside(Icon(Undo)),
		"logo":          Beside(Logo()),
		"number":        number.UI(),
		"number bad":    state(func(f *NumberField) { f.Err = "not a number: “1o.6”; write 10.6" }),
		"number warn":   state(func(f *NumberField) { f.Warn = "not a multiple of 0.2; computed anyway" }),
		"number hint":   state(func(f *NumberField) { f.Hint = "as quoted" }),
		"number off":    state(func(f *NumberField) { f.Off = "a forward trade borrows no stock" }),
		"number bare":   state(func(f *NumberField) { f.Bare = true; f.Less, f.More = "", "" }),
		"number spoken": state(func(f *NumberField) { f.Unit, f.Spoken = "‱", "basis point of ten thousand" }),
		"text":          TextField{ID: "d", Label: "As of", Text: "2024-09-13", Unit: "Fri", Max: 10}.UI(),
		"text bad":      TextField{ID: "d", Label: "As of", Text: "2024-13-13", Err: "no such day"}.UI(),
		"segmented":     Segmented{Name: "month", Label: "Contract month", Value: "2412", Tall: true, Options: []Option{{Value: "2409", Label: "2409", Second: "7 d"}, {Value: "2412", Label: "2412", Second: "98 d", Name: "December"}, {Value: "2503", Label: "2503", Off: true}}}.UI(),
		"select":        Select{ID: "preset", Label: "Cost model", Hide: true, Value: "b", Options: []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}, Hint: "as of 2024-09-13"}.UI(),
		"toggle":        Toggle{ID: "costs", Label: "Include costs", On: true, Hint: "both ways"}.UI(),
		"group":         Group{Legend: "Market", Body: []app.UI{number.UI()}}.UI(),
		"button":        Button{Text: "Save", Icon: Save, Kind: Go}.UI(),
		"button off":    Button{Text: "Redo", Off: true, Pressed: &yes}.UI(),
		"button link":   Button{Text: "EN", Href: "/en/", Lang: "en", Kind: Bare}.UI(),
		"toolbar":       Toolbar{Label: "Tools", Items: []Button{{Icon: Undo, Text: "Undo"}, {Icon: Share, Text: "Share", Break: true}}}.UI(),
		"tags":          Beside(Tag{"N = 63", ""}.UI(), Tag{"pays", "on"}.UI(), Tag{"2 warnings", "warn"}.UI(), Tag{"unreadable", "err"}.UI()),
		"verdict none":  Verdict{ID: "v", Title: "No arbitrage", Sentence: []Run{{Text: "earns "}, {Text: "−3.51% p.a.", Strong: true, Keep: true}, {Text: "."}}}.UI(),
		"verdict yes":   Verdict{Kind: Forward, Level: 2, Title: "Forward arb earns +9.95% p.a."}.UI(),
		"verdict na":    Verdict{Kind: Undefined, Level: 3, Title: "Expires today"}.UI(),
		"figures":       Figures{Items: []Figure{{Label: "Fair value", Value: "4,448.73", Hero: true}, {Label: "Gap", Value: "−136.73", Tone: Down, Sub: []string{"−3.10%"}, Flash: true}}}.UI(),
		"figures stale": Figures{Equal: true, Stale: true, Items: []Figure{{Label: "Basis", Value: "n/a"}}}.UI(),
		"trades":        Trades{Items: []Trade{{Name: "Forward arb", Value: "−7.46%", Unit: "p.a.", Note: "177.00 points away"}, {Name: "Holder’s switch", Tag: &Tag{"pays", "on"}, Value: "+132.18", Unit: "pt"}}}.UI(),
		"mini":          Beside(Mini{Items: []MiniItem{{"Fair", "4,448.73", Fair}}, Verdict: "No arb"}.UI()),
		"announce":      Announce("said", "fair value 4,448.73"),
		"top":           sampleTop(false),
		"top offline":   sampleTop(true),
		"notices": Notices{Label: "Notices", Items: []Notice{{Kind: NoticeOffline, Text: Words("Offline.")}, {Kind: NoticeUpdate, Text: Words("New version."), Action: &Button{Text: "Update"}},
			{Kind: NoticeWarn, Text: Words("Calendar ends.")}, {Kind: NoticeErr, Text: Words("Not saved.")}, {Text: Words("Sample data.")}}}.UI(),
		"toast":      Toast{ID: "toast", Text: "Link copied", Undo: "Undo"}.UI(),
		"toast none": Toast{ID: "toast"}.UI(),
		"foot":       Foot{Items: []string{"computed here"}, Links: []Button{{Text: "Method", Href: "/method"}}, Printed: "IM2412"}.UI(),
		"strip":      sampleStrip(4312, 4448.73).UI(),
		"strip rows": Strip{Lower: &Mark{4440, "Lower 4,440.00"}, Upper: &Mark{4455, "Upper 4,455.00"}, Market: &Mark{4700, "Market 4,700.0"}, Small: true, Stale: true, Sentence: "all"}.UI(),
		"falls":      sampleFalls().UI(),
		"heat":       sampleHeat().UI(),
		"pick":       samplePick().UI(),
		"legend":     Legend(LegendItem{"u2", "▲▲ up"}, LegendItem{"d1", "▼ down"}, LegendItem{"curve", "fit"}, LegendItem{"cut", "anew"}, LegendItem{"trade", "trades"}),
		"histogram":  Histogram{Label: "Splits by rank", Counts: []float64{12, 3, 0, 9}, Low: "worst", High: "best", Split: 2}.UI(),
		"table":      sampleTable(false).UI(),
		"table once": Beside(sampleResults(true).Whole()),
		"table wide": sampleTable(true).UI(),
		"row of one": app.Raw(Record{ID: "r1", Caption: "Today & then", Columns: []Column{{Label: "Mean <1>"}, {Label: "SD", Numeric: true}}, Cells: []Cell{{Text: "−1%", Tone: Down}, {Text: "2%"}}}.HTML()),
		"compare":    CompareTable{Label: "Scenarios", Item: "Item", Scenarios: []string{"A", "B", "C"}, Lines: []CompareLine{{"Fair value", []string{"1", "2", "3"}, true}}}.UI(),
		"panes": Panes{ContractLabel: "Contract", AnswerLabel: "v", InputsLabel: "Inputs", About: "IM2412", Answer: []app.UI{Verdict{ID: "v", Title: "No arbitrage"}.UI()},
			Tools: Toolbar{Label: "Tools", Items: []Button{{Icon: Undo, Text: "Undo"}}}.UI(), Mini: Mini{Verdict: "No arb"}.UI(), Inputs: []app.UI{number.UI()}, Panels: []app.UI{Panel{ID: "p", Title: "P"}.UI()}}.UI(),
		"page":       Page{Panels: []app.UI{Columns{Wide: true, Left: []app.UI{Panel{ID: "l", Title: "L", Note: "n", Side: []app.UI{Button{Text: "b"}.UI()}}.UI()}, Right: []app.UI{Panel{ID: "r", Title: "R"}.UI()}}.UI()}}.UI(),
		"more":       More{ID: "m", Summary: "Costs", Open: true, Print: true, Body: []app.UI{Note(Run{Text: "see "}, Run{Text: "method", Href: "#m"}), Lead(Run{Text: "lead"})}}.UI(),
		"facts":      Facts{[]Fact{{"Expiry", "2024-12-20"}}}.UI(),
		"formula":    Formula{"Formulas", [][]Run{{{Text: "R", Italic: true}, {Text: "b", Sub: true}, {Text: " = 1"}}}}.UI(),
		"empty":      Empty{Title: "No data", Text: "Add bars.", Actions: []Button{{Text: "Choose", Kind: Go}}}.UI(),
		"job":        Job{ID: "job", Text: "18 / 40", Detail: "3 MB/s", Label: "Progress", Done: 18, Total: 40, Cancel: "Cancel", CancelLabel: "Cancel job", Value: "1"}.UI(),
		"drop":       Drop{ID: "file", Name: "Files", Title: "Drop files", Text: "CSV", Choose: "Choose", Accept: ".csv", Go: true, Actions: []Button{{Text: "Sample"}}, Note: "not real"}.UI(),
		"drop small": Drop{ID: "file", Name: "Files", Title: "Drop files", Choose: "Choose", Small: true}.UI(),
		"chart":      ChartFigure{ID: "c", Label: "Implied repo by days left", Caption: "Repo", Size: ChartSmall, Twin: &Table{Label: "Data", Columns: []Column{{Label: "Days"}}}, TwinSummary: "Table", Save: "Save chart as", SaveKinds: []string{"png", "svg", "csv"}}.UI(),
		"chart tall": ChartFigure{ID: "c", Label: "x", Size: ChartLarge}.UI(),
		"chart tiny": ChartFigure{ID: "c", Label: "x", Size: ChartTiny}.UI(),
		"percentile": Percentile{At: 23}.UI(),
		"terms":      Terms{[]Term{{"N", "trading days to <expiry>", "formulas A.0"}, {"K", "252/N", ""}}}.UI(),
		"plot":       app.Raw(samplePlot().Still()),
		"plot names": app.Raw(Plot{Names: true}.Still()),
	}
}

func sampleTop(offline bool) app.UI {
	return Top{Skip: "Skip to results", SkipHref: "#answer", Home: "/", Brand: "fairbasis", NavLabel: "Main", Net: "Works offline", Offline: offline,
		Nav: []NavItem{{"/", "Calculator", Calculator, true}, {"/curve", "Curve", Curve, false}}, LangHref: "/en/", Lang: "en", LangText: "EN",
		Settings: SettingsMenu{ID: "settings", Label: "Settings", ThemeTitle: "Appearance", System: "System", Light: "Light", Dark: "Dark", Theme: "dark", UpDownTitle: "Colours", RedUp: "Red up", GreenUp: "Green up", UpDown: "red",
			Keys: KeyList{ID: "keys", Title: "Shortcuts", Items: []Key{{[]string{"g", "c"}, "Calculator"}}, Switch: "Single letters", On: true}}}.UI()
}

func sampleStrip(market, fair float64) Strip {
	return Strip{Lower: &Mark{4242.06, "Lower 4,242.06"}, Upper: &Mark{4489, "Upper 4,489.00"}, CoreLower: &Mark{4258.44, ""}, CoreUpper: &Mark{4460.44, ""},
		Fair: &Mark{fair, "Fair " + plainPrice(fair, 2)}, Market: &Mark{market, "Market " + plainPrice(market, 1)}, Spot: &Mark{4413.187, ""}, Holder: &Mark{4426.32, ""},
		Below: "Rev", Above: "Fwd", Sentence: "Price axis", Legend: []LegendItem{{"hur", "5% hurdle"}, {"band", "3% band"}, {"core", "5% band"}, {"spot", "Spot"}, {"hold", "Holder"}, {"line", "hurdle"}, {"now", "now"}}}
}

func sampleFalls() Waterfalls {
	return Waterfalls{[]Waterfall{
		{Caption: "to the upper bound", ItemHead: "Item", SumHead: "Points", Sum: "Upper bound", Bound: "4,489.00", Total: "+40.27",
			Steps: []BarStep{{"hurdle", "", "+23.70", 23.7}, {"margin", "", "+12.05", 12.05}, {"stock", "0.1%", "+4.41", 4.41}, {"fee", "", "+0.10", 0.1}}},
		{Caption: "to the lower bound", ItemHead: "Item", SumHead: "Points", Sum: "Lower bound", Bound: "4,242.06", Total: "−206.67",
			Steps: []BarStep{{"loan", "10.6%", "−125.60", -125.6}, {"proceeds", "", "−35.55", -35.55}, {"short margin", "", "−29.62", -29.62}, {"margin", "", "−11.39", -11.39}, {"stock", "", "−4.41", -4.41}, {"fee", "", "−0.10", -0.1}}}}}
}

func sampleHeat() Heat {
	h := Heat{Label: "Sensitivity", Caption: "Rows: dividends", Corner: "Dividends", Columns: []string{"0%", "6%", "10.6%"}, MeetsWord: "meets hurdle", NowWord: "current inputs"}
	for i, row := range [][]float64{{11.7, 3.1, -3.5}, {10.5, 4.8, -7.4}, {8.7, 6.1, 0}} {
		r := HeatRow{Label: string(rune('0' + 5*i))}
		for j, v := range row {
			r.Cells = append(r.Cells, HeatCell{Text: plainPrice(v, 1), Level: LevelOf(v, 5), Meets: v >= 5, Now: i == 0 && j == 2})
		}
		h.Rows = append(h.Rows, r)
	}
	return h
}

func sampleTable(wide bool) Table {
	return Table{ID: "t", Label: "Contracts", Caption: "Four contracts", Wide: wide, Compact: true,
		Columns: []Column{{Label: "Contract"}, {Label: "Futures", Numeric: true}, {Label: "Fair value", Second: "Gap", Numeric: true}, {Label: "Share", Numeric: true, Minor: true}, {Label: "Action", Hide: true}},
		Rows: []Row{
			{Kind: RowOn, Cells: []Cell{{Text: "IC2409", Second: "7 d", Tag: &Tag{"lowest", "on"}}, {Body: NumberField{ID: "f1", Label: "IC2409 futures", Text: "4,444.8", Bare: true}.UI()}, {Text: "4,453.52", Second: "−8.72", Tone: Fair, Tone2: Down}, {Text: "12%", Tone: Muted}, {Body: Button{Text: "Apply", Kind: Link}.UI()}}},
			{Cells: []Cell{{Text: "IC2410"}, {}, {Runs: []Run{{Text: "n/a", Strong: true}}}, {Text: "would need −70.13", Span: 2, Tone: Muted}}}},
		Foot: []Row{{Kind: RowSum, Cells: []Cell{{Text: "All"}, {}, {Text: "1", Strong: true}, {}, {}}}}}
}

func samplePick() Pick {
	p := Pick{ID: "orders", Label: "Orders and windows", Caption: "Rows: order", Corner: "Order", Columns: []string{"360", "450"}, MeetsWord: "above zero", NowWord: "present settings"}
	for i, row := range [][]float64{{-1.2, 0.4}, {2.5, -4.4}} {
		r := PickRow{Label: string(rune('3' + i))}
		for j, v := range row {
			r.Cells = append(r.Cells, PickCell{HeatCell{plainPrice(v, 1), LevelOf(v, 1), v > 0, i+j == 2}, string(rune('0' + 2*i + j)), "order, window"})
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// sampleResults is a table of texts alone.
func sampleResults(wide bool) Table {
	return Table{ID: "r", Label: "Results <1>", Caption: "Four & more", Wide: wide, Compact: true,
		Columns: []Column{{Label: "Name"}, {Label: "Net", Second: "Gross", Numeric: true}, {Label: "Share", Numeric: true, Minor: true}, {Label: "Why", Hide: true}},
		Rows: []Row{
			{Kind: RowOn, Cells: []Cell{{Text: "IC <b>", Second: "7 d", Tag: &Tag{"report \"001\"", "on"}}, {Text: "−8.72", Tone: Down, Second: "1", Tone2: Muted}, {Text: "12%", Strong: true}, {Text: "x"}}},
			{Cells: []Cell{{Text: "IF"}, {}, {Runs: []Run{{Text: "n/a", Strong: true}, {Text: " & so"}}}, {Tag: &Tag{Text: "t"}}}},
			{Cells: []Cell{{Text: "IH"}, {Text: "would need", Span: 2, Tone: Muted}, {Text: "y"}}}},
		Foot: []Row{{Kind: RowSum, Cells: []Cell{{Text: "All"}, {Text: "1", Strong: true}, {}, {}}}}}
}
