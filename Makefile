# make demo: from nothing to a first record.   make test: everything that is checked.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
ENVIRONMENT := $(VENV)/.made

.PHONY: demo test lint lock schema images clean

$(ENVIRONMENT): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(ENVIRONMENT)
	@rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/onrecord add demo.db examples/
	$(BIN)/onrecord list demo.db --format table --limit 8
	@echo
	@echo "Go on with:"
	@echo "  $(BIN)/onrecord list demo.db --kind direct"
	@echo "  $(BIN)/onrecord show demo.db $$($(BIN)/onrecord list demo.db --limit 1 | cut -c9-16)"
	@echo "  $(BIN)/onrecord search demo.db 'strik* OR troops'"
	@echo "  $(BIN)/onrecord check demo.db 'this is not a close call'"
	@echo "  $(BIN)/onrecord actors demo.db list"
	@echo "  $(BIN)/onrecord redlines demo.db"
	@echo "  $(BIN)/onrecord serve demo.db --open"
	@echo "  $(BIN)/onrecord add my.db YOUR-ARTICLES"

test: $(ENVIRONMENT) lint
	$(BIN)/pytest

lint: $(ENVIRONMENT)
	$(BIN)/ruff check src tests training benchmarks docs
	$(BIN)/ruff format --check src tests training benchmarks docs
	$(BIN)/mypy

lock:
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --generate-hashes --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links -o requirements.lock pyproject.toml

schema:
	$(BIN)/python -c "import json; from onrecord.statement import json_schema; \
		print(json.dumps(json_schema(), indent=1))" > docs/schema.json

images: $(ENVIRONMENT)
	$(BIN)/python docs/images/make.py

clean:
	rm -rf $(VENV) demo.db*
