package page

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// drawChart has the chart script draw a chart, given as JSON, into the element
// with an id. The script is loaded when the first chart is drawn; where it
// cannot be, the still drawing stays.
func drawChart(ctx app.Context, id, chart string) {
	withCharts(ctx, id, func(charts, at app.Value) { charts.Call("draw", at, chart) })
}

// patchChart gives the chart in an element other values of what is laid over
// it, as JSON. Without the chart nothing happens.
func patchChart(id, part string) {
	if app.IsServer {
		return
	}
	defer func() {
		if r := recover(); r != nil { // as in withCharts
			app.Log("chart:", r)
		}
	}()
	charts, at := app.Window().Get("fbChart"), app.Window().GetElementByID(id)
	if charts.Truthy() && at.Truthy() {
		charts.Call("patch", at, part)
	}
}

// readyCharts fetches the chart script while nothing is asked of the page, so
// that the first chart does not wait for it.
func readyCharts() {
	if load := app.Window().Get("fbLoadChart"); load.Truthy() {
		load.Invoke().Call("catch", app.Window().Get("Object")) // drawing asks again, and says why
	}
}

// saveChart hands the user the chart in an element as a file; kind is png or svg.
func saveChart(ctx app.Context, id, kind, name string) {
	withCharts(ctx, id, func(charts, at app.Value) { charts.Call(kind, at, name) })
}

// disposeChart removes the chart from an element.
func disposeChart(id string) {
	if app.IsServer {
		return
	}
	charts, at := app.Window().Get("fbChart"), app.Window().GetElementByID(id)
	if charts.Truthy() && at.Truthy() {
		charts.Call("dispose", at)
	}
}

// withCharts calls do with the chart script and an element, at once where the
// script is there. An element that is gone by then is left alone.
func withCharts(ctx app.Context, id string, do func(charts, at app.Value)) {
	if app.IsServer {
		return
	}
	found := func(charts app.Value) {
		// What happens after the page was drawn has no handler around it, and a
		// chart that cannot be drawn must not end the program.
		defer func() {
			if r := recover(); r != nil {
				app.Log("chart:", r)
			}
		}()
		if at := app.Window().GetElementByID(id); charts.Truthy() && at.Truthy() {
			do(charts, at)
		}
	}
	if charts := app.Window().Get("fbChart"); charts.Truthy() {
		found(charts)
		return
	}
	load := app.Window().Get("fbLoadChart")
	if !load.Truthy() {
		return
	}
	var yes, no app.Func
	release := func() { yes.Release(); no.Release() }
	yes = app.FuncOf(func(_ app.Value, args []app.Value) any {
		release()
		ctx.Dispatch(func(app.Context) { found(app.Window().Get("fbChart")) })
		return nil
	})
	no = app.FuncOf(func(app.Value, []app.Value) any { release(); return nil })
	load.Invoke().Call("then", yes, no)
}
