package calendar

// A year of the exchange calendar: the Mondays to Fridays on which the stock exchanges of Shanghai and Shenzhen
// and the China Financial Futures Exchange are closed, as month*100 + day. Saturdays and Sundays are always
// closed, also those which the State Council's notice makes working days.
type yearTable struct {
	year   int
	notice string // the notice that set the holidays, and what changed it
	closed []int
}

// years begins with the year index futures were first listed. The days are the exchanges' own closures; the notice
// beside them is the one of the General Office of the State Council that the exchanges' yearly notices follow
// (number and date of issue as published on gov.cn). Where the exchanges went beyond it, the entry says so.
// A new year is one more row: append it when the notice and the exchanges' arrangement are out.
var years = []yearTable{
	{2010, "国办发明电〔2009〕27号, 2009-12-08", []int{
		101, 215, 216, 217, 218, 219, 405, 503, 614, 615, 616, 922, 923, 924, 1001, 1004, 1005, 1006, 1007}},
	{2011, "国办发明电〔2010〕40号, 2010-12-10", []int{
		103, 202, 203, 204, 207, 208, 404, 405, 502, 606, 912, 1003, 1004, 1005, 1006, 1007}},
	{2012, "国办发明电〔2011〕45号, 2011-12-06", []int{
		102, 103, 123, 124, 125, 126, 127, 402, 403, 404, 430, 501, 622, 1001, 1002, 1003, 1004, 1005}},
	{2013, "国办发明电〔2012〕33号, 2012-12-08", []int{
		101, 102, 103, 211, 212, 213, 214, 215, 404, 405, 429, 430, 501, 610, 611, 612, 919, 920,
		1001, 1002, 1003, 1004, 1007}},
	{2014, "国办发明电〔2013〕28号, 2013-12-11", []int{
		101, 131, 203, 204, 205, 206, 407, 501, 502, 602, 908, 1001, 1002, 1003, 1006, 1007}},
	// 3 and 4 September: the 70th anniversary of victory, by a notice of its own.
	{2015, "国办发明电〔2014〕28号, 2014-12-16; 国发明电〔2015〕1号 (3 September)", []int{
		101, 102, 218, 219, 220, 223, 224, 406, 501, 622, 903, 904, 1001, 1002, 1005, 1006, 1007}},
	{2016, "国办发明电〔2015〕18号, 2015-12-10", []int{
		101, 208, 209, 210, 211, 212, 404, 502, 609, 610, 915, 916, 1003, 1004, 1005, 1006, 1007}},
	{2017, "国办发明电〔2016〕17号, 2016-12-01", []int{
		102, 127, 130, 131, 201, 202, 403, 404, 501, 529, 530, 1002, 1003, 1004, 1005, 1006}},
	// 31 December 2018 belongs to the notice for 2019.
	{2018, "国办发明电〔2017〕12号, 2017-11-30; 国办发明电〔2018〕15号 (31 December)", []int{
		101, 215, 216, 219, 220, 221, 405, 406, 430, 501, 618, 924, 1001, 1002, 1003, 1004, 1005, 1231}},
	// The Labour Day holiday was lengthened to 1-4 May in March.
	{2019, "国办发明电〔2018〕15号, 2018-12-04; 国办发明电〔2019〕3号 (Labour Day)", []int{
		101, 204, 205, 206, 207, 208, 405, 501, 502, 503, 607, 913, 1001, 1002, 1003, 1004, 1007}},
	// 31 January: the Spring Festival holiday was lengthened to 2 February because of the epidemic.
	{2020, "国办发明电〔2019〕16号, 2019-11-21; 国办发明电〔2020〕1号 (Spring Festival)", []int{
		101, 124, 127, 128, 129, 130, 131, 406, 501, 504, 505, 625, 626, 1001, 1002, 1005, 1006, 1007, 1008}},
	{2021, "国办发明电〔2020〕27号, 2020-11-25", []int{
		101, 211, 212, 215, 216, 217, 405, 503, 504, 505, 614, 920, 921, 1001, 1004, 1005, 1006, 1007}},
	{2022, "国办发明电〔2021〕11号, 2021-10-25", []int{
		103, 131, 201, 202, 203, 204, 404, 405, 502, 503, 504, 603, 912, 1003, 1004, 1005, 1006, 1007}},
	{2023, "国办发明电〔2022〕16号, 2022-12-08", []int{
		102, 123, 124, 125, 126, 127, 405, 501, 502, 503, 622, 623, 929, 1002, 1003, 1004, 1005, 1006}},
	// 9 February, New Year's Eve: the notice only encourages leave; the exchanges' own notice closes the day.
	{2024, "国办发明电〔2023〕7号, 2023-10-25; exchange holiday notice (9 February)", []int{
		101, 209, 212, 213, 214, 215, 216, 404, 405, 501, 502, 503, 610, 916, 917,
		1001, 1002, 1003, 1004, 1007}},
	{2025, "国办发明电〔2024〕12号, 2024-11-12", []int{
		101, 128, 129, 130, 131, 203, 204, 404, 501, 502, 505, 602, 1001, 1002, 1003, 1006, 1007, 1008}},
	{2026, "国办发明电〔2025〕7号, 2025-11-04", []int{
		101, 102, 216, 217, 218, 219, 220, 223, 406, 501, 504, 505, 619, 925, 1001, 1002, 1005, 1006, 1007}},
}
