package text

// Fitter are the words of the panel of one-off fits. Sentences mark with **
// what decides.
type Fitter struct {
	_ [0]func() // not to be compared, which would cost the page a function of its length

	Title, Note, Open, About                            string
	Points, PointsHint, Order                           string
	Formula                                             Sentence // {order}
	Value, Error                                        string
	Low, High                                           Sentence // {level}
	Coefficients, End, Residuals                        string
	Point, Residual, Number, Freedom, Deviation, Regime string
	LastResiduals                                       Sentence // {n}
	Caution                                             string
}

var fitterEN = Fitter{
	Title: "One fit", Note: "any points", Open: "Fit one polynomial to pasted points",
	About:  "Paste any points from a spreadsheet: the polynomial through all of them, computed with twice the usual digits.",
	Points: "Points", PointsHint: "One point a line: y alone, or x and y. With y alone x counts from 0.", Order: "Order",
	Formula: "f(x) = c₀ + c₁x + c₂x² + …, order {order}, least squares.",
	Value:   "Value", Error: "Standard error", Low: "{level} from", High: "to",
	Coefficients: "Coefficients", End: "At the end,", Residuals: "Residuals", Point: "Point", Residual: "y less f",
	Number: "Points", Freedom: "Degrees of freedom", Deviation: "Standard deviation of the residuals", Regime: "Signs at the end",
	LastResiduals: "The last {n} residuals",
	Caution:       "Errors and intervals take the residuals for independent. Those of prices are not: the intervals are too narrow for them.",
}

var fitterZH = Fitter{
	Title: "单次拟合", Note: "任意数据点", Open: "对粘贴的数据点做一次多项式拟合",
	About:  "从表格粘贴任意数据点，用一条多项式拟合全部的点；计算用双倍精度位数。",
	Points: "数据点", PointsHint: "每行一个点：只写 y，或写 x 和 y。只写 y 时 x 从 0 数起。", Order: "阶数",
	Formula: "f(x) = c₀ + c₁x + c₂x² + …，{order} 阶，最小二乘。",
	Value:   "数值", Error: "标准误", Low: "{level} 区间下限", High: "上限",
	Coefficients: "系数", End: "末端", Residuals: "残差", Point: "点", Residual: "y 减 f",
	Number: "点数", Freedom: "自由度", Deviation: "残差标准差", Regime: "末端的符号",
	LastResiduals: "最后 {n} 个残差",
	Caution:       "标准误和区间假定残差相互独立。价格的残差并不独立，区间对价格来说偏窄。",
}
