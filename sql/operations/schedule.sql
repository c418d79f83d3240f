
-- Schedule --------------------------------------------------------------------------
--
-- pg_cron keeps its jobs in one database of the server.  What bears a name of its own
-- is trusted only where it is a member of the extension pg_cron: any role that may
-- create a schema can name it cron.
--
-- The jobs run as the store's owner, whoever schedules them, and each is one
-- statement: a CALL that commits must be.

CREATE FUNCTION mindwell_internal.cron_setting(name text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_cron_setting';
COMMENT ON FUNCTION mindwell_internal.cron_setting(text) IS
'Internal: a setting of pg_cron, named without cron.; NULL when pg_cron is not loaded or has no such setting. 42501 for anybody but the store''s owner, 55000 without a store.';

CREATE FUNCTION mindwell_internal.cron_has(catalog regclass, object oid)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT
        FROM pg_catalog.pg_extension e
        JOIN pg_catalog.pg_depend d ON d.refclassid = CAST('pg_catalog.pg_extension' AS pg_catalog.regclass) AND d.refobjid = e.oid
        WHERE e.extname = 'pg_cron' AND d.classid = catalog AND d.objid = object AND d.deptype = 'e')
$$;
COMMENT ON FUNCTION mindwell_internal.cron_has(regclass, oid) IS
'Internal: does an object, of pg_class or pg_proc, belong to the extension pg_cron?';

CREATE FUNCTION mindwell_internal.cron_table(table_name name)
RETURNS regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(c.oid AS pg_catalog.regclass)
    FROM pg_catalog.pg_class c
    WHERE c.relname = table_name AND c.relkind = 'r' AND mindwell_internal.cron_has('pg_catalog.pg_class', c.oid)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_table(name) IS
'Internal: a table of the extension pg_cron; NULL when that is not in this database.';

CREATE FUNCTION mindwell_internal.cron_function(signature text)
RETURNS regproc
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(f.id AS pg_catalog.regproc)
    FROM (SELECT CAST(pg_catalog.to_regprocedure(signature) AS pg_catalog.oid)) AS f (id)
    WHERE mindwell_internal.cron_has('pg_catalog.pg_proc', f.id)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_function(text) IS
'Internal: a function of the extension pg_cron; NULL when it has none of this signature.';

CREATE FUNCTION mindwell_internal.may_use_cron()
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE((SELECT pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')
                     FROM pg_catalog.pg_class c
                     WHERE c.oid = mindwell_internal.cron_table('job')), false)
$$;
COMMENT ON FUNCTION mindwell_internal.may_use_cron() IS
'Internal: is pg_cron in this database, and may the current user look into its schema?';

CREATE FUNCTION mindwell_internal.cron_situation()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN c.database_name IS NULL THEN 'absent'
                WHEN c.database_name <> pg_catalog.current_database() THEN 'elsewhere'
                WHEN mindwell_internal.cron_table('job') IS NULL THEN 'not created'
                ELSE 'here' END
    FROM (SELECT mindwell_internal.cron_setting('database_name')) AS c (database_name)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_situation() IS
'Internal: where pg_cron is: here, elsewhere (it keeps its jobs in another database), not created (it would keep them here) or absent (not loaded).';

-- Jobs ------------------------------------------------------------------------------

-- pg_cron 1.4 keeps 63 bytes of a name.
CREATE FUNCTION mindwell_internal.job_prefix(database_name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'mindwell_analytics/'
    || CASE WHEN pg_catalog.octet_length(database_name) <= 35 THEN database_name
            ELSE pg_catalog.left(database_name, 6) || '~'
                || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(CAST(database_name AS pg_catalog.bytea)), 'hex'), 8)
       END || '/';
COMMENT ON FUNCTION mindwell_internal.job_prefix(text) IS
'Internal: what the names of a database''s jobs begin with.';

-- A run that meets another one ends with a NOTICE.  So no two jobs start in the same
-- minute; and purge, which is done once a day, gets further chances, which do nothing
-- when it was.
CREATE FUNCTION mindwell_internal.job_presets()
RETURNS TABLE (preset text, job text, schedule text, steps text[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.preset, j.job,
           CASE j.job WHEN 'maintain' THEN '7 * * * *' WHEN 'refresh' THEN p.refresh ELSE '0 1-5 * * *' END,
           j.steps
    FROM (VALUES ('default', '3-59/5 * * * *'),
                 ('frequent', '1-6,8-59 * * * *'),
                 ('hourly', '33 * * * *')) AS p (preset, refresh),
         (VALUES ('maintain', CAST('{create,register,drain,trim}' AS text[])),
                 ('refresh', '{refresh}'),
                 ('purge', '{purge,keys,analyze}')) AS j (job, steps)
$$;
COMMENT ON FUNCTION mindwell_internal.job_presets() IS
'Internal: the jobs of each preset: their schedules, and the steps of analytics_maintain() that they run.';

CREATE FUNCTION mindwell_internal.preset_jobs(preset text)
RETURNS TABLE (job_name text, schedule text, command text, steps text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
        SELECT mindwell_internal.job_prefix(pg_catalog.current_database()) || p.job, p.schedule,
               -- every argument in its exact type: no overload that somebody made there is called
               pg_catalog.format('CALL %s.analytics_maintain(%L::pg_catalog.text[], pg_catalog.now())',
                                 CAST('@extschema@' AS pg_catalog.regnamespace), p.steps),
               p.steps
        FROM mindwell_internal.job_presets() p
        WHERE p.preset = preset_jobs.preset;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown preset',
            HINT = (SELECT pg_catalog.format('The presets are %s.', pg_catalog.string_agg(DISTINCT p.preset, ', '))
                    FROM mindwell_internal.job_presets() p);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.preset_jobs(text) IS
'Internal: the jobs of a preset, for this database; 22023 for an unknown one.';

-- Of its own jobs a policy of pg_cron's lets a role know, and of no others.
CREATE FUNCTION mindwell_internal.scheduled_jobs()
RETURNS TABLE (job_id bigint, job_name text, schedule text, command text, database_name text, is_active boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
SET row_security = on
AS $$
BEGIN
    IF mindwell_internal.may_use_cron() THEN
        RETURN QUERY EXECUTE pg_catalog.format(
            'SELECT j.jobid, CAST(j.jobname AS pg_catalog.text), j.schedule, j.command, j.database, j.active FROM %s j'
            ' WHERE j.username = CURRENT_USER AND pg_catalog.starts_with(CAST(j.jobname AS pg_catalog.text), $1)',
            mindwell_internal.cron_table('job'))
        USING mindwell_internal.job_prefix(pg_catalog.current_database());
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.scheduled_jobs() IS
'Internal: the current user''s jobs of this database''s names; none where pg_cron is not here or may not be used.';

CREATE FUNCTION mindwell_internal.check_cron_access()
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT mindwell_internal.may_use_cron() THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('role "%s", who owns the store, may not use pg_cron', CURRENT_USER),
            HINT = pg_catalog.format('A superuser runs GRANT USAGE ON SCHEMA cron TO %I;', CURRENT_USER);
    ELSIF NOT (SELECT r.rolcanlogin FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('role "%s", who owns the store, may not log in', CURRENT_USER),
            DETAIL = 'pg_cron runs a job in a session of its role.',
            HINT = pg_catalog.format('Run ALTER ROLE %I LOGIN; it needs no password.', CURRENT_USER);
    ELSIF mindwell_internal.cron_function('cron.schedule(text, text, text)') IS NULL
          OR mindwell_internal.cron_function('cron.unschedule(bigint)') IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'this version of pg_cron is too old',
            HINT = 'Run ALTER EXTENSION pg_cron UPDATE; 1.4 or newer is needed.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_cron_access() IS
'Internal: 42501 when the current user may not schedule jobs, 55000 when they could not run.';

-- A job is its role's, by name: when the store gets another owner, or the owner another
-- name, the jobs that there were stay, and run beside the new ones, or fail.
CREATE FUNCTION mindwell_internal.cron_jobs()
RETURNS TABLE (job_id bigint, job_name text, command text, database_name text, role_name text)
LANGUAGE c STABLE PARALLEL SAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_cron_jobs';
COMMENT ON FUNCTION mindwell_internal.cron_jobs() IS
'Internal: the jobs of pg_cron, where it is in this database, that bear the names of this extension''s, of all roles and databases. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.owner_stale_jobs()
RETURNS TABLE (job_id bigint, job_name text, role_name text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT j.job_id, j.job_name, j.role_name
    FROM mindwell_internal.cron_jobs() j
    -- who has made a job of another kind, and named it so, keeps it
    WHERE pg_catalog.strpos(j.command, '.analytics_maintain(') > 0
      AND (j.database_name = pg_catalog.current_database() AND j.role_name <> CURRENT_USER
           AND pg_catalog.starts_with(j.job_name, mindwell_internal.job_prefix(pg_catalog.current_database()))
           OR NOT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = j.database_name))
    ORDER BY j.job_id
$$;
COMMENT ON FUNCTION mindwell_internal.owner_stale_jobs() IS
'Internal: what mindwell_internal.stale_jobs() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.stale_jobs()
RETURNS TABLE (job_id bigint, job_name text, role_name text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 1
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.stale_jobs() IS
'Internal: jobs that take care of this store as another role than its owner, or of a store whose database is gone.';

-- As the caller: pg_cron lets a role remove its own jobs, and a superuser all.
CREATE FUNCTION mindwell_internal.remove_stale_jobs()
RETURNS TABLE (job_name text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    may_remove_all CONSTANT boolean := (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER);
    stale record;
BEGIN
    -- a standby follows
    FOR stale IN SELECT s.* FROM mindwell_internal.stale_jobs() s WHERE NOT pg_catalog.pg_is_in_recovery() LOOP
        job_name := stale.job_name;
        IF may_remove_all OR stale.role_name = CURRENT_USER THEN
            PERFORM mindwell_internal.remove_job(stale.job_id);
            action := 'unscheduled';
            RETURN NEXT;
        ELSE
            RAISE WARNING USING
                MESSAGE = pg_catalog.format('job %s of role %s stays', stale.job_name, pg_catalog.quote_ident(stale.role_name)),
                DETAIL = 'It is for a store that has another owner now, or whose owner or database has another name.',
                HINT = pg_catalog.format('A superuser runs SELECT cron.unschedule(%s);', stale.job_id);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_stale_jobs() IS
'Internal: has pg_cron forget the jobs of mindwell_internal.stale_jobs() that the caller may remove, one row each; a WARNING for each other one.';

CREATE FUNCTION mindwell_internal.put_job(job_name text, schedule text, command text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('SELECT %s($1, $2, $3)', mindwell_internal.cron_function('cron.schedule(text, text, text)'))
    USING job_name, schedule, command;
END
$$;
COMMENT ON FUNCTION mindwell_internal.put_job(text, text, text) IS
'Internal: has pg_cron schedule a job of the current user in this database, or give the one of this name another schedule and command.';

CREATE FUNCTION mindwell_internal.remove_job(job_id bigint)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('SELECT %s($1)', mindwell_internal.cron_function('cron.unschedule(bigint)')) USING job_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_job(bigint) IS
'Internal: has pg_cron forget a job of the current user.';

-- Where jobs cannot be scheduled from here ------------------------------------------

CREATE FUNCTION mindwell_internal.shell_word(word text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN word ~ '^[A-Za-z0-9_./=:-]+$' THEN word
            ELSE '''' || pg_catalog.replace(word, '''', E'''\\''''') || '''' END;
COMMENT ON FUNCTION mindwell_internal.shell_word(text) IS
'Internal: a word for a POSIX shell, quoted where it must be.';

-- The host is that by which this session came, by a socket that of psql's default.  psql
-- takes a database name with an equals sign for a connection string: so make it one.  cron
-- takes a percent sign for the end of the line unless it is escaped.
CREATE FUNCTION mindwell_internal.crontab_line(schedule text, database_name text, role_name text, command text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN schedule || ' ' || pg_catalog.replace(pg_catalog.format('psql -X -q -w %s-p %s -U %s -d %s -c %s',
    '-h ' || pg_catalog.host(pg_catalog.inet_server_addr()) || ' ',
    pg_catalog.current_setting('port'),
    mindwell_internal.shell_word(role_name),
    mindwell_internal.shell_word(
        CASE WHEN database_name ~ '^[A-Za-z0-9_]+$' THEN database_name
             ELSE 'dbname=''' || pg_catalog.regexp_replace(database_name, E'([\\\\''])', E'\\\\\\1', 'g') || '''' END),
    mindwell_internal.shell_word(command)), '%', E'\\%');
COMMENT ON FUNCTION mindwell_internal.crontab_line(text, text, text, text) IS
'Internal: a line for the crontab of an operating system user who can connect as a role without being asked for a password.';

CREATE FUNCTION mindwell_internal.unschedule_statement(which text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN pg_catalog.format('SELECT cron.unschedule(jobid) FROM cron.job WHERE database = %L AND starts_with(CAST(jobname AS text), %L)'
                         ' AND strpos(command, ''.analytics_maintain('') > 0%s;',
                         pg_catalog.current_database(), mindwell_internal.job_prefix(pg_catalog.current_database()), ' AND ' || which);
COMMENT ON FUNCTION mindwell_internal.unschedule_statement(text) IS
'Internal: what a superuser runs in the database of pg_cron to remove the jobs of this database, of all roles or those of a condition.';

CREATE FUNCTION mindwell_internal.schedule_statements(preset text, cron_database text, owner name)
RETURNS TABLE (run_in text, statement text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cron_database IS NULL THEN
        RETURN QUERY
            SELECT 'crontab', mindwell_internal.crontab_line(j.schedule, pg_catalog.current_database(), owner, j.command)
            FROM mindwell_internal.preset_jobs(preset) j;
        RETURN;
    END IF;
    RETURN QUERY
        SELECT 'database ' || cron_database, s.statement
        FROM (
            SELECT 0, 'CREATE EXTENSION IF NOT EXISTS pg_cron;'
            UNION ALL
            SELECT 1, mindwell_internal.unschedule_statement(pg_catalog.format('username <> %L', owner))
            UNION ALL
            SELECT 2, pg_catalog.format('SELECT cron.schedule_in_database(%L, %L, %L, %L, %L);',
                                        j.job_name, j.schedule, j.command, pg_catalog.current_database(), owner)
            FROM mindwell_internal.preset_jobs(preset) j) AS s (position, statement)
        ORDER BY s.position;
END
$$;
COMMENT ON FUNCTION mindwell_internal.schedule_statements(text, text, name) IS
'Internal: what a superuser runs in the database of pg_cron to schedule a preset; lines for crontab when that is NULL.';

CREATE FUNCTION mindwell_internal.owner_schedule_sql(preset text)
RETURNS TABLE (run_in text, statement text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.run_in, s.statement
    FROM mindwell_internal.schedule_statements(preset, mindwell_internal.cron_setting('database_name'), CURRENT_USER) s
$$;
COMMENT ON FUNCTION mindwell_internal.owner_schedule_sql(text) IS
'Internal: what analytics_schedule_sql() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_schedule_sql(preset text DEFAULT 'default')
RETURNS TABLE (run_in text, statement text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_schedule_sql(text) IS
'What to run, and where, to schedule the maintenance of this store by hand: run_in is "database NAME" and statement a SQL statement for a superuser there, or, where pg_cron is not loaded, run_in is crontab and statement a line of it. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 22023 for an unknown preset, 55000 without a store.';

CREATE FUNCTION mindwell_internal.explain_schedule(situation text, statements text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cron_database CONSTANT text := mindwell_internal.cron_setting('database_name');
BEGIN
    RAISE NOTICE USING
        MESSAGE = CASE situation
            WHEN 'elsewhere' THEN pg_catalog.format('pg_cron keeps its jobs in database "%s": nothing was done here', cron_database)
            WHEN 'not created' THEN 'pg_cron is loaded, but not in this database: nothing was done'
            ELSE 'pg_cron is not loaded: nothing was done' END,
        DETAIL = statements,
        HINT = CASE situation
            WHEN 'elsewhere' THEN pg_catalog.format('A superuser runs these statements in database "%s".', cron_database)
            WHEN 'not created' THEN pg_catalog.format('A superuser runs CREATE EXTENSION pg_cron; GRANT USAGE ON SCHEMA cron TO %I; then call this again.', CURRENT_USER)
            ELSE 'Put these lines into the crontab of a user whom the server lets in without a question (pg_hba.conf, ~/.pgpass), with -h and the directory of its socket where that is not the default; or add pg_cron to shared_preload_libraries, restart, and call this again.' END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.explain_schedule(text, text) IS
'Internal: a NOTICE that tells why pg_cron could not be reached, and what to run where.';

-- What users call -------------------------------------------------------------------

-- pg_cron 1.4 updates a job of the same name, but leaves its database as it was: one
-- that a copied database brought along must go first.
CREATE FUNCTION mindwell_internal.owner_schedule(preset text)
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    situation CONSTANT text := mindwell_internal.cron_situation();
    wanted record;
    found_job record;
BEGIN
    IF situation = 'here' THEN
        PERFORM mindwell_internal.check_cron_access();
    ELSE
        PERFORM mindwell_internal.explain_schedule(situation,
            (SELECT pg_catalog.string_agg(s.statement, E'\n') FROM mindwell_internal.owner_schedule_sql(preset) s));
    END IF;
    FOR wanted IN SELECT j.* FROM mindwell_internal.preset_jobs(preset) j LOOP
        job_name := wanted.job_name;
        schedule := wanted.schedule;
        command := wanted.command;
        action := 'none';
        IF situation = 'here' THEN
            SELECT s.* INTO found_job FROM mindwell_internal.scheduled_jobs() s WHERE s.job_name = wanted.job_name;
            action := CASE WHEN found_job.job_id IS NULL THEN 'scheduled'
                           WHEN (found_job.schedule, found_job.command, found_job.database_name)
                              = (wanted.schedule, wanted.command, CAST(pg_catalog.current_database() AS text)) THEN 'unchanged'
                           ELSE 'changed' END;
            IF found_job.database_name <> pg_catalog.current_database() THEN
                PERFORM mindwell_internal.remove_job(found_job.job_id);
            END IF;
            IF action <> 'unchanged' THEN
                PERFORM mindwell_internal.put_job(wanted.job_name, wanted.schedule, wanted.command);
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_schedule(text) IS
'Internal: what analytics_schedule() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.schedule(preset text)
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.schedule(text) IS
'Internal: what analytics_schedule() does with jobs of the store''s owner.';

CREATE FUNCTION @extschema@.analytics_schedule(preset text DEFAULT 'default')
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT j.* FROM mindwell_internal.schedule(preset) j;
    RETURN QUERY SELECT s.job_name, CAST(NULL AS text), CAST(NULL AS text), s.action FROM mindwell_internal.remove_stale_jobs() s;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_schedule(text) IS
'Schedules the maintenance of this store with pg_cron, as jobs of its owner: mindwell_analytics/DATABASE/maintain hourly at minute 7, .../purge daily at 01:00 UTC (tried again hourly until 05:00), and .../refresh by the preset: default every 5 minutes, frequent every minute, hourly. One row for each: name, schedule, command, and action: scheduled, changed, unchanged, or none where pg_cron is not in this database; a NOTICE then tells what to run, and where. A job that was made inactive stays so. Jobs of a former owner, of a former name of the owner, or for a database that is gone, are removed where the caller may (a superuser all): rows with the action unscheduled; for each that stays a WARNING tells what a superuser runs. For the store''s owner and admins. 22023 for an unknown preset, 42501 for anybody else and when the owner may not use pg_cron, 55000 without a store and when the owner may not log in; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.owner_unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    situation CONSTANT text := mindwell_internal.cron_situation();
    found_job record;
BEGIN
    IF situation = 'elsewhere' THEN
        PERFORM mindwell_internal.explain_schedule(situation, mindwell_internal.unschedule_statement(NULL));
        RETURN;
    ELSIF situation <> 'here' THEN
        RAISE NOTICE 'pg_cron is not in this database: nothing was done';
        RETURN;
    END IF;
    PERFORM mindwell_internal.check_cron_access();
    FOR found_job IN SELECT s.* FROM mindwell_internal.scheduled_jobs() s ORDER BY s.job_name LOOP
        PERFORM mindwell_internal.remove_job(found_job.job_id);
        job_name := found_job.job_name;
        schedule := found_job.schedule;
        command := found_job.command;
        action := 'unscheduled';
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_unschedule() IS
'Internal: what analytics_unschedule() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.unschedule() IS
'Internal: what analytics_unschedule() does with jobs of the store''s owner.';

CREATE FUNCTION @extschema@.analytics_unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT j.* FROM mindwell_internal.unschedule() j;
    RETURN QUERY SELECT s.job_name, CAST(NULL AS text), CAST(NULL AS text), s.action FROM mindwell_internal.remove_stale_jobs() s;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_unschedule() IS
'Removes every job of the store''s owner whose name begins with mindwell_analytics/DATABASE/ from pg_cron, and those of a former owner, as analytics_schedule() does. One row for each: name, schedule, command, action (unscheduled). Where pg_cron is not in this database, a NOTICE tells what to run instead. For the store''s owner and admins. 42501 for anybody else and when the owner may not use pg_cron, 55000 without a store; a NOTICE and no row on a standby.';

-- When jobs are due -----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.cron_value(value text, lowest integer, names text[])
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value ~ '^[0-9]+$' THEN CAST(value AS pg_catalog.int4)
            ELSE pg_catalog.array_position(names, value) + lowest - 1 END;
COMMENT ON FUNCTION mindwell_internal.cron_value(text, integer, text[]) IS
'Internal: a number, or the number of a name, in a field of a cron schedule; NULL for an unknown name.';

CREATE FUNCTION mindwell_internal.cron_field(field text, lowest integer, highest integer, names text[] DEFAULT '{}')
RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    part text[];
    first integer;
    last integer;
    step integer;
    result integer[] := CAST('{}' AS integer[]);
BEGIN
    FOREACH item IN ARRAY pg_catalog.string_to_array(pg_catalog.lower(field), ',') LOOP
        part := pg_catalog.regexp_match(item, '^(?:[*]|([0-9]{1,2}|[a-z]{3})(?:-([0-9]{1,2}|[a-z]{3}))?)(?:/([0-9]{1,2}))?$');
        first := CASE WHEN part[1] IS NULL THEN lowest ELSE mindwell_internal.cron_value(part[1], lowest, names) END;
        last := CASE WHEN part[1] IS NULL THEN highest
                     WHEN part[2] IS NULL THEN first
                     ELSE mindwell_internal.cron_value(part[2], lowest, names) END;
        step := COALESCE(CAST(part[3] AS pg_catalog.int4), 1);
        IF part IS NULL OR first IS NULL OR last IS NULL OR first < lowest OR last > highest OR first > last OR step = 0 THEN
            RETURN NULL;
        END IF;
        result := result || ARRAY(SELECT g FROM pg_catalog.generate_series(first, last, step) AS g);
    END LOOP;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cron_field(text, integer, integer, text[]) IS
'Internal: the values that a field of a cron schedule stands for; NULL for one that is not understood.';

CREATE FUNCTION mindwell_internal.cron_next(schedule text, after_time timestamptz, time_zone text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    days_ahead CONSTANT integer := 9 * 366;     -- from one 29 February to the next, over a year 2100
    seconds CONSTANT text := pg_catalog.substring(schedule, '^[[:space:]]*([0-9]{1,2}) seconds?[[:space:]]*$');
    field CONSTANT text[] := pg_catalog.regexp_split_to_array(pg_catalog.btrim(schedule), '[[:space:]]+');
    minutes CONSTANT integer[] := mindwell_internal.cron_field(field[1], 0, 59);
    hours CONSTANT integer[] := mindwell_internal.cron_field(field[2], 0, 23);
    month_days CONSTANT integer[] := mindwell_internal.cron_field(field[3], 1, 31);
    months CONSTANT integer[] := mindwell_internal.cron_field(field[4], 1, 12,
        '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}');
    week_days CONSTANT integer[] := mindwell_internal.cron_field(field[5], 0, 7, '{sun,mon,tue,wed,thu,fri,sat,sun}');
    -- both must hold where one says any, else one is enough
    any_day CONSTANT boolean := field[3] LIKE '*%' OR field[5] LIKE '*%';
    earliest CONSTANT timestamp := pg_catalog.date_trunc('minute', after_time AT TIME ZONE time_zone) + interval '1 minute';
    day date;
    is_month_day boolean;
    is_week_day boolean;
    due timestamp;
BEGIN
    IF seconds IS NOT NULL THEN
        RETURN after_time + CAST(seconds || ' seconds' AS pg_catalog.interval);
    ELSIF pg_catalog.cardinality(field) <> 5 OR minutes IS NULL OR hours IS NULL OR month_days IS NULL OR months IS NULL
          OR week_days IS NULL OR NOT pg_catalog.isfinite(after_time) THEN
        RETURN NULL;
    END IF;
    FOR ahead IN 0 .. days_ahead LOOP
        day := CAST(earliest AS pg_catalog.date) + ahead;
        is_month_day := CAST(pg_catalog.date_part('day', day) AS pg_catalog.int4) = ANY (month_days);
        is_week_day := CAST(pg_catalog.date_part('dow', day) AS pg_catalog.int4) = ANY (week_days)
                    OR CAST(pg_catalog.date_part('isodow', day) AS pg_catalog.int4) = ANY (week_days);
        CONTINUE WHEN NOT (CAST(pg_catalog.date_part('month', day) AS pg_catalog.int4) = ANY (months)
                           AND CASE WHEN any_day THEN is_month_day AND is_week_day ELSE is_month_day OR is_week_day END);
        SELECT pg_catalog.min(t.at) INTO due
        FROM pg_catalog.unnest(hours) AS h (hour),
             pg_catalog.unnest(minutes) AS m (minute),
             LATERAL (SELECT day + pg_catalog.make_interval(hours => h.hour, mins => m.minute)) AS t (at)
        WHERE t.at >= earliest;
        IF due IS NOT NULL THEN
            RETURN due AT TIME ZONE time_zone;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cron_next(text, timestamptz, text) IS
'Internal: the first time after another at which a schedule of pg_cron is due; NULL for a schedule that never is, or is not understood.';

-- Other people's jobs may fill the log with millions of rows: only its end is read.
CREATE FUNCTION mindwell_internal.job_runs()
RETURNS TABLE (job_id bigint, first_start timestamptz, last_start timestamptz, last_end timestamptz, last_status text, last_message text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
SET row_security = on
AS $$
DECLARE
    newest_runs CONSTANT integer := 50000;
    details CONSTANT regclass := mindwell_internal.cron_table('job_run_details');
BEGIN
    IF NOT mindwell_internal.may_use_cron() OR details IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE pg_catalog.format($query$
        SELECT DISTINCT ON (d.jobid) d.jobid, pg_catalog.min(d.start_time) OVER job,
               d.start_time, d.end_time, d.status, d.return_message
        FROM %1$s d
        WHERE d.runid > (SELECT pg_catalog.max(m.runid) FROM %1$s m) - $1
          AND d.jobid IN (SELECT j.job_id FROM mindwell_internal.scheduled_jobs() j)
        WINDOW job AS (PARTITION BY d.jobid)
        ORDER BY d.jobid, d.runid DESC$query$, details)
    USING newest_runs;
END
$$;
COMMENT ON FUNCTION mindwell_internal.job_runs() IS
'Internal: what pg_cron has noted of the runs of each of this store''s jobs: the first and the last.';

-- A run that met another one has done nothing, and one due time is missed by it: a job
-- is late when two are.  What has never been done is measured from when anything was.
CREATE FUNCTION mindwell_internal.owner_jobs_at(as_of timestamptz)
RETURNS TABLE (job_name text, schedule text, command text, state text, last_start timestamptz, last_end timestamptz,
               last_status text, last_message text, last_success timestamptz, next_due timestamptz, is_late boolean)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT w.job_name, d.schedule, COALESCE(s.command, w.command),
           CASE WHEN NOT mindwell_internal.may_use_cron() THEN 'unknown'
                WHEN s.job_id IS NULL THEN 'missing'
                WHEN NOT s.is_active THEN 'inactive'
                WHEN s.command <> w.command THEN 'outdated'
                ELSE 'scheduled' END,
           r.last_start, r.last_end, r.last_status, r.last_message, done.finished_at,
           CASE WHEN s.is_active THEN mindwell_internal.cron_next(d.schedule, as_of, zone.name) END,
           as_of > mindwell_internal.cron_next(d.schedule,
               mindwell_internal.cron_next(d.schedule, COALESCE(done.started_at, first_run.started_at, store.installed_at), zone.name),
               zone.name) + interval '5 minutes'
    FROM mindwell_internal.preset_jobs('default') w
    LEFT JOIN mindwell_internal.scheduled_jobs() s
        ON s.job_name = w.job_name AND s.database_name = pg_catalog.current_database()
    LEFT JOIN mindwell_internal.job_runs() r ON r.job_id = s.job_id
    CROSS JOIN @extschema@.analytics_store store
    CROSS JOIN LATERAL (SELECT COALESCE(s.schedule, w.schedule)) AS d (schedule)
    CROSS JOIN LATERAL (SELECT COALESCE(mindwell_internal.cron_setting('timezone'), 'GMT')) AS zone (name)
    LEFT JOIN LATERAL (
        SELECT l.started_at, l.finished_at
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run' AND l.status = 'done' AND w.steps <@ l.steps
        ORDER BY l.started_at DESC
        LIMIT 1) AS done ON true
    CROSS JOIN LATERAL (
        SELECT LEAST(r.first_start, pg_catalog.min(l.started_at))
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run') AS first_run (started_at)
    ORDER BY w.job_name
$$;
COMMENT ON FUNCTION mindwell_internal.owner_jobs_at(timestamptz) IS
'Internal: what mindwell_internal.jobs_at() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.jobs_at(as_of timestamptz)
RETURNS TABLE (job_name text, schedule text, command text, state text, last_start timestamptz, last_end timestamptz,
               last_status text, last_message text, last_success timestamptz, next_due timestamptz, is_late boolean)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.jobs_at(timestamptz) IS
'Internal: the jobs of this store as of a time, as the view analytics_jobs shows them. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE VIEW @extschema@.analytics_jobs WITH (security_invoker = true) AS
    SELECT j.job_name, j.schedule, j.command, j.state, j.last_start, j.last_end, j.last_status, j.last_message,
           j.last_success, j.next_due, j.is_late
    FROM mindwell_internal.jobs_at(pg_catalog.now()) j;
COMMENT ON VIEW @extschema@.analytics_jobs IS
'The jobs that keep this store in order, one row each. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';
COMMENT ON COLUMN @extschema@.analytics_jobs.schedule IS 'Of the job, else of the default preset; in GMT unless cron.timezone says otherwise.';
COMMENT ON COLUMN @extschema@.analytics_jobs.state IS 'scheduled, inactive, outdated (another command: call analytics_schedule()), missing, or unknown where pg_cron is not in this database or may not be used.';
COMMENT ON COLUMN @extschema@.analytics_jobs.last_status IS 'Of the last run, by pg_cron, like last_start, last_end and last_message; NULL where state is unknown, or it has not run.';
COMMENT ON COLUMN @extschema@.analytics_jobs.last_success IS 'When the job''s steps were last done, whoever ran them; by analytics_run_log.';
COMMENT ON COLUMN @extschema@.analytics_jobs.next_due IS 'NULL unless the job is active.';
COMMENT ON COLUMN @extschema@.analytics_jobs.is_late IS 'The steps were not done although the job was due twice since they last were.';
GRANT SELECT ON @extschema@.analytics_jobs TO PUBLIC;
