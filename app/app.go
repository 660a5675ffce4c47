// Package app is the application as a whole: which pages there are and under
// which address each is found. Nothing else lists pages.
package app

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/page"
)

// Page is one page of the site in one language.
type Page struct {
	// Path is where the page is served: "/", "/curve", "/en/".
	Path string
	// Lang is the language of the page as HTML names it.
	Lang string
	// Title and Description are the page's own, in its language.
	Title, Description string
	// Alternate is the Path of the same page in the other language.
	Alternate string
	// Framed says that pages of other sites may show this one in a frame.
	Framed bool
	// New makes the page's component with its worked example filled in. A page
	// without it is a document: the site build writes it, and no program runs in it.
	New func() app.Composer
}

// Document reports whether the page is read rather than worked with.
func (p Page) Document() bool { return p.New == nil }

// Pages returns every page, the default language first.
func Pages() []Page {
	return []Page{
		{
			Path: "/", Lang: "zh-CN", Alternate: "/en/",
			Title:       "股指期货理论价与无套利区间 · fairbasis",
			Description: "股指期货理论价、基差与无套利区间试算：改一个数，结论随键更新；公式可查，离线可用，数据不出本机。",
			New:         func() app.Composer { return page.NewCalculator("zh-CN") },
		},
		{
			Path: "/curve", Lang: "zh-CN", Alternate: "/en/curve",
			Title:       "股指期货期限曲线与展期 · fairbasis",
			Description: "四个上市合约一屏：隐含回购利率与远期回购利率、持仓加权年化基差、跨期价差、展期成本；离线可用，数据不出本机。",
			New:         func() app.Composer { return page.NewCurve("zh-CN") },
		},
		{
			Path: "/basis", Lang: "zh-CN", Alternate: "/en/basis",
			Title:       "股指期货基差分析与周报 · fairbasis",
			Description: "用自己的行情做基差分析：周度概览、年化基差历史与分位、跨期价差、阶段、季节性、事件与回归，可导出报告；数据不出本机。",
			New:         func() app.Composer { return page.NewBasis("zh-CN") },
		},
		{
			Path: "/signals", Lang: "zh-CN", Alternate: "/en/signals",
			Title:       "股指期货多项式信号与主动对冲回测 · fairbasis",
			Description: "滚动多项式的趋势信号，精确到符号；主动对冲逐笔回测、费用按日期、参数热图与过拟合检验；用自己的行情，数据不出本机。",
			New:         func() app.Composer { return page.NewSignals("zh-CN") },
		},
		{
			Path: "/data", Lang: "zh-CN", Alternate: "/en/data",
			Title:       "行情数据导入与诊断 · fairbasis",
			Description: "拖入任何行情文件：识别格式、编码与每一列的含义，逐行列出问题，合并期货与指数，接成主力连续；数据不出本机。",
			New:         func() app.Composer { return page.NewData("zh-CN") },
		},
		{
			Path: "/api", Lang: "zh-CN", Alternate: "/en/api",
			Title:       "API 参考 · fairbasis",
			Description: "股指期货定价、基差与回测的 HTTP 接口：每个运算的字段、示例与在线试用，结果与页面逐位一致。",
		},
		{
			Path: "/en/", Lang: "en", Alternate: "/",
			Title:       "Index futures fair value and no-arbitrage band · fairbasis",
			Description: "Fair value, basis and no-arbitrage band of stock-index futures: change a number and every answer follows. Formulas in the open, works offline, data stays on the device.",
			New:         func() app.Composer { return page.NewCalculator("en") },
		},
		{
			Path: "/en/curve", Lang: "en", Alternate: "/curve",
			Title:       "Index futures term curve and roll · fairbasis",
			Description: "All four listed contracts at once: implied and forward repo, weighted annualised basis, calendar spreads and the cost of the roll. Works offline, data stays on the device.",
			New:         func() app.Composer { return page.NewCurve("en") },
		},
		{
			Path: "/en/basis", Lang: "en", Alternate: "/basis",
			Title:       "Basis analytics and weekly report · fairbasis",
			Description: "The basis from your own prices: weekly table, annualised history with percentiles, calendar spreads, stages, seasons, events and a regression, as a report. Data stays on the device.",
			New:         func() app.Composer { return page.NewBasis("en") },
		},
		{
			Path: "/en/signals", Lang: "en", Alternate: "/signals",
			Title:       "Polynomial signals and active-hedge back-test · fairbasis",
			Description: "Trend signals of a rolling polynomial, exact to the sign; the active hedge trade by trade with dated fees, heat maps and the evidence on overfitting. Your own prices, which stay on the device.",
			New:         func() app.Composer { return page.NewSignals("en") },
		},
		{
			Path: "/en/data", Lang: "en", Alternate: "/data",
			Title:       "Import and diagnosis of bar data · fairbasis",
			Description: "Drop any file of bars: format, encoding and every column are recognised, problems listed row by row, futures joined with their index and chained. Data stays on the device.",
			New:         func() app.Composer { return page.NewData("en") },
		},
		{
			Path: "/en/api", Lang: "en", Alternate: "/api",
			Title:       "API reference · fairbasis",
			Description: "Pricing, basis and back-tests of index futures over HTTP: fields, examples and a form to try every operation, with the same digits as the pages.",
		},
	}
}

// Route tells go-app where the pages are. Documents are not its own: the start
// script has it leave them to the browser.
func Route() {
	for _, p := range Pages() {
		if !p.Document() {
			app.Route(p.Path, func() app.Composer { return Visit(p) })
		}
	}
}

// visit holds a page while it is shown. Without it, going from a page to the
// same page in another language would keep the old component, because go-app
// goes on with a component of the same type.
type visit struct {
	app.Compo
	page    Page
	content app.Composer
}

// Visit returns a component that shows p and gives the document its title and
// language.
func Visit(p Page) app.Composer { return &visit{page: p, content: p.New()} }

// CompoID makes go-app replace the component when the page is another one.
func (v *visit) CompoID() string { return v.page.Path }

// OnMount names the document after the page. A page that was reached by a
// link within the application starts at its top, as a loaded one does.
func (v *visit) OnMount(app.Context) {
	document := app.Window().Get("document")
	root := document.Get("documentElement")
	root.Set("lang", v.page.Lang)
	changed := document.Get("title").String() != v.page.Title
	document.Set("title", v.page.Title)
	if changed {
		app.Window().Call("scrollTo", 0, 0)
	}
}

// Render returns the page.
func (v *visit) Render() app.UI { return v.content }
