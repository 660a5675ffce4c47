# Everything that is done to this project is a target here. What is made lies
# in build/, and the tools of wasm/package.json in wasm/node_modules.

SHELL := /bin/sh
.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PORT   ?= 8080
# Where the site will be, for canonical links: make build ORIGIN=https://example.org
ORIGIN ?=

A       := build/assets
RUNTIME := $(shell go env GOROOT)/lib/wasm
GOWASM  := GOOS=js GOARCH=wasm
LINK    := -trimpath -ldflags="-s -w"
ESBUILD  = wasm/node_modules/.bin/esbuild --log-level=warning --minify --target=es2022
SITE     = go run ./app/cmd/site -origin "$(ORIGIN)"

# The version of the engine, part of every answer's tag: the commit, where there
# is one, and a hash of the sources that answers are made of.
SOURCES = $(shell find core wasm/api go.mod go.sum -type f ! -name '*_test.go' ! -path '*/testdata/*' | LC_ALL=C sort | xargs cat | sha256sum | cut -c1-10)
BUILD  := $(shell git rev-parse --short=10 HEAD 2>/dev/null || echo source)-$(SOURCES)

.PHONY: build run quick preview deploy verify test behind bench sizes site e2e browser check unit wasm-test programs scripts cloudflare cloudflare-crash hosted workerd chromium govulncheck peers clean

build: site build/worker build/cloudflare ## the site and the server, and what weighs what

run: build ## serve the site and the API on 127.0.0.1:$(PORT)
	@build/worker -addr 127.0.0.1:$(PORT)

quick: programs scripts build/worker ## as run, compressed lightly: for work on the pages
	@$(SITE) -quick
	@build/worker -addr 127.0.0.1:$(PORT)

# ---- building ---------------------------------------------------------------

site: programs scripts cloudflare
	@$(SITE)

sizes: programs scripts cloudflare ## note the measured sizes beside their limits
	@$(SITE) -record

# The go command knows itself what is out of date. Without inlining the
# programs are a tenth smaller to load. The page's own runtime keeps it, for
# the sake of the garbage collector; kernels are written not to need it.
LEAN = -gcflags=all=-l
FAST = $(LEAN) "-gcflags=runtime/...=" "-gcflags=internal/runtime/...="
programs: build/goapp.stamp
	@mkdir -p $(A)
	@$(GOWASM) go build -mod=mod -modfile=build/page.mod $(LINK) $(FAST) -o $(A)/app.wasm ./wasm/app
	@$(GOWASM) go build $(LINK) $(LEAN) -o $(A)/reader.wasm ./wasm/reader
	@$(GOWASM) go build $(LINK) $(LEAN) -o $(A)/engine.wasm ./wasm/engine
	@$(GOWASM) go build $(LINK) $(LEAN) -o $(A)/analyst.wasm ./wasm/analyst

# go-app without its server half, for the page program: see wasm/_goapp/README.md.
GOAPP = github.com/maxence-charriere/go-app/v10
build/goapp.stamp: go.mod go.sum $(wildcard wasm/_goapp/*.go wasm/_goapp/uuid/*)
	@mkdir -p build && rm -rf build/goapp build/uuid
	@go mod download $(GOAPP)
	@cp -R "$$(go list -m -f '{{.Dir}}' $(GOAPP))" build/goapp && chmod -R u+w build/goapp
	@cd build/goapp/pkg/app && rm -f *_test.go http.go static.go wasm.go
	@cp wasm/_goapp/*.go build/goapp/pkg/app/ && cp -R wasm/_goapp/uuid build/uuid
	@cp go.mod build/page.mod && cp go.sum build/page.sum
	@go mod edit -replace=$(GOAPP)=./build/goapp -replace=github.com/google/uuid=./build/uuid build/page.mod
	@touch $@

.PHONY: build/worker
build/worker:
	@go build -trimpath -ldflags="-X main.build=$(BUILD)" -o $@ ./wasm/worker

# The hosted API: worker.mjs and what it imports, the program, and what is
# answered without it. wrangler reads the folder as it is.
# Kept fast rather than lean: what makes up for it is package crypto/tls.
HOSTED = -overlay=build/tls.json -trimpath -ldflags="-s -w -X main.build=$(BUILD)"
define hosted-files
	@mkdir -p $@
	@cp wasm/worker/cloudflare/*.mjs "$(RUNTIME)/wasm_exec.js" $@/ && chmod u+w $@/*
	@go run ./wasm/worker/shell -build $(BUILD) >$@/refusals.json
	@go run ./app/cmd/site -program build/$(@F).wasm $@/worker.wasm
endef
cloudflare: build/cloudflare
build/cloudflare: build/tls.json
	@$(GOWASM) go build $(HOSTED) -o build/$(@F).wasm ./wasm/worker
	$(hosted-files)

cloudflare-crash: build/cloudflare-crash
build/cloudflare-crash: build/tls.json
	@$(GOWASM) go build $(HOSTED) -tags crash -o build/$(@F).wasm ./wasm/worker
	$(hosted-files)

# The standard library without TLS: see wasm/_tls/README.md.
build/tls.json: FORCE
	@mkdir -p build
	@$(GOWASM) go list -f '{"Replace": {{"{"}}{{$$d := .Dir}}"{{$$d}}/absent.go": "$(CURDIR)/wasm/_tls/tls.go"{{range .GoFiles}}, "{{$$d}}/{{.}}": ""{{end}}}}' crypto/tls >$@

FORCE:

scripts: build/npm.stamp
	@mkdir -p $(A)
	@$(ESBUILD) --outdir=$(A) --outbase=static/js static/js/boot.js static/js/theme.js static/js/engine.js static/js/store.js static/js/sw.js
	@$(ESBUILD) --outfile=$(A)/wasm_exec.js "$(RUNTIME)/wasm_exec.js"
	@$(ESBUILD) --outdir=$(A)/client static/js/client/fairbasis.mjs --out-extension:.js=.mjs
	@cp static/js/client/fairbasis.d.ts $(A)/client/
	@$(ESBUILD) --bundle --outfile=$(A)/style.css static/css/app.css
	@$(ESBUILD) --bundle --outfile=$(A)/reference.css static/css/reference.css
	@$(ESBUILD) --bundle --format=iife --outfile=$(A)/reference.js static/js/reference.mjs
	@if [ -f static/js/chart.src.mjs ]; then NODE_PATH=wasm/node_modules $(ESBUILD) --bundle --format=iife --outfile=$(A)/chart.js static/js/chart.src.mjs; fi

build/npm.stamp: wasm/package.json wasm/package-lock.json
	@mkdir -p build
	@cd wasm && npm ci --no-progress --loglevel=error
	@touch $@

# ---- tests ------------------------------------------------------------------

# In three steps, for two cores. Packages are fetched while Go compiles. Browsers
# wait for as long as they compute, so what only computes runs behind them, at
# the lowest priority: nothing in it looks at a clock.
test: ## everything there is
	@$(MAKE) -j2 --output-sync=target build unit build/cloudflare-crash chromium
	@$(MAKE) workerd
	@$(MAKE) -j2 browser behind
	@[ -n "$$(git status --porcelain 2>&1)" ] || git rev-parse HEAD >build/tested # for make deploy

behind:
	@nice -n 19 $(MAKE) check wasm-test >build/behind.log 2>&1; ended=$$?; cat build/behind.log; exit $$ended

check: build/staticcheck ## formatting and static checks, for the machine and for the browser
	@test -z "$$(gofmt -l app core wasm)" || { echo "not formatted:"; gofmt -l app core wasm; exit 1; }
	go vet ./...
	$(GOWASM) go vet ./...
	build/staticcheck ./...
	$(GOWASM) build/staticcheck ./...

build/staticcheck: go.mod
	@mkdir -p build
	@go build -o $@ honnef.co/go/tools/cmd/staticcheck

unit:
	go test ./...

# Short: of what is tried at random, a fifth of the tries that were made natively.
wasm-test: ## the core in WebAssembly: it must give the same digits
	$(GOWASM) go test -short -exec="$(RUNTIME)/go_js_wasm_exec" ./core/...

hosted: build build/cloudflare-crash ## the hosted API in workerd
	@$(MAKE) workerd

workerd:
	go vet -tags hosted ./wasm/worker/...
	go test -count=1 -tags hosted ./wasm/worker/hosted

e2e: chromium ## the built site in a browser
	@$(MAKE) browser

# One browser at a time: two on two cores were seen to leave a page without
# frames. A file that hangs fails after ten minutes.
browser:
	node --test --test-concurrency=1 --test-timeout=600000 app/e2e/*.test.mjs

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || [ -n "$$CHROMIUM" ] || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk; \
	else echo "the browser tests need Chromium: install it, or name it in CHROMIUM" >&2; exit 1; fi

govulncheck: ## known weaknesses of the dependencies; asks the network
	go run golang.org/x/vuln/cmd/govulncheck@v1.1.4 ./...

# ---- measuring --------------------------------------------------------------

bench: build ## the benchmarks, on the machine, in WebAssembly and in a browser
	go test -run '^$$' -bench . -benchmem ./core/...
	$(GOWASM) go test -exec="$(RUNTIME)/go_js_wasm_exec" -run '^$$' -bench . ./core/...
	go test -tags hosted -run '^$$' -bench . -benchtime 1x ./wasm/worker/hosted
	@for f in app/e2e/*.bench.mjs; do [ ! -e "$$f" ] || node "$$f"; done

peers: ## our reader of tables and our rolling polynomial against those of others; fetches them
	@cd wasm/peers && npm ci --no-progress --loglevel=error --no-audit --no-fund && node peers.mjs && node poly.mjs

# ---- deployment -------------------------------------------------------------

# Without metrics, error reports and questions; what wrangler keeps lies in build/.
WRANGLER = WRANGLER_SEND_METRICS=false WRANGLER_SEND_ERROR_REPORTS=false WRANGLER_HIDE_BANNER=true CLOUDFLARE_CF_FETCH_ENABLED=false \
	WRANGLER_LOG_PATH=build/wrangler/logs WRANGLER_REGISTRY_PATH=build/wrangler/registry wasm/node_modules/.bin/wrangler
DEPLOYED = --config wasm/worker/wrangler.jsonc

preview: build ## what would be deployed, on 127.0.0.1:$(PORT), without any account
	@$(WRANGLER) dev $(DEPLOYED) --local --ip 127.0.0.1 --port $(PORT) --inspector-port 0 --persist-to build/wrangler/state

# What is deployed is a commit, and make test has run on it (it leaves its name
# in build/tested). UNTESTED=1 goes without the tests, for an emergency.
deploy: ## hand site and API to Cloudflare; needs CLOUDFLARE_API_TOKEN, see docs/runbook.md
	@test -n "$$CLOUDFLARE_API_TOKEN" || { echo "deploying needs CLOUDFLARE_API_TOKEN, a token of the account's owner that may edit Workers:"; \
	echo "docs/runbook.md says how to get one. make preview shows the same site without it." ; exit 1; } >&2
	@test -z "$$(git status --porcelain)" || { echo "not deployed: there are changes that are not committed" >&2; git status --short >&2; exit 1; }
	@test -n "$(UNTESTED)" || [ "$$(cat build/tested 2>/dev/null)" = "$$(git rev-parse HEAD)" ] || { echo "not deployed: run make test on this commit first" >&2; exit 1; }
	@$(MAKE) build
	@$(WRANGLER) deploy $(DEPLOYED) --strict --tag "$$(git rev-parse --short=10 HEAD)" --message "$$(git log -1 --format=%s | cut -c1-90)"
	@echo "now: make verify URL=https://... with the address above"

verify: ## ask a deployed site and API what make test asks the preview: make verify URL=https://...
	@test -n "$(URL)" || { echo "make verify URL=https://..." >&2; exit 1; }
	FAIRBASIS_URL="$(URL)" go test -count=1 -tags hosted -run '^TestServed$$' -v ./wasm/worker/hosted

clean:
	rm -rf build
