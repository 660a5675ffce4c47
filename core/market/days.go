package market

// DayStarts returns the first bar of every day, beginning with 0; nothing
// where there are no bars. Each daily bar is a day.
func (b *Bars) DayStarts() []int32 {
	n := len(b.Time)
	if n == 0 {
		return nil
	}
	starts := make([]int32, 0, 64)
	if b.Minutes == Daily {
		for i := range b.Time {
			starts = append(starts, int32(i))
		}
		return starts
	}
	end := b.Time[0] - 1
	for i, t := range b.Time {
		if t > end {
			starts = append(starts, int32(i))
			end = int64(b.day(i)+1) * DayMillis // the day's last bar may end at it
		}
	}
	return starts
}
