# Everything done to this checkout, by hand or by a machine. Plain `make` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Interpreters tried for .venv, in this order; `make setup PYTHON=python3.12` names another.
PYTHON := python3 python3.13 python3.12 python3.11
VENV := .venv
BIN := $(VENV)/bin
# Present only after a complete installation; the mark only while one is under way.
DEMO := $(VENV)/.demo
STAMP := $(VENV)/.installed
MARK := $(VENV)/.installing
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Bytecode is most of pip's work: Python writes that of a module when it is first imported.
# Nothing is installed but files whose hashes are in the lock. Wheels only: to build another package,
# pip would fetch what that needs without a hash.
INSTALL := $(PIP) install --quiet --no-compile --no-deps --only-binary :all: --require-hashes
LOCKED := $(BIN)/python .ci/locked.py
unexport PYTHONDONTWRITEBYTECODE
PROBE := import sys; sys.version_info < (3, 11) and sys.exit("too old"); import ensurepip, venv

.PHONY: help setup demo test soak cluster-soak image-base image-test check audit bench wheel client lock upgrade clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## install Reko and its tools into .venv; does nothing when that is up to date

# A .venv that a killed run left half-made is thrown away: pip may take its torn packages for whole.
$(DEMO): pyproject.toml requirements.lock
	@if [ -e $(MARK) ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  echo "Creating $(VENV) ..."; \
	  rm -rf $(VENV); \
	  for python in $(PYTHON); do \
	    "$$python" -c '$(PROBE)' >/dev/null 2>&1 && break; \
	    python=; \
	  done; \
	  if [ -z "$$python" ]; then \
	    echo "Reko needs Python 3.11 or newer with its venv module (Debian, Ubuntu: python3-venv)." >&2; \
	    for python in $(PYTHON); do \
	      echo "  $$python: $$("$$python" -c '$(PROBE)' 2>&1 | tail -n 1)" >&2; \
	    done; \
	    echo "Install one, or name yours: make setup PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	  mkdir $(VENV) && touch $(MARK) && "$$python" -m venv $(VENV) || exit; \
	fi
	@touch $(MARK)
	@echo "Installing Reko into $(VENV) (half a minute the first time) ..."
	@$(LOCKED) hatchling editables numba scipy >$(VENV)/first.lock
	@$(INSTALL) --requirement $(VENV)/first.lock
	@$(LOCKED) 'reko[demo]' >$(VENV)/demo.lock
	@$(BIN)/python -m reko_demo.warm_up & trap "kill $$!" INT TERM; \
	$(INSTALL) --requirement $(VENV)/demo.lock \
	&& $(PIP) install --quiet --no-compile --no-deps --no-index --no-build-isolation --editable . \
	&& wait
	@rm -f $(MARK) && touch $(DEMO)

$(STAMP): $(DEMO)
	@mv $(DEMO) $(MARK)
	@echo "Installing the tools into $(VENV) (a minute the first time) ..."
	@$(INSTALL) --requirement requirements.lock
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib
	@mv $(MARK) $(DEMO) && touch $(DEMO) $(STAMP)

demo: $(DEMO) ## start Reko offline, with a synthetic community
	@$(BIN)/reko demo

# A process for each core and one more, but no more than eight: each imports everything.
test: setup ## run the tests
	@$(BIN)/pytest --numprocesses auto --maxprocesses 8 --dist worksteal 2>&1

# Longer, or under another plan: make soak REKO_SOAK_S=3600 REKO_SOAK_SEED=7
soak: export REKO_SOAK_S ?= 600
soak: setup ## run everything under faults while people ask, for ten minutes
	@$(BIN)/pytest tests/soak 2>&1

cluster-soak: export REKO_CLUSTER_SOAK_S ?= 600
cluster-soak: setup ## the same with several processes that share a PostgreSQL database
	@$(BIN)/pytest tests/soak/test_cluster.py 2>&1

image-base: ## make the Dockerfile's base image of Debian's packages: root, buildah, debootstrap
	@tests/image/make_base.sh

image-test: export REKO_IMAGE_TEST = 1
image-test: setup ## build the Dockerfile with buildah and run it; minutes; as root
	@$(BIN)/pytest -rs tests/image 2>&1

# Without advisories nothing was audited, and the last line says so; `make audit` then fails.
check: setup ## lint, formatting, types, direction of imports, known holes in dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python .ci/audit.py requirements.lock || [ $$? -eq 3 ]

audit: setup ## look for known holes in the dependencies; fails also where none can be looked up
	@$(BIN)/python .ci/audit.py requirements.lock

# The peers are packages that are installed by hand: the extra `peers`.
bench: setup ## run the benchmarks of speed and quality, but for benchmarks/peers.py
	@for script in $(filter-out benchmarks/peers.py,$(wildcard benchmarks/*.py)); do \
	  echo "== $$script"; $(BIN)/python "$$script" || exit; \
	done

wheel: setup ## build dist/reko-*.whl
	@$(PIP) wheel --quiet --no-deps --no-index --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

client: setup ## write reko_client/contract.py again after a change of the API
	@$(BIN)/python .ci/client_contract.py >$(VENV)/contract.py && mv $(VENV)/contract.py reko_client/contract.py

# For every Python and platform that the project supports. Versions that still fit stay as they are.
lock: setup ## resolve requirements.lock after a change of the dependencies in pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --no-emit-package pip $(UPGRADE) \
	  --extra import --extra postgres --extra object-store --extra cluster --extra demo --extra japanese --extra evaluate --extra dev pyproject.toml \
	  --output-file requirements.lock
	@grep -c == requirements.lock

upgrade: UPGRADE := --upgrade
upgrade: lock ## resolve requirements.lock to the newest versions that fit

clean: ## remove .venv, builds and caches; databases and snapshots stay
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
