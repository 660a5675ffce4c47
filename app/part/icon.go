package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// IconName names a drawing of the icon set.
type IconName string

// The icon set. Each is drawn on a 24 by 24 grid with a stroke of 2.
const (
	Calculator IconName = "calculator"
	Curve      IconName = "curve"
	History    IconName = "history"
	Signals    IconName = "signals"
	Data       IconName = "data"
	Code       IconName = "code"
	Learn      IconName = "learn"
	Settings   IconName = "settings"
	Keyboard   IconName = "keyboard"
	Undo       IconName = "undo"
	Redo       IconName = "redo"
	Share      IconName = "share"
	Copy       IconName = "copy"
	Save       IconName = "save"
	Compare    IconName = "compare"
	Print      IconName = "print"
	Download   IconName = "download"
	Upload     IconName = "upload"
	Plus       IconName = "plus"
	Minus      IconName = "minus"
	Equal      IconName = "equal"
	Close      IconName = "close"
	Check      IconName = "check"
	Trash      IconName = "trash"
	Rise       IconName = "rise"
	Fall       IconName = "fall"
	Warning    IconName = "warning"
	Mistake    IconName = "mistake"
	Info       IconName = "info"
	Online     IconName = "online"
	Offline    IconName = "offline"
	Refresh    IconName = "refresh"
	External   IconName = "external"
)

// drawings hold the inside of each icon.
var drawings = map[IconName]string{
	Calculator: `<rect x="5" y="3" width="14" height="18" rx="2"/><path d="M9 7.500h6M9 12v0M12 12v0M15 12v0M9 16v0M12 16v0M15 16v0"/>`,
	Curve:      `<path d="M4 4v16h16"/><path d="M8 15c2-7 9-7 11-8"/>`,
	History:    `<path d="M4 4v16h16"/><path d="M8 16V12M12 16V7M16 16v-6"/>`,
	Signals:    `<path d="M3 13h4l3-8 4 14 3-8h4"/>`,
	Data:       `<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0"/>`,
	Code:       `<path d="m8 7-5 5 5 5M16 7l5 5-5 5"/>`,
	Learn:      `<path d="M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2zM12 6v14"/>`,
	Settings:   `<path d="M4 8h8M18 8h2M4 16h2M12 16h8"/><circle cx="15" cy="8" r="2.500"/><circle cx="9" cy="16" r="2.500"/>`,
	Keyboard:   `<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10v0M10 10v0M14 10v0M18 10v0M8 14h8"/>`,
	Undo:       `<path d="M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3"/>`,
	Redo:       `<path d="m16 5 4 4-4 4M20 9H10a5 5 0 0 0 0 10h3"/>`,
	Share:      `<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>`,
	Copy:       `<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15a1 1 0 0 1-1-1V6a2 2 0 0 1 2-2h8a1 1 0 0 1 1 1"/>`,
	Save:       `<path d="M6 3h12v18l-6-4-6 4z"/>`,
	Compare:    `<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M12 4v16"/>`,
	Print:      `<path d="M7 8V3h10v5M7 17H3V8h18v9h-4"/><path d="M7 14h10v7H7z"/>`,
	Download:   `<path d="M12 4v11M7 10l5 5 5-5M4 20h16"/>`,
	Upload:     `<path d="M12 15V4M7 9l5-5 5 5M4 20h16"/>`,
	Plus:       `<path d="M12 5v14M5 12h14"/>`,
	Minus:      `<path d="M5 12h14"/>`,
	Equal:      `<path d="M5 9h14M5 15h14"/>`,
	Close:      `<path d="m6 6 12 12M18 6 6 18"/>`,
	Check:      `<path d="m5 12 5 5L19 7"/>`,
	Trash:      `<path d="M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15M10 11v6M14 11v6"/>`,
	Rise:       `<path d="M7 17 17 7M9 7h8v8"/>`,
	Fall:       `<path d="m7 7 10 10M17 9v8H9"/>`,
	Warning:    `<path d="M12 3.500 2.500 20h19zM12 10v4M12 17v0"/>`,
	Mistake:    `<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 8v4.500M12 16v0"/>`,
	Info:       `<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v0"/>`,
	Online:     `<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M9 20h6M8.500 10l2.500 2.500 4.500-5"/>`,
	Offline:    `<path d="M3 3l18 18M5 13a10 10 0 0 1 5-3M19 13a10 10 0 0 0-4-2.500M2 9a15 15 0 0 1 4.500-3M22 9A15 15 0 0 0 11 5M9 16.500a4.500 4.500 0 0 1 6 0M12 20v0"/>`,
	Refresh:    `<path d="M20 4v5h-5M4 20v-5h5M5 9a8 8 0 0 1 13-3l2 3M19 15a8 8 0 0 1-13 3l-2-3"/>`,
	External:   `<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>`,
}

// Icon returns the drawing with the name, hidden from assistive technology:
// the words beside it, or the name of its button, say what it means. An
// unknown name gives an empty drawing.
func Icon(name IconName) app.UI { return app.Raw(icon(name)) }

func icon(name IconName) string {
	return `<svg class="i" viewBox="0 0 24 24" aria-hidden="true">` + drawings[name] + `</svg>`
}

// Logo is the mark: a price above a band with the fair value on it.
func Logo() app.UI {
	return app.Raw(`<svg class="mark" viewBox="0 0 28 20" aria-hidden="true">` +
		`<rect class="m1" y="9" width="28" height="6" rx="1.500"/><rect class="m2" x="6" y="9" width="17" height="6"/>` +
		`<rect class="m3" x="16.500" y="5" width="3" height="14" rx="1.200"/><path class="m4" d="M6.500 1.500h8l-4 6.500z"/></svg>`)
}
