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

.PHONY: help install
install: node_modules/.package-lock.json ## install what the project needs (npm packages and, on an old system, Node 24)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
