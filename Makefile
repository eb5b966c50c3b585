# pmtui: everything that is done to this project, one word each. A Python of 3.11 or newer and make are all it takes.
# PYTHON=... names the interpreter to use; ARGS=... is handed on to pytest, the benchmarks or pmtui.

SHELL := /bin/sh
.DEFAULT_GOAL := help

CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
VENV := .venv
BIN := $(VENV)/bin
# Only a checkout has the stamp: it says that pyproject.toml and requirements.lock are installed as they are now.
READY := $(VENV)/.ready
SOURCES := src tests benchmarks

.PHONY: help run test check bench wheel lock compile clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

run: compile ## set up, then open the demo plan
	@$(BIN)/pmtui demo $(ARGS)

# One worker more than there are cores: much of the suite waits for terminals and processes. The thousands of plan files
# that it makes lie in memory where there is room for them, for each of their commits would wait for the disk.
test: compile ## set up, then run the tests
	@memory=/dev/shm; if [ -w $$memory ] && [ "$$(df -Pk $$memory | awk 'NR == 2 { print $$4 }')" -gt 2000000 ]; \
	then export PYTEST_DEBUG_TEMPROOT=$$memory; fi; \
	workers=$$($(BIN)/python -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))'); \
	$(BIN)/python -m pytest -n "$$workers" --dist worksteal $(ARGS)

check: $(READY) ## format, lint, types, imports, tests
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy $(SOURCES)
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

bench: compile ## run the benchmarks
	@$(BIN)/python -m benchmarks $(ARGS)

wheel: $(READY) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

# Resolved in a throw-away environment, heedless of this machine's own package settings, so that nothing of it is locked.
lock: ## resolve requirements.lock anew
	@$(find_python); tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; set -e; \
	unset PIP_FIND_LINKS PIP_CONSTRAINT; export PIP_CONFIG_FILE=/dev/null; \
	"$$python" -m venv "$$tools/venv"; "$$tools/venv/bin/pip" install --quiet pip-tools; \
	"$$tools/venv/bin/pip-compile" --quiet --extra dev --upgrade --generate-hashes --allow-unsafe --strip-extras \
	  --no-header --no-annotate --no-emit-options --output-file "$$tools/lock" pyproject.toml; \
	{ grep '^#' requirements.lock; grep -v '^#' "$$tools/lock"; } > "$$tools/new"; cp "$$tools/new" requirements.lock

# Written ahead of time, because a machine may forbid Python to write byte code while it runs.
compile: $(READY)
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q src

$(READY): pyproject.toml requirements.lock
	@$(BIN)/python -c 'import pip' 2>/dev/null || { $(find_python); \
	  echo "Making $(VENV) with $$("$$python" --version) ..." >&2; "$$python" -m venv --clear $(VENV); }
	@echo "Installing what requirements.lock pins ..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean: ## remove the environment and all that was built
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache snapshot_report.html
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# Sets $$python to the first candidate that really runs (version managers leave shims that do not), is new enough,
# and was built with what pmtui and its environment need.
define find_python
python=; for each in $(CANDIDATES); do \
  if "$$each" -c 'import sys, ensurepip, sqlite3, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
  then python=$$each; break; fi; done; \
if [ -z "$$python" ]; then \
  echo "No Python of 3.11 or newer with venv and sqlite3 among: $(CANDIDATES)." >&2; \
  echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
  exit 1; fi
endef
