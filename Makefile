# `make up` and `make test` are all that a newcomer needs; the rest is for those who change things.
PYTHON ?= python3
RUN = $(PYTHON) -m deploy.bootstrap
SELECTED = $(if $(ROOM),--room $(ROOM)) $(ARGS)

.PHONY: help up demo demo-remove test test-quick test-full bench chaos mutants fmt check audit clean

help:
	@echo 'make up          sets everything up and serves the site (PORT=8000)'
	@echo 'make demo        fills a site without people with a made-up class (SEED=1); make demo-remove removes it'
	@echo 'make test        runs the tests (ROOM=quizzes for one folder of tests/; ARGS="..." goes to pytest)'
	@echo 'make test-quick  runs the cheap tests of every package;  make test-full  the slow ones too'
	@echo 'make bench       runs the benchmarks (ONLY=name for one)'
	@echo 'make chaos       kills everything at random while students work (SEED=1; ARGS="--short" takes minutes, else an hour)'
	@echo 'make mutants     checks that the tests notice changes of the reference (hours)'
	@echo 'make fmt         formats the code;  make check  lints and type-checks it'
	@echo 'make audit       asks PyPI and npm for known vulnerabilities (status 1: some; 3: no answer)'
	@echo 'make clean       removes what can be made again; the data in var/ stay'

up:
	@$(RUN) up

demo:
	@$(RUN) manage demo_class $(if $(SEED),--seed $(SEED)) $(ARGS)

demo-remove:
	@$(RUN) manage demo_class --remove

test:
	@$(RUN) test $(SELECTED)

test-quick:
	@$(RUN) test-quick $(SELECTED)

test-full:
	@$(RUN) test-full $(SELECTED)

bench:
	@$(RUN) bench $(ONLY)

chaos:
	@$(RUN) chaos $(if $(SEED),--seed $(SEED)) $(ARGS)

mutants:
	@$(RUN) mutants $(ARGS)

fmt:
	@$(RUN) fmt

check:
	@$(RUN) check

audit:
	@$(RUN) audit

clean:
	rm -rf .venv frontend/node_modules frontend/dist frontend/build .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
