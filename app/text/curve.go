package text

// Curve are the words of the curve page. Sentences mark with ** what decides.
type Curve struct {
	Product, Printed string
	About            Sentence // {product} {index} {date}

	AllDiscount, AllPremium Sentence   // {n}
	Mixed                   Sentence   // {down} {up}
	OneDiscount, OnePremium string     // a single contract
	TwoDiscount, TwoPremium string     // two, and no others
	AtSpot                  string     // every price equals the index
	Counts                  [13]string // zero to twelve, as written in a title
	Nothing, NothingLead    string
	Weighted                Sentence // {rate} {convention}
	NoWeighted              Sentence // {why}
	CheapestShort           Sentence // {from} {to} {rate}
	CheapestLong            Sentence
	CheapestHorizon         Sentence // {to} {days}
	OneMonth                Sentence // {rate}
	Stop                    string   // ends the lead
	Kept                    string   // goes before the lead
	And                     string   // between remarks

	WeightedLabel Sentence // {house}
	Lots          Sentence // {rule} {n}
	Spot          Sentence // {index}
	RepoOf        Sentence // {contract}
	Simple        Sentence // {daycount}
	Rate          string
	DividendsTo   Sentence // {points} {contract}
	House         map[string]string

	Contracts, ContractsNote, Contract, Futures, Dividends, OpenInterest string
	Fair, Gap, Basis, BasisRate, Annualised, Repo                        string
	Row                                                                  Sentence // {expiry} {days} {n}
	RowEstimated                                                         Sentence
	RowOwn, RowOwnEstimated                                              Sentence // {days} {n}
	Name, Add                                                            string
	Remove, Numbered                                                     Sentence // {contract}; {n}
	NothingOwn                                                           string
	Cell                                                                 Sentence // {contract} {what}
	Total, Expired, LastDay, Out, Estimated                              string
	Why                                                                  Sentence // {contract} {what} {why}
	RowFault                                                             Sentence // {contract} {fault}
	Sign                                                                 map[string]string

	ChartTitle, View, Stripped, Raw       string
	Forward, Days, Twin, Segment, Spotted string
	ChartSays                             Sentence // {product} {list}
	Assumed                               Sentence // {rate}
	To                                    Sentence // {from} {to}
	Save                                  string

	Roll, Side, Short, Long, From, Portfolio, PortfolioUnit string
	Beta, Margin, Rounding, Nearest, Down, Up, Horizon      string
	RollInto, GivenUp, Net, Cost, RollLots, MarginHead      string
	HorizonHead                                             Sentence // {days}
	Lowest, LowestHorizon                                   string
	RollTable, NoRoll, RollNote, HorizonOptional            string

	Spreads, SpreadsNote, Pair, Spread, SpreadFair, SpreadGap, Band string
	Verdict, Above, Below, Within, SpreadTable, NoSpread            string
	Fee, SpreadMargin                                               string

	Main, MainTable, Rule, MainContract, NotKnown, Volume string
	PrevInterest, VolumeEdit                              string
	Rules                                                 map[string]string
	Example                                               string
}

var curveZH = Curve{
	Product: "品种", About: "{product} · {index} · 估值日 {date}", Printed: "fairbasis 期限曲线",
	AllDiscount: "{n}合约全部贴水", AllPremium: "{n}合约全部升水", Mixed: "{down}贴水，{up}升水",
	TwoDiscount: "两个合约都贴水", TwoPremium: "两个合约都升水",
	OneDiscount: "合约贴水", OnePremium: "合约升水", AtSpot: "各合约与指数持平",
	Counts:  [13]string{"零个", "一个", "两个", "三个", "四个", "五个", "六个", "七个", "八个", "九个", "十个", "十一个", "十二个"},
	Nothing: "至少要有两个合约的价格", NothingLead: "这一天上市的合约没有随附的收盘价。在下表填写两个以上合约的期货价和当日指数，其余结果随即给出。",
	Weighted: "持仓加权年化 **{rate}**（{convention}）", NoWeighted: "持仓加权年化没有意义：{why}",
	CheapestShort: "。空头从 {from} 展到 **{to}** 最省，每年让出 {rate}", CheapestLong: "。多头从 {from} 展到 **{to}** 最省，每年付出 {rate}",
	CheapestHorizon: "；对冲 {days} 天选 **{to}**", OneMonth: "；只展一个月是 {rate}", Stop: "。",
	Kept: "有输入不能用，下面是改正前最后一次有效的结果。", And: "；",
	WeightedLabel: "持仓加权年化（{house}）", Lots: "{rule} · {n} 手", Spot: "现货 {index}", RepoOf: "隐含利率 {contract}",
	Simple: "单利，{daycount}", Rate: "利率假设", DividendsTo: "至 {contract} 分红 {points} 点",
	House:     map[string]string{"raw": "不年化", "sinolink": "国金", "huatai": "华泰", "calendar365": "自然日", "xingzheng": "兴证"},
	Contracts: "合约表", ContractsNote: "期货价、分红与持仓可改，其余随之更新", Contract: "合约", Futures: "期货价", Dividends: "期内分红", OpenInterest: "持仓",
	Fair: "理论价", Gap: "市价 − 理论", Basis: "基差", BasisRate: "基差率", Annualised: "年化", Repo: "隐含利率",
	Row: "{expiry} · {days} 天 · N = {n}", RowEstimated: "{expiry} · {days} 天 · N ≈ {n}", RowOwn: "{days} 天 · N = {n}", RowOwnEstimated: "{days} 天 · N ≈ {n}",
	Name: "品种名称", Add: "添加合约", Remove: "删除{contract}", Numbered: "合约 {n}",
	NothingOwn: "在下表填写两个以上合约的名称、最后交易日和期货价，再填写当日指数，其余结果随即给出。",
	Cell:       "{contract} {what}",
	Total:      "持仓加权", Expired: "已到期", LastDay: "最后交易日", Out: "未计入", Estimated: "估计",
	Why: "{contract} 的{what}没有意义：{why}。", RowFault: "{contract} 未计入：{fault}",
	Sign:       map[string]string{"premium": "基差 = 期货 − 现货：正为升水，负为贴水。", "discount": "此口径的年化符号相反：正为贴水。基差仍是期货 − 现货。"},
	ChartTitle: "隐含利率曲线", View: "分红", Stripped: "扣分红", Raw: "原始",
	Forward: "远期利率", Days: "天", Twin: "数据表", Segment: "区段", Spotted: "现货",
	ChartSays: "{product} 隐含利率：{list}", Assumed: "利率假设 {rate}", To: "{from} → {to}", Save: "曲线图存为",
	Roll: "展期", Side: "方向", Short: "空头", Long: "多头", From: "从", Portfolio: "对冲市值", PortfolioUnit: "万元",
	Beta: "Beta", Margin: "套保保证金", Rounding: "手数取整", Nearest: "四舍五入", Down: "向下", Up: "向上", Horizon: "对冲期限",
	RollInto: "展到", GivenUp: "让出点数", Net: "计入分红与手续费", Cost: "年化成本", RollLots: "手数", MarginHead: "保证金（万元）",
	HorizonHead: "{days} 天成本（点）", Lowest: "最低", LowestHorizon: "期限内最低",
	RollTable: "展期比较", NoRoll: "没有更远的合约可展。", RollNote: "让出点数为负即收入；年化成本 = 点数 ÷ 指数 × 365 ÷ 两合约到期相隔天数。", HorizonOptional: "空白则不比较",
	Spreads: "跨期价差", SpreadsNote: "理论 = 两合约理论价之差；成本带含 4 次手续费与单边保证金利息", Pair: "近 − 远", Spread: "价差", SpreadFair: "理论", SpreadGap: "偏离", Band: "成本带",
	Verdict: "判断", Above: "高于带", Below: "低于带", Within: "带内", SpreadTable: "跨期价差", NoSpread: "至少要有两个合约。",
	Fee: "期货手续费", SpreadMargin: "单边保证金",
	Main: "主力合约", MainTable: "各规则下的主力合约", Rule: "规则", MainContract: "主力", NotKnown: "没有数据", Volume: "成交量",
	PrevInterest: "昨持仓", VolumeEdit: "成交量与昨持仓",
	Rules:   map[string]string{"volume": "成交量最大", "open_interest": "持仓最大", "open_interest_prev": "昨持仓最大", "current_month": "当月合约"},
	Example: "回到算例",
}

var curveEN = Curve{
	Product: "Product", About: "{product} · {index} · valued {date}", Printed: "fairbasis term curve",
	AllDiscount: "All {n} contracts at a discount", AllPremium: "All {n} contracts at a premium", Mixed: "{down} at a discount, {up} at a premium",
	TwoDiscount: "Both contracts at a discount", TwoPremium: "Both contracts at a premium",
	OneDiscount: "Contract at a discount", OnePremium: "Contract at a premium", AtSpot: "Every contract at the index",
	Counts:  [13]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"},
	Nothing: "Two prices are needed", NothingLead: "The contracts listed on this day come without closes. Write the futures price of at least two of them and the index level below; everything else follows.",
	Weighted: "Open-interest weighted **{rate}** a year ({convention})", NoWeighted: "The open-interest weighted rate is undefined: {why}",
	CheapestShort: ". For a short hedge, rolling {from} into **{to}** is cheapest at {rate} a year", CheapestLong: ". For a long hedge, rolling {from} into **{to}** is cheapest at {rate} a year",
	CheapestHorizon: "; for {days} days choose **{to}**", OneMonth: "; one month ahead costs {rate}", Stop: ".",
	Kept: "Some input cannot be used; these are the last valid results. ", And: "; ",
	WeightedLabel: "OI-weighted, annualised ({house})", Lots: "{rule} · {n} lots", Spot: "Spot {index}", RepoOf: "Implied repo {contract}",
	Simple: "simple, {daycount}", Rate: "Rate assumed", DividendsTo: "dividends {points} points to {contract}",
	House:     map[string]string{"raw": "not annualised", "sinolink": "Sinolink", "huatai": "Huatai", "calendar365": "calendar days", "xingzheng": "Xingzheng"},
	Contracts: "Contracts", ContractsNote: "Edit futures, dividends and open interest; the rest follows", Contract: "Contract", Futures: "Futures", Dividends: "Dividends", OpenInterest: "Open interest",
	Fair: "Fair", Gap: "market − fair", Basis: "Basis", BasisRate: "rate", Annualised: "Annualised", Repo: "Implied repo",
	Row: "{expiry} · {days} d · N = {n}", RowEstimated: "{expiry} · {days} d · N ≈ {n}", RowOwn: "{days} d · N = {n}", RowOwnEstimated: "{days} d · N ≈ {n}",
	Name: "Product name", Add: "Add a contract", Remove: "Remove {contract}", Numbered: "Contract {n}",
	NothingOwn: "Write the name, last trading day and futures price of at least two contracts and the index level below; everything else follows.",
	Cell:       "{contract} {what}",
	Total:      "OI-weighted", Expired: "expired", LastDay: "last trading day", Out: "left out", Estimated: "estimate",
	Why: "{contract}: {what} is undefined, {why}.", RowFault: "{contract} is left out: {fault}",
	Sign:       map[string]string{"premium": "Basis = futures − spot: + premium, − discount.", "discount": "This convention turns the sign of the annualised rate: + is a discount. The basis stays futures − spot."},
	ChartTitle: "Implied repo curve", View: "Dividends", Stripped: "Ex dividends", Raw: "Raw",
	Forward: "Forward repo", Days: "days", Twin: "Data table", Segment: "Segment", Spotted: "Spot",
	ChartSays: "{product} implied repo: {list}", Assumed: "rate assumed {rate}", To: "{from} → {to}", Save: "Save the curve as",
	Roll: "Roll planner", Side: "Side", Short: "Short hedge", Long: "Long hedge", From: "From", Portfolio: "Portfolio", PortfolioUnit: "10k CNY",
	Beta: "Beta", Margin: "Hedge margin", Rounding: "Lots rounded", Nearest: "to nearest", Down: "down", Up: "up", Horizon: "Horizon",
	RollInto: "Roll into", GivenUp: "Points given up", Net: "with dividends, fees", Cost: "Cost p.a.", RollLots: "Lots", MarginHead: "Margin (10k CNY)",
	HorizonHead: "{days}-day cost (points)", Lowest: "lowest", LowestHorizon: "lowest for horizon",
	RollTable: "Roll", NoRoll: "There is no later contract to roll into.", RollNote: "Negative points are received. Cost p.a. = points ÷ spot × 365 ÷ days between the expiries.", HorizonOptional: "left blank, not compared",
	Spreads: "Calendar spreads", SpreadsNote: "fair = difference of the two fair values; band = four fees and single-side margin interest", Pair: "Near − far", Spread: "Spread", SpreadFair: "Fair", SpreadGap: "Gap", Band: "Cost band",
	Verdict: "Verdict", Above: "above band", Below: "below band", Within: "inside", SpreadTable: "Calendar spreads", NoSpread: "Two contracts are needed.",
	Fee: "Futures fee", SpreadMargin: "Single-side margin",
	Main: "Main contract", MainTable: "Main contract under each rule", Rule: "Rule", MainContract: "Main", NotKnown: "no data", Volume: "Volume",
	PrevInterest: "Previous open interest", VolumeEdit: "Volume and previous open interest",
	Rules:   map[string]string{"volume": "Highest volume", "open_interest": "Highest open interest", "open_interest_prev": "Highest open interest the day before", "current_month": "Current month"},
	Example: "Back to the worked example",
}
