# The commands of this project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help env run test test-postgres lint bench requirements clean

PORT ?= 8000
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

env: $(VENV)/run.installed .env ## make the environment in .venv, and a secret for this machine in .env

run: env staticfiles/staticfiles.json ## make what is missing, load the starter matrix into an empty database, serve on 127.0.0.1:8000 (PORT=…) with a worker
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_starter_matrix --if-empty
	@DEMO=1 $(BIN)/python manage.py create_demo --if-empty
	@echo "Open http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@exec env DEMO=1 PORT=$(PORT) $(BIN)/python -m config.together \
		$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 \
			--blocking-threads 4 --workers-kill-timeout 2 --log-level warning config.wsgi:application \
		-- $(BIN)/python manage.py worker

test: $(VENV)/dev.installed ## the whole test suite, on SQLite (ARGS=… for pytest)
	@env -u DATABASE_URL $(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-postgres: $(VENV)/dev.installed ## the same on a PostgreSQL started for it, or on DATABASE_URL
	@$(BIN)/python tests/with_postgres.py $(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

lint: $(VENV)/dev.installed ## style, templates, types, who imports whom, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 6.1 --check $$(git ls-files --cached --others --exclude-standard '*templates/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run

bench: env staticfiles/staticfiles.json ## how fast it is, as tables (BENCH_SKILLS=100,1000 for less)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.proposals
	@$(BIN)/python -m benchmarks.growth
	@$(BIN)/python -m benchmarks.telling

requirements: $(VENV)/dev.installed ## write requirements*.txt anew from requirements*.in (UPGRADE=1: newest versions)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for file in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.13 \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements" \
			$(if $(UPGRADE),--upgrade) $$file.in -o $$file.txt || exit 1; \
	done

clean: ## remove what was made here, but not the database or the secret
	rm -rf $(VENV) staticfiles .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# Named by their content; anew only when a file or a package changed. Compressing them takes ten
# seconds, which nobody should wait for on their own machine.
staticfiles/staticfiles.json: $(shell find static -type f) $(VENV)/run.installed | .env
	@STATIC_COMPRESSION=off $(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0

# A secret of this machine's own. In production SECRET_KEY comes from the environment.
.env:
	@umask 077; python3 -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' > $@

$(VENV)/bin/python:
	@for python in $(or $(PYTHON),python3.13 python3.14 python3.15 python3); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2>/dev/null; then \
			echo "Making .venv with $$("$$python" --version)"; \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo "Python 3.13 or newer is needed$(if $(PYTHON), and $(PYTHON) is not that)." >&2; \
	echo "Install it (Debian: apt install python3.13 python3.13-venv; macOS: brew install python@3.13;" >&2; \
	echo "anywhere: pyenv install 3.13), or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3.13" >&2; \
	exit 1

$(VENV)/run.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the site needs"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev.installed: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing what testing needs"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/run.installed
