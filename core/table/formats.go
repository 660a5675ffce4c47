package table

// Formats returns the names of the kinds of files that are recognised, in the
// order of a list to read. They are stable: pages have a sentence for each.
//
// Most name the program or service a file comes from. cffex_daily and
// cffex_settle are tables of the exchange for one day; plain is any table with
// a header that names its columns, plain_headerless one whose columns were told
// from their values, and values has dates beside numbers that are no prices:
// rates, yields, a calendar.
func Formats() []string {
	return []string{"tongdaxin", "sina", "sina_daily", "eastmoney", "choice", "wind_matrix", "wind_plugin", "wind_serial",
		"tushare", "joinquant", "ricequant", "vnpy", "tqsdk", "wondertrader", "tradingview", "yahoo", "metatrader", "metastock",
		"ninjatrader", "binance", "kite", "cffex_daily", "cffex_settle", "plain", "plain_headerless", "values"}
}
