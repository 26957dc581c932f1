# git-lead: one Makefile, GNU make. `make help` lists the targets. CFLAGS, CPPFLAGS, LDFLAGS belong to whoever builds.

PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/git-lead
# Where each shell looks of itself.
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR  ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_conf.d
VERSION := 0.1.0
CFLAGS  ?= -O2 -g
MODE    ?= release
REPO    ?= .
DEV     ?=

B := build/$(MODE)

# Short lines instead of commands; V=1 shows the commands.
say = $(if $(V),,@printf '  %s\n' '$(1)';)

PACKAGES_BUILD := gcc make pkg-config libgit2-dev libsqlite3-dev libjansson-dev zlib1g-dev
PACKAGES_CHECK := check git jq sqlite3 bash-completion python3-yaml
PACKAGES_LINT  := clang clang-format cppcheck mandoc shellcheck libclang-rt-14-dev
PACKAGES_DEB   := build-essential debhelper lintian bash-completion zsh fish man-db mandoc
# A node and an npm of elsewhere will do: Debian's npm does not stand beside them. Fonts: names are written in many scripts.
PACKAGES_WEB   := ca-certificates chromium tidy nodejs@node npm@npm jq fonts-dejavu-core fonts-noto-core fonts-wqy-zenhei

# `make` itself must parse without pkg-config: `try` and `check` install it and call make again.
PKGS        := libgit2 sqlite3 jansson zlib
PKG_CFLAGS   = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS     = $(shell pkg-config --libs $(PKGS) 2>/dev/null)
CHECK_CFLAGS = $(shell pkg-config --cflags check 2>/dev/null)
CHECK_LIBS   = $(shell pkg-config --libs check 2>/dev/null)

WARNINGS := -Wall -Wextra -Wpedantic -Wno-overlength-strings -Wmissing-prototypes -Wstrict-prototypes \
  -Wold-style-definition -Wshadow -Wvla -Wwrite-strings -Wpointer-arith -Wformat=2 -fno-common
SANITIZE :=
ifeq ($(MODE),asan)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -DLEAD_ARENA_MALLOC
endif
ifeq ($(MODE),tsan)
SANITIZE := -fsanitize=thread
endif
ifeq ($(MODE),cov)
SANITIZE := --coverage
endif
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(if $(DEV),-Werror) $(CFLAGS) $(SANITIZE) -pthread \
  -ffile-prefix-map=$(CURDIR)=. -Iinclude -I$(B)/gen $(PKG_CFLAGS) $(CPPFLAGS) \
  -DLEAD_VERSION='"$(VERSION)"'
ALL_LIBS   = $(PKG_LIBS) -lm -pthread
ARFLAGS    = rcsD

LIB_SRC  := $(sort $(wildcard analyzers/*.c analyzers/*/*.c))
CMD_SRC  := $(sort $(wildcard cmd/*.c cmd/render/*.c))
TEST_SRC := $(sort $(wildcard tests/test_*.c))
SUPP_SRC := $(sort $(wildcard tests/support/*.c))
SUITES   := $(patsubst tests/test_%.c,%,$(TEST_SRC))
SQL_METRICS    := $(sort $(wildcard analyzers/metrics/*/*.sql))
SQL_MIGRATIONS := $(sort $(wildcard analyzers/store/migrations/*.sql))
# What tests link of cmd/: everything but main.
CMD_LIB_SRC := $(filter-out cmd/main.c,$(CMD_SRC))

obj = $(patsubst %.c,$(B)/%.o,$(1))
LIB := $(B)/liblead.a

.PHONY: all
all: git-lead ## build ./git-lead (the default)

git-lead: $(B)/git-lead
	@cp -f $< $@

$(B)/git-lead: $(call obj,$(CMD_SRC)) $(LIB)
	$(call say,LD $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(LIB): $(call obj,$(LIB_SRC))
	@rm -f $@
	$(call say,AR $@)$(AR) $(ARFLAGS) $@ $^

# Objects depend on the compiler and its flags, kept in a file that is rewritten only when they change.
FLAGS_TEXT = $(CC) $(ALL_CFLAGS) $(LDFLAGS)
$(B)/flags: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(FLAGS_TEXT))' >$@.new; \
	cmp -s $@.new $@ && rm -f $@.new || mv -f $@.new $@
.PHONY: FORCE
FORCE:

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC $<)$(CC) $(ALL_CFLAGS) $(if $(filter tests/%,$<),-Itests $(CHECK_CFLAGS)) -MMD -MP -c -o $@ $<

# ---- generated: SQL and style as C string literals, and the list of suites ----
sql_to_c = sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$$/\\n"/'

$(B)/gen/schema.inc: analyzers/store/schema.sql
	@mkdir -p $(@D)
	@$(sql_to_c) $< >$@

$(B)/gen/migrations.inc: $(SQL_MIGRATIONS) $(B)/gen/migrations.list
	@mkdir -p $(@D)
	@for f in $(SQL_MIGRATIONS); do n=$$(basename $$f | sed 's/^0*\([0-9]*\)_.*/\1/'); \
	printf '{ %s,\n' "$$n"; $(sql_to_c) $$f; printf '},\n'; done >$@

$(B)/gen/metrics.inc: $(SQL_METRICS) $(B)/gen/metrics.list
	@mkdir -p $(@D)
	@for f in $(SQL_METRICS); do printf '{ "%s",\n' "$$f"; $(sql_to_c) $$f; printf '},\n'; done >$@

$(B)/gen/report_css.inc: cmd/render/report.css
	@mkdir -p $(@D)
	@$(sql_to_c) $< >$@

$(B)/gen/suites.inc: $(B)/gen/suites.list
	@for s in $(SUITES); do printf 'SUITE(%s)\n' "$$s"; done >$@

# A list file changes only when the names in it do, so that a removed file is noticed too.
list_rule = @mkdir -p $(@D); printf '%s\n' $(1) >$@.new; cmp -s $@.new $@ && rm -f $@.new || mv -f $@.new $@
$(B)/gen/migrations.list: FORCE
	$(call list_rule,$(SQL_MIGRATIONS))
$(B)/gen/metrics.list: FORCE
	$(call list_rule,$(SQL_METRICS))
$(B)/gen/suites.list: FORCE
	$(call list_rule,$(SUITES))

$(B)/analyzers/store/migrate.o: $(B)/gen/schema.inc $(B)/gen/migrations.inc
$(B)/analyzers/metrics/metric.o: $(B)/gen/metrics.inc
$(B)/cmd/render/html.o: $(B)/gen/report_css.inc
$(B)/tests/runner.o: $(B)/gen/suites.inc

# ---- tests ----
$(B)/runner: $(call obj,tests/runner.c $(TEST_SRC) $(SUPP_SRC) $(CMD_LIB_SRC)) $(LIB)
	$(call say,LD $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(ALL_LIBS)

.PHONY: check-unit
check-unit: $(B)/runner ## unit tests (CK_RUN_SUITE=store selects one suite)
	@$(B)/runner


.PHONY: check-cli
check-cli: $(B)/git-lead ## whole-program tests (T=scan selects one)
	@sh tests/cli/run.sh $(B)/git-lead $(T)

.PHONY: check-planted
check-planted: $(B)/git-lead ## tests over planted repositories (T=cases_lead selects one)
	@sh tests/planted/run.sh $(B)/git-lead $(T)

.PHONY: mutants
mutants: ## long: breaks the code on purpose, piece by piece; the planted tests have to notice each (T=bots selects one)
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK)
	@sh tests/planted/mutants.sh $(T)

# ---- the outside contract: try, check, check-lint work as the first command on a fresh machine ----
.PHONY: try
try: ## install what is missing, build, run on REPO (default: here)
	@sh tests/support/packages.sh $(PACKAGES_BUILD) git
	@$(MAKE) --no-print-directory all
	./git-lead -C '$(REPO)'

.PHONY: check
check: ## install what is missing, build, run every test
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK)
	@$(MAKE) --no-print-directory DEV=1 MODE=debug check-all

.PHONY: check-all
check-all: $(B)/git-lead $(B)/runner
	@sh tests/support/summary.sh \
	  unit '$(B)/runner' \
	  cli 'sh tests/cli/run.sh $(B)/git-lead' \
	  planted 'sh tests/planted/run.sh $(B)/git-lead' \
	  fuzz-corpus '$(MAKE) --no-print-directory DEV=$(DEV) MODE=$(MODE) check-corpus' \
	  lint '$(MAKE) --no-print-directory check-house'

.PHONY: check-house
check-house: ## house rules that need no compiler: floors, sizes, banned functions, words, documents
	@for lint in layers sizes banned words; do sh tests/lint/$$lint.sh || exit 1; done
	@sh tests/lint/selftest.sh
	@sh tests/planted/mutants.sh --applies
	@$(MAKE) --no-print-directory MODE=debug check-docs

.PHONY: check-docs
check-docs: $(B)/git-lead ## every command has a page whose SYNOPSIS equals -h; no string judges a person
	@sh tests/lint/documents.sh $(B)/git-lead
	@sh tests/lint/language.sh $(B)/git-lead $(SCRIPTS:%=cmd/%) tests/golden/*

.PHONY: check-lint
check-lint: ## gcc and clang with warnings as errors, sanitizers, cppcheck, clang-format, headers alone
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(PACKAGES_LINT) $(PACKAGES_DEB)
	@sh tests/support/summary.sh \
	  gcc '$(MAKE) --no-print-directory CC=gcc DEV=1 MODE=gcc build/gcc/git-lead build/gcc/runner' \
	  clang '$(MAKE) --no-print-directory CC=clang DEV=1 MODE=clang build/clang/git-lead build/clang/runner' \
	  sanitizers '$(MAKE) --no-print-directory CC=gcc MODE=asan check-sanitized' \
	  format 'clang-format --dry-run -Werror $(FORMATTED)' \
	  cppcheck '$(CPPCHECK)' \
	  headers 'sh tests/lint/headers.sh' \
	  shell 'shellcheck -s sh -x $(SHELL_SRC) && shellcheck -s bash cmd/completion/git-lead.bash' \
	  manual 'sh tests/lint/manual.sh' \
	  shells 'sh tests/cli/run.sh build/gcc/git-lead completion' \
	  package '$(MAKE) --no-print-directory check-deb'

.PHONY: check-web
check-web: ## reports in headless Chromium: layout, print, axe-core, keyboard, tidy, hostile text; JSON against schemas (npm and Debian at first)
	@sh tests/support/packages.sh $(PACKAGES_BUILD) git $(PACKAGES_WEB)
	@$(MAKE) --no-print-directory DEV=1 MODE=debug build/debug/git-lead
	@sh tests/support/summary.sh \
	  npm 'sh tests/web/npm.sh' \
	  self-test 'node tests/web/selftest.js' \
	  reports 'sh tests/web/reports.sh build/debug/git-lead' \
	  schemas-test 'node tests/web/schemas_selftest.js' \
	  forms 'sh tests/web/forms.sh build/debug/git-lead' \
	  pipelines 'node tests/web/pipelines.js'

.PHONY: look
look: $(B)/git-lead ## pictures of HTML=<file>, on a telephone, a desk and paper, in build/look
	@sh tests/support/packages.sh $(PACKAGES_WEB) poppler-utils
	@sh tests/web/look.sh '$(HTML)' build/look

# A small quarantine keeps the many forked tests cheap.
ASAN_SET := detect_leaks=1:quarantine_size_mb=4:malloc_context_size=10
LSAN_SET := print_suppressions=0:suppressions=$(CURDIR)/tests/support/lsan.supp
.PHONY: check-sanitized
check-sanitized: build/asan/runner build/asan/git-lead
	@ASAN_OPTIONS=$(ASAN_SET) LSAN_OPTIONS=$(LSAN_SET) UBSAN_OPTIONS=print_stacktrace=1 build/asan/runner
	@ASAN_OPTIONS=$(ASAN_SET) LSAN_OPTIONS=$(LSAN_SET) sh tests/cli/run.sh build/asan/git-lead

FORMATTED = $(sort $(wildcard include/lead/*.h analyzers/*/*.[ch] analyzers/*.[ch] cmd/*.[ch] cmd/render/*.[ch] \
  tests/*.[ch] tests/support/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch]))
SHELL_SRC = $(sort $(wildcard tests/*/*.sh tests/cli/*/*.sh docs/ci/*.sh docs/ci/*/*.sh docs/ci/hooks/* \
  docs/ci/gerrit/* .ci/run .ci/*.sh cmd/*.sh debian/tests/smoke) $(SCRIPTS:%=cmd/%))
# Attributes behind function pointers confuse it, and it sees neither the loops of jansson nor the versions of libraries.
CPPCHECK  = cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,portability \
  --suppress=missingIncludeSystem -j 2 -Iinclude -Ibuild/gcc/gen "-D__attribute__(x)=" \
  "-Djson_array_foreach(a,i,v)=while ((v = json_array_get(a, i = next_index(a))) != 0)" \
  "-Djson_object_foreach(o,k,v)=while ((v = next_member(o, &k)) != 0)" \
  -DLIBGIT2_VER_MAJOR=1 -DLIBGIT2_VER_MINOR=5 -DLIBGIT2_VER_REVISION=1 -DSQLITE_VERSION_NUMBER=3040000 \
  -DJANSSON_VERSION_HEX=0x020e00 "-DLEAD_VERSION=\"\"" analyzers cmd

# ---- fuzzing: one target a reader; the corpus is replayed by check, new inputs are looked for by torture ----
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ     := $(patsubst tests/fuzz/%.c,%,$(FUZZ_SRC))
FUZZ_SECS ?= 60

$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

.SECONDARY:
.PHONY: check-corpus
check-corpus: $(patsubst %,$(B)/fuzz/%,$(FUZZ)) ## replay every fuzz corpus
	@for t in $(FUZZ); do $(B)/fuzz/$$t tests/fuzz/corpus/$$t || exit 1; done; \
	echo "corpus: $(words $(FUZZ)) targets replayed"

.PHONY: torture
torture: ## long: fuzz each reader FUZZ_SECS seconds, then the tests under valgrind, then the mutants
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(PACKAGES_LINT) valgrind
	@sh tests/fuzz/run.sh $(FUZZ_SECS) $(FUZZ)
	@$(MAKE) --no-print-directory MODE=debug build/debug/runner
	@CK_FORK=no valgrind -q --error-exitcode=9 --leak-check=no build/debug/runner
	@$(MAKE) --no-print-directory mutants

.PHONY: bench
bench: all ## ratios against git on REPO (needs hyperfine)
	@sh tests/support/packages.sh $(PACKAGES_BUILD) git hyperfine jq
	@sh tests/bench/run.sh ./git-lead '$(REPO)'

# ---- install ----
MAN_PAGES := $(sort $(wildcard man/*.[1-9]))
# Shell programs beside git-lead; cmd/fetch.sh is what they share.
SCRIPTS   := git-lead-ci git-lead-gh git-lead-glab

.PHONY: man
man: man/gitlead-metrics.7 ## regenerate the page made from the metrics' headers and the strengths

man/gitlead-metrics.7: $(SQL_METRICS) $(wildcard analyzers/patterns/strength_*.c) man/metrics.sh man/gitlead-metrics.head man/gitlead-metrics.tail
	sh man/metrics.sh $(SQL_METRICS) >$@.new && mv -f $@.new $@

.PHONY: install
install: all ## PREFIX, BINDIR, MANDIR, DATADIR, BASHDIR, ZSHDIR, FISHDIR, DESTDIR
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(DATADIR)'
	install -m 755 git-lead '$(DESTDIR)$(BINDIR)/git-lead'
	install -m 644 cmd/render/report.schema.json '$(DESTDIR)$(DATADIR)/report.schema.json'
	install -m 644 cmd/render/check.schema.json '$(DESTDIR)$(DATADIR)/check.schema.json'
	install -m 644 cmd/fetch.sh '$(DESTDIR)$(DATADIR)/fetch.sh'
	install -m 644 docs/impact-assessment.md '$(DESTDIR)$(DATADIR)/impact-assessment.md'
	for s in $(SCRIPTS); do sed 's,@DATADIR@,$(DATADIR),' "cmd/$$s" >'$(DESTDIR)$(BINDIR)'/"$$s" && \
	chmod 755 '$(DESTDIR)$(BINDIR)'/"$$s" || exit 1; done
	for p in $(MAN_PAGES); do d='$(DESTDIR)$(MANDIR)'/man$${p##*.}; \
	install -d "$$d" && install -m 644 "$$p" "$$d/$${p##*/}" || exit 1; done
	install -d '$(DESTDIR)$(BASHDIR)' '$(DESTDIR)$(ZSHDIR)' '$(DESTDIR)$(FISHDIR)'
	install -m 644 cmd/completion/git-lead.bash '$(DESTDIR)$(BASHDIR)/git-lead'
	install -m 644 cmd/completion/_git-lead '$(DESTDIR)$(ZSHDIR)/_git-lead'
	install -m 644 cmd/completion/git-lead.fish '$(DESTDIR)$(FISHDIR)/git-lead.fish'

.PHONY: uninstall
uninstall:
	rm -f '$(DESTDIR)$(BINDIR)/git-lead' '$(DESTDIR)$(DATADIR)/report.schema.json' '$(DESTDIR)$(DATADIR)/fetch.sh'
	rm -f '$(DESTDIR)$(DATADIR)/check.schema.json' '$(DESTDIR)$(DATADIR)/impact-assessment.md'
	for s in $(SCRIPTS); do rm -f '$(DESTDIR)$(BINDIR)'/"$$s"; done
	rmdir '$(DESTDIR)$(DATADIR)' 2>/dev/null || :
	for p in $(MAN_PAGES); do rm -f '$(DESTDIR)$(MANDIR)'/man$${p##*.}/$${p##*/}; done
	rm -f '$(DESTDIR)$(BASHDIR)/git-lead' '$(DESTDIR)$(ZSHDIR)/_git-lead' '$(DESTDIR)$(FISHDIR)/git-lead.fish'

# ---- packages: what each holds and why is in .ci/dist.sh, .ci/deb.sh, .ci/release.sh ----
.PHONY: dist
dist: ## build/git-lead-<version>.tar.gz: the sources, the same bytes every time
	@sh .ci/dist.sh $(VERSION)

.PHONY: deb
deb: ## the Debian package, from what dist packs, into build/deb
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(PACKAGES_DEB)
	@sh .ci/deb.sh $(VERSION)

.PHONY: check-deb
check-deb: ## the Debian package: built, looked at by lintian, installed, run, removed
	@sh tests/support/packages.sh $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(PACKAGES_DEB)
	@DEB_BUILD_OPTIONS="nocheck $$DEB_BUILD_OPTIONS" sh .ci/deb.sh $(VERSION)
	@sh tests/support/package.sh build/deb

.PHONY: release
release: ## a binary for other distributions, with its checksum, into build/release
	@sh tests/support/packages.sh $(PACKAGES_BUILD) binutils
	@sh .ci/release.sh $(VERSION)

.PHONY: format
format: ## clang-format in place
	clang-format -i $(FORMATTED)

.PHONY: clean
clean:
	rm -rf build git-lead

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | sort | expand -t 14

-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d)
