# Two commands matter: `make demo` and `make test`. Everything they need is pinned in
# requirements/*.lock and package-lock.json and installed below this folder.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Tests start Branchline many times: what Python has compiled once is kept, whatever the machine's habit.
unexport PYTHONDONTWRITEBYTECODE

# An account whose home can't be written to (a service's): what is downloaded is kept below this folder.
ifneq ($(shell [ -w "$${HOME:-/nowhere}" ] && echo yes),yes)
export UV_CACHE_DIR := $(CURDIR)/.tools/cache/uv
export PIP_CACHE_DIR := $(CURDIR)/.tools/cache/pip
export npm_config_cache := $(CURDIR)/.tools/cache/npm
endif

.PHONY: help demo test test-walk check bench bench-live screenshots lock words clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 16

demo: .venv/.run assets ## Install, load the demo and start Branchline (RESET=1 starts over, TLS=1 lets phones in)
	@$(BIN)/branchline demo $(if $(RESET),--reset) $(if $(TLS),--tls) $(if $(PORT),--port $(PORT))

test: .venv/.dev assets peers ## Every rule, race and flow against a real PostgreSQL
	@$(BIN)/python -m pytest -n 2 -m "not walk"

test-walk: .venv/.dev assets peers ## The full matrix: every page, role and state; outside peers
	@$(BIN)/python -m pytest -n 2 -m walk

check: .venv/.dev ## Lint, types, floors, templates, migrations, words
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet branchline
	@$(BIN)/python -m branchline manage makemigrations --check --dry-run
	@$(BIN)/python -m branchline words --check

bench: .venv/.dev assets ## Measure what must be reached
	@$(BIN)/python -m bench

bench-live: .venv/.dev assets ## Measure a broadcast before 10,000 viewers over TLS
	@$(BIN)/python -m bench.live

screenshots: .venv/.dev assets ## Every main page, desktop and phone, into screenshots/
	@$(BIN)/python -m tests.screenshots

words: .venv/.dev ## Collect new English strings into the Welsh catalogue
	@$(BIN)/python -m branchline words --update

lock: $(UV) ## Resolve the newest allowed versions into the lock files
	for set in run dev; do $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-annotate requirements/$$set.in -o requirements/$$set.lock; done

clean: ## Remove what was installed and built (never the demo's data)
	rm -rf .venv .tools node_modules tests/peers/node_modules branchline/core/static/core/dist

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Branchline needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --python $(PYTHON) .venv

.venv/.run: requirements/run.lock pyproject.toml | .venv/bin/python
	@echo "Installing Branchline…"
	@if [ -e .venv/.dev ]; then $(MAKE) --no-print-directory .venv/.dev; else \
	  $(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements/run.lock && \
	  $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; fi
	@touch $@

.venv/.dev: requirements/run.lock requirements/dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing Branchline and its tests…"
	@$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements/dev.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@ .venv/.run

CATALOGUE := branchline/locale/cy/LC_MESSAGES/django

.PHONY: assets
assets: branchline/core/static/core/dist/.built $(CATALOGUE).mo

$(CATALOGUE).mo: $(CATALOGUE).po
	@$(BIN)/branchline words

node_modules/.ready: package-lock.json package.json .npmrc | .venv/bin/python
	@npm ci --silent --no-progress --no-audit --no-fund
	@touch $@

.PHONY: peers
peers: tests/peers/node_modules/.ready

tests/peers/node_modules/.ready: tests/peers/package-lock.json tests/peers/package.json | .venv/bin/python
	@npm ci --prefix tests/peers --silent --no-progress --no-audit --no-fund
	@touch $@

branchline/core/static/core/dist/.built: node_modules/.ready $(shell find assets -type f 2>/dev/null)
	@npm run --silent build
	@touch $@
