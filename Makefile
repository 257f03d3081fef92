# Chuhai. `make help` lists what there is.
.PHONY: help test vet unit race

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

test: vet unit race ## everything that must pass

vet: ## formatting and vet
	@test -z "$$(gofmt -l cmd sim scenarios web 2>/dev/null | tee /dev/stderr)"
	go vet ./...

unit: ## unit, property and golden tests
	go test ./...

race: ## the same under the race detector, shorter
	go test -race -short ./...
