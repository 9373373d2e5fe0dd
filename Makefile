# Everything one does with wpr. `make` alone lists it.

SHELL := /bin/bash
PYTHON := .venv/bin/python

.PHONY: help run test check approve format lint types bundle bundle-check build bench soak translations constraints clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/ready-to-run ## serve on this machine, with examples and a link that signs you in
	@.venv/bin/wpr demo
	@.venv/bin/wpr serve

test: .venv/ready-to-test ## run all tests, on SQLite and PostgreSQL where SQL matters
	WPR_TEST_DATABASE=$${WPR_TEST_DATABASE:-both} $(PYTHON) -m pytest --numprocesses auto --dist worksteal

check: .venv/ready-to-test lint types bundle-check test ## what must pass before a change is shared

approve: .venv/ready-to-test ## keep the printed pages as they are now; look at tests/printing/approved afterwards
	WPR_APPROVE=1 $(PYTHON) -m pytest tests/printing/test_page_images.py

format: .venv/ready-to-test ## format the Python code
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lint: .venv/ready-to-test ## check format and style of the Python code
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types: .venv/ready-to-test ## check the types
	$(PYTHON) -m mypy

bundle: ## build the editor for the browser (needs Node 18 or newer)
	cd wpr/web/editor && npm ci --silent && node build.mjs

bundle-check: ## check that the committed editor is what its source builds
	@if command -v npm >/dev/null; then \
		cd wpr/web/editor && npm ci --silent && node build.mjs --check; \
	else \
		echo "SKIPPED: no Node here, so the editor's bundle is not built again and compared."; \
	fi

build: .venv/ready-to-test ## build the wheel into dist/
	$(PYTHON) -m build --wheel

bench: .venv/ready-to-test ## measure, and print the tables of README.md
	$(PYTHON) -m benchmarks

soak: .venv/ready-to-test ## let twenty people write for a minute while the server is killed, on both databases
	WPR_TEST_DATABASE=both WPR_TEST_SOAK=1 $(PYTHON) -m pytest -s tests/live/test_convergence.py

translations: .venv/ready-to-test ## compile the Swedish words after editing the .po file
	.venv/bin/pybabel compile --directory wpr/web/translations --statistics

constraints: .venv/ready-to-test ## write down the versions that are installed, as the tested ones
	$(PYTHON) -m pip freeze --exclude-editable > constraints.txt

clean: ## remove what these commands have made, but not data/
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis wpr/web/editor/node_modules

.venv/ready-to-run: bin/setup pyproject.toml constraints.txt
	@bin/setup run

.venv/ready-to-test: bin/setup pyproject.toml constraints.txt
	@bin/setup test
