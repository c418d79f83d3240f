#!/usr/bin/python3
"""Every role x object x verb: a tenant sees and changes no row of another.

Roles, objects and functions are those that the catalog has, so that a new
table, view or function is tried as soon as it exists.  Three tenants have
rows in every table: a, b, and the one without a name (nil).  All that is b's
carries a mark in its values, and nil's another one.  A role that is bound to
a, whatever its access, must not get one of the marks by any result, notice,
error, plan or statistic, and must leave the rows of the others as they are.

Privileges go up to GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES, partitions
included: row security is to hold even then.  (TRUNCATE, REFERENCES and TRIGGER
are not for rows: PostgreSQL's row security does not look at them.)
"""
import itertools
import sys

import psycopg
from psycopg import sql

A = "aaaaaaaa-0000-4000-8000-00000000000a"
B = "bbbbbbbb-0000-4000-8000-00000000000b"
NIL = "00000000-0000-0000-0000-000000000000"
# what is in every value of a tenant, and in nobody else's
MARKS = {A: ("mark_of_a", "a0a0a0a0-"), B: ("mark_of_b", "b0b0b0b0-"), NIL: ("mark_of_nil", "c0c0c0c0-")}
# tables that are empty when all is well, or whose rows are the owner's alone by the hour
MAY_BE_EMPTY = {"analytics_stale_buckets"}
# what reaches the rows of all tenants for whoever may maintain the store
STORE_WIDE = {"r_admin", "r_all_nil"}
OWN = {"r_both": (A, B), "r_reader_nil": (NIL,)}
# whom no membership binds: nil's while the store has one tenant, nobody's when it has several
UNBOUND = {"r_reader_unbound", "r_admin", "r_all_nil", "r_none"}
ROLES = ("r_writer", "r_reader", "r_coach", "r_finance", "r_tenant_admin", "r_all", "r_pool", "r_both",
         "r_reader_nil", "r_reader_unbound", "r_all_nil", "r_admin", "r_none")
LEAK = """
CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
AS $$ BEGIN RAISE NOTICE 'leaked %', $1; RETURN true; END $$;
"""


class Found(Exception):
    pass


class Matrix:
    def __init__(self):
        self.owner = psycopg.connect("", autocommit=True)
        self.tried = self.allowed = 0
        self.has_one_tenant = True
        self.notices = []
        self.owner.add_notice_handler(lambda n: self.notices.append(f"{n.message_primary} {n.message_detail} {n.message_hint}"))

    def rows(self, query, arguments=None):
        return self.owner.execute(query, arguments).fetchall()

    # -- the store ------------------------------------------------------------------

    def install(self):
        run = self.owner.execute
        run("CREATE EXTENSION mindwell_analytics")
        run("SET mindwell_analytics.premake = 1; SET client_min_messages = warning; SET mindwell_analytics.max_event_age = 0")
        run("SELECT analytics_install()")
        run("SELECT analytics_create_partitions('2026-10-01 00:00+00', '2026-10-04 00:00+00')")
        run(LEAK)

    def fill_tenant(self, tenant):
        run = self.owner.execute
        mark, prefix = MARKS[tenant]
        user = prefix + "0000-4000-8000-000000000001"
        # a type without a tenant is for all of them
        if tenant != NIL:
            run(f"SELECT analytics_register_event_type('{mark}_type', category => '{mark}', description => '{mark}',"
                f" property_schema => '{{\"required\": [\"{mark}\"]}}', tenant_id => '{tenant}')")
        for day, name in itertools.product(("2026-10-01", "2026-10-02", "2026-10-03", "2020-01-01"),
                                           (f"{mark}_type", f"{mark}_other", "payment_completed", "signup_completed")):
            run("INSERT INTO analytics_events (id, tenant_id, event_type, user_id, session_id, occurred_at, properties)"
                f" VALUES (('{prefix}' || substr(gen_random_uuid()::text, 10))::uuid, '{tenant}', '{name}', '{user}',"
                f" '{prefix}0000-4000-8000-000000000002', '{day} 12:00+00', '{{\"{mark}\": \"{mark}\", \"amount\": 12.5, \"currency\": \"EUR\"}}')")
        run(f"SELECT analytics_track('{mark}_other', '{user}', tenant_id => '{tenant}', idempotency_key => '{mark}')")
        run(f"SELECT analytics_identify('{user}', '{{\"{mark}\": \"{mark}\"}}', tenant_id => '{tenant}')")
        # a visitor with the tenant's mark, not what an id is hashed to
        run(f"INSERT INTO analytics_aliases (tenant_id, anonymous_id, user_id) VALUES ('{tenant}', '{prefix}0000-8000-8000-000000000005', '{user}')")
        run(f"INSERT INTO analytics_opt_outs (tenant_id, user_id) VALUES ('{tenant}', '{prefix}0000-4000-8000-000000000003')")
        run(f"SELECT mindwell_internal.audit('{mark}', '{mark}', 1, '{{\"tenant_id\": \"{tenant}\", \"{mark}\": 1}}')")
        run(f"INSERT INTO analytics_rate_slots VALUES ('{tenant}', 1, now())")
        run(f"SELECT analytics_forget_user('{prefix}0000-4000-8000-000000000004', '{mark}', tenant_id => '{tenant}')")
        run(f"SELECT analytics_set_acquisition_cost('2026-10-01', 12.5, tenant_id => '{tenant}')")

    def maintain(self):
        run = self.owner.execute
        run("CALL analytics_maintain()")
        # what maintenance has taken away
        for tenant in MARKS:
            run(f"UPDATE analytics_users SET updated_at = now() WHERE tenant_id = '{tenant}'")
            run(f"UPDATE analytics_events SET properties = properties || '{{\"again\": 1}}' WHERE tenant_id = '{tenant}' AND occurred_at = '2026-10-01 12:00+00'")
        run("ANALYZE")

    def grant(self):
        run = self.owner.execute
        for role in ROLES:
            run(f"DROP ROLE IF EXISTS {role}")
            run(f"CREATE ROLE {role} LOGIN")
        for role, access, tenants in (
                ("r_writer", "writer", (A,)), ("r_reader", "reader", (A,)), ("r_coach", "coach", (A,)),
                ("r_finance", "finance", (A,)), ("r_tenant_admin", "admin", (A,)), ("r_both", "reader", (A, B)),
                ("r_reader_nil", "reader", (NIL,)), ("r_reader_unbound", "reader", (None,)), ("r_admin", "admin", (None,)), ("r_pool", "reader", (None,))):
            for tenant in tenants:
                run("SELECT analytics_grant(%s, %s, %s)", (role, access, tenant))
        run("GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO r_pool")
        run(f"INSERT INTO analytics_tenant_members VALUES ('r_all', '{A}') ON CONFLICT DO NOTHING")
        for role in ("r_all", "r_all_nil"):
            run(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, analytics_partitions TO {role};"
                f"GRANT USAGE ON SCHEMA analytics_partitions TO {role}")

    def objects(self):
        return [name for (name,) in self.rows("""
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relnamespace IN ('public'::regnamespace, 'analytics_partitions'::regnamespace)
              AND c.relkind IN ('r', 'p', 'v') AND c.relname LIKE 'analytics\\_%' ORDER BY 1""")]

    def check_filled(self):
        self.tenant_tables = [name for (name,) in self.rows("""
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname LIKE 'analytics\\_%' ORDER BY 1""")]
        for table in self.tenant_tables:
            filled = {str(t) for (t,) in self.rows(f"SELECT DISTINCT tenant_id FROM {table}")}
            if table not in MAY_BE_EMPTY and not {A, B} <= filled:
                raise Found(f"{table} has no rows of both tenants: this test would say nothing about it")

    # -- one attempt ----------------------------------------------------------------

    def own(self, role):
        if role in UNBOUND:
            return (NIL,) if self.has_one_tenant and role != "r_none" else ()
        return OWN.get(role, (A,))

    def marks_of_others(self, role):
        own = self.own(role)
        return [m for tenant, marks in MARKS.items() if tenant not in own for m in marks]

    def digest(self, role):
        """Of all rows that are not the role's: those of other tenants, and of what has no tenant."""
        own = self.own(role)
        others = [t for t in MARKS if t not in own]
        parts = [f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM {table} t WHERE tenant_id::text = ANY (%(others)s)"
                 for table in self.tenant_tables]
        parts += [f"SELECT '{table}', count(*), sum(hashtextextended(t::text, 0)) FROM {table} t" for table in self.other_tables]
        return self.rows(" UNION ALL ".join(parts), {"others": others})

    def look(self, role, what, texts, given=()):
        for text in texts:
            for mark in self.marks_of_others(role):
                shown = str(text)
                for value in given:
                    shown = shown.replace(value, "")
                if mark in shown:
                    raise Found(f"{role}: {what}\nshows {mark}: {shown[:500]}")

    def attempt(self, role, statement, given=(), arguments=None, writes=False):
        """As the role, in a transaction that is rolled back; nothing may show, nothing of others may change."""
        self.tried += 1
        self.notices.clear()
        texts = []
        with self.owner.transaction(force_rollback=True):
            before = self.before(role) if writes else None
            self.owner.execute(f"SET LOCAL ROLE {role}")
            if role == "r_pool":
                self.owner.execute(f"SET LOCAL mindwell_analytics.tenant_id = '{A}'")
            try:
                with self.owner.transaction():
                    if statement.startswith("COPY") and "TO STDOUT" in statement:
                        with self.owner.cursor().copy(statement) as copy:
                            texts = [bytes(block).decode() for block in copy]
                    elif statement.startswith("COPY"):
                        with self.owner.cursor().copy(statement) as copy:
                            copy.write(arguments)
                    else:
                        cursor = self.owner.execute(statement, arguments)
                        texts = cursor.fetchall() if cursor.description else []
                self.allowed += 1
            except psycopg.Error as error:
                d = error.diag
                texts = [f"{d.message_primary} {d.message_detail} {d.message_hint} {d.context}"]
                self.state = d.sqlstate
                if d.sqlstate in ("XX000", "XX001", "XX002"):
                    raise Found(f"{role}: {statement}\nfails with {d.sqlstate}: {d.message_primary}")
            else:
                self.state = "00000"
            self.look(role, statement, texts + self.notices, given)
            self.owner.execute("RESET ROLE; RESET mindwell_analytics.tenant_id")
            # what has no transaction id has written nothing
            if (writes and self.state == "00000" and self.rows("SELECT pg_current_xact_id_if_assigned()")[0][0]
                    and self.digest(role) != before):
                raise Found(f"{role}: {statement}\nchanges rows of another tenant")
        return texts

    def before(self, role):
        if role not in self.digests:
            self.digests[role] = self.digest(role)
        return self.digests[role]

    # -- verbs ----------------------------------------------------------------------

    def verbs(self, target, columns):
        """Statements that could show or change rows of others; the second: does it write?"""
        has_tenant = "tenant_id" in columns
        yield f"SELECT t::text FROM {target} t", False
        yield f"SELECT count(*), max(t::text) FROM {target} t", False
        yield f"SELECT 1 FROM {target} t WHERE public.leak(t::text)", False
        yield f"SELECT t::text FROM {target} t WHERE t::text LIKE '%mark_of_b%' AND 1 / (CASE WHEN t::text LIKE '%mark_of_b%' THEN 0 ELSE 1 END) = 1", False
        yield f"SELECT t::text FROM {target} t FOR UPDATE", False
        yield f"COPY {target} TO STDOUT", False
        yield f"COPY (SELECT t::text FROM {target} t) TO STDOUT", False
        yield f"EXPLAIN (ANALYZE, VERBOSE, COSTS, SUMMARY OFF, TIMING OFF) SELECT * FROM {target}", False
        yield f"DELETE FROM {target}", True
        yield f"WITH d AS (DELETE FROM {target} t RETURNING t::text) SELECT * FROM d", True
        yield f"TRUNCATE {target} CASCADE", True
        yield f"LOCK TABLE {target} IN ACCESS SHARE MODE", False
        for column in columns:
            if column in ("user_id", "properties", "event_type", "description", "value", "funnel_stage", "retention_class"):
                yield f"UPDATE {target} SET {column} = {column}", True
        if has_tenant:
            yield f"SELECT t::text FROM {target} t WHERE tenant_id = '{B}'", False
            yield f"UPDATE {target} SET tenant_id = '{A}'", True
            yield f"UPDATE {target} SET tenant_id = '{A}' WHERE tenant_id = '{B}'", True
            yield f"UPDATE {target} SET tenant_id = '{B}'", True
            yield f"UPDATE {target} t SET tenant_id = tenant_id WHERE public.leak(t::text)", True
            yield (f"MERGE INTO {target} t USING (VALUES ('{B}'::uuid)) AS v (id) ON t.tenant_id = v.id"
                   " WHEN MATCHED THEN DELETE"), True

    def inserts(self, role, target, columns, foreign_rows):
        """Rows of b, as they are; and rows that only a conflict could tell from new ones."""
        names = ", ".join(columns)
        for row in foreign_rows:
            for conflict in ("", " ON CONFLICT DO NOTHING"):
                self.attempt(role, f"INSERT INTO {target} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{target}, %s::jsonb)"
                             + conflict, arguments=(row,), writes=True, given=tuple(MARKS[B]) + tuple(MARKS[NIL]))
            self.attempt(role, f"COPY {target} ({names}) FROM STDIN", writes=True,
                         arguments=self.rows(f"SELECT string_agg(coalesce(v.value, '\\N'), E'\\t' ORDER BY c.n) || E'\\n' "
                                             f"FROM unnest(%s::text[]) WITH ORDINALITY AS c (name, n) LEFT JOIN jsonb_each_text(%s::jsonb) v ON v.key = c.name",
                                             (list(columns), row))[0][0],
                         given=tuple(MARKS[B]) + tuple(MARKS[NIL]))
            if "tenant_id" not in columns:
                continue
            # the keys of b's row in a row of one's own: the outcome is that of keys that nobody has
            outcomes = []
            for new_keys in (False, True):
                own = "%s::jsonb || jsonb_build_object('tenant_id', %s::text)"
                if new_keys:
                    own += " || (SELECT coalesce(jsonb_object_agg(k, gen_random_uuid()), '{}') FROM unnest('{id,user_id,event_id,erasure_id}'::text[]) AS k)"
                self.attempt(role, f"INSERT INTO {target} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{target}, {own})",
                             arguments=(row, A), writes=True, given=tuple(MARKS[B]) + tuple(MARKS[NIL]))
                outcomes.append(self.state)
            if outcomes[0] != outcomes[1]:
                raise Found(f"{role}: INSERT INTO {target} tells a key of another tenant: {outcomes}")

    def run_one_tenant(self):
        """While there is one tenant, nil, its events are a's as little as when each row is compared."""
        self.digests = {}
        self.tenant_tables, self.other_tables = ["analytics_events"], []
        targets = [t for t in self.objects() if "analytics_events" in t or t == "analytics_inbox"]
        for target, role in itertools.product(targets, ROLES):
            columns = [c for (c,) in self.rows("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum", (target,))]
            for statement, writes in self.verbs(target, columns):
                self.attempt(role, statement, writes=writes)

    def run_objects(self):
        for target in self.objects():
            columns = [c for (c,) in self.rows("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                                               " AND NOT attisdropped ORDER BY attnum", (target,))]
            foreign_rows = [row for (row,) in self.rows(
                f"SELECT to_jsonb(t)::text FROM {target} t WHERE tenant_id = '{B}' LIMIT 1")] if "tenant_id" in columns else []
            for role in ROLES:
                for statement, writes in self.verbs(target, columns):
                    # an admin, and who was granted everything, may change what has no tenant
                    self.attempt(role, statement, writes=writes and not (role in STORE_WIDE and target in self.other_tables))
                self.inserts(role, target, columns, foreign_rows)

    # -- functions --------------------------------------------------------------------

    def arguments(self, types):
        """Arguments that fit most functions: a period that has events, b's ids, b's event types."""
        given = {
            "uuid": (f"'{B}'", f"'{MARKS[B][1]}0000-4000-8000-000000000001'", "NULL"),
            "timestamp with time zone": ("'2026-10-01 00:00+00'", "'2026-10-04 00:00+00'"),
            "date": ("'2026-10-01'", "'2026-10-04'"),
            "text": ("'mark_of_b_type'", "'day'", "'reader'", "'dau'", "'analytics_events'"),
            "name": ("'analytics_events'", "'r_none'"),
            "text[]": ("'{mark_of_b_type,payment_completed}'",),
            "jsonb": ("'{\"event_type\": \"mark_of_b_type\"}'", "'[{\"event_type\": \"mark_of_b_type\"}, {\"event_type\": \"payment_completed\"}]'"),
            "integer": ("24", "1"), "bigint": ("1",), "boolean": ("false", "true"), "interval": ("'1 day'",),
            "regclass": ("'analytics_events'",), "oid": ("'analytics_events'::regclass",), "double precision": ("0.5",),
            "uuid[]": (f"'{{{B}}}'",), "date[]": ("'{2026-10-01}'",),
        }
        for shift in range(2):
            position = {}
            values = []
            for kind in types:
                options = given.get(kind, ("NULL",))
                n = position.get(kind, 0)
                # the second time is the period's end
                values.append(options[(n + (0 if kind in ("timestamp with time zone", "date") else shift)) % len(options)])
                position[kind] = n + 1
            yield values

    def run_functions(self):
        functions = self.rows("""
            SELECT p.oid::regproc::text, p.prokind, p.proretset,
                   ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (t, n) ORDER BY n), p.pronargdefaults
            FROM pg_depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
            JOIN pg_extension e ON d.refobjid = e.oid AND e.extname = 'mindwell_analytics'
            WHERE d.deptype = 'e' AND p.prokind = 'f' AND p.prorettype NOT IN ('trigger'::regtype, 'internal'::regtype)
              AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[]) ORDER BY 1, 4""")
        given = ("mark_of_b_type", B, f"{MARKS[B][1]}0000-4000-8000-000000000001")
        ran = set()
        for name, _, is_set, types, defaults in functions:
            # who may maintain the store may reach all tenants through these; coach and finance are readers of less
            for role in (r for r in ROLES if r not in STORE_WIDE and r not in ("r_coach", "r_finance")):
                for values in self.arguments(types):
                    lists = [values] if defaults == 0 else [values, values[:len(values) - defaults]]
                    for arguments in lists:
                        call = ", ".join(f"{v}::{t}" for v, t in zip(arguments, types))
                        texts = self.attempt(role, f"SELECT f::text FROM {name}({call}) f", given=given, writes=True)
                        if self.state == "00000":
                            ran.add(name)
                        if not types:
                            break
                    if not types:
                        break
        return len(functions), len(ran)

    # -- who one is ---------------------------------------------------------------------

    def connect(self, role, options=""):
        connection = psycopg.connect("", user=role, options=options, autocommit=True)
        connection.execute("SET client_min_messages = error")
        return connection

    def expect(self, what, connection, tenant, query="SELECT DISTINCT tenant_id FROM analytics_events"):
        tenants = {str(t) for (t,) in connection.execute(query).fetchall()}
        if tenants != {tenant}:
            raise Found(f"{what}: sees {tenants}, not {tenant}")

    def run_identity(self):
        # a setting that was there before the library: by the client, the startup packet, and the role's own default
        connection = self.connect("r_reader")
        connection.execute(f"SET mindwell_analytics.tenant_id = '{B}'")
        self.expect("a setting made before the library is loaded", connection, A)
        self.expect("and after", connection, A)
        connection = self.connect("r_reader")
        with connection.transaction():
            connection.execute(f"SET LOCAL mindwell_analytics.tenant_id = '{B}'; SAVEPOINT s")
            self.expect("a local setting", connection, A)
        connection = self.connect("r_reader", f"-c mindwell_analytics.tenant_id={B}")
        self.expect("a setting of the startup packet", connection, A)
        for as_role in ("r_reader", "r_all"):
            connection = self.connect(as_role)
            try:
                connection.execute(f"ALTER ROLE CURRENT_USER SET mindwell_analytics.tenant_id = '{B}'")
            except psycopg.errors.InsufficientPrivilege:
                pass
            self.expect("a default of the role", self.connect(as_role), A)
            self.owner.execute(f"ALTER ROLE {as_role} RESET ALL")
        connection = self.connect("r_reader")
        for statement in ("SET mindwell_analytics.tenant_id = '%s'" % B, "SELECT set_config('mindwell_analytics.tenant_id', '%s', false)" % B,
                          "UPDATE pg_settings SET setting = '%s' WHERE name = 'mindwell_analytics.tenant_id'" % B):
            self.expect("before", connection, A)
            try:
                connection.execute(statement)
            except psycopg.errors.InsufficientPrivilege:
                pass
            else:
                raise Found(f"{statement}: allowed")
            self.expect(statement, connection, A)
        # one's own objects of the same names
        connection.execute("CREATE TEMP TABLE analytics_tenant_members (role regrole, tenant_id uuid)")
        connection.execute(f"INSERT INTO pg_temp.analytics_tenant_members VALUES ('r_reader', '{B}')")
        connection.execute("CREATE FUNCTION pg_temp.analytics_current_tenants() RETURNS uuid[] LANGUAGE sql AS "
                           f"$$ SELECT '{{{B}}}'::uuid[] $$; SET search_path = pg_temp, public")
        self.expect("shadows of the tables and functions", connection, A, "SELECT DISTINCT tenant_id FROM public.analytics_events")
        connection.execute("RESET search_path")

        # one session, several roles: kept plans follow the role, the setting, and the memberships
        run = self.owner.execute
        run("DROP ROLE IF EXISTS r_session; CREATE ROLE r_session LOGIN NOINHERIT; GRANT r_reader, r_pool, r_reader_nil TO r_session")
        run("DROP ROLE IF EXISTS r_reader_b; CREATE ROLE r_reader_b; GRANT r_reader_b TO r_session")
        run("SELECT analytics_grant('r_reader_b', 'reader', %s)", (B,))
        connection = self.connect("r_session")
        connection.execute("SET plan_cache_mode = force_generic_plan")
        connection.execute("PREPARE seen AS SELECT DISTINCT tenant_id FROM analytics_events")
        connection.execute("PREPARE typed (text) AS SELECT DISTINCT tenant_id FROM analytics_events WHERE event_type <> $1")
        for role, tenant in (("r_reader", A), ("r_reader_b", B), ("r_reader", A), ("r_reader_nil", NIL), ("r_reader_b", B)):
            connection.execute(f"SET ROLE {role}")
            self.expect(f"a plan of another role, as {role}", connection, tenant, "EXECUTE seen")
            self.expect(f"a plan of another role, as {role}", connection, tenant, "EXECUTE typed ('x')")
            self.expect(f"as {role}", connection, tenant)
        connection.execute("SET ROLE r_reader")
        self.expect("before the membership changes", connection, A, "EXECUTE seen")
        run(f"UPDATE analytics_tenant_members SET tenant_id = '{B}' WHERE role = 'r_reader'::regrole")
        self.expect("after the membership changed", connection, B, "EXECUTE seen")
        run(f"UPDATE analytics_tenant_members SET tenant_id = '{A}' WHERE role = 'r_reader'::regrole")
        self.expect("and back", connection, A, "EXECUTE seen")
        connection.execute("RESET ROLE")
        try:
            connection.execute("EXECUTE seen")
            raise Found("a plan of a role is run by one without its privileges")
        except psycopg.errors.InsufficientPrivilege:
            pass
        connection.execute("SET ROLE r_pool")
        for tenant in (A, B, NIL, B, A):
            connection.execute(f"SET mindwell_analytics.tenant_id = '{tenant}'")
            self.expect("a plan of another tenant", connection, tenant, "EXECUTE seen")
        connection.execute(f"SET mindwell_analytics.tenant_id = '{A}'")
        connection.execute("BEGIN; DECLARE held CURSOR WITH HOLD FOR SELECT DISTINCT tenant_id FROM analytics_events; COMMIT")
        connection.execute(f"SET mindwell_analytics.tenant_id = '{B}'; SET ROLE r_reader_b")
        # what was read as a is a's; what is read now is the setting's
        self.expect("a held cursor", connection, A, "FETCH ALL FROM held")
        self.expect("the session's setting", connection, B)
        connection.close()

    # -- statistics -----------------------------------------------------------------------

    def run_statistics(self):
        for role in ROLES:
            for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs", "pg_statistic", "pg_policies", "pg_indexes",
                         "pg_stat_user_tables", "information_schema.columns"):
                self.attempt(role, f"SELECT t::text FROM {view} t WHERE t::text LIKE '%analytics%'")
            for target in self.tenant_tables:
                # an estimate is a number; a most common value is not
                self.attempt(role, f"EXPLAIN SELECT * FROM {target} WHERE tenant_id = '{B}'", given=(B,))

    def run(self):
        self.install()
        self.fill_tenant(NIL)
        self.grant()
        self.run_one_tenant()
        self.clean()
        self.owner.execute("SELECT analytics_enable_tenants()")
        self.has_one_tenant = False
        self.fill_tenant(A)
        self.fill_tenant(B)
        self.maintain()
        self.grant()
        self.check_filled()
        self.digests = {}
        self.other_tables = [t for t in self.objects() if t not in self.tenant_tables and not t.startswith("analytics_partitions.")
                             and self.rows("SELECT relkind <> 'v' FROM pg_class WHERE oid = %s::regclass", (t,))[0][0]]
        self.run_objects()
        self.run_statistics()
        functions, ran = self.run_functions()
        self.run_identity()
        if ran < functions / 3:
            raise Found(f"only {ran} of {functions} functions ran for anybody: they need other arguments")
        return (f"{len(ROLES)} roles, {len(self.objects())} tables and views, {functions} functions ({ran} ran for somebody), "
                f"{self.tried} statements ({self.allowed} allowed), 0 foreign rows, 0 foreign values")

    def clean(self):
        self.owner.execute("RESET ROLE")
        for role in ROLES + ("r_session", "r_reader_b"):
            try:
                self.owner.execute(f"REVOKE SET ON PARAMETER mindwell_analytics.tenant_id FROM {role}; DROP OWNED BY {role}; DROP ROLE {role}")
            except psycopg.Error:
                pass


if __name__ == "__main__":
    matrix = Matrix()
    try:
        print("ok: " + matrix.run())
    except Found as found:
        print(f"FAILED: {found}")
        sys.exit(1)
    finally:
        matrix.clean()
