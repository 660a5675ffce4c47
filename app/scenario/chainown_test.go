package scenario

import (
	"slices"
	"testing"
)

func TestOwnContractsStartAsACopy(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("product", Own)
	r := c.Read()
	if len(r.Faults) != 0 || len(r.Chain.Contracts) != 4 {
		t.Fatalf("faults %v, contracts %v", r.Faults, r.Chain.Contracts)
	}
	// The last trading days that the exchange announced, and its 200 CNY a point and 0.2 for IC.
	for i, want := range []string{"2024-09-20", "2024-10-18", "2024-12-20", "2025-03-21"} {
		x := r.Chain.Contracts[i]
		if x.Expiry.String() != want || x.Multiplier != 200 {
			t.Errorf("%s: expiry %v, multiplier %v, want %s and 200", x.Contract, x.Expiry, x.Multiplier, want)
		}
	}
	if got := c.Text("tick"); got != "0.2" {
		t.Errorf("tick %q, want 0.2", got)
	}
}

func TestOwnContractsStepByTheirTick(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("product", Own)
	c.Set("tick", "2.5")
	c.Step("contracts.0.futures", 10)
	if got := c.Text("contracts.0.futures"); got != "4,447.3" {
		t.Errorf("4,444.8 and one step of 2.5 is %q", got)
	}
	for _, wrong := range []string{"0", "-1", "x"} {
		c.Set("tick", wrong)
		if f := c.Read().Faults; len(f) != 1 || f[0].Path != "tick" {
			t.Errorf("tick %q: faults %v", wrong, f)
		}
	}
	c.Set("tick", "")
	if f := c.Read().Faults; len(f) != 0 {
		t.Errorf("without a tick: %v", f)
	}
}

func TestOwnContractsStayWhenTheDateMoves(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("product", Own)
	was := c.Rows()
	c.Set("date", "2024-09-23")
	if !slices.Equal(c.Rows(), was) {
		t.Errorf("another date exchanged own contracts: %v", c.Rows())
	}
}

func TestOwnContractsRowsComeAndGo(t *testing.T) {
	c := ExampleOf("IC")
	if c.AddRow() || c.RemoveRow(0) {
		t.Error("a listed contract was added or removed")
	}
	c.Set("product", Own)
	if !c.AddRow() || len(c.Rows()) != 5 || !c.Blank(4) {
		t.Fatalf("rows %v", c.Rows())
	}
	if r := c.Read(); len(r.Faults) != 0 || len(r.Chain.Contracts) != 4 {
		t.Errorf("an untouched row is no mistake: %v", r.Faults)
	}
	c.Set("contracts.4.contract", "A50 mini")
	var paths []string
	for _, f := range c.Read().Faults {
		paths = append(paths, f.Path)
	}
	if want := []string{"contracts.4.futures", "contracts.4.expiry"}; !slices.Equal(paths, want) {
		t.Errorf("a name alone: faults at %q, want %q", paths, want)
	}
	c.Set("roll.from", "IC2410")
	c.RemoveRow(1)
	if got := c.Text("contracts.1.contract"); got != "IC2412" || c.Text("roll.from") != "" {
		t.Errorf("after removing the second: %q, roll from %q", got, c.Text("roll.from"))
	}
	for c.RemoveRow(0) {
	}
	if n := len(c.Rows()); n != MinOwn {
		t.Errorf("%d contracts are left, want %d", n, MinOwn)
	}
	for c.AddRow() {
	}
	if n := len(c.Rows()); n != MaxContracts {
		t.Errorf("%d contracts fit, want %d", n, MaxContracts)
	}
}

func TestOwnContractKeepsTheRollWhenRenamed(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("product", Own)
	c.Set("roll.from", "IC2410")
	c.Set("contracts.1.contract", "A50 October ")
	if got := c.Text("roll.from"); got != "A50 October" {
		t.Errorf("the roll starts from %q", got)
	}
}

func TestOwnContractsAndListedOnesWaitForEachOther(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("contracts.0.futures", "4,400.0")
	c.Set("product", Own)
	c.Set("spot", "13,000.00")
	c.Set("contracts.0.contract", "A50 Sep")
	c.Set("product", "IM")
	got := []string{c.Text("contracts.0.contract"), c.Text("contracts.0.expiry"), c.Text("contracts.0.futures"), c.Text("contracts.1.futures"), c.Text("spot")}
	if want := []string{"IM2409", "", "4,400.0", "4,380.0", "4,413.187"}; !slices.Equal(got, want) {
		t.Errorf("back with the exchange: %q, want %q", got, want)
	}
	c.Set("product", Own)
	if got := c.Text("contracts.0.contract") + c.Text("spot"); got != "A50 Sep13,000.00" {
		t.Errorf("back with the own contracts: %q", got)
	}
}

func TestOwnContractsOfALink(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("product", Own)
	c.Set("name", "A50 & co")
	c.Set("multiplier", "")
	c.Set("contracts.0.expiry", "2024-09-27")
	again, notes := ChainFromFragment(c.Fragment())
	if len(notes) != 0 || !again.Same(c) {
		t.Errorf("%s became %s, notes %v", c.Fragment(), again.Fragment(), notes)
	}
	again.Set("product", "IF")
	if got := again.Text("contracts.0.futures") + " " + again.Text("spot"); got != "3,158.0 3,159.247" {
		t.Errorf("from a link to the exchange: %q", got)
	}
	// An expiry makes a contract one's own, whatever the product says.
	odd, _ := ChainFromFragment("product=IC&contracts.0.contract=IC2409&contracts.0.expiry=2024-09-19&contracts.0.futures=4444")
	if !odd.Own() || odd.Text("name") != "IC" || odd.Text("contracts.0.expiry") != "2024-09-19" {
		t.Errorf("an expiry of a listed contract: %s", odd.Fragment())
	}
}
