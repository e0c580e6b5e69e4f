# The commands of this repository. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .venv/bin/python
LOCK := requirements-dev.txt
# Installed when the stamp of exactly this lock is there.
STAMP := .venv/.installed-$(shell (sha256sum $(LOCK) 2>/dev/null || shasum -a 256 $(LOCK)) | cut -c1-16)
# Tests of the product by themselves; the clean clone has its own command.
PYTEST := $(PYTHON) -m pytest
# Each worker has servers of its own; WORKERS=0 runs the tests in one process, as a single file is run.
WORKERS ?= logical
ALL := -n $(WORKERS) --maxprocesses 4 --dist worksteal

.PHONY: help demo demo-next-day drill test torture load bench lighthouse site-table accept-looks manual-pictures smoke check format lock openapi licences sbom advisories clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

demo: $(STAMP) ## start everything on this machine, with sample data; Ctrl-C ends it
	@exec $(PYTHON) -m infra.demo --end-with-parent

demo-next-day: $(STAMP) ## the provider delivers its next day to the running demo
	@exec $(PYTHON) -m infra.demo.next_day

drill: $(STAMP) ## something goes wrong in the running demo: SCENARIO=1 to 5; SCENARIO=0 makes a good day of it again
	@exec $(PYTHON) -m infra.demo.drill $(SCENARIO) $(if $(BY),--by "$(BY)") $(if $(NOTE),--note "$(NOTE)")

test: $(STAMP) ## every test of back end and front end, on real servers and all processors
	@$(PYTEST) $(ALL) -m "not demo" --ignore tests/architecture
	@$(PYTHON) -m infra.demo.frontend test browser
	@echo "Not part of this: 'make smoke' (a demo in a clean clone) and 'make check' (formats, types, tests/architecture)."

torture: $(STAMP) ## the long form of tests/verification: every bad delivery, crash and fault
	@TORTURE=1 $(PYTEST) -q tests/verification

load: $(STAMP) ## visitors, partners, editors, 100,000 records and a storm of webhooks at once: MINUTES=30
	@LOAD_MINUTES=$(or $(MINUTES),30) $(PYTEST) -q tests/verification/load

bench: $(STAMP) ## what feed, API and site cost beside the least, and beside others, as ratios of one run
	@$(PYTHON) -m infra.demo.frontend build
	@$(PYTHON) -m tests.bench.run
	@$(PYTHON) -m infra.demo.frontend build bench

lighthouse: $(STAMP) ## Lighthouse's scores of the site's main pages, best of three
	@$(PYTHON) -m infra.demo.frontend build lighthouse

site-table: $(STAMP) ## visit every page in a browser and write the table of docs/site.md anew
	@WRITE_SITE_TABLE=1 $(PYTHON) -m infra.demo.frontend build browser

accept-looks: $(STAMP) ## the pages of the site may look as they do now: review the difference in frontend/test/browser/looks
	@ACCEPT_LOOKS=1 $(PYTHON) -m infra.demo.frontend build looks

smoke: $(STAMP) ## start the demo in a clean clone and try it over HTTP
	@exec $(PYTEST) -m demo tests/demo

manual-pictures: $(STAMP) ## take the manuals' pictures anew in the running demo
	@exec $(PYTHON) -m tests.demo.pictures

# npm waits for answers from elsewhere, so it begins first; its scripts wait until it is through, or try again.
check: $(STAMP) ## formats, types, import directions, migrations, locks, API types
	@$(PYTHON) -m infra.demo.frontend &
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@APP_ENV=test $(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTEST) $(ALL) -q tests/architecture
	@$(PYTHON) -m infra.demo.frontend types:check check lint

format: $(STAMP) ## put all sources into the one format
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m infra.demo.frontend format

lock: ## compile the hash-pinned locks from pyproject.toml
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-header -q -o requirements.txt
	@uv pip compile pyproject.toml --group dev --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.txt

openapi: $(STAMP) ## write the API's description and its types for front end and client anew
	@APP_ENV=test $(PYTHON) manage.py spectacular --format openapi-json --file frontend/openapi.json
	@$(PYTHON) -m infra.demo.frontend types
	@$(PYTHON) -m tests.factories.client_types

licences: $(STAMP) ## docs/licences.md, the licences of all packages that the locks name
	@$(PYTHON) -m infra.licences

sbom: $(STAMP) ## the bills of materials of back end and front end, as CycloneDX, in build/
	@mkdir -p build
	@.venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o build/back-end.cdx.json
	@$(PYTHON) -m infra.demo.frontend sbom
	@echo "build/back-end.cdx.json and build/front-end.cdx.json"

advisories: $(STAMP) ## ask whether a locked package has a known weakness; needs the internet: IMAGES="one another" too
	@exec $(PYTHON) -m infra.advisories $(addprefix --image ,$(IMAGES))

clean: ## end nothing, but delete the demo's data and all that was built (the environment stays)
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m infra.demo.clean; fi

$(STAMP): $(LOCK)
	@bash infra/bootstrap.sh "$(LOCK)" "$@"
