package layout

import (
	"strings"
	"testing"

	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// TestHeads recognises formats of which no genuine file is at hand, by heads
// written from the descriptions in data/README.md, and variants of others.
func TestHeads(t *testing.T) {
	cases := []struct {
		name, text, format string
		comma              byte
		header, data       int
		roles              string
		form               scan.Form
		check              func(l Layout) bool
	}{
		{"metatrader 5", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n" +
			"2024.01.02\t00:00:00\t1.1041\t1.1045\t1.1040\t1.1043\t512\t0\t3\r\n2024.01.02\t00:01:00\t1.1043\t1.1044\t1.1041\t1.1042\t377\t0\t3\r\n",
			"metatrader", '\t', 1, 2, "dtohlcv--", scan.Calendar, func(l Layout) bool { return l.Begin == 1 }},
		{"metatrader 5 with traded volume", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n" +
			"2024.01.02\t09:30:00\t3400\t3402\t3399\t3401\t512\t2000\t3\n2024.01.02\t09:31:00\t3401\t3402\t3400\t3400\t377\t1500\t3\n",
			"metatrader", '\t', 1, 2, "dtohlc-v-", scan.Calendar, nil},
		{"metatrader 5 daily", "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.01.02\t1.1041\t1.1045\t1.1040\t1.1043\t51200\t0\t3\n2024.01.03\t1.1043\t1.1055\t1.1042\t1.1050\t51200\t0\t3\n",
			"metatrader", '\t', 1, 2, "Tohlcv--", scan.Calendar, nil},
		{"metatrader 4", "2024.01.02,00:00,1.1041,1.1045,1.1040,1.1043,512\n2024.01.02,00:01,1.1043,1.1044,1.1041,1.1042,377\n2024.01.02,00:02,1.1042,1.1046,1.1042,1.1045,402\n",
			"metatrader", ',', 0, 1, "dtohlcv", scan.Calendar, nil},
		{"one stamp of five that does not read", "datetime,open,high,low,close\n2024-09-13 09:31:00,3100,3101,3099,3100\n2024-09-13 xx:32:00,3100,3101,3099,3100\n" +
			"2024-09-13 09:33:00,3100,3101,3099,3100\n2024-09-13 09:34:00,3100,3101,3099,3100\n2024-09-13 09:35:00,3100,3101,3099,3100\n",
			"plain", ',', 1, 2, "Tohlc", scan.Calendar, nil},
		{"binance", "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n" +
			"1736351700000,95261.80,95299.90,95200.00,95250.10,120.5,1736351999999,11478000.1,3021,60.1,5720000.2,0\n" +
			"1736352000000,95250.10,95280.00,95220.00,95270.00,100.5,1736352299999,9578000.1,2021,50.1,4720000.2,0\n",
			"binance", ',', 1, 2, "Tohlcv-a***-", scan.UnixMillis, func(l Layout) bool { return l.UTC && l.Begin == 1 }},
		{"binance without header, microseconds", "1736351700000000,95261.80,95299.90,95200.00,95250.10,120.5,1736351999999999,11478000.1,3021,60.1,5720000.2,0\n" +
			"1736352000000000,95250.10,95280.00,95220.00,95270.00,100.5,1736352299999999,9578000.1,2021,50.1,4720000.2,0\n",
			"binance", ',', 0, 1, "Tohlcv-a----", scan.UnixMicros, func(l Layout) bool { return l.UTC }},
		{"tqsdk", "datetime,datetime_nano,KQ.m@SHFE.rb.open,KQ.m@SHFE.rb.high,KQ.m@SHFE.rb.low,KQ.m@SHFE.rb.close,KQ.m@SHFE.rb.volume,KQ.m@SHFE.rb.open_oi,KQ.m@SHFE.rb.close_oi\n" +
			"2026-05-06 09:01:00.000000000,1778029260000000000,3000.0,3005.0,2999.0,3001.0,1234.0,99000.0,99100.0\n" +
			"2026-05-06 09:02:00.000000000,1778029320000000000,3001.0,3003.0,3000.0,3002.0,834.0,99100.0,99050.0\n",
			"tqsdk", ',', 1, 2, "T-ohlcv-O", scan.Calendar, func(l Layout) bool {
				return l.Symbol == "KQ.m@SHFE.rb" && l.From == "header" && l.Begin == 1 && !l.UTC
			}},
		{"tqsdk of two contracts", "datetime,datetime_nano,CFFEX.IF2412.close,CFFEX.IF2412.volume,CFFEX.IF2503.close,CFFEX.IF2503.volume\n" +
			"2024-11-06 09:31:00.000000000,1730856660000000000,4000.2,1234,3990.2,234\n2024-11-06 09:32:00.000000000,1730856720000000000,4001.2,834,3991.0,34\n",
			"tqsdk", ',', 1, 2, "T-cvcv", scan.Calendar, func(l Layout) bool {
				return len(l.Blocks) == 2 && l.Blocks[1].Symbol == "CFFEX.IF2503" && len(l.Blocks[1].Columns) == 2
			}},
		{"tradingview unix", "time,open,high,low,close,Volume,Volume MA\n1704205800,187.15,188.44,183.89,185.64,82488700,\n1704292200,184.22,185.88,183.43,184.25,58414500,\n",
			"tradingview", ',', 1, 2, "Tohlcv-", scan.UnixSeconds, func(l Layout) bool { return l.UTC && l.Begin == 1 }},
		{"tradingview iso", "time,open,high,low,close,Volume\n2024-01-02T09:30:00+08:00,3400.2,3401,3399,3400.4,120\n2024-01-02T09:31:00+08:00,3400.4,3402,3400,3401.4,100\n",
			"tradingview", ',', 1, 2, "Tohlcv", scan.Calendar, func(l Layout) bool { return l.UTC }},
		{"ricequant", "order_book_id,datetime,open,high,low,close,volume,total_turnover\n000001.XSHE,2026-07-20 09:31:00,10.1,10.2,10.0,10.1,123400,1246340\n000001.XSHE,2026-07-20 09:32:00,10.1,10.2,10.1,10.2,23400,236340\n",
			"ricequant", ',', 1, 2, "STohlcva", scan.Calendar, func(l Layout) bool { return l.Begin == -1 }},
		{"vnpy", "symbol,exchange,datetime,open,high,low,close,volume,turnover,open_interest\nMHImain,HKFE,2017-11-14 00:00:00,29190,29195,29180,29185,120,0,0\nMHImain,HKFE,2017-11-14 00:01:00,29185,29190,29180,29188,80,0,0\n",
			"vnpy", ',', 1, 2, "S-TohlcvaO", scan.Calendar, func(l Layout) bool { return l.Begin == 1 }},
		{"eastmoney minute", "时间,开盘,收盘,最高,最低,成交量,成交额,均价\n2024-09-13 09:30:00,3170.00,3170.00,3170.00,3170.00,1200,380400000.00,3170.00\n2024-09-13 09:31:00,3170.00,3168.20,3171.00,3167.00,8200,2598000000.00,3169.10\n",
			"eastmoney", ',', 1, 2, "Toc" + "hlva*", scan.Calendar, func(l Layout) bool { return l.Begin == -1 }},
		{"eastmoney daily", "日期,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率\n2024-09-12,3180.1,3172.5,3199.0,3170.2,93000000,110000000000.0,0.9,-0.43,-13.7,0.2\n2024-09-13,3170.0,3159.2,3186.0,3155.1,91000000,120000000000.0,0.97,-0.42,-13.3,0.2\n",
			"eastmoney", ',', 1, 2, "Tochlva****", scan.Calendar, nil},
		{"akshare main daily", "日期,开盘价,最高价,最低价,收盘价,成交量,持仓量,动态结算价\n2010-04-16,3450.0,3488.0,3413.2,3415.6,48988,3590,0.0\n2010-04-19,3396.0,3398.0,3166.2,3197.4,109733,6000,3200.6\n",
			"sina_daily", ',', 1, 2, "TohlcvOs", scan.Calendar, func(l Layout) bool { return l.Zero }},
		{"wind with serial dates", "代码,名称,日期,开盘价(元),最高价(元),最低价(元),收盘价(元),结算价,涨跌幅,成交额(百万),成交量,持仓量\nIF.CFE,沪深300期货,42009,3619,3768.8,3585.2,3671.4,3718.6,2.10%,1432621.14,1303810,138633\nIF.CFE,沪深300期货,42010,3664,3707.8,3610,3656.8,3659.4,-0.4%,1232621.14,1103810,138000\n",
			"wind_serial", ',', 1, 2, "SNTohlcs*avO", scan.ExcelDay, func(l Layout) bool { return l.Columns[8].Percent && l.Columns[9].Power == 6 }},
		{"cffex daily", "合约代码,今开盘,最高价,最低价,成交量,成交金额,持仓量,持仓变化,今收盘,今结算,前结算,涨跌1,涨跌2,Delta\n" +
			"IF2409    ,3170.0,3180.2,3150.0,49000,4650000.5,120000,-1200,3159.2,3160.4,3170.2,-11.0,-9.8,--\n小计,,,,49000,4650000.5,120000,-1200,,,,,,\n" +
			"IO2409-C-3000 ,170.0,180.2,150.0,490,8300.5,1200,-12,159.2,160.4,170.2,-11.0,-9.8,0.97\n小计,,,,490,8300.5,1200,-12,,,,,,\n合计,,,,49490,4658801,121200,-1212,,,,,,\n",
			"cffex_daily", ',', 1, 2, "SohlvaO*csP***", scan.Calendar, func(l Layout) bool { return l.Columns[5].Power == 4 }},
		{"cffex daily without the later columns", "合约代码,今开盘,最高价,最低价,成交量,成交金额,持仓量,持仓变化,今收盘,今结算,前结算\nIF1005,3450.0,3488.0,3413.2,42000,4330000.5,2700,2700,3415.6,3415.2,3399.0\nIF1006,3470.0,3500.0,3430.0,4000,430000.5,700,700,3440.6,3441.2,3399.0\n",
			"cffex_daily", ',', 1, 2, "SohlvaO*csP", scan.Calendar, nil},
		{"cffex settlement", "合约代码,今结算价,多头保证金率,空头保证金率\nIF2409,3160.4,8%,8%\nIF2412,3155.2,8%,8%\n", "cffex_settle", ',', 1, 2, "Ss**", scan.Calendar, nil},
		{"a day above the table", "2024年9月13日 中金所\n合约代码,今开盘,最高价,最低价,成交量,今收盘,今结算\nIF2409,3170.0,3180.2,3150.0,49000,3159.2,3160.4\nIF2412,3160.0,3170.2,3140.0,9000,3149.2,3150.4\n",
			"cffex_daily", ',', 2, 3, "Sohlvcs", scan.Calendar, func(l Layout) bool { return l.Day == "2024-09-13" }},
		{"metastock", "<TICKER>\t<PER>\t<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\nEURUSD\t1\t20110505\t000000\t1.4830\t1.4832\t1.4829\t1.4831\t30\nEURUSD\t1\t20110505\t000100\t1.4831\t1.4833\t1.4830\t1.4832\t20\n",
			"metastock", '\t', 1, 2, "S-dtohlcv", scan.Calendar, nil},
		{"metastock without header", "EURUSD,1,20110505,000000,1.4830,1.4832,1.4829,1.4831,30\nEURUSD,1,20110505,000100,1.4831,1.4833,1.4830,1.4832,20\n",
			"metastock", ',', 0, 1, "S-dtohlcv", scan.Calendar, nil},
		{"yahoo with three rows of names", "Price,Close,High,Low,Open,Volume\nTicker,NVDA,NVDA,NVDA,NVDA,NVDA\nDate,,,,,\n2024-01-02,48.17,49.10,47.50,48.00,411254000\n2024-01-03,47.58,48.20,47.10,47.90,320896000\n",
			"yahoo", ',', 1, 4, "Tchlov", scan.Calendar, func(l Layout) bool { return l.Symbol == "NVDA" && l.From == "header" }},
		{"yahoo of several tickers", "Price,Close,Close,Open,Open\nTicker,NVDA,AMD,NVDA,AMD\nDate,,,,\n2024-01-02,48.17,149.10,47.50,148.00\n2024-01-03,47.58,148.20,47.10,147.90\n",
			"yahoo", ',', 1, 4, "Tccoo", scan.Calendar, func(l Layout) bool { return len(l.Blocks) == 2 && l.Blocks[1].Symbol == "AMD" }},
		{"contracts above open and close", ",IF2401,IF2401,IF2402,IF2402\n,open,close,open,close\n2024-01-02,3400.2,3410.2,3390.2,3380.2\n2024-01-03,3401.2,3411.2,3391.2,3381.2\n",
			"plain", ',', 2, 3, "Tococ", scan.Calendar, func(l Layout) bool { return len(l.Blocks) == 2 && l.Blocks[0].Symbol == "IF2401" }},
		{"begin and end of bars", "exchange,symbol,open,close,high,low,amount,volume,position,bob,eob\nSHFE,RB9999,3400,3410,3412,3399,1000000,30,500,2024-01-02 09:00:00+08:00,2024-01-02 09:01:00+08:00\nSHFE,RB9999,3410,3400,3412,3399,1000000,30,500,2024-01-02 09:01:00+08:00,2024-01-02 09:02:00+08:00\n",
			"plain", ',', 1, 2, "-SochlavOT-", scan.Calendar, func(l Layout) bool { return l.Begin == 1 && l.Units == "lots" }},
		{"times in Greenwich", "Gmt time,Open,High,Low,Close,Volume\n13.09.2024 00:00:00.000,3400.1,3402,3399,3401,12.5\n13.09.2024 00:01:00.000,3401,3402,3400,3400,10.25\n",
			"plain", ',', 1, 2, "Tohlcv", scan.DayFirst, func(l Layout) bool { return l.UTC }},
		{"codes of an index without a header", "000300,2024-09-12,3186.8,3205.0,3165.4,3172.6,4800\n000300,2024-09-13,3172.2,3186.0,3155.2,3159.2,4700\n", "plain_headerless", ',', 0, 1, "STohlcv", scan.Calendar, nil},
		{"seconds with decimals", "timestamp,open,high,low,close\n1704205800.0,187.15,188.44,183.89,185.64\n1704292200.0,184.22,185.88,183.43,184.25\n", "plain", ',', 1, 2, "Tohlc", scan.UnixSeconds, nil},
		{"wind with units", "代码,名称,日期,开盘价(元),最高价(元),最低价(元),收盘价(元),成交额(百万),成交量(股)\n000300.SH,沪深300,2024-09-12,3186.8,3205.0,3165.4,3172.6,110000,9300000000\n000300.SH,沪深300,2024-09-13,3172.2,3186.0,3155.2,3159.2,120000,9100000000\n",
			"wind_serial", ',', 1, 2, "SNTohlcav", scan.Calendar, func(l Layout) bool { return l.Units == "shares" && l.Columns[7].Power == 6 }},
		{"tonghuashun", "时间\t开盘\t最高\t最低\t收盘\t涨幅\t振幅\t总手\t金额\t换手%\n2009-10-15\t16.11\t17.51\t15.53\t17.08\t44.99%\t16.81%\t153586470\t2501742900\t87.27\n2009-10-16\t17.11\t17.51\t16.53\t17.18\t0.59%\t5.81%\t53586470\t901742900\t27.27\n",
			"plain", '\t', 1, 2, "Tohlc**va*", scan.Calendar, func(l Layout) bool { return l.Columns[5].Percent && l.Columns[9].Percent }},
		{"ninjatrader", "20240102 093100;3800.2;3802.0;3799.4;3801.0;120\n20240102 093200;3801.0;3803.0;3800.4;3802.6;98\n20240102 093300;3802.6;3803.6;3802.0;3802.2;77\n",
			"ninjatrader", ';', 0, 1, "Tohlcv", scan.Calendar, nil},
		{"rates", "date,ON,1W,2W,1M\n2024-09-12,1.75,1.80,1.85,1.88\n2024-09-13,1.76,1.79,1.86,1.88\n", "values", ',', 1, 2, "T****", scan.Calendar, nil},
		{"tongdaxin daily with commas and hash", "日期,开盘,最高,最低,收盘,成交量,成交额\n2024/09/12,3180.10,3199.00,3170.20,3172.50,93000000,110000000000.00\n2024/09/13,3170.00,3186.00,3155.10,3159.20,91000000,120000000000.00\n#数据来源:通达信\n",
			"tongdaxin", ',', 1, 2, "Tohlcva", scan.Calendar, nil},
		{"tongdaxin bare", "2017/04/27\t0931\t3435.10\t3436.10\t3428.78\t3428.78\t256470\t0.00\n2017/04/27\t0932\t3428.41\t3429.00\t3425.02\t3425.58\t121742\t0.00\n2017/04/27\t0933\t3425.41\t3427.00\t3424.02\t3426.58\t111742\t0.00\n数据来源:通达信\n",
			"tongdaxin", '\t', 0, 1, "dtohlcv-", scan.Calendar, nil},
		{"sheet of a worksheet", "\tcode\tdate\thigh\topen\tlow\tclose\tvol\toi\n0\tIM.STAR\t2022-07-26\t6918.5546875\t6817.89990234375\t6771.91259765625\t6915.75244140625\t30183\t36045\n1\tIM.STAR\t2022-07-27\t7001.94970703125\t6903.40966796875\t6891.3212890625\t6994.794921875\t28481\t36653\n",
			"plain", '\t', 1, 2, "-SThol" + "cvO", scan.Calendar, nil},
		{"semicolons, day first", "Date;Open;High;Low;Close\n12/09/2024;3180.1;3199.0;3170.2;3172.5\n13/09/2024;3170.0;3186.0;3155.1;3159.2\n", "plain", ';', 1, 2, "Tohlc", scan.DayFirst, nil},
		{"month first", "Date,Open,High,Low,Close\n09/12/2024,3180.1,3199.0,3170.2,3172.5\n09/13/2024,3170.0,3186.0,3155.1,3159.2\n", "plain", ',', 1, 2, "Tohlc", scan.MonthFirst, nil},
		{"day or month first", "Date,Open,High,Low,Close\n03/01/2024,3180.1,3199.0,3170.2,3172.5\n04/01/2024,3170.0,3186.0,3155.1,3159.2\n05/01/2024,3170.0,3186.0,3155.1,3159.2\n", "plain", ',', 1, 2, "Tohlc", scan.DayFirst,
			func(l Layout) bool { return len(l.Doubts) == 1 && l.Doubts[0].Code == table.AmbiguousDate }},
		{"pipes", "date|open|high|low|close\n20240912|3180.1|3199.0|3170.2|3172.5\n20240913|3170.0|3186.0|3155.1|3159.2\n", "plain", '|', 1, 2, "Tohlc", scan.Calendar, nil},
		{"blanks", "date        time   open    high    low     close\n2024-09-13  09:31  3180.1  3199.0  3170.2  3172.5\n2024-09-13  09:32  3172.5  3186.0  3155.1  3159.2\n", "plain", ' ', 1, 2, "dtohlc", scan.Calendar, nil},
		{"chinese dates and a title", "沪深300指数历史行情\n\n日期,开盘,最高,最低,收盘\n2024年9月12日,3180.1,3199.0,3170.2,3172.5\n2024年9月13日,3170.0,3186.0,3155.1,3159.2\n", "plain", ',', 3, 4, "Tohlc", scan.Calendar,
			func(l Layout) bool { return l.Title == "沪深300指数历史行情" }},
		{"units in brackets", "交易日期,开盘价（元）,最高价（元）,最低价（元）,收盘价（元）,成交量（万手）,成交额（亿元）\n2024-09-12,3180.1,3199.0,3170.2,3172.5,9.3,1100\n2024-09-13,3170.0,3186.0,3155.1,3159.2,9.1,1200\n", "plain", ',', 1, 2, "Tohlcva", scan.Calendar,
			func(l Layout) bool { return l.Columns[5].Power == 4 && l.Columns[6].Power == 8 }},
		{"headerless, close second", "2024-09-09,3231.0,3192.9,3231.0,3186.1,5100\n2024-09-10,3188.0,3195.8,3199.5,3165.2,5200\n2024-09-11,3191.2,3186.1,3199.0,3170.7,4900\n2024-09-12,3186.7,3172.5,3205.0,3165.3,4800\n2024-09-13,3172.1,3159.2,3186.0,3155.1,4700\n",
			"plain_headerless", ',', 0, 1, "Tochlv", scan.Calendar, nil},
		{"headerless, close first, newest first", "2024-09-13,3159.2,3172.1,3186.0,3155.1,4700\n2024-09-12,3172.5,3186.7,3205.0,3165.3,4800\n2024-09-11,3186.1,3191.2,3199.0,3170.7,4900\n2024-09-10,3195.8,3188.0,3199.5,3165.2,5200\n2024-09-09,3192.9,3231.0,3231.0,3186.1,5100\n",
			"plain_headerless", ',', 0, 1, "Tcohlv", scan.Calendar, nil},
		{"headerless with amount and interest", "20240912,3186.8,3205.0,3165.4,3172.6,4800,458736000,120000\n20240913,3172.2,3186.0,3155.2,3159.2,4700,447000000,119000\n20240916,3160.2,3186.0,3155.2,3169.2,4700,447000000,118000\n",
			"plain_headerless", ',', 0, 1, "TohlcvaO", scan.Calendar, nil},
		{"names of rows as R writes them", "\"Open\" \"High\" \"Low\" \"Close\"\n\"2024-09-12\" 3186.8 3205.0 3165.4 3172.6\n\"2024-09-13\" 3172.2 3186.0 3155.2 3159.2\n", "plain", ' ', 1, 2, "Tohlc", scan.Calendar,
			func(l Layout) bool { return len(l.Doubts) == 1 }},
		{"side by side", "日期,收盘价,,日期,收盘价\n2024-09-12,3186.8,,2024-09-12,3172.6\n2024-09-13,3172.2,,2024-09-13,3159.2\n", "plain", ',', 1, 2, "Tc-Tc", scan.Calendar, func(l Layout) bool {
			return len(l.Blocks) == 2 && l.Blocks[1].Stamp == 3 && l.Blocks[0].Symbol == "#1" && l.Blocks[1].Symbol == "#2"
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l, err := Recognise([]byte(c.text), Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if l.Format.ID != c.format || l.Delimiter != c.comma || l.Header != c.header || l.DataRow != c.data || l.Form != c.form {
				t.Errorf("got %s %q header %d data %d form %d; want %s %q %d %d %d", l.Format.ID, l.Delimiter, l.Header, l.DataRow, l.Form, c.format, c.comma, c.header, c.data, c.form)
			}
			if got := rolesOf(l); got != c.roles {
				t.Errorf("roles %s, want %s", got, c.roles)
			}
			if c.check != nil && !c.check(l) {
				t.Errorf("fails its own check: %+v", l.Columns)
			}
			if c.check == nil && len(l.Doubts) > 0 {
				t.Errorf("doubts: %s", l.Doubts[0].Message)
			}
			l.Plans([]byte(c.text))
			crlf, err := Recognise([]byte(strings.ReplaceAll(strings.ReplaceAll(c.text, "\r\n", "\n"), "\n", "\r\n")), Hint{})
			if err != nil || crlf.Format != l.Format || crlf.DataRow != l.DataRow {
				t.Errorf("with other line ends: %v %v row %d", err, crlf.Format, crlf.DataRow)
			}
		})
	}
}
