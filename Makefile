# Chuhai. `make help` lists what there is.
#
# Go alone builds and runs everything; the browser's side is committed as built (web/ui/dist). Node.js 20 and Chromium
# are needed to change or to test it; `make test` installs them with apt-get where it may, else it says what to install.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
modules := web/ui/node_modules/.package-lock.json

.PHONY: help test build programs ui vet unit race ui-check ui-unit dist journeys screenshots digests sheets bench fuzz clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The quick ones first, so that a fault shows early.
test: vet unit ui-check ui-unit dist digests sheets journeys race ## everything that must pass, from a clean checkout

build: ## the binary, into bin/chuhai
	go build -trimpath -o bin/chuhai ./cmd/chuhai

programs: ## the program for Windows, macOS and Linux, into bin: one file is all that a laptop needs
	GOOS=windows GOARCH=amd64 go build -o bin/windows/chuhai.exe ./cmd/chuhai
	GOOS=darwin GOARCH=arm64 go build -o bin/macos/chuhai ./cmd/chuhai
	GOOS=linux GOARCH=amd64 go build -o bin/linux/chuhai ./cmd/chuhai

ui: $(modules) ## the browser's types and pages, from the Go types and web/ui/src into web/ui/dist
	go generate ./web/wire
	cd web/ui && npm run -s build

vet: ## formatting, vet (for Windows and macOS too), staticcheck, a tidy go.mod
	@.ci/need go
	@echo "vet: gofmt, go vet, staticcheck, go mod tidy"
	@test -z "$$(gofmt -l cmd sim scenarios web | tee /dev/stderr)" || { echo "vet: the files above want gofmt -w" >&2; exit 1; }
	@go mod tidy -diff
	go vet ./...
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./...
	go tool staticcheck ./...

unit: ## unit, property and golden tests in Go
	go test ./...

race: ## the same under the race detector, shorter
	go test -race -short ./...

ui-check: $(modules) ## formatting and types of the browser's side
	cd web/ui && npm run -s check

ui-unit: $(modules) ## unit tests of the browser's side
	cd web/ui && npm run -s test

dist: $(modules) ## the committed pages are those that the source builds
	@echo "dist: building web/ui into a new directory and comparing it with web/ui/dist"
	@new=$$(mktemp -d) && trap 'rm -rf "$$new"' EXIT && \
	(cd web/ui && node_modules/.bin/vite build --logLevel warn --emptyOutDir --outDir "$$new") && \
	diff -rq "$$new" web/ui/dist || { echo "dist: web/ui/dist is stale: make ui, and commit it" >&2; exit 1; }

journeys: $(modules) ## what people do, in a real browser against the real binary; screenshots in web/ui/screenshots
	@.ci/need chromium
	cd web/ui && npm run -s journeys -- journeys/*.test.js

screenshots: $(modules) ## only the journeys that show every room, in both languages and sizes
	@.ci/need chromium
	cd web/ui && npm run -s journeys -- journeys/student.test.js journeys/instructor.test.js
	@echo "screenshots: web/ui/screenshots"

digests: ## the same class, the same bits: twice, with one processor, on arm64
	@.ci/need go
	@.ci/digests

sheets: ## workbooks that LibreOffice opens and computes to the same totals
	@.ci/sheets

bench: ## speed, beside plain reference loops in the same run: each figure with its bar, and whether it is met
	go test -run '^$$' -bench 'Order|Day' -benchtime 30x ./sim
	go test -run '^$$' -bench Semester -benchtime 1x ./sim
	go test -run '^$$' -bench . -benchtime 2s -p 1 ./web/...

fuzz: ## each fuzz test for 10 s
	@.ci/fuzz 10s

clean: ## remove what was built or installed here
	rm -rf bin out web/ui/node_modules web/ui/screenshots

$(modules): web/ui/package-lock.json
	@.ci/need node
	cd web/ui && npm ci --no-audit --no-fund
	@touch $@
