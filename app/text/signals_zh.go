package text

var signalsZH = Signals{
	Printed: "fairbasis 信号", Title: "多项式信号与主动对冲",
	Regimes: map[string]string{"none": "窗口不足", "neutral": "中性", "up_accelerating": "上升加速", "up_slowing": "上升放缓",
		"down_accelerating": "下跌加速", "down_slowing": "下跌放缓"},
}
