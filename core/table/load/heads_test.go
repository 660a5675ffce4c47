package load

import (
	"strings"
	"testing"

	"fairbasis/core/table"
)

// TestHeads reads heads of formats of which no genuine file is at hand. They
// were written by the table of formats in ../shared/data/README.md; instants
// were worked out by hand: 1704205800 is 2024-01-02 14:30 UTC, 1736351700 is
// 2025-01-08 15:55 UTC.
func TestHeads(t *testing.T) {
	for _, c := range []struct {
		name, text  string
		format      string
		symbols     string
		minutes     int
		stamp, zone string
		first, last string
	}{
		{"tradingview, unix, daily", "time,open,high,low,close,Volume,Volume MA\n1704205800,187.15,188.44,183.89,185.64,82488700,\n1704292200,184.22,185.88,183.43,184.25,58414500,\n1704378600,182.15,183.09,180.88,181.91,71983600,\n",
			"tradingview", "", 1440, "/", "+00:00/epoch", "2024-01-02", "2024-01-04"},
		{"tradingview, iso", "time,open,high,low,close,Volume\n2024-01-02T09:30:00+08:00,3400.2,3401,3399,3400.4,120\n2024-01-02T09:31:00+08:00,3400.4,3402,3400,3401.4,100\n",
			"tradingview", "", 1, "begin/format", "+08:00/offset", "2024-01-02 09:31", "2024-01-02 09:32"},
		{"binance", "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n" +
			"1736351700000,95261.80,95299.90,95200.00,95250.10,120.5,1736351999999,11478000.1,3021,60.1,5720000.2,0\n" +
			"1736352000000,95250.10,95260.00,95100.00,95120.00,90.5,1736352299999,8610000.1,2021,40.1,3820000.2,0\n",
			"binance", "", 5, "begin/format", "+00:00/epoch", "2025-01-08 16:00", "2025-01-08 16:05"},
		{"metatrader 5", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\r\n" +
			"2024.01.02\t00:00:00\t1.1041\t1.1045\t1.1040\t1.1043\t512\t0\t3\r\n2024.01.02\t00:01:00\t1.1043\t1.1044\t1.1041\t1.1042\t377\t0\t3\r\n",
			"metatrader", "", 1, "begin/format", "exchange/default", "2024-01-02 00:01", "2024-01-02 00:02"},
		{"tqsdk", "datetime,datetime_nano,CFFEX.IF2412.close,CFFEX.IF2412.volume,CFFEX.IF2503.close,CFFEX.IF2503.volume\n" +
			"2024-11-06 09:30:00.000000000,1730856600000000000,3990.2,120,3980.4,12\n2024-11-06 09:31:00.000000000,1730856660000000000,3991.2,110,3981.4,10\n",
			"tqsdk", "IF2412 IF2503", 1, "begin/format", "exchange/default", "2024-11-06 09:31", "2024-11-06 09:32"},
		{"vnpy", "symbol,exchange,datetime,open,high,low,close,volume,turnover,open_interest\nMHImain,HKFE,2017-11-14 00:00:00,29190,29195,29180,29185,120,0,0\nMHImain,HKFE,2017-11-14 00:01:00,29185,29190,29180,29188,80,0,0\n",
			"vnpy", "MHImain", 1, "begin/format", "exchange/default", "2017-11-14 00:01", "2017-11-14 00:02"},
		{"ricequant", "order_book_id,datetime,open,high,low,close,volume,total_turnover\n000001.XSHE,2026-07-20 09:31:00,10.1,10.2,10.0,10.1,123400,1246340\n000001.XSHE,2026-07-20 09:32:00,10.1,10.2,10.1,10.2,23400,236340\n",
			"ricequant", "000001.XSHE", 1, "end/format", "exchange/default", "2026-07-20 09:31", "2026-07-20 09:32"},
		// A morning of today: the auction at 09:30 is no sign of times at the beginning.
		{"eastmoney, the first minutes of a day", "时间,开盘,收盘,最高,最低,成交量,成交额,均价\n2024-09-13 09:30:00,3170.00,3170.00,3170.00,3170.00,1200,380400000.00,3170.00\n" +
			"2024-09-13 09:31:00,3170.00,3168.20,3171.00,3167.00,8200,2598000000.00,3169.10\n2024-09-13 09:32:00,3168.20,3168.00,3169.00,3167.00,5200,1648000000.00,3169.00\n",
			"eastmoney", "", 1, "end/format", "exchange/default", "2024-09-13 09:31", "2024-09-13 09:32"},
		{"metastock", "<TICKER>\t<PER>\t<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\nEURUSD\t1\t20110505\t000000\t1.4830\t1.4832\t1.4829\t1.4831\t30\nEURUSD\t1\t20110505\t000100\t1.4831\t1.4833\t1.4830\t1.4832\t20\n",
			"metastock", "EURUSD", 1, "end/default", "exchange/default", "2011-05-05 00:00", "2011-05-05 00:01"},
		{"ninjatrader", "20240102 093100;3800.2;3802.0;3799.4;3801.0;120\n20240102 093200;3801.0;3803.0;3800.4;3802.6;98\n20240102 093300;3802.6;3803.6;3802.0;3802.2;77\n",
			"ninjatrader", "", 1, "end/default", "exchange/default", "2024-01-02 09:31", "2024-01-02 09:33"},
	} {
		set := mustRead(t, "data.csv", []byte(c.text), table.Choices{})
		l := set.Loaded
		var symbols []string
		for _, s := range l.Series {
			symbols = append(symbols, s.Symbol)
		}
		for _, line := range []struct{ what, got, want string }{
			{"format", l.Format.ID, c.format}, {"symbols", strings.Join(symbols, " "), c.symbols},
			{"stamp", l.Stamp.Value + "/" + l.Stamp.Evidence, c.stamp}, {"zone", l.Zone.Value + "/" + l.Zone.Evidence, c.zone},
			{"first", l.First, c.first}, {"last", l.Last, c.last},
		} {
			if line.got != line.want {
				t.Errorf("%s: %s %q, want %q", c.name, line.what, line.got, line.want)
			}
		}
		if l.Minutes != c.minutes {
			t.Errorf("%s: %d minutes, want %d", c.name, l.Minutes, c.minutes)
		}
	}
}
