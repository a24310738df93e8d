# Two commands matter: `make run` shows the sample country on a page, `make test` proves the whole.
# Everything they need is installed here; nothing has to be on the machine but Python 3.12+, make.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:

VENV := .venv
PAYUNG := $(VENV)/bin/payung
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
PEOPLE ?= 100000
SEED ?= 1
AS_OF ?= 2026-11-01
PORT ?= 8000

.PHONY: help run test check fix bench faults docs law-report lock system clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | column -ts "$$(printf '\t')"

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/python -m pip install --quiet uv

$(VENV)/.run: requirements.lock pyproject.toml | $(filter .uv/bin/uv,$(UV))
	$(UV) venv --quiet --allow-existing $(VENV)
	[ -e $(VENV)/.test ] || $(UV) pip sync --quiet --require-hashes --python $(VENV) requirements.lock
	$(UV) pip install --quiet --python $(VENV) --no-deps --editable .
	touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml | $(filter .uv/bin/uv,$(UV))
	$(UV) venv --quiet --allow-existing $(VENV)
	$(UV) pip sync --quiet --require-hashes --python $(VENV) requirements-test.lock
	$(UV) pip install --quiet --python $(VENV) --no-deps --editable .
	touch $@ $(VENV)/.run

system:  # Chromium and Java 17 for the tests; installed only as root, else those tests skip loudly
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  missing=""
	  command -v chromium >/dev/null || missing="$$missing chromium"
	  command -v java >/dev/null || missing="$$missing openjdk-17-jre-headless"
	  if [ -n "$$missing" ]; then apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; fi
	fi

run: $(VENV)/.run  ## build the sample country and serve its pages at http://127.0.0.1:8000
	$(PAYUNG) up --people $(PEOPLE) --seed $(SEED) --as-of $(AS_OF) --port $(PORT)

test: system $(VENV)/.test check  ## the whole gate: form, types, contracts, every test
	$(VENV)/bin/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.test  ## form, types and import contracts only
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/mypy
	$(VENV)/bin/yamllint --strict payung tests

fix: $(VENV)/.test  ## put the form right
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(VENV)/.test  ## measure speed and memory; writes docs/operate/bench.md
	$(VENV)/bin/python -m bench

faults: $(VENV)/.test  ## prove that no fault loses or doubles money; writes docs/operate/faults.md
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v xfs_io >/dev/null; then
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends e2fsprogs xfsprogs
	fi
	$(VENV)/bin/python -m tests.faults

docs: $(VENV)/.test  ## generate docs/law and the glossary
	$(VENV)/bin/python -m docs.make

screenshots: $(VENV)/.test  ## take the pictures of docs/screenshots again, of a sample country started for it
	$(VENV)/bin/python -m docs.photograph $(PEOPLE) $(PORT)

law-report: $(VENV)/.run  ## list legal values on weak ground, and those due for a check
	$(PAYUNG) law report

lock: | $(filter .uv/bin/uv,$(UV))  ## pin every dependency by hash
	$(UV) pip compile pyproject.toml --universal --generate-hashes --upgrade --quiet -o requirements.lock
	$(UV) pip compile pyproject.toml --group test --universal --generate-hashes --upgrade --quiet -o requirements-test.lock

clean:  ## remove what make made, data of the sample country included
	rm -rf $(VENV) .uv .data .bench .mypy_cache .ruff_cache .pytest_cache
