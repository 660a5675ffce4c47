package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"

	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/wasm/api"
	"fairbasis/wasm/client"
)

// Where the API is: https://HOST in earnest.
func host() (base string, done func()) {
	s := httptest.NewServer(api.New(api.Options{}))
	return s.URL, s.Close
}

func Example() {
	base, done := host()
	defer done()
	c := client.New(base)
	ctx := context.Background()

	reply, err := client.Do(ctx, c, basis.Key, basis.Example)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reply.Date, reply.Sign)

	// A refusal names every field.
	in := basis.Example
	in.Spot, in.Futures = -1, 0
	_, err = client.Do(ctx, c, basis.Key, in)
	var f *fault.Error
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			fmt.Println(field.Path, field.Code)
		}
	}
	// Output:
	// 2024-09-13 futures minus spot: + premium, - discount
	// spot not_positive
	// futures not_positive
}

func ExampleBatch() {
	base, done := host()
	defer done()
	b := client.NewBatch(client.New(base))
	one := client.Add(b, basis.Key, basis.Example)
	two := client.Add(b, carry.PriceKey, carry.PriceInput{})
	if err := b.Send(context.Background()); err != nil {
		fmt.Println(err)
		return
	}
	reply, err := one.Reply()
	fmt.Println(reply.Date, err)
	_, err = two.Reply()
	fmt.Println(fault.From(err).Code)
	// Output:
	// 2024-09-13 <nil>
	// invalid
}

func ExampleShaped() {
	base, done := host()
	defer done()
	c := client.New(base)
	answer, err := client.Shaped(context.Background(), c, basis.Key, basis.Example, client.Shape{Fields: []string{"date", "sign"}})
	fmt.Println(string(answer.Body), err)
	// Output:
	// {"date":"2024-09-13","sign":"futures minus spot: + premium, - discount"} <nil>
}
