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
#   make bench            benchmarks: ratios measured side by side in one run (BENCH=name for one of them)
#   make lint             static analysis
#   make fuzz             every fuzz target and random SQL for a minute each (SECONDS=60), 10,000 statements of SQLsmith
#   make sanitize         the tests inside the server on one built with assertions, ASan and UBSan (SANITIZE=groups)
#   make mutants          breaks the code in many ways and counts how many the tests notice (MUTANTS=names)
#   make help             this list
#
# PG_CONFIG=/path/to/pg_config chooses the major, as for any extension.
# scripts/with-server scripts/suite GROUP runs one group of the tests of "make check" on a throwaway server.

EXTENSION = mindwell_analytics
EXTVERSION = 1.0.0
MODULE_big = mindwell_analytics

# One object for each room of the house (doc/internals.md).
OBJS = \
	src/mindwell_analytics.o \
	src/problem.o \
	src/json_pointer.o \
	src/property_format.o \
	src/property_schema.o \
	src/property_check.o \
	src/uuid.o \
	src/store.o \
	src/tenant.o \
	src/audit.o \
	src/rate.o \
	src/registry.o \
	src/keyed_hash.o \
	src/pii_find.o \
	src/privacy.o \
	src/consent.o \
	src/dirty_log.o \
	src/partition.o \
	src/run_lock.o \
	src/maintenance.o \
	src/schedule.o \
	src/rollup.o \
	src/event.o \
	src/event_columns.o \
	src/direct_insert.o \
	src/event_store.o \
	src/gate.o \
	src/idempotency.o \
	src/rights.o \
	src/users.o \
	src/json_event.o \
	src/ingest.o \
	src/batch.o \
	src/agg_codec.o \
	src/agg_support.o \
	src/event_list.o \
	src/event_row.o \
	src/window_funnel.o \
	src/window_funnel_scan.o \
	src/composite_array.o \
	src/concurrency.o \
	src/concurrency_series.o \
	src/distinct.o \
	src/edges.o \
	src/engagement.o \
	src/habit.o \
	src/session.o \
	src/span.o \
	src/time_list.o \
	src/funnel_chain.o \
	src/funnel_codec.o \
	src/funnel_match.o \
	src/funnel_plan.o \
	src/funnel_result.o \
	src/funnel_sort.o \
	src/funnel_state.o \
	src/funnel_values.o \
	src/funnel_wire.o \
	src/quantile.o \
	src/sequence.o \
	src/sequence_pattern.o \
	src/sequence_scan.o \
	src/actor_log.o \
	src/actor_run.o \
	src/calendar.o \
	src/retention.o \
	src/retention_options.o \
	src/retention_result.o

# Topic files, in the order in which the install script needs them.
SQL_TOPICS = \
	sql/head.sql \
	sql/uuid.sql \
	sql/tenant.sql \
	sql/gate.sql \
	sql/maintenance.sql \
	sql/partition.sql \
	sql/purge.sql \
	sql/metric.sql \
	sql/rollup.sql \
	sql/refresh.sql \
	sql/rollup_report.sql \
	sql/property_schema.sql \
	sql/taxonomy.sql \
	sql/audit.sql \
	sql/access.sql \
	sql/rate.sql \
	sql/store.sql \
	sql/maintain.sql \
	sql/schedule.sql \
	sql/health.sql \
	sql/privacy.sql \
	sql/ingest.sql \
	sql/summary.sql \
	sql/window_funnel.sql \
	sql/concurrency.sql \
	sql/distinct.sql \
	sql/engagement.sql \
	sql/habit.sql \
	sql/session.sql \
	sql/funnel.sql \
	sql/sequence.sql \
	sql/report_period.sql \
	sql/report_steps.sql \
	sql/report_activity.sql \
	sql/report_sessions.sql \
	sql/report_concurrency.sql \
	sql/retention.sql \
	sql/report_retention.sql \
	sql/report_funnel.sql

REGRESS = \
	extension \
	store \
	create_partitions \
	purge \
	maintain \
	audit \
	access \
	rate \
	schedule \
	health \
	rollup \
	taxonomy \
	property_schema \
	uuid \
	summary \
	one_tenant \
	tenant \
	ingest \
	registry \
	privacy \
	pii \
	rights \
	gate \
	idempotency \
	direct_insert \
	hardening \
	batch \
	concurrency \
	distinct \
	engagement \
	habit \
	session \
	window_funnel \
	sequence \
	funnel \
	retention \
	limits \
	interrupts
ISOLATION = \
	idempotency_key \
	idempotency_batches \
	configuration \
	dirty_log \
	erasure \
	install_race \
	rate_limit \
	partition \
	maintenance \
	enable_tenants \
	lock_timeout

# The output directory is searched for tests as well, before the input directory: it must not be the one with sql/.
REGRESS_OPTS = --inputdir=test --outputdir=test --load-extension=plpgsql
ISOLATION_OPTS = --inputdir=test --outputdir=test/output_iso

BUILT_SQL = $(EXTENSION)--$(EXTVERSION).sql
DATA_built = $(BUILT_SQL)
EXTRA_CLEAN = test/output_iso test/results test/regression.diffs test/regression.out

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
	cat $(SQL_TOPICS) > $@

$(OBJS): $(wildcard src/*.h)

else

.PHONY: $(OWN_TARGETS)

help:
	@sed -n '3,/^$$/s/^#  \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

check:
	scripts/check

check-long:
	scripts/install-packages
	scripts/with-server scripts/calendar --long

demo:
	demo/run

# The server is set as a real one would be, except for its size: WAL is flushed, pages are written whole.
bench:
	scripts/install-packages
	scripts/with-server -c fsync=on -c full_page_writes=on -c shared_buffers=2GB -c max_wal_size=16GB \
		-c checkpoint_timeout=1h -c autovacuum=off test/bench/run $(BENCH)

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
