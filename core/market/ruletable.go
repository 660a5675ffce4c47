package market

import (
	"fairbasis/core/calendar"
)

// RuleID names a rule that changes by decision of an exchange or a ministry.
type RuleID string

// The rules. Rates are decimal: of the contract value for fees and margins, of the previous settlement for price
// limits, of the value sold for the stamp duty.
const (
	OpenFee            RuleID = "open_fee"             // exchange fee for opening
	CloseFee           RuleID = "close_fee"            // exchange fee for closing a position of an earlier day
	CloseTodayFee      RuleID = "close_today_fee"      // exchange fee for closing a position of the same day
	DeliveryFee        RuleID = "delivery_fee"         // exchange fee at cash delivery
	Margin             RuleID = "margin"               // exchange margin, not hedging
	HedgeMargin        RuleID = "hedge_margin"         // exchange margin, hedging
	MinimumMargin      RuleID = "minimum_margin"       // lowest margin the contract allows
	PriceLimit         RuleID = "price_limit"          // daily limit, either way
	LastDayPriceLimit  RuleID = "last_day_price_limit" // the same on the last trading day
	OpeningLimit       RuleID = "opening_limit"        // lots opened a day before it counts as excessive; hedges exempt
	PositionLimit      RuleID = "position_limit"       // lots of one contract a client may hold one way
	StampDuty          RuleID = "stamp_duty"           // stock exchange: tax on the value sold
	ShortMargin        RuleID = "short_margin"         // stock exchange: margin for securities lending, lowest allowed
	ShortMarginPrivate RuleID = "short_margin_private" // the same for private funds
	FinancingMargin    RuleID = "financing_margin"     // stock exchange: margin for buying on credit, lowest allowed
)

// Status says how well a figure is supported.
type Status string

// The two grades of support.
const (
	Published   Status = "published"   // a published notice, contract or report gives it
	Unconfirmed Status = "unconfirmed" // from memory or a secondary note: check it before relying on it
)

// row is one decision: from a day on, a rule has a value for some products.
type row struct {
	rule     RuleID
	products string // product codes; empty for rules of the stock market
	from     calendar.Date
	value    float64
	status   Status
	zh, en   string // source
	doubted  bool   // published, but another source still gives the earlier value: show that as well
}

// The day from which a stock-market rule held is not in the sources when it is older than the table; the zero Date
// stands for it.
var long calendar.Date

func day(year, month, d int) calendar.Date { return calendar.MustOf(year, month, d) }

// Sources that several rows share.
const (
	specZH    = "中金所合约规格"
	specEN    = "CFFEX contract specification"
	s3ZH      = "兴证 2022 报告政策表"
	s3EN      = "Xingzheng report 2022, table of policies"
	pagesZH   = "多个公开合约说明一致"
	pagesEN   = "several public contract pages, which agree"
	imZH      = "中金所 2022-07 中证1000股指期货上市通知（会员转发）"
	imEN      = "CFFEX notice on the listing of CSI 1000 futures, July 2022 (as forwarded by members)"
	n201702ZH = "中金所 2017-02-16 通知（会员转发）；兴证 2022"
	n201702EN = "CFFEX notice of 2017-02-16 (as forwarded by members); Xingzheng 2022"
	n201709ZH = "中金所 2017-09-15 通知（会员转发）；兴证 2022"
	n201709EN = "CFFEX notice of 2017-09-15 (as forwarded by members); Xingzheng 2022"
	n201812ZH = "中金所 2018-12 公告；兴证 2022；华泰 2020"
	n201812EN = "CFFEX announcement of December 2018; Xingzheng 2022; Huatai 2020"
	n201904ZH = "中金所 2019-04 公告；兴证 2022 把数值错印在上一行"
	n201904EN = "CFFEX announcement of April 2019; Xingzheng 2022 prints the values one row too high"
	n2026ZH   = "2026 年 3 月的公开笔记，二手；未给出生效日，取当月首日"
	n2026EN   = "public note of March 2026, secondary; it gives no day of effect, the first of the month is taken"
	csrcZH    = "证监会 2024-07-10 公告"
	csrcEN    = "CSRC announcement of 2024-07-10"
)

// rows is the table of rules (formulas sheet A.12), each rule in the order of its days. A rule holds until a later row
// changes it. Nothing is filled in that the sources leave blank: before its first row a rule is undefined. Values are
// decimals: 0.23e-4 is 0.23 basis points.
var rows = []row{
	{rule: OpenFee, products: "IF IH IC", from: day(2015, 9, 7), value: 0.23e-4, status: Published, zh: s3ZH, en: s3EN},
	{rule: OpenFee, products: "IM", from: day(2022, 7, 22), value: 0.23e-4, status: Published, zh: pagesZH, en: pagesEN},
	{rule: CloseFee, products: "IF IH IC", from: day(2015, 9, 7), value: 0.23e-4, status: Published, zh: s3ZH, en: s3EN},
	{rule: CloseFee, products: "IM", from: day(2022, 7, 22), value: 0.23e-4, status: Published, zh: pagesZH, en: pagesEN},

	// Erratum: the report prints 2.3. The step to 9.2 in 2017 was a loosening, so it must have been 23.
	{rule: CloseTodayFee, products: "IF IH IC", from: day(2015, 9, 7), value: 23e-4, status: Unconfirmed,
		zh: "兴证 2022 印作 2.3，应为 23：2017 年降到 9.2 是放松", en: "Xingzheng 2022 prints 2.3 where 23 is meant: the step to 9.2 in 2017 was a loosening"},
	{rule: CloseTodayFee, products: "IF IH IC", from: day(2017, 2, 17), value: 9.2e-4, status: Published, zh: n201702ZH, en: n201702EN},
	{rule: CloseTodayFee, products: "IF IH IC", from: day(2017, 9, 18), value: 6.9e-4, status: Published, zh: s3ZH, en: s3EN},
	{rule: CloseTodayFee, products: "IF IH IC", from: day(2018, 12, 3), value: 4.6e-4, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: CloseTodayFee, products: "IF IH IC", from: day(2019, 4, 22), value: 3.45e-4, status: Published, zh: n201904ZH, en: n201904EN},
	{rule: CloseTodayFee, products: "IM", from: day(2022, 7, 22), value: 3.45e-4, status: Published, zh: pagesZH, en: pagesEN},
	{rule: CloseTodayFee, products: "IF IH IC IM", from: day(2023, 3, 20), value: 2.3e-4, status: Published, doubted: true,
		zh: "中金所 2023-03-17 通知（会员转发）；2026 年的一份公开笔记仍写 3.45",
		en: "CFFEX notice of 2023-03-17 (as forwarded by a member); a public note of 2026 still gives 3.45"},

	{rule: DeliveryFee, products: "IF", from: day(2010, 4, 16), value: 1e-4, status: Published, zh: specZH, en: specEN},
	{rule: DeliveryFee, products: "IH IC", from: day(2015, 4, 16), value: 1e-4, status: Published, zh: specZH, en: specEN},
	{rule: DeliveryFee, products: "IM", from: day(2022, 7, 22), value: 1e-4, status: Published, zh: specZH, en: specEN},

	{rule: Margin, products: "IF IH IC", from: day(2015, 9, 7), value: 0.40, status: Published, zh: s3ZH, en: s3EN},
	{rule: Margin, products: "IF IH", from: day(2017, 2, 17), value: 0.20, status: Published, zh: n201702ZH, en: n201702EN},
	{rule: Margin, products: "IC", from: day(2017, 2, 17), value: 0.30, status: Published, zh: n201702ZH, en: n201702EN},
	{rule: Margin, products: "IF IH", from: day(2017, 9, 18), value: 0.15, status: Published, zh: n201709ZH, en: n201709EN},
	{rule: Margin, products: "IF IH", from: day(2018, 12, 3), value: 0.10, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: Margin, products: "IC", from: day(2018, 12, 3), value: 0.15, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: Margin, products: "IC", from: day(2019, 4, 22), value: 0.12, status: Published, zh: n201904ZH, en: n201904EN},
	{rule: Margin, products: "IM", from: day(2022, 7, 22), value: 0.15, status: Published, zh: imZH, en: imEN},
	{rule: Margin, products: "IF IH IC", from: day(2026, 3, 1), value: 0.12, status: Unconfirmed, zh: n2026ZH, en: n2026EN},
	{rule: Margin, products: "IM", from: day(2026, 3, 1), value: 0.14, status: Unconfirmed, zh: n2026ZH, en: n2026EN},

	{rule: HedgeMargin, products: "IF IH IC", from: day(2015, 9, 7), value: 0.20, status: Published, zh: s3ZH, en: s3EN},
	{rule: HedgeMargin, products: "IF IH", from: day(2017, 9, 18), value: 0.15, status: Published, zh: n201709ZH, en: n201709EN},
	{rule: HedgeMargin, products: "IF IH", from: day(2018, 12, 3), value: 0.10, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: HedgeMargin, products: "IC", from: day(2018, 12, 3), value: 0.15, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: HedgeMargin, products: "IC", from: day(2019, 4, 22), value: 0.12, status: Published, zh: n201904ZH, en: n201904EN},

	// The lowest margin was another one before; the sources give no day, so it is stated from the last listing on.
	{rule: MinimumMargin, products: "IF IH IC IM", from: day(2022, 7, 22), value: 0.08, status: Published, zh: specZH, en: specEN},

	{rule: PriceLimit, products: "IF", from: day(2010, 4, 16), value: 0.10, status: Published, zh: specZH, en: specEN},
	{rule: PriceLimit, products: "IH IC", from: day(2015, 4, 16), value: 0.10, status: Published, zh: specZH, en: specEN},
	{rule: PriceLimit, products: "IM", from: day(2022, 7, 22), value: 0.10, status: Published, zh: specZH, en: specEN},
	{rule: LastDayPriceLimit, products: "IF", from: day(2010, 4, 16), value: 0.20, status: Published, zh: specZH, en: specEN},
	{rule: LastDayPriceLimit, products: "IH IC", from: day(2015, 4, 16), value: 0.20, status: Published, zh: specZH, en: specEN},
	{rule: LastDayPriceLimit, products: "IM", from: day(2022, 7, 22), value: 0.20, status: Published, zh: specZH, en: specEN},

	{rule: OpeningLimit, products: "IF IH IC", from: day(2015, 9, 7), value: 10, status: Published, zh: s3ZH, en: s3EN},
	{rule: OpeningLimit, products: "IF IH IC", from: day(2017, 2, 17), value: 20, status: Published, zh: n201702ZH, en: n201702EN},
	{rule: OpeningLimit, products: "IF IH IC", from: day(2018, 12, 3), value: 50, status: Published, zh: n201812ZH, en: n201812EN},
	{rule: OpeningLimit, products: "IF IH IC", from: day(2019, 4, 22), value: 500, status: Published, zh: n201904ZH, en: n201904EN},
	{rule: OpeningLimit, products: "IM", from: day(2022, 7, 22), value: 500, status: Published, zh: pagesZH, en: pagesEN},

	{rule: PositionLimit, products: "IF", from: day(2015, 8, 3), value: 5000, status: Published,
		zh: "中金所 2015-07 通知（会员转发）", en: "CFFEX notice of July 2015 (as forwarded by a member)"},
	{rule: PositionLimit, products: "IM", from: day(2022, 7, 22), value: 1200, status: Published, zh: specZH, en: specEN},

	{rule: StampDuty, from: long, value: 0.0010, status: Published, zh: "2023-08-28 减半前的税率", en: "the rate halved on 2023-08-28"},
	{rule: StampDuty, from: day(2023, 8, 28), value: 0.0005, status: Published,
		zh: "财政部 税务总局公告 2023 年第 39 号", en: "Ministry of Finance and State Taxation Administration, notice No. 39 of 2023"},

	{rule: ShortMargin, from: long, value: 0.50, status: Published,
		zh: "国金 2024-09-13 周报的假设，当时已过时", en: "assumption of the Sinolink report of 2024-09-13, out of date by then"},
	{rule: ShortMargin, from: day(2023, 10, 30), value: 0.80, status: Unconfirmed,
		zh: "比例见证监会 2024-07-10 公告，生效日未核实", en: "the ratio is in the CSRC announcement of 2024-07-10; the day is not confirmed"},
	{rule: ShortMargin, from: day(2024, 7, 22), value: 1.00, status: Published, zh: csrcZH, en: csrcEN},
	{rule: ShortMarginPrivate, from: day(2023, 10, 30), value: 1.00, status: Unconfirmed,
		zh: "比例见证监会 2024-07-10 公告，生效日未核实", en: "the ratio is in the CSRC announcement of 2024-07-10; the day is not confirmed"},
	{rule: ShortMarginPrivate, from: day(2024, 7, 22), value: 1.20, status: Published, zh: csrcZH, en: csrcEN},

	{rule: FinancingMargin, from: day(2026, 1, 19), value: 1.00, status: Published,
		zh: "沪深北交易所 2026-01-14 通知，限新开合约", en: "notices of the three stock exchanges of 2026-01-14, new contracts only"},
}

// Notice is a change of rules that is not a figure.
type Notice struct {
	Effective calendar.Date `json:"effective"`
	Status    Status        `json:"status"`
	TextZH    string        `json:"text_zh"`
	TextEN    string        `json:"text_en"`
	SourceZH  string        `json:"source_zh"`
	SourceEN  string        `json:"source_en"`
}

var notices = []Notice{
	{day(2016, 1, 1), Unconfirmed,
		"交易时间改为 9:30-11:30、13:00-15:00（此前 9:15-15:15，每日 270 根 1 分钟线）",
		"trading hours become 9:30-11:30 and 13:00-15:00 (9:15-15:15 before, 270 one-minute bars a day)",
		"旧时段见广发 2012；日期未核实", "old hours: GF Securities 2012; the day is not confirmed"},
	{day(2019, 3, 25), Published,
		"套期保值不再要求期限匹配", "hedges need no longer match the tenor of what they hedge", s3ZH, s3EN},
	{day(2024, 7, 11), Published,
		"暂停转融券业务", "lending of securities to brokers is suspended", csrcZH, csrcEN},
}
