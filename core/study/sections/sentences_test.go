package sections

import (
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/report"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

func rate(x float64) unit.Maybe[unit.Rate]  { return unit.Some(unit.Rate(x)) }
func num(x float64) unit.Maybe[unit.Number] { return unit.Some(unit.Number(x)) }

// week001 is the week of report 001: closes, settlements, volume and open
// interest as in golden case 1 of the formula sheet, the 20-day means and the
// percentiles as the report prints them.
func week001() study.Overview {
	out := study.Overview{
		Week: calendar.MustOf(2024, 9, 13), Before: calendar.MustOf(2024, 9, 6), Main: "volume", Reference: "settle", Volume: "mean", Mean: 20,
		Convention: "sinolink", Spread: study.Spread{}.Filled(), Rank: study.Rank{Method: "inclusive", Since: calendar.MustOf(2019, 1, 1)},
	}
	for _, p := range []struct {
		product                                    string
		future, settled, spot, before              float64
		mean, volume, interest, spread, percentile float64
	}{
		{"IF", 3158.0, 3231.2, 3159.247, 3231.346, -0.00143, 88810, 240944, 0.605, 0.04},
		{"IC", 4444.8, 4525.8, 4450.959, 4537.454, -0.00312, 91870, 246525, 0.658, 0.05},
		{"IM", 4416.8, 4494.4, 4413.187, 4508.228, -0.00386, 156740, 280786, 0.885, 0.01},
		{"IH", 2204.4, 2265.8, 2205.812, 2263.563, -0.00099, 47380, 102293, 0.745, 0.23},
	} {
		b := (p.future - p.spot) / p.spot
		out.Rows = append(out.Rows, study.OverviewRow{
			Product: p.product, First: calendar.MustOf(2024, 8, 19), Week: out.Week, Days: 5, Contract: p.product + "2409", TradingDays: 3, Reference: "settle",
			Index: unit.Some(unit.Points(p.spot)), Close: unit.Some(unit.Points(p.future)),
			IndexChange: rate(p.spot/p.before - 1), MainChange: rate(p.future/p.settled - 1), BasisRate: rate(b), AdjustedRate: rate(b), Annualised: rate(b * 252 / 3),
			MeanRate: rate(p.mean), Volume: num(p.volume), VolumeChange: unit.None[unit.Rate](unit.TooShort), OpenInterest: num(p.interest), OpenInterestChange: unit.None[unit.Rate](unit.TooShort),
			Spread: num(0.001), SpreadPercentile: rate(p.spread), SpreadCount: 1385, BasisPercentile: unit.None[unit.Rate](unit.TooShort),
			Valuation: num(11), ValuationPercentile: rate(p.percentile), ValuationCount: 100,
		})
	}
	return out
}

// TestReport001: table 1 of report 001 comes out as printed (its valuation
// percentiles without decimals).
func TestReport001(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		text := string(report.Document{Lang: lang, Title: "t", Sections: []report.Section{Overview(lang, week001())}}.Markdown())
		for _, row := range []string{
			"| IF2409 | −2.23% | −2.27% | −0.039% | −0.039% | −0.143% | 8.88 | 24.09 | 60.50% | 4.00% |",
			"| IC2409 | −1.91% | −1.79% | −0.138% | −0.138% | −0.312% | 9.19 | 24.65 | 65.80% | 5.00% |",
			"| IM2409 | −2.11% | −1.73% | +0.082% | +0.082% | −0.386% | 15.67 | 28.08 | 88.50% | 1.00% |",
			"| IH2409 | −2.55% | −2.71% | −0.064% | −0.064% | −0.099% | 4.74 | 10.23 | 74.50% | 23.00% |",
		} {
			if !strings.Contains(text, row) {
				t.Errorf("%s: no row %q in\n%s", lang, row, text)
			}
		}
	}
}

// TestOverviewSays: what report 001 says of the week, from its numbers.
func TestOverviewSays(t *testing.T) {
	want := map[string][]string{
		"zh": {
			"指数 0 涨 4 跌：中证500 −1.91% 居首，上证50 −2.55% 居末。",
			"主力合约升水：IM2409（+0.082%）；贴水：IF2409（−0.039%）、IC2409（−0.138%）、IH2409（−0.064%）。",
			"基差率高于 20 日均值：IF、IC、IM、IH；低于：无。",
			"年化基差率（国金：252/N）：IF2409 −3.32%、IC2409 −11.62%、IM2409 +6.88%、IH2409 −5.38%。",
			"跨期价差（当月−下月）的分位数：IF 60.5%、IC 65.8%、IM 88.5%、IH 74.5%。",
		},
		"en": {
			"Indices: 0 up, 4 down; CSI 500 first with −1.91%, SSE 50 last with −2.55%.",
			"Main contracts at a premium: IM2409 (+0.082%); at a discount: IF2409 (−0.039%), IC2409 (−0.138%), IH2409 (−0.064%).",
			"Basis rate above its 20-day mean: IF, IC, IM, IH; below: none.",
			"Annualised basis rate (Sinolink: 252/N): IF2409 −3.32%, IC2409 −11.62%, IM2409 +6.88%, IH2409 −5.38%.",
			"Percentile of the calendar spread (current less next month): IF 60.5%, IC 65.8%, IM 88.5%, IH 74.5%.",
		},
	}
	for lang, lines := range want {
		if got := Overview(lang, week001()).Lead; !slices.Equal(got, lines) {
			t.Errorf("%s:\ngot  %s\nwant %s", lang, strings.Join(got, "\n     "), strings.Join(lines, "\n     "))
		}
	}
}

// TestStageSays: a stage in one sentence, by its numbers.
func TestStageSays(t *testing.T) {
	r := study.Stages{Measure: study.Measure{Of: study.Weighted}.Filled(), Average: 5, Stages: []study.StageResult{
		{Stage: study.Stages002()[0], Days: 96, Summary: study.Summary{Mean: num(-0.2031), Deviation: num(0.3), Count: 96}, Start: num(0.05), End: num(-0.61),
			Level: num(0.62), Moves: num(0.1), IndexChange: rate(-0.203), Volume: num(1000), VolumeChange: rate(1.5), OpenInterest: num(20000), OpenInterestChange: rate(-0.25)},
		{Stage: study.Stage{Name: "安静", From: calendar.MustOf(2016, 1, 4), To: calendar.MustOf(2016, 1, 8)}, Days: 5,
			Summary: study.Summary{Mean: num(0.01), Deviation: unit.None[unit.Number](unit.TooShort)}, Start: unit.None[unit.Number](unit.TooShort), End: num(1), Level: num(-0.29),
			IndexChange: unit.None[unit.Rate](unit.TooShort), VolumeChange: unit.None[unit.Rate](unit.TooShort), OpenInterestChange: unit.None[unit.Rate](unit.TooShort)},
		{Stage: study.Stage{From: calendar.MustOf(2030, 1, 4), To: calendar.MustOf(2030, 1, 8)}},
	}}
	for lang, want := range map[string][]string{
		"zh": {
			"阶段 1（2015-04-16 至 2015-09-02）：年化基差率平均 −20.31%（贴水），标准差 30.00%，由 +5.00% 到 −61.00%，与指数正相关（+0.62），指数 −20.3%，持仓 −25.0%，成交 +150.0%。",
			"安静（2016-01-04 至 2016-01-08）：年化基差率平均 +1.00%（升水），与指数水平的相关不明显（−0.29）。",
			"阶段 3（2030-01-04 至 2030-01-08）：没有数据。",
		},
		"en": {
			"Stage 1 (2015-04-16 to 2015-09-02): annualised basis rate −20.31% on average (a discount), standard deviation 30.00%; from +5.00% to −61.00%; with the index (+0.62); index −20.3%; open interest −25.0%; volume +150.0%.",
			"安静 (2016-01-04 to 2016-01-08): annualised basis rate +1.00% on average (a premium); hardly related to the level of the index (−0.29).",
			"Stage 3 (2030-01-04 to 2030-01-08): no data.",
		},
	} {
		if got := Stages(lang, r).Lead; !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %s\nwant %s", lang, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

// TestVerdicts: a difference is called one below p = 0.05 and not at it.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		p    unit.Maybe[unit.Rate]
		want string
	}{
		{rate(0.0499), "；均值不同（p = 0.0499）。"},
		{rate(0.05), "；在 5% 水平上看不出差别（p = 0.0500）。"},
		{rate(0.000001), "；均值不同（p < 0.0001）。"},
		{unit.None[unit.Rate](unit.TooShort), "其余日 −5.00 点。"},
	} {
		r := study.Volatility{Measure: study.Measure{Value: study.Basis}.Filled(), Threshold: 0.05, Up: 3, Down: 9, P: c.p, SpreadP: c.p,
			Large: study.Summary{Mean: num(-20), Deviation: num(8)}, Others: study.Summary{Mean: num(-5), Deviation: num(9)}}
		lead := Volatility("zh", r).Lead
		if len(lead) != 3 || lead[0] != "指数涨跌超过 5.00% 的有 12 天：3 天上涨，9 天下跌。" || !strings.HasSuffix(lead[1], c.want) {
			t.Errorf("got %q, want ... %s", lead, c.want)
		}
		if found := strings.Contains(lead[2], "更集中"); found != (c.p.Or(1) < 0.05) {
			t.Errorf("spread of 8 and 9 at p %v: %s", c.p, lead[2])
		}
	}
	r := study.Drivers{Measure: study.Measure{}.Filled(), Count: 100, R2: rate(0.31), Terms: []study.Term{
		{Driver: "constant", Coefficient: num(1), P: rate(0)},
		{Driver: study.DriverReturn, Coefficient: num(-0.2), P: rate(0.01)},
		{Driver: study.DriverExpiry, Coefficient: num(0.2), P: rate(0.2)},
	}}
	if got, want := Drivers("en", r).Lead, []string{
		"Over 100 days the drivers explain 31.0% of the variance of the annualised basis rate.",
		"Related to the annualised basis rate at the 5 % level: index return (falls as it rises, p = 0.0100).",
		"No relation at the 5 % level: trading days to expiry.",
		"The residuals follow each other (DW 0.00), so that White's errors are too small; use Newey and West's, with lags above 0.",
	}; !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// TestSign: the convention of report 003 turns what a sign means.
func TestSign(t *testing.T) {
	m := study.Measure{Convention: "xingzheng"}
	r := study.History{Measure: m.Filled(), Today: study.HistoryDay{Date: calendar.MustOf(2024, 9, 13), Value: num(-0.0421)}, Line: study.Series{Value: []float64{0.1, 0.2, -0.3}},
		Percentile: unit.None[unit.Rate](unit.TooShort), About: study.About{Product: "IM"}}
	s := History("zh", r)
	if want := []string{"2024-09-13：年化基差率 −4.21%，升水。", "全部 3 天中，1 天升水（33.3%），2 天贴水（66.7%）。"}; s.Lead[0] != want[0] || !slices.Contains(s.Lead, want[1]) {
		t.Errorf("got %q, want %q", s.Lead, want)
	}
	if !strings.Contains(s.About, "正数为贴水") || strings.Contains(History("zh", study.History{}).About, "正数为贴水") {
		t.Errorf("the line on the sign: %s", s.About)
	}
}

// TestArbitrageSays: where the last day lies among the arbitrage lines, also
// where the convention turns them over, and not where they end before it.
func TestArbitrageSays(t *testing.T) {
	at := calendar.MustOf(2024, 9, 13)
	series := func(x float64, d calendar.Date) study.Series {
		return study.Series{Time: []float64{float64(d.UnixDay()) * 86400000}, Value: []float64{x}}
	}
	for _, c := range []struct {
		convention          string
		value, upper, lower float64
		day                 calendar.Date
		want                string
	}{
		{"sinolink", 0.01, 0.05, -0.04, at, "在两条 5% 套利线之间"},
		{"sinolink", 0.06, 0.05, -0.04, at, "高于 5% 套利线：按所列成本，买现货"},
		{"sinolink", -0.06, 0.05, -0.04, at, "低于 5% 套利线：按所列成本，融券"},
		{"xingzheng", 0.06, -0.05, 0.04, at, "低于 5% 套利线"},
		{"xingzheng", -0.06, -0.05, 0.04, at, "高于 5% 套利线"},
		{"sinolink", 0.06, 0.05, -0.04, at.AddDays(-1), ""},
	} {
		r := study.History{Measure: study.Measure{Convention: c.convention}.Filled(), Hurdle: 0.05, HurdleUpper: series(c.upper, c.day), HurdleLower: series(c.lower, c.day),
			Today: study.HistoryDay{Date: at, Value: num(c.value)}}
		lead := strings.Join(History("zh", r).Lead, "")
		if c.want == "" && strings.Contains(lead, "套利线") || !strings.Contains(lead, c.want) {
			t.Errorf("%+v: %s", c, lead)
		}
	}
}

// TestWarnings: notes come in the reader's language, each once.
func TestWarnings(t *testing.T) {
	n := fault.Note("to", "before_from", "must not be before from")
	r := study.Stages{About: study.About{Notes: []fault.Field{n, n}}}
	if got := Stages("zh", r).Warnings; len(got) != 1 || got[0] != "不能早于起点" {
		t.Errorf("got %q", got)
	}
}
