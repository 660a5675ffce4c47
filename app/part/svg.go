package part

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// svgSpace is the namespace a browser needs to draw an element as SVG; every
// element carries it, because go-app creates each one by itself.
const svgSpace = "http://www.w3.org/2000/svg"

func svg(tag, class string) app.HTMLElem {
	return app.Elem(tag).XMLNS(svgSpace).Attr("class", class)
}

// percent writes a share of the width, 0 to 100, with two decimals. A value
// that is no number is a mistake upstream and goes to the left edge.
func percent(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		v = 0
	}
	return strconv.FormatFloat(v, 'f', 2, 64) + "%"
}

func rect(class string, x, width float64, y, height string) app.UI {
	return svg("rect", class).Attr("x", percent(x)).Attr("width", percent(max(width, 0))).Attr("y", y).Attr("height", height)
}

func upright(class string, x float64, top, bottom string) app.UI {
	return svg("line", class).Attr("x1", percent(x)).Attr("x2", percent(x)).Attr("y1", top).Attr("y2", bottom)
}
