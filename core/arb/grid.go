package arb

import (
	"context"
	"math"
	"strconv"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// ComputeSurface computes one answer over two inputs. It fails where Validate
// does and where an axis reaches a point at which the answer has no meaning.
func ComputeSurface(ctx context.Context, in SurfaceInput) (Surface, error) {
	c, notes, err := carry.Resolve(in.Terms)
	if err != nil {
		return Surface{}, err
	}
	d := take(c, in.Input)
	out, _ := outputNamed(in.Output)
	x, _ := variableNamed(in.X.Variable)
	y, _ := variableNamed(in.Y.Variable)
	g := grid{deal: d, out: out, x: x, y: y, xs: in.X.column(), ys: in.Y.column()}
	z, low, high, err := g.fill(ctx)
	if err != nil {
		return Surface{}, err
	}
	return Surface{Output: in.Output, X: g.xs, Y: g.ys, Z: z, Min: low, Max: high, Notes: notes}, nil
}

// grid is a surface to be filled.
type grid struct {
	deal   deal
	out    output
	x, y   variable
	xs, ys op.Column
}

// line is the answer along one variable, the other fixed:
//
//	(num + u dnum) / (den + u dden),  u from 0 at one end of the axis to 1 at the other
//
// Being a ratio of affine functions whose denominator is above 0 at both ends,
// it is defined and monotone everywhere between them.
type line struct{ num, dnum, den, dden float64 }

// fill computes the cells row by row. Only the days enter the formulas in a
// way that is not affine, so a row is one line with the coefficients of its y,
// unless the days run along it: then each column is a line.
func (g *grid) fill(ctx context.Context) (z op.Column, low, high float64, err error) {
	z = make(op.Column, len(g.xs)*len(g.ys))
	columns := g.x.path == daysPath
	along, across := g.xs, g.ys
	if columns {
		along, across = g.ys, g.xs
	}
	first, last := ends(along)
	us := make([]float64, len(along))
	for i, v := range along {
		if last > first {
			us[i] = (v - first) / (last - first)
		}
	}
	lines := make([]line, len(across))
	for i, v := range across {
		l, ok := g.line(columns, v, first, last)
		if !ok {
			return nil, 0, 0, g.undefined()
		}
		lines[i] = l
	}
	const chunk = 1 << 15 // cells between two ticks: well under a millisecond
	done := 0
	for i := range g.ys {
		row := z[i*len(g.xs) : (i+1)*len(g.xs)]
		if columns {
			fillAcross(row, lines, us[i])
		} else {
			fillAlong(row, us, lines[i])
		}
		if done += len(row); done >= chunk || i == len(g.ys)-1 {
			done = 0
			if err := op.Tick(ctx, i+1, len(g.ys)); err != nil {
				return nil, 0, 0, err
			}
		}
	}
	// A line is monotone, so its extremes are at the ends of the axis.
	low, high = math.Inf(1), math.Inf(-1)
	for i, u := range us {
		for j := range lines {
			if u != 0 && u != 1 {
				break
			}
			at := j*len(g.xs) + i
			if columns {
				at = i*len(g.xs) + j
			}
			low, high = min(low, z[at]), max(high, z[at])
		}
	}
	return z, low, high, nil
}

// fillAlong writes one line.
func fillAlong(row, us []float64, l line) {
	us = us[:len(row)]
	if l.dden == 0 {
		// The commonest case by far, and division is the dearest instruction.
		a, b := l.num/l.den, l.dnum/l.den
		for j := range row {
			row[j] = a + us[j]*b
		}
		return
	}
	for j := range row {
		row[j] = (l.num + us[j]*l.dnum) / (l.den + us[j]*l.dden)
	}
}

// fillAcross writes the cells of many lines at one u.
func fillAcross(row []float64, lines []line, u float64) {
	lines = lines[:len(row)]
	for j := range row {
		l := &lines[j]
		row[j] = (l.num + u*l.dnum) / (l.den + u*l.dden)
	}
}

// line evaluates the answer at both ends of the variable that runs along it,
// the other one fixed at v. It reports whether every cell between is defined.
func (g *grid) line(columns bool, v, first, last float64) (line, bool) {
	along, across := g.x, g.y
	if columns {
		along, across = g.y, g.x
	}
	d := g.deal
	across.set(&d, v)
	along.set(&d, first)
	a := g.out.ratio(&d)
	along.set(&d, last)
	b := g.out.ratio(&d)
	if !(a.den > 0 && b.den > 0) || g.out.yearly && d.tau == 0 {
		return line{}, false
	}
	return line{a.num, b.num - a.num, a.den, b.den - a.den}, unit.Finite(a.num/a.den) && unit.Finite(b.num/b.den)
}

// ends are the smallest and the largest value of an axis.
func ends(values []float64) (first, last float64) {
	first, last = values[0], values[0]
	for _, v := range values {
		first, last = min(first, v), max(last, v)
	}
	return first, last
}

// undefined is the refusal of axes that reach a point where the answer has no
// meaning. It names the axis that gets there while the other input stays as
// it is; the y axis where only both together do.
func (g *grid) undefined() error {
	var fs fault.Fields
	base := g.out.ratio(&g.deal)
	if !(base.den > 0) && g.x.path != daysPath && g.y.path != daysPath && g.out.yearly && g.deal.tau == 0 {
		fs.Add("output", string(unit.ExpiryDay), "a return per year has no meaning on the expiry day")
		return fs.Err()
	}
	path, v, values := "y", g.y, g.ys
	if g.reaches(g.x, g.xs) {
		path, v, values = "x", g.x, g.xs
	}
	first, last := ends(values)
	why, text := unit.CostsAboveWhole, "costs take the whole price, so that no bound exists"
	if g.out.yearly {
		why, text = unit.NoCapital, "no capital or no time is left, so that no return exists"
	}
	from, to := number(first), number(last)
	fs.Add(path, string(why), v.path+" from "+from+" to "+to+" reaches a point where "+text+"; choose a range without it",
		"variable", v.path, "from", from, "to", to, "values", strconv.Itoa(len(values)))
	return fs.Err()
}

// reaches reports whether moving v alone gets to an undefined point.
func (g *grid) reaches(v variable, values []float64) bool {
	for _, x := range values {
		d := g.deal
		v.set(&d, x)
		q := g.out.ratio(&d)
		if !(q.den > 0) || !unit.Finite(q.num/q.den) {
			return true
		}
	}
	return false
}
