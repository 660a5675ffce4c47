package text

// Plots are the words of what the basis page draws: its headline and its
// charts. Sentences mark with ** what decides.
type Plots struct {
	Asking   string
	Sides    [3]string // discount, neither, premium
	Headline Sentence  // {product} {side} {rank} {since}
	Unranked Sentence  // {product} {side}
	Lead     Sentence  // {measure} {value} {date} {n} {smooth}
	Middle   Sentence  // {median} {low} {high} {days}
	Values   map[string]string
	Pairs    map[string]string // of calendar spreads

	Smooth             Sentence // {n}
	Percentile         string
	PercentileOf       Sentence // {n} {since}
	SmoothPercentile   Sentence // {rank}
	Median             string
	Year               Sentence // {year}
	YearMonth          Sentence // {year} {month}
	Range              Sentence // {low} {high}
	Band               Sentence // {low} {high} {n}
	Hurdle             Sentence // {rate}
	Full               string
	Index, IndexSmooth Sentence // {index}; {index} {n}
	Volume, Interest   string
	Lots               string // name of the pane of volume and open interest
	Switches           string // what the small marks are
	Numbered           string // what the numbered lines are

	HistorySays   Sentence // {product} {measure} {first} {last} {value} {smooth} {low} {high}
	LevelSays     Sentence // {measure} {days} {bins} {top} {today}
	Today         Sentence // {value}
	NotToday      string
	SeriesSays    Sentence // {measure} {first} {last} {value}
	StagesSays    Sentence // {n} {first} {last}
	BucketsSays   Sentence // {large} {others}
	MonthsSays    Sentence // {low} {month} {high} {most}
	YearSays      Sentence // {days} {years}
	ExpirySays    Sentence // {days}
	EventsSays    Sentence // {n} {before} {after}
	DriversSays   Sentence // {n}
	Series        string
	Count         string // days of a bin
	From, To      string // of a bin
	Mean          string
	Bands         Sentence // {low} {high}
	Month         string
	Months        [12]string
	Dividends     string // what the shaded months are
	ByYear        string
	ByExpiry      string
	ToExpiry      string
	DayOfYear     string
	Large         Sentence // {threshold}
	Others        string
	Rises, Falls  string
	Box           string
	Offset        string
	MeanOf        Sentence // {n}
	Placebo       string
	Effect        string
	EffectBar     string
	Terms         map[string]string
	Lower, Upper  string
	Group, Driver string
	Definitions   string
	Undefined     Sentence // {why}
	SaveTable     Sentence // {table} {as}
}

var plotsZH = Plots{
	Asking: "正在计算", Sides: [3]string{"贴水", "平水", "升水"},
	Headline: "{product} {side}，处于 {since}以来第 {rank} 百分位", Unranked: "{product} {side}",
	Lead: "{date} {measure} **{value}**，{n} 日均值 **{smooth}**。", Middle: "所排 {days} 日的中位数 {median}，P10 至 P90 为 {low} 至 {high}。",
	Values: map[string]string{"basis": "基差（点）", "rate": "基差率", "adjusted": "分红调整基差（点）", "adjusted_rate": "分红调整基差率", "annualised": "年化基差率"},
	Pairs:  map[string]string{"near_next": "当月 − 下月", "near_quarter": "当月 − 当季", "near_far": "当月 − 下季"},
	Smooth: "{n} 日均值", Percentile: "历史分位", PercentileOf: "{since}以来 {n} 日", SmoothPercentile: "分位 {rank}", Median: "中位数", Year: "{year} 年", YearMonth: "{year} 年 {month} 月", Range: "P10 至 P90：{low} 至 {high}",
	Band: "此前 {n} 日的 P{low} 至 P{high}", Hurdle: "{rate} 套利线", Full: "无套利区间（全成本）", Index: "{index} 收盘", IndexSmooth: "{index} {n} 日均值",
	Volume: "成交量", Interest: "持仓量", Lots: "成交量（柱）与持仓量（线），手", Switches: "底部短线：自该日起所测合约更换。", Numbered: "编号竖线：交易规则变更，见“规则变动”表。",
	HistorySays: "{product} {measure}，{first} 至 {last}：最后一日 {value}，均值线 {smooth}；最低 {low}，最高 {high}。",
	LevelSays:   "{measure}在 {days} 日中的分布，{bins} 组；最多的一组为 {top}。{today}", Today: "最近一日 {value}", NotToday: "最近一日没有值",
	SeriesSays: "{measure}，{first} 至 {last}：最后一日 {value}。", StagesSays: "{n} 个阶段的均值线与指数，{first} 至 {last}。",
	BucketsSays: "大幅波动日 {large} 天与其余 {others} 天的箱线：盒为中间一半，线为 P10 至 P90，竖线为中位数，点为均值。",
	MonthsSays:  "各月均值：最低 {month} {low}，最高 {most} {high}。", YearSays: "按日历日的均值与区间，{years} 年，{days} 天。", ExpirySays: "按距到期交易日数的均值与区间，{days} 档。",
	EventsSays: "{n} 个事件前 {before} 个至后 {after} 个交易日。", DriversSays: "{n} 个变量各变动一个标准差对应的变化与 95% 区间。",
	Series: "逐日", Count: "天数", From: "自", To: "至", Mean: "均值", Bands: "P{low} 至 P{high}", Month: "月份",
	Months:    [12]string{"1 月", "2 月", "3 月", "4 月", "5 月", "6 月", "7 月", "8 月", "9 月", "10 月", "11 月", "12 月"},
	Dividends: "分红季（5 至 9 月）", ByYear: "按日历日", ByExpiry: "按距到期天数", ToExpiry: "距到期交易日数", DayOfYear: "日历日",
	Large: "|涨跌| > {threshold}", Others: "其余", Rises: "大涨", Falls: "大跌", Box: "盒：中间一半；线：P10 至 P90；竖线：中位数；点：均值",
	Offset: "相对事件的交易日", MeanOf: "{n} 个事件的均值", Placebo: "随机日期均值的 95% 区间",
	Effect: "变量变动一个标准差对应的变化", EffectBar: "点：估计；线：95% 区间",
	Terms: map[string]string{"dividend_yield": "股息率", "rate": "利率", "volatility": "波动率", "index_return": "指数收益", "open_interest": "持仓变化", "expiry": "距到期天数"},
	Group: "分组", Driver: "变量", Lower: "下限", Upper: "上限", Definitions: "定义与出处", Undefined: "“—”：{why}", SaveTable: "把{table}存为 {as}",
}

var plotsEN = Plots{
	Asking: "Computing", Sides: [3]string{"a discount", "par", "a premium"},
	Headline: "{product} at {side}, {rank} percentile since {since}", Unranked: "{product} at {side}",
	Lead: "{measure} on {date}: **{value}**, {n}-day mean **{smooth}**. ", Middle: "Median of the {days} days ranked {median}, P10 to P90 {low} to {high}.",
	Values: map[string]string{"basis": "Basis (points)", "rate": "Basis rate", "adjusted": "Dividend-adjusted basis (points)", "adjusted_rate": "Dividend-adjusted basis rate", "annualised": "Annualised basis"},
	Pairs:  map[string]string{"near_next": "Current − next month", "near_quarter": "Current − near quarter", "near_far": "Current − far quarter"},
	Smooth: "{n}-day mean", Percentile: "Percentile", PercentileOf: "of {n} days since {since}", SmoothPercentile: "{rank} percentile", Median: "Median", Year: "{year}", YearMonth: "{year}-{month}", Range: "P10 to P90: {low} to {high}",
	Band: "P{low} to P{high} of {n} days up to each", Hurdle: "{rate} arbitrage line", Full: "Full-cost no-arbitrage band", Index: "{index} close", IndexSmooth: "{index} {n}-day mean",
	Volume: "Volume", Interest: "Open interest", Lots: "Volume (bars) and open interest (line), lots", Switches: "Short marks at the foot: another contract is measured from here on. ", Numbered: "Numbered lines: a rule of the exchange changed, see the table of changes.",
	HistorySays: "{measure} of {product}, {first} to {last}: {value} on the last day, moving average {smooth}; lowest {low}, highest {high}.",
	LevelSays:   "{measure} on {days} days in {bins} bins; most days lie in {top}. {today}", Today: "Last day {value}", NotToday: "The last day has no value",
	SeriesSays: "{measure}, {first} to {last}: {value} on the last day.", StagesSays: "Moving average and index in {n} stages, {first} to {last}.",
	BucketsSays: "{large} days of large moves beside {others} others: the box is the middle half, the line P10 to P90, the upright the median, the dot the mean.",
	MonthsSays:  "Means of the months: lowest {month} {low}, highest {most} {high}.", YearSays: "Mean and band by calendar day over {years} years, {days} days.", ExpirySays: "Mean and band by trading days to expiry, {days} places.",
	EventsSays: "{n} events from {before} trading days before to {after} after.", DriversSays: "What one standard deviation of {n} drivers goes with, with 95% intervals.",
	Series: "Day by day", Count: "Days", From: "From", To: "To", Mean: "Mean", Bands: "P{low} to P{high}", Month: "Month",
	Months:    [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Dividends: "dividend season (May to September)", ByYear: "By calendar day", ByExpiry: "By days to expiry", ToExpiry: "Trading days to expiry", DayOfYear: "Calendar day",
	Large: "|move| > {threshold}", Others: "Others", Rises: "Rises", Falls: "Falls", Box: "Box: the middle half. Line: P10 to P90. Upright: median. Dot: mean.",
	Offset: "Trading days from the event", MeanOf: "Mean of {n} events", Placebo: "95% of means of random days",
	Effect: "What one standard deviation of a driver goes with", EffectBar: "Dot: estimate. Line: 95% interval.",
	Terms: map[string]string{"dividend_yield": "Dividend yield", "rate": "Interest rate", "volatility": "Volatility", "index_return": "Index return", "open_interest": "Open interest", "expiry": "Days to expiry"},
	Group: "Group", Driver: "Driver", Lower: "Lower", Upper: "Upper", Definitions: "Definitions and sources", Undefined: "“—”: {why}", SaveTable: "Save {table} as {as}",
}
