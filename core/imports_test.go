package core_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what one package may import besides the standard library.
type rule struct {
	ours   []string // packages of this module
	others []string // modules of others, by prefix
	std    []string // for core: standard packages beyond plain, if any
}

var (
	instant = []string{"core/fault", "core/unit", "core/calendar", "core/market", "core/op"}
	goApp   = "github.com/maxence-charriere/go-app/v10"
)

func with(base []string, more ...string) []string { return append(slices.Clone(base), more...) }

// table is the house: who may import whom. A package that is not listed fails
// the test, so a new one starts by naming its neighbours.
var table = map[string]rule{
	"core/fault":     {std: []string{"reflect"}},
	"core/json":      {std: []string{"reflect"}},
	"core/unit":      {ours: []string{"core/json"}},
	"core/calendar":  {ours: []string{"core/fault", "core/unit"}},
	"core/market":    {ours: []string{"core/fault", "core/json", "core/unit", "core/calendar"}},
	"core/words":     {ours: []string{"core/fault", "core/unit"}},
	"core/op":        {ours: []string{"core/fault", "core/json"}, std: []string{"reflect", "runtime"}},
	"core/listing":   {ours: instant},
	"core/op/optest": {ours: []string{"core/fault", "core/unit"}, std: []string{"encoding/json", "fmt", "os", "path/filepath", "syscall", "testing", "time"}},
	"core/carry":     {ours: instant},
	"core/basis":     {ours: with(instant, "core/carry")},
	"core/normal":    {},
	"core/num":       {ours: []string{"core/fault", "core/op", "core/normal"}},
	"core/fit":       {ours: []string{"core/fault", "core/unit", "core/op", "core/num"}},
	"core/arb":       {ours: with(instant, "core/carry", "core/normal")},
	"core/spread":    {ours: with(instant, "core/carry", "core/arb")},
	"core/roll":      {ours: with(instant, "core/carry", "core/spread")},
	"core/poly":      {ours: []string{"core/fault"}, std: []string{"unsafe"}},
	"core/poly/gen":  {std: []string{"fmt", "go/format", "os"}},
	"core/signal":    {ours: with(instant, "core/poly")},
	"core/hedge":     {ours: with(instant, "core/poly", "core/signal", "core/num")},

	"core/hedge/sheets":   {ours: with(instant, "core/signal", "core/hedge", "core/table/export")},
	"core/hedge/sweep":    {ours: with(instant, "core/signal", "core/hedge")},
	"core/hedge/evidence": {ours: with(instant, "core/hedge", "core/normal")},

	"core/dividend":           {ours: instant},
	"core/report":             {ours: []string{"core/unit", "core/calendar", "core/op", "core/table/export"}},
	"core/study":              {ours: with(instant, "core/dividend", "core/report")},
	"core/study/weekly":       {ours: with(instant, "core/study")},
	"core/study/studytest":    {ours: []string{"core/fault", "core/calendar", "core/market", "core/study", "core/table/load"}, std: []string{"encoding/csv", "os", "path/filepath", "testing"}},
	"core/study/history":      {ours: with(instant, "core/study", "core/arb", "core/carry")},
	"core/study/distribution": {ours: with(instant, "core/study")},
	"core/study/stages":       {ours: with(instant, "core/study", "core/num")},
	"core/study/season":       {ours: with(instant, "core/study")},
	"core/study/drivers":      {ours: with(instant, "core/study", "core/num")},
	"core/study/sections":     {ours: with(instant, "core/words", "core/study", "core/report")},
	"core/study/paper": {ours: with(instant, "core/study", "core/report", "core/study/sections", "core/study/weekly", "core/study/history",
		"core/study/distribution", "core/study/stages", "core/study/season", "core/study/drivers")},

	"core/table":         {ours: instant},
	"core/table/charset": {ours: []string{"core/fault"}},
	"core/table/unpack":  {ours: []string{"core/fault", "core/table/charset"}, std: []string{"archive/zip", "compress/flate", "compress/gzip", "encoding/binary", "hash/crc32"}},
	"core/table/xlsx":    {ours: []string{"core/fault", "core/calendar", "core/table/unpack"}},
	"core/table/scan":    {ours: []string{"core/fault", "core/unit", "core/calendar", "core/market", "core/op"}},
	"core/table/layout":  {ours: with(instant, "core/table", "core/table/charset", "core/table/scan")},
	"core/table/load":    {ours: with(instant, "core/json", "core/table", "core/table/charset", "core/table/unpack", "core/table/xlsx", "core/table/scan", "core/table/layout", "core/table/check")},
	"core/table/check":   {ours: with(instant, "core/table")},
	"core/table/export":  {ours: with(instant, "core/table"), std: []string{"encoding/binary", "hash/crc32"}},
	"core/table/view":    {ours: with(instant, "core/table", "core/table/export")},
	"core/table/demo":    {ours: with(instant, "core/table")},
	"core/table/paste":   {ours: with(instant, "core/table")},
	"core/table/remote":  {ours: []string{"core/fault", "core/json", "core/market", "core/op", "core/table", "core/wire"}, std: []string{"unsafe"}},

	"core/catalog/instant": {ours: with(instant, "core/listing", "core/carry", "core/basis", "core/arb", "core/spread", "core/roll")},
	"core/catalog/files":   {ours: []string{"core/op", "core/table", "core/table/load", "core/table/paste", "core/table/view"}},
	"core/catalog/heavy":   {ours: []string{"core/op", "core/arb", "core/fit", "core/market", "core/table", "core/table/demo", "core/table/view", "core/signal", "core/hedge", "core/hedge/sheets", "core/hedge/evidence", "core/hedge/sweep", "core/unit"}},
	"core/catalog/studies": {ours: []string{"core/op", "core/calendar", "core/market", "core/study", "core/study/weekly", "core/study/history",
		"core/study/distribution", "core/study/stages", "core/study/season", "core/study/drivers", "core/study/paper"}},
	"core/catalog":        {ours: []string{"core/op", "core/catalog/instant", "core/catalog/files", "core/catalog/heavy", "core/catalog/studies"}},
	"core/openapi":        {ours: []string{"core/op", "core/fault", "core/json", "core/catalog/hosted", "core/catalog/instant", "core/problem", "core/shape", "core/signal"}, std: []string{"net/url", "reflect"}},
	"core/wire":           {ours: []string{"core/op", "core/fault", "core/json"}, std: []string{"reflect"}},
	"core/problem":        {ours: []string{"core/fault", "core/words"}},
	"core/shape":          {ours: []string{"core/fault", "core/json", "core/op", "core/table/export"}},
	"core/catalog/hosted": {ours: []string{"core/fault", "core/json", "core/market", "core/op", "core/study", "core/table", "core/table/load"}, std: []string{"embed", "reflect"}},
	"core/cmd/fairbasis":  {ours: []string{"core/catalog", "core/fault", "core/market", "core/op", "core/openapi", "core/table/load", "core/table/unpack"}},

	"app/engine":   {ours: []string{"core/fault", "core/op", "core/wire"}},
	"app/library":  {ours: []string{"core/fault", "core/op", "core/table", "app/engine"}},
	"app/scenario": {ours: with(instant, "core/listing", "core/carry", "core/basis", "core/arb", "core/spread", "core/roll", "core/signal", "core/hedge", "core/dividend", "core/study")},
	"app/text":     {ours: with(instant, "core/words", "core/carry", "core/basis", "core/arb", "core/table")},
	"app/part":     {ours: []string{"app/text", "core/unit"}, others: []string{goApp}},
	"app/page": {ours: with(instant, "app/engine", "app/part", "app/scenario", "app/text", "core/listing", "core/carry", "core/basis",
		"core/arb", "core/spread", "core/roll", "core/table", "core/fit", "core/signal", "core/hedge", "core/dividend", "core/report", "core/study", "app/library"), others: []string{goApp}},
	"app": {ours: []string{"app/page", "app/text"}, others: []string{goApp}},
	"app/reference": {ours: []string{"app/page", "app/part", "app/text", "core/catalog", "core/catalog/hosted", "core/catalog/instant",
		"core/fault", "core/op", "core/openapi", "core/problem", "core/signal"}, others: []string{goApp}},
	"app/cmd/site": {ours: []string{"app", "app/reference", "app/engine", "core/catalog", "core/catalog/instant", "core/openapi"},
		others: []string{goApp, "golang.org/x/net/html", "github.com/andybalholm/brotli"}},

	"wasm/app":          {ours: []string{"app", "app/engine", "core/catalog/instant"}, others: []string{goApp}},
	"wasm/host":         {ours: []string{"core/fault", "core/json", "core/market", "core/op", "core/table/remote", "core/wire"}},
	"wasm/reader":       {ours: []string{"core/catalog/files", "core/op", "core/wire", "core/fault", "core/json", "core/table/load", "core/table/remote", "core/table/unpack", "wasm/host"}},
	"wasm/engine":       {ours: []string{"core/catalog/heavy", "wasm/host"}},
	"wasm/analyst":      {ours: []string{"core/catalog/studies", "wasm/host"}},
	"wasm/api":          {ours: []string{"core/signal", "core/catalog", "core/catalog/hosted", "core/catalog/instant", "core/openapi", "core/fault", "core/json", "core/market", "core/op", "core/problem", "core/shape", "core/unit", "core/words"}},
	"wasm/client":       {ours: []string{"core/fault", "core/json", "core/op", "core/problem"}},
	"wasm/worker":       {ours: []string{"wasm/api", "core/catalog", "core/json", "core/problem"}, others: []string{"github.com/syumai/workers"}},
	"wasm/worker/shell": {ours: []string{"core/catalog", "core/problem", "wasm/api"}},
}

// plain is what any package of the core may use of the standard library. It
// leaves out everything that sees a clock, a file, a network or a browser, and
// what would cost the engine more than it is worth: fmt and encoding/json are
// 90 KB of its download, fault.New and core/json do their part.
var plain = []string{
	"bytes", "cmp", "context", "embed", "encoding", "errors", "io", "iter", "maps", "math", "math/bits",
	"slices", "sort", "strconv", "strings", "sync", "unicode", "unicode/utf8",
}

// drifting are the functions of package math with an assembly version on some
// machines: their last bit differs from the one in WASM, and replies must not.
var drifting = []string{"Exp", "Exp2", "Log", "Log2", "Log10", "Pow", "Hypot", "Erf", "Erfc", "Sin", "Cos", "Tan", "FMA"}

func TestImports(t *testing.T) {
	root := ".."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if name := d.Name(); rel != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "node_modules" || name == "build" || name == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
			return nil
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		seen[dir] = true
		r, known := table[dir]
		if !known {
			t.Errorf("%s: package %s is not in the table of imports", rel, dir)
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), rel, src, 0)
		if err != nil {
			return err
		}
		checkImports(t, rel, dir, r, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range table {
		if !seen[dir] {
			t.Errorf("the table lists %s, which holds no Go file", dir)
		}
	}
}

func checkImports(t *testing.T, rel, dir string, r rule, file *ast.File) {
	t.Helper()
	inCore := strings.HasPrefix(dir, "core/") && !strings.HasPrefix(dir, "core/cmd/")
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		first, _, _ := strings.Cut(path, "/")
		switch {
		case first == "fairbasis":
			if p := strings.TrimPrefix(path, "fairbasis/"); !slices.Contains(r.ours, p) {
				t.Errorf("%s imports %s, which the table does not allow to %s", rel, p, dir)
			}
		case strings.Contains(first, "."):
			if !slices.ContainsFunc(r.others, func(p string) bool { return strings.HasPrefix(path, p) }) {
				t.Errorf("%s imports %s, which the table does not allow to %s", rel, path, dir)
			}
		case path == "syscall/js":
			if !strings.HasSuffix(rel, "_js.go") && !(strings.HasPrefix(dir, "wasm/") && buildsForJS(file, rel)) {
				t.Errorf("%s imports syscall/js outside a _js.go file", rel)
			}
		case inCore && !slices.Contains(plain, path) && !slices.Contains(r.std, path):
			t.Errorf("%s imports %s: no clock, file, network or browser in the core, and no fmt in the engine", rel, path)
		case path == "net/http" && (strings.HasPrefix(dir, "wasm/") && !slices.Contains([]string{"wasm/worker", "wasm/worker/shell", "wasm/api", "wasm/client"}, dir) || strings.HasPrefix(dir, "app/") && dir != "app/cmd/site"):
			t.Errorf("%s imports net/http, which costs the binary megabytes", rel)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		switch {
		case !ok:
		case inCore && pkg.Name == "math" && slices.Contains(drifting, sel.Sel.Name):
			t.Errorf("%s uses math.%s, whose last digit differs between machines; use Expm1, Log1p or write it out", rel, sel.Sel.Name)
		case pkg.Name == "app" && sel.Sel.Name == "Handler" && dir != "app/cmd/site":
			t.Errorf("%s refers to app.Handler, which drags the HTTP server into the page", rel)
		}
		return true
	})
}

func buildsForJS(file *ast.File, rel string) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:build") && strings.Contains(c.Text, "js") {
				return true
			}
		}
	}
	src, err := os.ReadFile(filepath.Join("..", rel))
	return err == nil && strings.Contains(string(src), "//go:build js")
}
