package problem

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/words"
)

// kind is what is said of every failure of one code.
type kind struct {
	status           int
	titleZH, titleEN string
	zh, en           string // where nothing more is known
}

var kinds = map[fault.Code]kind{
	fault.Invalid:  {422, "请求未被接受", "The request was refused", "请求未被接受", "the request was refused"},
	fault.Unknown:  {404, "没有这个地址或对象", "There is no such thing", "没有这个地址、运算或文件", "there is no such address, operation or file"},
	fault.TooLarge: {413, "超过上限", "Over a limit", "请求超过上限", "the request is over a limit"},
	fault.Canceled: {503, "计算已中止", "The work was stopped", "计算已中止，请稍后重试", "the work was stopped; ask again"},
	fault.Internal: {500, "服务器内部错误", "A mistake of the server", "服务器出错，未能给出结果；请附上 request_id 告知我们", "the server made a mistake and has no answer; tell us the request_id"},
	Method:         {405, "请求方法不对", "Not asked this way", "这个地址不接受该请求方法", "this address is not asked with that method"},
	Accept:         {406, "没有所要的格式", "No such form of the answer", "只有 application/json 与 text/csv 两种格式", "answers are application/json or text/csv"},
	Media:          {415, "请求体格式不对", "A body of this kind is not read", "请求体须为 application/json 或 text/csv，UTF-8，不压缩", "a body is application/json or text/csv in UTF-8, not packed"},
	RateLimit:      {429, "请求过于频繁", "Too many requests", "请求过于频繁，请按 Retry-After 稍后再试", "too many requests; wait as Retry-After says"},
	Unavailable:    {503, "暂时无法回答", "No answer now", "暂时无法回答，请按 Retry-After 稍后再试", "no answer is possible now; wait as Retry-After says"},
}

func title(lang string, code fault.Code) string {
	k, ok := kinds[code]
	if !ok {
		k = kinds[fault.Internal]
	}
	if lang == "zh" {
		return k.titleZH
	}
	return k.titleEN
}

// sentences are the Chinese words of what only the HTTP interface refuses, and
// of bars that come with a request.
var sentences = map[string]words.Sentence{
	"json":           "请求体不是一个 JSON 对象",
	"query":          "地址中 ? 之后的内容无法读取：“{got}”",
	"given_twice":    "同一参数给了两次",
	"unknown_member": "参数名不成路径：“{got}”",
	"gap":            "列表缺少第 {index} 项（从 0 起）",
	"whole":          "它与其下的参数不能同时给出",
	"method":         "这个地址只接受 {allow}",
	"media":          "不能读取 {got}",
	"not_acceptable": "回复只有 {has} 格式",
	"packed":         "不接受压缩的请求体（{got}）",
	"charset":        "请求体须为 UTF-8，而不是 {got}",
	"body_too_long":  "请求体超过 {max} 字节",
	"query_too_long": "地址中的查询超过 {max} 字节",
	"reply_too_long": "回复超过 {max} 字节；请用 fields 或 tail 少取一些",
	"too_many_calls": "共 {got} 个调用，最多 {max} 个",
	"no_calls":       "calls 中至少要有一个调用",
	"not_csv":        "{got} 不接受 text/csv 请求体",
	"not_text":       "请求体须为 CSV 文本，不能是压缩包或工作簿",
	"over_limit":     "要求 {got}，这里一次最多 {max}",
	"bad_row":        "第 {row} 行 {column} 无法读取：“{text}”",
	"more_faults":    "另有 {count} 处错误",
	"not_ascending":  "时间须递增：{got} 排在 {before} 之后",
	"no_price":       "这一根没有任何价格，请去掉",
	"no_bars":        "至少要有一根 K 线",
	"no_lists":       "除 time 外至少要有一列数字，例如 close",
	"ohlc_violation": "最高价或最低价 {got} 与同一根的 {other} 矛盾",
}

// sentence is a field in Chinese.
func sentence(f fault.Field) string {
	s, ok := sentences[f.Code]
	if !ok {
		return words.Fault("zh", f)
	}
	pairs := make([]string, 0, 2*len(f.Params))
	for name, value := range f.Params {
		pairs = append(pairs, name, value)
	}
	return strings.ReplaceAll(s.With(pairs...), "  ", " ") // where a figure is left out
}

// General is what is said in English of a kind of failure where nothing more
// is known.
func General(code fault.Code) string { return kinds[code].en }
