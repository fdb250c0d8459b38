# One page of what can be done here; `make help` lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/bin:$(PATH)

GO_SOURCES := $(shell find cmd graph internal migrations policies -name '*.go' -o -name '*.sql' -o -name '*.csv' -o -name '*.conf' -o -name '*.graphqls') go.mod go.sum web/embed.go
WEB_SOURCES := $(shell find web/src web/public web/*.ts web/*.cjs web/*.json web/index.html -type f)

.PHONY: help demo dev build web generate verify test test-go test-web test-e2e lint bench match-eval recompute clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  \1\t/' | expand -t 14

demo: ## run the portal on this machine with invented data; options by ARGS="--reset"
	@.ci/need postgres redis
	@$(MAKE) --no-print-directory build
	@exec bin/portal demo $(ARGS)

dev: build ## the demo, and the web app from its sources on http://127.0.0.1:5173
	@bin/portal demo $(ARGS) & demo=$$!; trap 'kill $$demo 2>/dev/null; wait' EXIT INT TERM; cd web && npm run dev

build: bin/portal ## build bin/portal with the web app in it

bin/portal: web/dist/index.html $(GO_SOURCES)
	go build -o $@ ./cmd/portal

web: web/dist/index.html ## build the web app

# vite empties the folder, and with it the mark that lets Go build before the web app is.
web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run build
	@touch web/dist/.gitkeep $@

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci
	@touch $@

generate: web/node_modules/.installed ## write again what is generated: GraphQL's execution, the web's types
	go generate ./...
	cd web && npm run generate

verify: ## all that CI does: generate and compare, lint, test
	.ci/run

test: test-go test-web test-e2e ## run all tests: Go with Postgres and Redis, web units, journeys in a browser

# All packages share one throw-away Postgres; redis-server is started by the tests that need one.
test-go: bin/withpostgres ## run the Go tests; PKG=./internal/sale/... for some of them
	@.ci/need --required postgres redis
	bin/withpostgres go tool gotestsum --format pkgname-and-test-fails --hide-summary=skipped -- -timeout 20m $(or $(PKG),./...)

bin/withpostgres: $(wildcard internal/postgres/*.go internal/postgres/pgtest/*.go internal/postgres/pgtest/cmd/*.go internal/child/*.go) go.sum
	go build -o $@ ./internal/postgres/pgtest/cmd

test-web: web/node_modules/.installed ## run the web's unit tests
	cd web && npm test

test-e2e: build ## run the journeys in a real browser
	@.ci/need --required postgres redis chromium
	cd web && npm run e2e

lint: bin/staticcheck web/node_modules/.installed ## vet, staticcheck, the web's types and linter
	@unformatted=$$(gofmt -l bench cmd graph internal migrations policies web/embed.go); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	bin/staticcheck ./...
	cd web && npm run typecheck && npm run lint

bin/staticcheck: tools/go.mod tools/go.sum
	go build -C tools -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	@touch $@

bench: web/dist/index.html ## measure: ratios within one run on one machine, into docs/performance.md; ARGS="--quick"
	@.ci/need --required postgres
	go run ./bench $(ARGS)

match-eval: ## measure the matcher on the public sets in ../shared/data; ARGS=folder for another place
	go run ./internal/customer/match/evaluate/cmd $(ARGS)

recompute: ## reckon exported scorecards anew by a program of its own: CARDS="a.json b.json", see docs/scorecard-export.md
	go build -C tools -o ../bin/recompute ./recompute
	@bin/recompute $(CARDS)

clean: ## remove what was built (the demo's data stays: portal demo --reset)
	rm -rf bin web/dist/assets web/dist/*.* web/node_modules
