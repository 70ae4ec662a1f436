# Gradbook: `make help` lists what can be made.

SWIFT ?= swift
PREFIX ?= /usr/local
ARGS ?=

# A room that uses another it has not named does not build.
RULES := --explicit-target-dependency-import-check error
# One optimised build, with the Swift library linked in, serves run, bench, docs and install.
RELEASE := -c release --static-swift-stdlib $(RULES)
PROGRAM := .build/release/gradbook
SOURCES := Package.swift $(shell find Sources -type f)
FORMATTED := Package.swift Sources Tests

export SWIFT

.DEFAULT_GOAL := help
.PHONY: help deps build run test check lint test-release docs docs-fresh lessons promote bench \
  fuzz install format clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

deps: ## install missing Debian packages and look for Swift
	@scripts/deps

build: $(PROGRAM) ## build the optimised program

$(PROGRAM): $(SOURCES) | deps
	$(SWIFT) build $(RELEASE) --product gradbook
	@touch $@

run: $(PROGRAM) ## open the shell; without a terminal, run the demo (ARGS="file.grad" runs that)
	@scripts/run $(PROGRAM) $(ARGS)

test: deps ## build once and run every test
	$(SWIFT) test --disable-xctest $(RULES)

check: lint test test-release docs-fresh ## everything that must hold before a merge

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)

test-release: deps
	GRADBOOK_FULL_TESTS=1 $(SWIFT) test --disable-xctest $(RULES) -c release \
	  -Xswiftc -enable-testing --scratch-path .build-release-tests

docs: $(PROGRAM) ## write docs/reference.md from the tables in the program
	@mkdir -p docs
	$(PROGRAM) reference > docs/reference.md.new
	@mv docs/reference.md.new docs/reference.md

docs-fresh: $(PROGRAM)
	@$(PROGRAM) reference | diff -u docs/reference.md - \
	  || { echo "docs/reference.md is stale: make docs"; exit 1; }

lessons: $(PROGRAM) ## run lessons and assignments, compare what they print with what they say (ARGS="--update")
	$(PROGRAM) replay $(ARGS) lessons assignments

promote: deps ## accept what the golden tests print now: rewrites Tests/Golden
	GRADBOOK_PROMOTE=1 $(SWIFT) test --disable-xctest --filter Golden
	@git status --short Tests

bench: deps ## measure, beside the peers that are installed
	@benchmarks/run.sh

fuzz: deps ## throw mutated programs (FUZZ=submissions: homework) at the program for FUZZ_SECONDS (60)
	@scripts/fuzz $(FUZZ)

install: $(PROGRAM) ## install below PREFIX (/usr/local)
	install -D -s -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/gradbook"
	@scripts/install-data "$(DESTDIR)$(PREFIX)/share/gradbook"

format: ## rewrite the Swift sources in the house's format
	$(SWIFT) format --in-place --parallel --recursive $(FORMATTED)

clean: ## remove everything built
	rm -rf .build .build-*
