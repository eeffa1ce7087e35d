# One command each: run, test, bench, lint. `make help` lists them.
PORT ?= 8501
VENV := .venv
PYTHON := $(VENV)/bin/python
BOOTSTRAP ?= python3
CHROMIUM ?= $(firstword $(shell command -v chromium chromium-browser google-chrome 2>/dev/null))

.PHONY: help run test bench learn lint format lock screenshots migration clean
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/run: requirements/run.txt pyproject.toml
	@$(BOOTSTRAP) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "akevents needs Python 3.11 or newer; name it with BOOTSTRAP=python3.12"; exit 1; }
	@test -x $(PYTHON) || $(BOOTSTRAP) -m venv $(VENV)
	@echo "Installing what akevents needs (once, about a minute) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@echo "Installing what the tests need (once) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# What reads our calendar files in the tests. Without npm they are left out, except in CI.
READERS := tests/calendar_readers
$(READERS)/node_modules/.package-lock.json: $(READERS)/package-lock.json
	@if ! command -v npm >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get -qq update && apt-get -qq install -y nodejs npm >/dev/null; fi
	@if command -v npm >/dev/null; then npm ci --prefix $(READERS) --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@; \
	  else echo "npm is missing: the calendar readers of Node are left out"; fi

run: $(VENV)/run ## environment, migrations, demo content into an empty database, server on PORT
	@$(VENV)/bin/akevents serve --demo --port $(PORT)

test: $(VENV)/dev $(READERS)/node_modules/.package-lock.json ## all tests; as root it installs Chromium, Node, libical and LibreOffice where they are missing
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! ldconfig -p | grep -q libical.so; then apt-get -qq update && apt-get -qq install -y libical3 >/dev/null; fi
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v soffice >/dev/null; then apt-get -qq update && apt-get -qq install -y --no-install-recommends libreoffice-calc-nogui >/dev/null; fi
	@if [ -z "$(CHROMIUM)" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get -qq update && apt-get -qq install -y chromium >/dev/null; \
	  else echo "The tests need Chromium: install it, or name it with CHROMIUM=/path/to/it"; exit 1; fi; fi
	@CHROMIUM="$(CHROMIUM)" $(PYTHON) -m pytest -n 2 --dist worksteal -q $(ARGS)

bench: $(VENV)/dev ## measured comparisons with their baselines, one JSON object a line
	@$(PYTHON) -m bench $(ARGS)

learn: $(VENV)/dev ## the announcement reader's weights anew, from the texts in tests/formats/announcements
	@$(PYTHON) -m bench.learning $(FROM)

lint: $(VENV)/dev ## formatting, rules, types
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

format: $(VENV)/dev ## format and mend what can be mended
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

screenshots: $(VENV)/dev ## every screen again, into docs/screenshots
	@CHROMIUM="$(CHROMIUM)" PYTHONPATH=.:tests $(PYTHON) tests/browser/screenshots.py

migration: $(VENV)/dev ## draft the next migration: make migration M="what changes"
	@AKEVENTS_DATABASE_URL= AKEVENTS_DATA_DIR=$$(mktemp -d) $(PYTHON) -m akevents.store.migrate "$(M)"

lock: ## new pins with hashes, for every platform (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/run.txt
	@uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## remove the environment; data stay
	@rm -rf $(VENV) $(READERS)/node_modules .mypy_cache .ruff_cache
