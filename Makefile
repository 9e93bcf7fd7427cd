# make run    sets everything up and opens the world; Ctrl-C closes it.
# make test   sets everything up and passes the tests.
# make bench  measures the bridge beside a bare pass-through (4 minutes; BENCH=--quick for less).
# make proof  proves at length what the tests prove on samples.
# make check  the linters and the type checker alone.
# make hermes installs a Hermes Agent into .hermes; TOWER_HERMES=.hermes make test asks it too.
#
# PYTHON=/path/to/python chooses another interpreter than the newest one found, VENV another place
# for what is installed.

VENV ?= .venv
PYTHON ?= $(shell sh .ci/python)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STAMP = $(shell $(PYTHON) -c 'import platform; print(platform.python_version())')

.PHONY: run test proof bench check hermes clean
run: $(VENV)/.runs
	@exec $(BIN)/tower run

test: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
ifdef TESTS
	$(BIN)/python -m pytest $(TESTS)
else
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --ignore=tests/mud --ignore=tests/e2e tests
	$(BIN)/python -m pytest tests/mud tests/e2e
endif

# What takes minutes: every property on many examples, and what is measured in time.
proof: $(VENV)/.tests
	$(BIN)/python -m pytest --hypothesis-profile=proof --timeout=1800 tests/bridge/test_isolation.py \
		tests/bridge/test_hostile_bodies.py tests/bridge/test_offline_properties.py \
		tests/bridge/test_forgetting.py tests/bridge/test_budget_properties.py \
		tests/bridge/test_handoff.py \
		tests/bridge/test_conversation_loops.py tests/bridge/test_conversation_context.py tests/crisis
	$(BIN)/python -m pytest -m proof tests

# The bridge beside a bare pass-through, in turn in one run (4 minutes; BENCH=--quick for less).
bench: $(VENV)/.tests
	@exec $(BIN)/python tests/bench $(BENCH)

check: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found. Install one, or say PYTHON=/path/to/python."; exit 1; }
	@echo "Setting up $(VENV) with Python $(STAMP) ($(PYTHON))."
	@case "$(STAMP)" in 3.11.*) echo "This is Python 3.11: Evennia stays at 5.0.1, which gets no security fixes any more; 3.12 or newer is better.";; esac
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing what the Tower needs (once; about a minute)."
	@$(PIP) install -c constraints.txt setuptools wheel
	@$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.runs
	@echo "Installing what the tests need."
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[test]'
	@touch $@

hermes: .hermes/.made

.hermes/.made: .ci/hermes.txt
	@echo "Installing a Hermes Agent for the tests (once; under a minute)."
	@rm -rf .hermes
	@$(PYTHON) -m venv .hermes
	@.hermes/bin/python -m pip --disable-pip-version-check --quiet install -c .ci/hermes.txt 'hermes-agent[sms]'
	@touch $@

clean:
	rm -rf $(VENV) .hermes build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
