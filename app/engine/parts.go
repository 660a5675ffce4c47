package engine

import (
	"context"
	"sync"

	"fairbasis/core/op"
)

// Parts answers several questions of one kind: parts of one piece of work,
// which several engines share. Each part is answered once, in the order of ins;
// the first refusal ends the others. Progress is the sum over the parts: their
// totals should be alike. Natively they are answered one after the other.
func Parts[In op.Request, Out any](ctx context.Context, key op.Key[In, Out], ins []In) ([]Out, error) {
	outs := make([]Out, len(ins))
	if programs == nil {
		for i, in := range ins {
			out, err := op.Do(op.Part(ctx, i*partUnits, (i+1)*partUnits, len(ins)*partUnits), instant, key, in)
			if err != nil {
				return nil, err
			}
			outs[i] = out
		}
		return outs, nil
	}
	work, cancel := context.WithCancel(ctx)
	defer cancel()
	var mu sync.Mutex
	var first error
	next := 0
	far := make([]int, len(ins)) // of each part, in units
	var wait sync.WaitGroup
	for e := range min(programs.engines(), len(ins)) {
		wait.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				stop := i >= len(ins) || first != nil
				mu.Unlock()
				if stop {
					return
				}
				tell := op.WithTick(work, func(done, total int) error {
					mu.Lock()
					far[i] = partUnits * min(done, total) / max(total, 1)
					sum := 0
					for _, n := range far {
						sum += n
					}
					mu.Unlock()
					return op.Tick(ctx, sum, len(ins)*partUnits)
				})
				out, err := ask(tell, e, key, ins[i])
				mu.Lock()
				far[i] = partUnits
				outs[i] = out
				if err != nil && first == nil {
					first = err
					cancel()
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if first != nil {
		return nil, first
	}
	return outs, nil
}

// partUnits is what a part counts for in progress.
const partUnits = 1000
