# git-lead: one Makefile, GNU make. `make help` lists the targets. CFLAGS, CPPFLAGS, LDFLAGS belong to whoever builds.

PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/git-lead
VERSION := 0.1.0
CFLAGS  ?= -O2 -g
MODE    ?= release
REPO    ?= .
DEV     ?=

B := build/$(MODE)

PACKAGES_BUILD := gcc make pkg-config libgit2-dev libsqlite3-dev libjansson-dev
PACKAGES_CHECK := check git python3-minimal sqlite3
PACKAGES_LINT  := clang clang-format cppcheck mandoc shellcheck libclang-rt-14-dev

# `make` itself must parse without pkg-config: `try` and `check` install it and call make again.
PKGS        := libgit2 sqlite3 jansson
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
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(LIB): $(call obj,$(LIB_SRC))
	@rm -f $@
	$(AR) $(ARFLAGS) $@ $^

# Objects depend on the compiler and its flags, kept in a file that is rewritten only when they change.
FLAGS_TEXT = $(CC) $(ALL_CFLAGS) $(LDFLAGS)
$(B)/flags: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$(FLAGS_TEXT))' >$@.new; \
	cmp -s $@.new $@ && rm -f $@.new || mv -f $@.new $@
.PHONY: FORCE
FORCE:

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(if $(filter tests/%,$<),$(CHECK_CFLAGS)) -MMD -MP -c -o $@ $<

# ---- generated: SQL as C string literals, and the list of suites ----
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
$(B)/tests/runner.o: $(B)/gen/suites.inc

# ---- tests ----
$(B)/runner: $(call obj,tests/runner.c $(TEST_SRC) $(SUPP_SRC) $(CMD_LIB_SRC)) $(LIB)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(ALL_LIBS)

.PHONY: check-unit
check-unit: $(B)/runner ## unit tests (CK_RUN_SUITE=store selects one suite)
	@$(B)/runner

-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d)
