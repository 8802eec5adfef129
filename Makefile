# The words of this house: setup demo test check bench docs model mutants fuzz
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PIP := $(BIN)/pip -qq --disable-pip-version-check install
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help setup demo test check bench docs model mutants fuzz lock clean

help:
	@echo "make demo    the main job with made-up people; papers and reports in demo-out/"
	@echo "make test    every test, the examples of the pages among them"
	@echo "make check   format, lint, types, floors, changelog"
	@echo "make bench   how good and how fast, beside the best others (FULL=1: large sizes)"
	@echo "make docs    write docs/reference/commands.md anew from the commands"
	@echo "make model   the models of the record, checked (needs spin and cc)"
	@echo "make mutants rooms broken on purpose, and whether their tests notice"
	@echo "make fuzz    the record's parsers fed with bent input (SECONDS=60)"
	@echo "make setup   the environment in .venv (the others call it)"
	@echo "make lock    pin the dependencies anew (needs uv)"

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v[:2] <= (3, 13) or sys.exit("allforall needs Python 3.11, 3.12 or 3.13; $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % v[:2])'
	@echo "setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: setup
	@$(BIN)/allforall demo

test: setup
	@if [ -x .ci/browser ]; then .ci/browser; fi
	$(BIN)/python -m pytest -n 2

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python changelog.d/check.py

bench:
	@$(MAKE) --no-print-directory -C benchmarks

docs: setup
	$(BIN)/python -m allforall.cli.reference docs/reference/commands.md

model:
	@docs/explanation/record-model/check

mutants: setup
	$(BIN)/python -m tests.mutants.run

fuzz: setup
	$(BIN)/python -m tests.fuzz.run $(or $(SECONDS),60)

lock:  # writes no index address
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(LOCK) -c requirements/dev.txt benchmarks/requirements.in pyproject.toml -o benchmarks/requirements.txt

clean:
	rm -rf $(VENV) demo-out .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
