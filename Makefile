# make run   sets up everything and serves the site on http://127.0.0.1:8000 (PORT=8080 make run)
# make test  sets up everything and proves the project
# Both work on a bare Debian 12 with Python 3.11: missing system packages are installed, .venv is made, dependencies
# are locked by hash. Stamps in .venv keep a second start quick.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MESSAGES := $(wildcard selfcheck/wording/locales/*/LC_MESSAGES/*.po)
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk
TEST_PACKAGES := chromium poppler-utils

.PHONY: run test lint format lock messages bench clean
.DEFAULT_GOAL := run

run: .venv/run.stamp
	$(BIN)/selfcheck db upgrade
	$(BIN)/selfcheck content check
	$(BIN)/selfcheck demo
	exec $(BIN)/selfcheck serve --port $(PORT)

test: lint
	$(BIN)/pytest -n 2

lint: .venv/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev.stamp
	$(BIN)/selfcheck bench

# The locks name no index: they hold for whichever one the machine is set up for. Both pin the same versions, so that
# run and test share one .venv.
lock: .venv/dev.stamp
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
	  --extra build --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

# Collect the messages of program and templates and bring the English catalogue up to date.
messages: .venv/dev.stamp
	$(BIN)/python -m selfcheck.wording.compile --update

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/pip:
	@./.ci/packages python3-venv -- $(PYTHON) -c 'import ensurepip'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock pyproject.toml $(MESSAGES) | .venv/bin/pip
	@./.ci/packages $(RUN_PACKAGES)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml $(MESSAGES) | .venv/bin/pip
	@./.ci/packages $(RUN_PACKAGES) $(TEST_PACKAGES)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
