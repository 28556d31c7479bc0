# The one front door. Two commands set up everything: make demo, make test.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check format soak bench targets peers docs

demo: .venv/cli
	@$(BIN)/kvid-composition demo

test: .venv/dev .venv/wheels
	$(BIN)/pytest -n auto

check: .venv/dev .venv/wheels
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/pytest -n auto -q --cov --cov-report=term-missing

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The long versions of the random tests.
soak: .venv/dev
	$(BIN)/python -m tests.fuzz hostile --count 200000 --seed 1
	$(BIN)/python -m tests.fuzz repair --count 50000 --seed 1 --jobs 2
	$(BIN)/python -m tests.fuzz since --count 100000 --seed 1 --jobs 2
	$(BIN)/python -m tests.fuzz texts --count 50000 --seed 1
	$(BIN)/python -m tests.fuzz diff --count 50000 --seed 1
	$(BIN)/python -m tests.fuzz patches --count 1000000 --seed 1
	$(BIN)/python -m tests.fuzz merge --count 500000 --seed 1 --jobs 2
	$(BIN)/python -m tests.merge_shares --count 100000 --seed 1

# Everything is a ratio to a yardstick of the same run; QUICK=--quick takes a tenth of the sizes.
bench: .venv/dev
	$(BIN)/pytest -c benchmarks/pytest.ini --rootdir=. $(QUICK) benchmarks/suite
	$(BIN)/python -m benchmarks.validation $(QUICK)
	$(BIN)/python -m benchmarks.house_schema $(QUICK)
	$(BIN)/python -m benchmarks.diffing $(QUICK)
	$(BIN)/python -m benchmarks.patching $(QUICK)
	$(BIN)/python -m benchmarks.merging $(QUICK)
	$(BIN)/python -m benchmarks.memory $(QUICK)
	$(BIN)/python -m benchmarks.startup $(QUICK)
	$(BIN)/python -m benchmarks.jobs $(QUICK)
	$(BIN)/python -m benchmarks.drawing

# Every target for speed and memory, and whether this machine meets it.
targets: .venv/dev
	$(BIN)/python -m benchmarks.targets $(QUICK)

# This library beside others: benchmarks/RESULTS.md and the chart in the README.
peers: .venv/peers
	$(BIN)/python -m benchmarks.peers $(QUICK) --write

# What docs, schemas and the table of shapes take from the code.
docs: .venv/dev
	$(BIN)/python -m tools.print_shapes
	$(BIN)/python -m tools.print_docs
	$(BIN)/kvid-composition schema --write schemas

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade -c constraints.txt pip

.venv/cli: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[cli]'
	@touch $@

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[cli,mcp,testing]' --group dev
	@touch $@ .venv/cli

# What an install of this checkout needs, for the tests of the hook and of the action: tests go to no
# network.
.venv/wheels: .venv/bin/python pyproject.toml constraints.txt
	@rm -rf $@
	$(BIN)/pip download --quiet --disable-pip-version-check -c constraints.txt --dest $@ '.[cli]' hatchling
	@touch $@

# Where node is, its libraries come too; where it is not, the results name them as absent.
.venv/peers: .venv/dev benchmarks/peers/node/package-lock.json
	$(INSTALL) --group peers
	if command -v npm >/dev/null; then cd benchmarks/peers/node && npm ci --silent; fi
	@touch $@
