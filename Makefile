# `make up` and `make test` are all that a newcomer needs; the rest is for those who change things.
PYTHON ?= python3
RUN = $(PYTHON) -m deploy.bootstrap

.PHONY: help up test test-full bench mutants fmt check clean

help:
	@echo 'make up     sets everything up and serves the site (PORT=8000)'
	@echo 'make test   runs the tests (ARGS="..." goes to pytest);  make test-full  the long ones too'
	@echo 'make bench  measures (ONLY=name for one benchmark)'
	@echo 'make mutants  changes the reference in one place after the other: do its tests notice? (an hour)'
	@echo 'make fmt    formats and mends;  make check  tells what is wrong with the form'
	@echo 'make clean  removes what can be made again; the data in var/ stay'

up:
	@$(RUN) up

test:
	@$(RUN) test $(ARGS)

test-full:
	@$(RUN) test --full

bench:
	@$(RUN) bench $(ONLY)

mutants:
	@$(RUN) mutants $(ARGS)

fmt:
	@$(RUN) fmt

check:
	@$(RUN) check

clean:
	rm -rf .venv frontend/node_modules frontend/dist frontend/build .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
