# make run · make test · make airflow · make stop · make help
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export UV_COMPILE_BYTECODE ?= 1
export UV_PYTHON_DOWNLOADS ?= never
export GX_ANALYTICS_ENABLED := false
unexport PYTHONDONTWRITEBYTECODE  # it would undo the compiling that halves every start
BIN := .venv/bin

.PHONY: help run live test check airflow image stop bench fuzz quality clean

help: ## what can be done here
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: $(BIN)/watch1718 ## rehearse on invented news, then look at the live sources once (OFFLINE=1 leaves that out)
	@$(BIN)/watch1718 run

live: $(BIN)/watch1718 ## the live part alone
	@$(BIN)/watch1718 run --live

test: $(BIN)/watch1718 ## all tests, on the embedded PostgreSQL
	@OFFLINE=1 $(BIN)/pytest

check: $(BIN)/watch1718 ## format, lint, types, architecture, docs, generated files unchanged
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/interrogate -q src tests dags plugins
	@made=$$(mktemp) && $(BIN)/python -m watch1718.adapters.data_dictionary $$made && diff -u docs/data_dictionary.md $$made && rm $$made
	@made=$$(mktemp) && cd tests && ../$(BIN)/python -m quality $$made && diff -u ../docs/quality.md $$made && rm $$made

airflow: $(BIN)/watch1718 ## the whole Airflow with its pages on 127.0.0.1, on the same database
	@$(BIN)/watch1718 airflow up

stop: ## end Airflow and the embedded database
	@if [ -x $(BIN)/watch1718 ]; then $(BIN)/watch1718 airflow down; $(BIN)/watch1718 db down; fi

image: ## build the container image (needs docker or podman)
	@engine=$$(command -v docker || command -v podman) || { echo "make image needs docker or podman"; exit 2; }; \
	$$engine build -t watch1718 .

bench: $(BIN)/watch1718 ## timings as ratios against a floor or a peer, side by side
	@cd tests && ../$(BIN)/python -m benchmarks

quality: $(BIN)/watch1718 ## docs/quality.md again: how well the evaluation documents are read (SHARED=folder: the dated sections too)
	@cd tests && ../$(BIN)/python -m quality $(if $(SHARED),--gold $(abspath $(SHARED)))

fuzz: $(BIN)/watch1718 ## throw spoilt documents at every reader (MINUTES=10); what is new is kept in tests/faults/corpus
	@cd tests && ../$(BIN)/python -m faults.fuzz $(or $(MINUTES),10)

clean: ## remove what was installed here (data in WATCH1718_HOME stays)
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/watch1718: uv.lock pyproject.toml $(UV)
	@$(UV) sync --quiet --frozen --python "$$($(PYTHON) -c 'import sys; sys.exit("watch1718 needs Python 3.11, 3.12 or 3.13") if not (3, 11) <= sys.version_info[:2] <= (3, 13) else print(sys.executable)')"
	@touch $@

.tools/bin/uv:
	@$(PYTHON) -m venv .tools 2>/dev/null && .tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) \
	|| { rm -rf .tools && $(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools/lib uv==$(UV_VERSION) && mkdir -p .tools/bin && ln -sf ../lib/bin/uv .tools/bin/uv; } \
	|| { echo "could not get uv: install it (pip install uv) or the venv module of $(PYTHON)" >&2; exit 1; }
