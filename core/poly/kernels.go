package poly

// The int64 kernels are made by go generate: one function per order, with the
// moments in variables. See gen/main.go.
//
//go:generate go run ./gen

// signsKernel slides over the bars in, as those of out leave, and writes their
// signs to dst, until it is done or a sum is too near zero for the floats to
// tell. It returns the number of bars written; the moments include the one
// after them, if there is one.
type signsKernel func(p *Plan, c *cursor, ref int64, in, out []int64, dst []Pair) int

// allKernel is a signsKernel for all orders up to the plan's. A bar at which
// one of them is in doubt counts as not written.
type allKernel func(p *Plan, c *cursor, ref int64, in, out []int64, dst *[terms][]Pair) int

// seriesKernel slides over the bars in, as those of out leave, and writes the
// three figures of each.
//
// A numerator N is known modulo 2^64 from integers, as n, and to within E from
// floats, as f: together, exactly. It is divided by d as multiplied by recip
// (1+fix), fix being below 2^-53, in one of three ways. In units of 2^-53 of what it
// is, and with the half unit in the last place that the last step adds:
//
//   - N is within 2^62 and d a float, so N is n: rounded as a float, by 1, and divided.
//   - The light kernels, E < 2^49, and fix below 2^-55: m is the multiple of 2^52 nearest to f,
//     so N = m + l, |l| <= 2^51 + E, both floats. m is found as the lowest bits of f + cut,
//     and n - m modulo 2^64 is l. m + l is rounded by 1, and 1/4 is left out of recip.
//   - The others, E < 2^62: h is the multiple of 2^64 nearest to f - n, so N = h + n. n is
//     split into two floats without rounding. The inner sums are off by at most 1/2, as
//     either h is 0 or n at most N, and the outer one by 1.
//
// So none is off by more than 2 units in the last place.
type seriesKernel func(p *Plan, c *cursor, ref int64, in, out []int64, value, slope, curvature []float64)

const (
	small = 1<<11 - 1             // the bits of an int64 beyond the 53 of a float
	turns = 1.5 * (1 << 52 << 64) // added and taken away again, rounds to multiples of 2^64
	near  = 1 << 61
	// middle is where the light kernels cut a numerator in two: 1 is the last
	// place of cut + f over 2^middle.
	middle = 52
	cut    = 1.5 * (1 << 52 << middle)
	// gramFrom is the order from which Series sums over the G_n, of which floats
	// tell what they cannot of the S_k.
	gramFrom = 5
	// cutFrom is the order from which the light kernels cut slope and curvature in
	// two; below, these are near, as the value always is there, and there are no
	// other int64 kernels for Series, and none for AllSigns.
	cutFrom = 3
)
