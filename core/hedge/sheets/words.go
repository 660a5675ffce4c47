package sheets

// words are all texts of one language.
type words struct {
	signals, trades, days, months, metrics []string // heads
	regime                                 [5]string
	long, short                            string
	why                                    [7]string // as hedge.Why
	overlay, passive, execute              string
	trading, costs, account, period        string
	undefined                              string
	chinese                                bool
}

var english = words{
	signals: []string{"time", "open", "high", "low", "close", "fitted value", "slope f'", "curvature f''", "regime"},
	trades:  []string{"number", "side", "entry time", "exit time", "entry price", "exit price", "lots", "gross CNY", "costs CNY", "net CNY", "net return", "reason of the exit"},
	days:    []string{"date", "overlay", "not executing", "executing"},
	months:  []string{"month", "days", "overlay", "not executing", "executing", "trades", "wins", "costs CNY"},
	metrics: []string{"of", "figure", "value", "definition"},
	regime:  [5]string{"neutral", "up accelerating", "up slowing", "down accelerating", "down slowing"},
	long:    "long", short: "short",
	why:     [7]string{"take-profit", "stop-loss", "slowing", "reversal", "end of the day", "before missing bars", "end of the bars"},
	overlay: "overlay", passive: "not executing", execute: "executing",
	trading: "trades", costs: "costs", account: "account", period: "period",
	undefined: "undefined",
}

var chinese = words{
	signals: []string{"时间", "开盘价", "最高价", "最低价", "收盘价", "拟合值", "一阶导数 f'", "二阶导数 f''", "状态"},
	trades:  []string{"序号", "方向", "开仓时间", "平仓时间", "开仓价", "平仓价", "手数", "毛盈亏(元)", "成本(元)", "净盈亏(元)", "净收益率", "平仓原因"},
	days:    []string{"日期", "择时净值", "不执行净值", "执行净值"},
	months:  []string{"月份", "交易日数", "择时收益率", "不执行收益率", "执行收益率", "交易次数", "盈利次数", "成本(元)"},
	metrics: []string{"对象", "指标", "数值", "定义"},
	regime:  [5]string{"中性", "上升加速", "上升放缓", "下跌加速", "下跌放缓"},
	long:    "多", short: "空",
	why:     [7]string{"止盈", "止损", "趋势减速", "趋势反转", "日终平仓", "数据缺口前平仓", "数据结束"},
	overlay: "择时", passive: "不执行", execute: "执行",
	trading: "交易", costs: "成本", account: "账户", period: "区间",
	undefined: "无定义", chinese: true,
}

// term is a figure of the metrics with its definition.
type term struct{ key, en, enIs, zh, zhIs string }

// terms is a list, not a map: it needs no code to be made.
var terms = [...]term{
	{"first", "first day", "", "首日", ""},
	{"last", "last day", "", "末日", ""},
	{"count", "days", "trading days with data", "交易日数", "有数据的交易日"},
	{"multiplier", "multiplier", "CNY a point", "合约乘数", "元/点"},
	{"cumulative", "cumulative return", "last value / first value - 1", "累计收益率", "期末净值/期初净值-1"},
	{"annualised", "annualised return", "(1 + cumulative)^(252/days) - 1", "年化收益率", "(1+累计收益率)^(252/交易日数)-1"},
	{"volatility", "volatility", "standard deviation of the daily returns (n-1), times the root of 252", "年化波动率", "日收益率标准差(n-1)乘以252的平方根"},
	{"sharpe", "Sharpe ratio", "(annualised - risk-free rate) / volatility", "夏普比率", "(年化收益率-无风险利率)/年化波动率"},
	{"drawdown", "maximum drawdown", "largest fall from a peak, of the peak", "最大回撤", "自高点的最大跌幅，占高点净值"},
	{"peak", "peak before it", "", "回撤起点", ""},
	{"trough", "lowest day", "", "回撤最低日", ""},
	{"recovered", "recovered", "first day at the peak's value again", "恢复日", "重回高点的首日"},
	{"week", "week", "return since the last day of the week before", "当周收益率", "自上周末日"},
	{"year", "year to date", "return since the last day of the year before", "今年以来收益率", "自上年末日"},
	{"trades", "trades", "", "交易次数", ""},
	{"long", "long trades", "", "做多次数", ""},
	{"wins", "wins", "trades above 0 after all costs", "盈利次数", "扣除全部成本后大于0"},
	{"best", "best trade", "return after costs, of the value at entry", "最好一笔", "净收益率，占开仓价值"},
	{"worst", "worst trade", "return after costs, of the value at entry", "最差一笔", "净收益率，占开仓价值"},
	{"mean", "mean trade", "return after costs, of the value at entry", "平均每笔", "净收益率，占开仓价值"},
	{"bars", "bars held", "on average", "平均持仓K线数", ""},
	{"turnover", "turnover", "value of entries and exits a year, of the mean capital", "年换手率", "每年开平仓价值/平均资本"},
	{"net", "net", "CNY", "净盈亏", "元"},
	{"reason", "", "trades that ended so", "", "以此原因平仓的次数"},
	{"opening", "opening", "CNY", "开仓手续费", "元"},
	{"closing", "closing", "CNY, positions of an earlier day", "平昨手续费", "元"},
	{"close_today", "closing today", "CNY, positions of the same day", "平今手续费", "元"},
	{"slippage", "slippage", "CNY", "滑点", "元"},
	{"rolling", "rolling the hedge", "CNY", "对冲移仓成本", "元"},
	{"stock", "index", "CNY, gain of the index holding", "指数持仓盈亏", "元"},
	{"hedge", "hedge", "CNY, gain of the standing short future", "空头对冲盈亏", "元"},
	{"gross", "trades before costs", "CNY", "交易毛盈亏", "元"},
	{"paid", "all costs", "CNY", "全部成本", "元"},
	{"change", "change of the capital", "CNY = index + hedge + trades before costs - all costs", "资本变动", "元，等于指数+对冲+交易毛盈亏-全部成本"},
}

// figure returns the name and the definition of a figure.
func (w *words) figure(key string) (name, definition string) {
	for _, t := range terms {
		switch {
		case t.key != key:
		case w.chinese:
			return t.zh, t.zhIs
		default:
			return t.en, t.enIs
		}
	}
	return key, ""
}
