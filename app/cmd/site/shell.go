package main

import (
	"html/template"
	"strings"

	pages "fairbasis/app"
)

// shell is the document around a page. The first element of the body is the
// page's own, as the program expects; what follows it stays when it starts.
var shell = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}" data-version="{{.Version}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{{.Title}}</title>
{{with .Description}}<meta name="description" content="{{.}}">
{{end}}{{if .Origin}}<link rel="canonical" href="{{.Origin}}{{.Path}}">
<link rel="alternate" hreflang="{{.Lang}}" href="{{.Origin}}{{.Path}}">
<link rel="alternate" hreflang="{{.OtherLang}}" href="{{.Origin}}{{.Alternate}}">
<link rel="alternate" hreflang="x-default" href="{{.Origin}}{{.Default}}">
{{end}}<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#13171d" media="(prefers-color-scheme: dark)">
<link rel="icon" href="{{.File "icon.svg"}}" type="image/svg+xml">
<link rel="icon" href="{{.File "icon-192.png"}}" sizes="192x192" type="image/png">
<link rel="apple-touch-icon" href="{{.File "apple-touch-icon.png"}}">
<link rel="manifest" href="{{.Manifest}}">
<link rel="stylesheet" href="{{.File "style.css"}}">
{{if .Reads}}<link rel="stylesheet" href="{{.File "reference.css"}}">
{{end}}<script src="{{.File "theme.js"}}"></script>
{{if .Reads}}<script src="{{.File "boot.js"}}" defer data-worker="/sw.js"></script>
<script src="{{.File "reference.js"}}" defer></script>
{{else if .Path}}<script src="{{.File "boot.js"}}" defer data-go="{{.File "wasm_exec.js"}}" data-app="{{.File "app.wasm"}}" data-reader="{{.File "reader.wasm"}}" data-engine="{{.File "engine.wasm"}}" data-analyst="{{.File "analyst.wasm"}}" data-engine-script="{{.File "engine.js"}}" data-chart="{{.File "chart.js"}}" data-store="{{.File "store.js"}}" data-worker="/sw.js"></script>
{{end}}</head>
<body>
{{.Body}}
{{if .Works}}<div class="note err" id="fb-failed" role="alert" hidden><p>{{.Words.Failed}}</p><button class="btn" type="button">{{.Words.Reload}}</button></div>
<noscript><p class="note warn">{{.Words.NoScript}}</p></noscript>
{{end}}</body>
</html>
`))

// document fills the shell. A page without a path is the one for addresses
// that lead nowhere: it starts nothing.
type document struct {
	pages.Page
	Origin             string // of the site as deployed, "" when it is not known
	OtherLang, Default string
	Version            string
	Manifest           string
	Body               template.HTML
	Words              words
	files              map[string]string
}

// Works and Reads say whether a program runs in the page; neither is true of
// the one for addresses that lead nowhere.
func (d document) Works() bool { return d.Path != "" && !d.Document() }

// Reads reports whether the page is a document with a script of its own.
func (d document) Reads() bool { return d.Path != "" && d.Document() }

// File returns the address of a file by its plain name, or "" if this build
// has none.
func (d document) File(name string) string { return d.files[name] }

func (d document) String() (string, error) {
	var b strings.Builder
	err := shell.Execute(&b, d)
	return b.String(), err
}

// words are those of the document itself: what has to be readable when the
// program, which has all others, does not run.
type words struct {
	Name, Short              string
	Failed, Reload, NoScript string
}

var wordsOf = map[string]words{
	"zh-CN": {
		Name:     "fairbasis 股指期货定价与基差",
		Short:    "fairbasis",
		Failed:   "计算程序没有启动或已停止。页面上的数字停在最后一次结果，已输入的内容保存在网址和本机；重新载入即可继续。",
		Reload:   "重新载入",
		NoScript: "浏览器禁用了脚本：下面是一个完整的算例，可以阅读，但不能改数。",
	},
	"en": {
		Name:     "fairbasis: index futures fair value and basis",
		Short:    "fairbasis",
		Failed:   "The calculator did not start, or has stopped. The figures are those of the last answer; what was typed is kept in the address and on this device. Reload to go on.",
		Reload:   "Reload",
		NoScript: "Scripts are switched off: this is a complete worked example to read, but its numbers cannot be changed.",
	},
}

// missing is the page for addresses that lead nowhere, in both languages
// because such an address has none.
func missing() pages.Page {
	return pages.Page{Lang: "zh-CN", Title: "没有这个页面 · Page not found · fairbasis"}
}

const missingBody = `<main class="panel" id="main"><h1>没有这个页面</h1><p>网址可能写错了，或页面已经改名。</p><p><a href="/">打开计算器</a></p>` +
	`<div lang="en"><h2>Page not found</h2><p>The address may be mistyped, or the page has another name now.</p><p><a href="/en/">Open the calculator</a></p></div></main>`
