package reference

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/page"
	"fairbasis/app/part"
	"fairbasis/app/text"
)

// frame is what is around the page: the same as around every other one, but
// alive through the script of this page alone.
type frame struct {
	app.Compo
	lang string
}

// Frame returns what is around the page in a language. Its main element, with
// the id main, is empty.
func Frame(lang string) app.Composer { return &frame{lang: lang} }

func (f *frame) Render() app.UI {
	own, w := wordsOf(f.lang), text.For(f.lang)
	updown := "red"
	if f.lang == english.Lang {
		updown = "green"
	}
	return app.Div().Class("page").Body(
		part.Top{
			Skip: own.Skip, SkipHref: "#main", Home: w.Home, Brand: "fairbasis", NavLabel: w.Frame.Nav, Nav: page.Nav(w, "api"),
			Net: w.Frame.Online, LangHref: w.OtherHome + "api", Lang: w.OtherLang, LangText: w.OtherText,
			Settings: part.SettingsMenu{
				ID: "settings", Label: w.Frame.Settings,
				ThemeTitle: w.Frame.Theme, System: w.Frame.System, Light: w.Frame.Light, Dark: w.Frame.Dark, Theme: "system",
				UpDownTitle: w.Frame.UpDown, RedUp: w.Frame.RedUp, GreenUp: w.Frame.GreenUp, UpDown: updown,
				Keys: part.KeyList{ID: "keys", Title: w.Frame.Keys, Switch: w.Frame.KeysSwitch, On: true, Items: []part.Key{
					{Keys: []string{"/"}, Text: own.KeyFind},
					{Keys: []string{"g", "c u h s d a"}, Text: w.Frame.KeyPages},
					{Keys: []string{"Ctrl Enter"}, Text: own.KeySend},
					{Keys: []string{"t"}, Text: w.Frame.KeyTheme},
					{Keys: []string{"?"}, Text: w.Frame.KeyHelp},
				}},
			},
		}.UI(),
		part.Notices{Label: w.Frame.Notices}.UI(),
		app.Main().Class("wrap", "ref").Attr("id", "main").Attr("tabindex", "-1"),
		part.Foot{Items: []string{own.Served}, Links: []part.Button{{Href: "/openapi.json", Text: "openapi.json"}}}.UI())
}
