# Two commands for a fresh machine: `make demo` and `make test`. Both build .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test docs format golden lock bench-quality clean

demo: $(VENV)/.installed
	$(BIN)/headwater demo

test: $(VENV)/.installed-dev
	PYTHON=$(BIN)/python sh tests/install_browser.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Rewrite the golden transcripts; the difference in git is the review.
golden: $(VENV)/.installed-dev
	HEADWATER_GOLDEN=rewrite $(BIN)/python -m pytest tests/test_transcripts.py

# Lock the requirements again after a change of pyproject.toml.
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --annotation-style line --quiet -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --annotation-style line --quiet -o requirements-dev.txt

bench-quality: $(VENV)/.installed-dev
	$(BIN)/python bench/quality/gate.py

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build dist demo

# Make docs/tables.md and docs/commands.md from the code.
docs: $(VENV)/.installed-dev
	$(BIN)/python docs/generate.py
