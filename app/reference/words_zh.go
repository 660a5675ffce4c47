package reference

var chinese = words{
	Lang: "zh-CN", Suffix: "zh",
	Skip: "跳到正文", Operations: "运算", Find: "按名称或主题筛选",
	Field: "成员", Kind: "类型", Meaning: "含义", Must: "必填",
	Request: "请求", Reply: "回复", Example: "示例", Try: "试用", TryBatch: "试用批量",
	SameAll: "成员同", Same: "同 {place}",
	NoScript: "试用表单需要脚本，浏览器已禁用。“示例”中的命令作用相同。", WholeExample: "完整请求（文件）",
	AskWith: "提问方式", AnswerAs: "回复格式", Query: "参数，例如 tail=5", Body: "请求", Send: "发送", Reset: "还原示例", ChooseFile: "选择文件",
	CtrlEnter: "Ctrl Enter 发送", ShownRequest: "请求（节选）", ShownReply: "回复（长处节选）",
	OrUndefined: "{kind}或无意义", ListOf: "{kind}列表", MapOf: "{kind}（按名称）",
	KeyFind: "筛选", KeySend: "发送", Served: "由运算自身生成",
	Kinds: map[string]string{
		"object": "对象", "number": "数", "integer": "整数", "boolean": "真假", "text": "文字", "date": "日期", "month": "月份",
		"base64": "base64", "choice": "选项", "points": "点数", "rate": "比率", "yuan": "元", "lots": "手数",
	},
	Subjects: map[string]string{
		"contracts": "合约与规则", "fair value": "理论价", "basis": "基差", "arbitrage": "套利", "spreads and rolls": "跨期与展期",
		"bars": "文件与行情", "signals": "信号与拟合", "active hedge": "主动对冲", "studies": "基差研究",
	},
	docs: documents,
	says: says{
		Sending: "正在发送……", Offline: "没有网络：什么也没有发送，输入的内容还在。",
		Unreached: "服务器没有应答；输入的内容还在。", NoAPI: "网站有应答，但这里没有提供 API。",
		Request: "示例没有取到。可以自己写请求，或按“还原示例”再取一次。", Headers: "标头", Errors: "被拒绝的字段", Answer: "回复",
		Empty: "没有正文", Rest: "另有 {n} 个字符未显示", Found: "{n} 个运算", None: "没有匹配的运算。",
		Online: "可离线", NetOff: "已离线", Update: "本站的新版本已就绪。", Load: "现在载入",
	},
}
