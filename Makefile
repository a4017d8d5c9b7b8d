# Splitline: `make help` lists the targets.

SHELL       := /bin/sh
CACHE       := .cache
BIN         := $(CACHE)/bin
GO          ?= go
NPM         ?= npm
DB          ?= splitline.db
ADDR        ?= 127.0.0.1:8080
VERSION     ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
# Every file in the packages bears the time of the commit, so that two builds give the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
LDFLAGS     := -s -w -X main.version=$(VERSION)
INSTALL     := sh internal/tools/install.sh
GO_SOURCES  := $(shell find cmd geo tiles internal data static -name '*.go' -o -name '*.sql' 2>/dev/null | grep -v node_modules)
DATA_FILES  := $(shell find data -type f 2>/dev/null)
WEB_SOURCES := $(shell find static -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/test-results/*' -not -path '*/playwright-report/*' -not -name '*.go' 2>/dev/null)
PACKAGES    := ./...
# The properties draw their examples from this seed, so that a run says the same twice; 0 draws new ones each time.
SEED        ?= 1
# How many inputs each fuzz target is given by make test.
INPUTS      ?= 2000

export CGO_ENABLED := 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Install what is missing, build, and serve the sample enclave on http://127.0.0.1:8080
	./splitline serve --db $(DB) --addr $(ADDR)

.PHONY: build
build: spatialite splitline ## Build ./splitline with the web app inside

.PHONY: test
test: spatialite chromium gdal splitline test-go test-fuzz test-web test-e2e ## Run every test, real Chromium included

.PHONY: test-go
test-go: spatialite gdal splitline
	$(GO) vet $(PACKAGES)
	RAPID_SEED=$(SEED) $(GO) test -race -timeout 15m $(PACKAGES)

.PHONY: test-fuzz
test-fuzz: spatialite
	sh internal/tools/fuzz.sh $(INPUTS)

.PHONY: soak
soak: spatialite gdal splitline ## Look for rare faults for hours: new examples, many inputs, many kills
	RAPID_CHECKS=3000 $(GO) test -timeout 3h $(PACKAGES)
	sh internal/tools/fuzz.sh 200000
	$(GO) test -timeout 6h -count=1 ./internal/crash -kills 5000 -kill-seed 0

.PHONY: test-web
test-web: $(CACHE)/npm
	cd static && $(NPM) run --silent check
	cd static && $(NPM) test --silent

.PHONY: test-e2e
test-e2e: spatialite chromium splitline
	sh internal/tools/e2e.sh

.PHONY: check
check: lint vuln-lenient test ## Format, lint, import rules, known vulnerabilities and every test; run before each commit

.PHONY: lint
lint: $(BIN)/golangci-lint $(CACHE)/npm ## Check format and lint of Go and TypeScript
	$(BIN)/golangci-lint run $(PACKAGES)
	cd static && $(NPM) run --silent lint && $(NPM) run --silent format:check

.PHONY: vuln vuln-lenient
vuln: $(BIN)/govulncheck $(CACHE)/npm ## Ask for known vulnerabilities of Go modules and npm packages; needs a network
	@sh internal/tools/vuln.sh $(CURDIR)/$(BIN)/govulncheck

# Where the databases cannot be reached this says so and goes on.
vuln-lenient: $(BIN)/govulncheck $(CACHE)/npm
	@sh internal/tools/vuln.sh --lenient $(CURDIR)/$(BIN)/govulncheck

.PHONY: fmt
fmt: $(BIN)/golangci-lint $(CACHE)/npm ## Format Go and TypeScript
	$(BIN)/golangci-lint fmt $(PACKAGES)
	cd static && $(NPM) run --silent format

.PHONY: bench
bench: build chromium ## Measure everything, beside targets and baselines, and write docs/benchmarks.md (15 minutes)
	@$(INSTALL) wrk
	$(GO) run ./internal/bench -o docs/benchmarks.md

.PHONY: bench-quick
bench-quick: build chromium ## Try the measurements out with less of everything; PARTS=cached,growth runs only those
	@$(INSTALL) wrk
	$(GO) run ./internal/bench -quick -only '$(PARTS)'

.PHONY: picture
picture: build chromium ## Renew the picture of the interface in the README
	sh internal/tools/e2e.sh --picture docs/interface.png

.PHONY: dist
dist: spatialite static/dist/index.html ## Make dist/*.tar.gz and dist/*.deb, which install without a network
	rm -rf dist
	$(GO) run ./internal/dist -out dist -version $(VERSION) -epoch $(SOURCE_DATE_EPOCH)

.PHONY: dist-test
dist-test: spatialite ## Try the packages of the last commit: two builds, a minimal Debian, the systemd unit
	sh internal/tools/dist-test.sh

.PHONY: image-root
image-root: spatialite static/dist/index.html ## Make dist/image, the whole root of a container image
	rm -rf dist/image && mkdir -p dist
	$(GO) run ./internal/dist -image dist/image -version $(VERSION) -epoch $(SOURCE_DATE_EPOCH)

.PHONY: spatialite chromium gdal
spatialite: ; @$(INSTALL) spatialite
chromium: ; @$(INSTALL) chromium
gdal: ; @$(INSTALL) gdal

.PHONY: clean
clean: ## Remove what was built; databases stay
	rm -rf splitline dist $(CACHE) static/node_modules static/dist/assets static/dist/index.html

splitline: $(GO_SOURCES) $(DATA_FILES) go.mod go.sum static/dist/index.html
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $@ ./cmd/splitline

static/dist/index.html: $(CACHE)/npm $(WEB_SOURCES)
	cd static && $(NPM) run --silent build
	@touch static/dist/.keep $@

$(CACHE)/npm: static/package.json static/package-lock.json
	cd static && $(NPM) ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(CACHE) && touch $@

$(BIN)/golangci-lint $(BIN)/govulncheck: internal/tools/go.mod
	cd internal/tools && GOBIN=$(CURDIR)/$(BIN) $(GO) install tool
	@touch $@
