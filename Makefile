# mindwell_analytics: a PostgreSQL extension, built with PGXS.
#
#   make                  build the library and the install script
#   make install          install both into the server of PG_CONFIG
#   make installcheck     regression and isolation tests against a running server
#   make check            install what is missing, build, run every test on throwaway clusters
#                         (MATRIX='SUITE:MAJOR ...' for other further majors, MATRIX= for none)
#   make check-long       of the tests under other clocks and settings, those that take too long for make check
#   make demo             install what is missing, build, show the main job on a throwaway cluster
#                         (EVENTS=file.jsonl MAPPING='{...}' to see it on your own events, KEEP=1 to look around)
#   make bench            benchmarks: ratios measured side by side in one run (BENCH=name for one of them;
#                         BENCH=against BASE=revision or directory for this tree against another one)
#   make lint             static analysis
#   make fuzz             every fuzz target and random SQL for a minute each (SECONDS=60), 10,000 statements of SQLsmith
#   make sanitize         the tests inside the server on one built with assertions, ASan and UBSan (SANITIZE=groups)
#   make mutants          breaks the code in many ways and counts how many the tests notice (MUTANTS=names)
#   make help             this list
#
# PG_CONFIG=/path/to/pg_config chooses the major, as for any extension.
# scripts/with-server scripts/suite GROUP runs one group of the tests of "make check" on a throwaway server.

EXTENSION = mindwell_analytics
EXTVERSION = 1.1.0-dev
# The released version from which this one is reached by ALTER EXTENSION ... UPDATE; empty when this one is released.
PREVIOUS = 1.0.0
MODULE_big = mindwell_analytics

# The folder of this file, which in a VPATH build is not where objects are made.
tree := $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))

# Every C file of the house (doc/internals.md), relative to it.
OBJS = $(patsubst $(tree)/%.c,%.o,$(sort $(wildcard $(tree)/src/*.c $(tree)/src/*/*.c)))

# Topic files, in the order in which the install script needs them.
SQL_TOPICS = \
	sql/head.sql \
	sql/store/settings.sql \
	sql/store/uuid.sql \
	sql/store/tenant.sql \
	sql/store/activity.sql \
	sql/ingest/gate.sql \
	sql/operations/unit.sql \
	sql/store/lock.sql \
	sql/store/move.sql \
	sql/store/partition.sql \
	sql/store/partition_storage.sql \
	sql/operations/purge.sql \
	sql/operations/configuration.sql \
	sql/derive/metric.sql \
	sql/derive/derivation.sql \
	sql/derive/ledger.sql \
	sql/derive/builtin_metric.sql \
	sql/derive/rollup.sql \
	sql/derive/count.sql \
	sql/derive/recount_day.sql \
	sql/derive/refresh.sql \
	sql/derive/rollup_report.sql \
	sql/store/property_schema.sql \
	sql/store/canonical_properties.sql \
	sql/store/taxonomy.sql \
	sql/store/audit.sql \
	sql/store/access.sql \
	sql/ingest/rate.sql \
	sql/store/store.sql \
	sql/ingest/tables.sql \
	sql/operations/tables.sql \
	sql/store/guard.sql \
	sql/store/install.sql \
	sql/operations/maintain.sql \
	sql/operations/schedule.sql \
	sql/operations/overview.sql \
	sql/operations/health.sql \
	sql/privacy/privacy.sql \
	sql/ingest/ingest.sql \
	sql/integrations/webhook.sql \
	sql/integrations/stripe.sql \
	sql/integrations/revenuecat.sql \
	sql/reports/summary.sql \
	sql/aggregates/window_funnel.sql \
	sql/aggregates/concurrency.sql \
	sql/aggregates/distinct.sql \
	sql/aggregates/engagement.sql \
	sql/aggregates/habit.sql \
	sql/aggregates/session.sql \
	sql/aggregates/session_history.sql \
	sql/aggregates/funnel.sql \
	sql/aggregates/sequence.sql \
	sql/aggregates/goal.sql \
	sql/aggregates/subscription.sql \
	sql/aggregates/movement.sql \
	sql/aggregates/mrr.sql \
	sql/aggregates/presence.sql \
	sql/reports/period.sql \
	sql/reports/steps.sql \
	sql/reports/unseen.sql \
	sql/reports/state.sql \
	sql/reports/activity.sql \
	sql/reports/presence.sql \
	sql/reports/goals.sql \
	sql/reports/habits.sql \
	sql/reports/nudges.sql \
	sql/reports/satisfaction.sql \
	sql/reports/coaches.sql \
	sql/reports/clients.sql \
	sql/reports/sessions.sql \
	sql/reports/concurrency.sql \
	sql/reports/times_of_day.sql \
	sql/reports/faqs.sql \
	sql/reports/intake.sql \
	sql/reports/response_time.sql \
	sql/reports/auth_security.sql \
	sql/reports/engagement.sql \
	sql/aggregates/retention.sql \
	sql/reports/retention.sql \
	sql/reports/funnel.sql \
	sql/reports/funnel_users.sql \
	sql/reports/explain_user.sql \
	sql/reports/trend.sql \
	sql/reports/subscriptions.sql \
	sql/derive/carried.sql \
	sql/reports/mrr.sql \
	sql/reports/revenue.sql \
	sql/derive/state_metric.sql \
	sql/reports/cohorts.sql \
	sql/reports/cohort.sql \
	sql/reports/warehouse.sql \
	sql/reports/parts.sql \
	sql/reports/views.sql

REGRESS = \
	extension \
	configure \
	store \
	store_growth \
	create_partitions \
	moves \
	purge \
	maintain \
	audit \
	access \
	rate \
	schedule \
	health \
	rollup \
	action \
	metrics \
	taxonomy \
	property_schema \
	uuid \
	id \
	summary \
	one_tenant \
	tenant \
	ingest \
	users \
	alias \
	registry \
	property_names \
	privacy \
	pii \
	rights \
	lock \
	gate \
	idempotency \
	submission \
	direct_insert \
	hardening \
	reentrant \
	marked_again \
	renamed \
	batch \
	sizes \
	concurrency \
	distinct \
	engagement \
	habit \
	goal \
	coaching \
	session \
	subscription \
	window_funnel \
	sequence \
	funnel \
	retention \
	parts \
	calendar \
	lenient \
	steps \
	revenue \
	webhook \
	views \
	limits \
	interrupts
ISOLATION = \
	idempotency_key \
	idempotency_batches \
	configuration \
	dirty_log \
	ledger \
	erasure \
	alias_race \
	install_race \
	rate_limit \
	partition \
	maintenance \
	purge_deadlock \
	enable_tenants \
	lock_timeout

# The output directory is searched for tests as well, before the input directory: it must not be the one with sql/.
REGRESS_OPTS = --inputdir=$(tree)/test --outputdir=test --load-extension=plpgsql
ISOLATION_OPTS = --inputdir=$(tree)/test --outputdir=test/output_iso

BUILT_SQL = $(EXTENSION)--$(EXTVERSION).sql
UPDATE_SQL = $(if $(PREVIOUS),$(EXTENSION)--$(PREVIOUS)--$(EXTVERSION).sql)
DATA_built = $(BUILT_SQL) $(UPDATE_SQL)
# What is released, but for what is made of the topics anyway.
DATA = $(filter-out $(addprefix sql/updates/,$(DATA_built)),$(patsubst $(tree)/%,%,$(wildcard $(tree)/sql/updates/$(EXTENSION)--*.sql)))

# Of an update, the script of the former version, and what has to come first (doc/internals.md).
PREVIOUS_SQL = $(tree)/sql/updates/$(EXTENSION)--$(PREVIOUS).sql
UPDATE_HEAD = $(wildcard $(tree)/sql/updates/from-$(PREVIOUS).sql)
EXTRA_CLEAN = test/output_iso test/results test/regression.diffs test/regression.out

PG_CPPFLAGS = -I$(tree)/src
PG_CFLAGS = -Wall -Wextra -Werror -Wno-unused-parameter

# These targets need no server yet (they may be what installs one), and PGXS has a "check" of its own.
OWN_TARGETS = help check check-long demo bench lint fuzz sanitize mutants
ifneq ($(filter-out $(OWN_TARGETS),$(or $(MAKECMDGOALS),all)),)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
# No LLVM bitcode: it needs a clang of the server's own choice, and JIT gains nothing by inlining these functions.
override with_llvm := no
include $(PGXS)

$(BUILT_SQL): $(SQL_TOPICS) Makefile
	cat $(filter %.sql,$^) > $@

ifneq ($(UPDATE_SQL),)
$(UPDATE_SQL): $(PREVIOUS_SQL) $(UPDATE_HEAD) $(SQL_TOPICS) $(tree)/scripts/update-script Makefile
	$(tree)/scripts/update-script $(filter %.sql,$^) > $@
endif

$(OBJS): $(wildcard $(tree)/src/*/*.h)

# By the shell, for a rule would find the folder by VPATH, beside the sources.
$(shell mkdir -p $(dir $(OBJS)))

else

.PHONY: $(OWN_TARGETS)

help:
	@sed -n '3,/^$$/s/^#  \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

check:
	scripts/check

check-long:
	scripts/install-packages
	scripts/with-server scripts/calendar --long
	scripts/matrix --long

demo:
	demo/run

# What this tree is compared with: the last revision before its sources were moved into folders.
BASE ?= 5548528

# The server is set as a real one would be, except for its size: WAL is flushed, pages are written whole.
bench:
	scripts/install-packages
	test/bench/with-base $(BASE) scripts/with-server -c fsync=on -c full_page_writes=on -c shared_buffers=2GB \
		-c max_wal_size=16GB -c checkpoint_timeout=1h -c autovacuum=off test/bench/run $(BENCH)

lint:
	scripts/lint

fuzz:
	scripts/install-packages
	scripts/with-server scripts/fuzz $(SECONDS)

sanitize:
	scripts/install-packages
	scripts/sanitize $(SANITIZE)

mutants:
	scripts/install-packages
	scripts/with-server test/mutants/run $(MUTANTS)

endif
