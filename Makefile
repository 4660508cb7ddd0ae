# VYARNA. `make` lists what there is to run.
SHELL := /bin/sh
.DEFAULT_GOAL := help

ifneq ($(shell node -p '((v) => v[0] > 24 || (v[0] == 24 && v[1] >= 6))(process.versions.node.split("."))' 2>/dev/null),true)
NODE_DIR := tools/dev/node
NODE24 := $(NODE_DIR)/node_modules/.bin/node
NODE_PACKAGE := $(shell node -p '((p) => (p === "darwin-arm64" ? "node-bin-" : "node-") + p)(process.platform + "-" + process.arch)')
export PATH := $(CURDIR)/$(NODE_DIR)/node_modules/.bin:$(PATH)
endif
BIN := node_modules/.bin

$(NODE24): $(NODE_DIR)/package-lock.json
	@echo "This machine's Node is older than 24.6: fetching one for this project only."
	@npm ci --prefix $(NODE_DIR) --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && ln -sfn ../$(NODE_PACKAGE)/bin/node $@ && touch -h $@

node_modules/.package-lock.json: package-lock.json $(NODE24)
	@npm ci --loglevel=error
	@$(if $(NODE24),ln -sfn ../../$(NODE24) node_modules/.bin/node)
	@touch $@

# A Kafka that is given is one to be used.
BUS ?= $(if $(KAFKA_BROKERS),kafka,embedded)
DEV := node tools/dev/src/main.ts

.PHONY: help install codegen up dev kafka test gate registry-suite bench bench-platform bench-codegen bench-compat bench-registry clean
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: node_modules/.package-lock.json ## install what the project needs (npm packages and, on an old system, Node 24)

codegen: install ## write generated/ from contracts/
	@node $(BIN)/vyarna generate

# Node is started by the recipe itself: Ctrl-C reaches it, and make waits until it has stopped everything.
up: codegen ## run the platform until Ctrl-C (BUS=kafka: on Apache Kafka; PORT=, REGISTRY_PORT=, SCHEMA_REGISTRY_URL=)
	@$(DEV) up --bus $(BUS)

dev: install ## as up, and what is saved in contracts, flows and code takes effect
	@$(DEV) dev --bus $(BUS)

kafka: install ## run just the broker until Ctrl-C
	@$(DEV) kafka

test: install ## lint, types, generated code, unit and integration tests
	@$(DEV) test

# Compared with AGAINST, a commit: where this branch left the main one, when it is not given (or, as on a branch's first push, names none).
FORMAT ?= $(if $(GITHUB_ACTIONS),github-actions,text)
gate: install ## have an empty schema registry judge what this change releases (AGAINST=commit, FORMAT=)
	@$(DEV) with-registry node $(BIN)/vyarna registry gate --format $(FORMAT) $(if $(subst 0,,$(AGAINST)),--against $(AGAINST))

SUITE ?= node schema-registry/src/suite/main.ts
registry-suite: install ## run an HTTP suite (SUITE=command) beside a schema registry on an empty database, at SCHEMA_REGISTRY_URL
	@$(DEV) with-registry $(SUITE)

bench: bench-platform bench-registry bench-compat bench-codegen ## measure all that follows, one after another

bench-platform: codegen ## measure POST /v1/operators on both buses
	@node tools/bench/src/main.ts

bench-codegen: install ## measure vyarna generate and check on made contracts of 10 to 2,000 messages
	@node tools/bench/src/codegen/main.ts

bench-registry: install ## measure the schema registry, beside the peers that AXONOPS_URL and KARAPACE_URL name
	@node tools/bench/src/registry/main.ts

bench-compat: install ## measure compatibility verdicts, beside avsc's, and histories of 500 contracts
	@node tools/bench/src/compat/main.ts

clean: $(if $(wildcard .vyarna),install) ## remove the local platform's data, keys and logs
	@$(if $(wildcard .vyarna),$(DEV) clean)
