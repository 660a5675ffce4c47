package hedge

// portfolio is one account: an index holding, a short future of the same
// value, and cash. All amounts are CNY.
type portfolio struct {
	value  float64 // of everything
	stock  float64 // of the index holding
	lots   float64 // of the future sold, not rounded
	share  float64
	fee    float64 // a side
	worth  float64 // CNY a point of one lot
	values []float64

	earnedStock, earnedHedge, rolling float64
}

// set holds share of the value in the index and sells as much in futures at
// price. was is the price at which the lots held so far are closed.
func (p *portfolio) set(was, price float64) {
	cost := p.lots * p.worth * was * p.fee
	p.stock = p.share * p.value
	p.lots = p.stock / (price * p.worth)
	cost += p.stock * p.fee
	p.rolling += cost
	p.value -= cost
}

// day is what one day did to index and future: index is the growth of the
// holding, future the points the future rose by.
func (p *portfolio) day(index, future float64) {
	up, down := p.stock*(index-1), -p.lots*p.worth*future
	p.stock += up
	p.earnedStock += up
	p.earnedHedge += down
	p.value += up + down
}
