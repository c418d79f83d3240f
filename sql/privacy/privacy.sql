
-- Privacy: what is kept secret, and the rights of a person --------------------------
--
-- An erasure is of one user of one tenant.  It reaches what is derived, and then every table
-- of the store that has a column user_id beside tenant_id, and takes the lock of maintenance: no event
-- moves to another partition meanwhile, and no two erasures meet.  An event that is
-- committed after its snapshot is a new one.

CREATE FUNCTION mindwell_internal.create_privacy_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_opt_outs (
        tenant_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        user_id uuid NOT NULL,
        opted_out_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_opt_outs IS 'Users whose events are not stored.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.tenant_id IS 'With whom the user opted out.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.opted_out_at IS 'When that was recorded.';

    CREATE TABLE @extschema@.analytics_pii_rules (
        key text COLLATE "C" PRIMARY KEY
            CONSTRAINT analytics_pii_rules_key_has_1_to_64_bytes CHECK (octet_length(translate(key, E'_- \t\n\x0b\f\r"''`', '')) BETWEEN 1 AND 64),
        action text NOT NULL
            CONSTRAINT analytics_pii_rules_action_is_drop_hash_mask_or_allow CHECK (action IN ('drop', 'hash', 'mask', 'allow')),
        description text,
        is_secret boolean NOT NULL DEFAULT false);
    CREATE UNIQUE INDEX analytics_pii_rules_folded_idx
        ON @extschema@.analytics_pii_rules (lower(translate(key, E'_- \t\n\x0b\f\r"''`', '')));
    COMMENT ON TABLE @extschema@.analytics_pii_rules IS 'What becomes of properties that may be personal data, by key, at any depth; case, underscores, hyphens, blanks and quotes do not count.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.key IS 'Of a property, as it was entered; compared without case, underscores, hyphens, blanks and quotes.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.action IS 'drop (the property goes), hash, mask (*** in place of the value) or allow (not even searched for personal data).';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.is_secret IS 'Holds even when mindwell_analytics.enable_pii_tracking is on, and for keys that end in this one: user_password.';

    INSERT INTO @extschema@.analytics_pii_rules (key, action, is_secret)
    SELECT k, 'drop', false
    FROM pg_catalog.unnest(ARRAY['email', 'email_address', 'name', 'full_name', 'first_name', 'last_name',
                                 'phone', 'phone_number', 'ip', 'ip_address', 'user_agent']) AS k
    UNION ALL
    SELECT k, 'drop', true
    FROM pg_catalog.unnest(ARRAY['password', 'password_confirmation', 'password_hash', 'passwd', 'passphrase', 'pwd',
                                 'access_token', 'refresh_token', 'api_key', 'client_secret',
                                 'card_number', 'credit_card', 'credit_card_number', 'pan', 'cvc', 'cvc2', 'cvv', 'cvv2', 'iban',
                                 'ssn', 'social_security_number']) AS k;

    CREATE TABLE @extschema@.analytics_erasures (
        erasure_id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL,
        subject text NOT NULL,
        key_id text NOT NULL,
        reason text,
        status text NOT NULL CHECK (status IN ('running', 'done')),
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        row_counts jsonb NOT NULL DEFAULT '{}',
        recomputed_days bigint NOT NULL DEFAULT 0,
        unrecoverable_days bigint NOT NULL DEFAULT 0,
        pending jsonb);
    CREATE INDEX analytics_erasures_subject_idx ON @extschema@.analytics_erasures (subject);
    COMMENT ON TABLE @extschema@.analytics_erasures IS 'Proof of what was erased and when, without telling of whom: who has the user''s id and the hash key finds it with analytics_find_erasures().';
    COMMENT ON COLUMN @extschema@.analytics_erasures.erasure_id IS 'Of this erasure.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.tenant_id IS 'Whose user it was.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.subject IS 'Keyed hash of tenant and user.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.key_id IS 'Tells the key of the hash from other keys; nothing of it can be had from this.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.reason IS 'As the caller gave it; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.status IS 'running: begun by analytics_forget_user_batch(), which has not come to its end.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.started_at IS 'When it was begun.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.finished_at IS 'When it ended; NULL while it is running.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.row_counts IS 'How many rows went, by table.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.recomputed_days IS 'UTC days of the user whose rollups were derived anew.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.unrecoverable_days IS 'UTC days of the user whose rollups are final, since events of them were purged.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.pending IS 'Of one that is running: the partitions that are left, by oid, and the days whose rollups are to be derived anew.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_privacy_tables() IS
'Internal: a migration, creates the tables of opt-outs, rules for personal data, and erasures.';

CREATE FUNCTION mindwell_internal.keyed_hash(value text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_keyed_hash';
COMMENT ON FUNCTION mindwell_internal.keyed_hash(text) IS
'Internal: the hash of a text with the store''s secret key, as rules for personal data write it. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.mask_text(value text) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_mask_text';
COMMENT ON FUNCTION mindwell_internal.mask_text(text) IS
'Internal: a text with *** in place of e-mail addresses and card numbers.';

CREATE FUNCTION mindwell_internal.pseudonym(tenant_id uuid, user_id uuid)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN mindwell_internal.keyed_hash('user ' || CAST(user_id AS text) || ' of ' || CAST(tenant_id AS text));
COMMENT ON FUNCTION mindwell_internal.pseudonym(uuid, uuid) IS
'Internal: what stands for a user where they must not be named. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.hash_key_id()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.right(mindwell_internal.keyed_hash('mindwell_analytics hash key'), 16);
COMMENT ON FUNCTION mindwell_internal.hash_key_id() IS
'Internal: a name of the hash key. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.columns_of(relation regclass)
RETURNS name[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped);
COMMENT ON FUNCTION mindwell_internal.columns_of(regclass) IS
'Internal: the names of a table''s columns; empty for NULL.';

-- By the columns, so that a new table of the store need not be entered here too.
CREATE FUNCTION mindwell_internal.personal_tables()
RETURNS TABLE (relation regclass, table_name name, day text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 6
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT t.relation, s.table_name,
           CASE WHEN 'occurred_at' = ANY (c.columns) THEN 'CAST(d.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date)'
                WHEN 'day' = ANY (c.columns) THEN 'd.day' END
    FROM mindwell_internal.store_tables() s,
    LATERAL (SELECT mindwell_internal.relation(s.table_name)) AS t (relation),
    LATERAL (SELECT mindwell_internal.columns_of(t.relation)) AS c (columns)
    WHERE c.columns @> CAST('{tenant_id,user_id}' AS pg_catalog.name[])
$$;
COMMENT ON FUNCTION mindwell_internal.personal_tables() IS
'Internal: the tables of the store that hold rows of users; where a row d belongs to a UTC day, the expression of that day, else NULL.';

-- What an anonymous visitor did until a second user appeared is the first user's, and what they did
-- since then is not.  A table that does not tell when a row is of has no row of the former.
-- A join, since a user may have been any number of visitors.
CREATE FUNCTION mindwell_internal.theirs_sql(relation regclass)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN 'anonymous_id' = ANY (c.columns)
                THEN '(VALUES ($2[1])) AS p (user_id) WHERE d.tenant_id = $1 AND (d.user_id = p.user_id OR d.anonymous_id = p.user_id)'
                ELSE pg_catalog.format(
                    'ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3)) AS p (user_id, until) WHERE d.tenant_id = $1 AND d.user_id = p.user_id AND (p.until IS NULL OR %s)',
                    CASE WHEN 'occurred_at' = ANY (c.columns) THEN 'd.occurred_at < p.until'
                         WHEN 'day' = ANY (c.columns) THEN 'mindwell_internal.utc(d.day) < p.until'
                         -- a key goes with its event, and before it
                         WHEN 'event_id' = ANY (c.columns) THEN pg_catalog.format(
                             'NOT EXISTS (SELECT FROM %s e WHERE e.tenant_id = $1 AND e.id = d.event_id AND e.occurred_at >= p.until)',
                             mindwell_internal.relation('analytics_events'))
                         WHEN 'created_at' = ANY (c.columns) THEN 'd.created_at < p.until'
                         ELSE 'false' END)
           END
    FROM mindwell_internal.columns_of(relation) AS c (columns)
$$;
COMMENT ON FUNCTION mindwell_internal.theirs_sql(regclass) IS
'Internal: what a table d is joined with, and the condition, that leave the rows of a person, of the tenant $1, with the identities $2, each of which was theirs until $3 (mindwell_internal.identities).';

-- A person is a user, and the visitors that they were before they signed in.
CREATE FUNCTION mindwell_internal.identities(user_id uuid, tenant_id uuid, OUT ids uuid[], OUT until timestamptz[])
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT identities.user_id || COALESCE(pg_catalog.array_agg(a.anonymous_id ORDER BY a.anonymous_id), '{}'),
           CAST(NULL AS timestamptz) || COALESCE(pg_catalog.array_agg(a.ended_at ORDER BY a.anonymous_id), '{}')
    FROM @extschema@.analytics_aliases a
    WHERE a.tenant_id = identities.tenant_id AND a.user_id = identities.user_id
$$;
COMMENT ON FUNCTION mindwell_internal.identities(uuid, uuid) IS
'Internal: a user and the anonymous visitors who turned out to be them, the user first; and until when each was, NULL: always.';

-- The right to object ----------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_opt_out(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_opt_out';
COMMENT ON FUNCTION @extschema@.analytics_opt_out(@extschema@.analytics_id, uuid) IS
'From every session''s next statement on, nothing of the user is stored, nor of the anonymous visitors whose alias names them; what is stored already stays (see analytics_forget_user()). Returns false when the user had opted out before. tenant_id defaults to the session''s. Needs INSERT on analytics_opt_outs. 22004 for a NULL user, or what stands for none, 22023 without a tenant_id when the session has several, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

CREATE FUNCTION @extschema@.analytics_opt_in(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_opt_in';
COMMENT ON FUNCTION @extschema@.analytics_opt_in(@extschema@.analytics_id, uuid) IS
'Takes an opt-out back: the user''s events are stored again. Returns false when there was none. tenant_id defaults to the session''s. Needs SELECT and INSERT on analytics_opt_outs. 22004 for a NULL user, or what stands for none, 22023 without a tenant_id when the session has several, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

-- The right of access ----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.owner_export_user_rows(user_id uuid, tenant_id uuid)
RETURNS TABLE (table_name text, "row" jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
-- clients choose the ids of visitors, and could choose such that they collide
SET enable_hashjoin = off
SET enable_memoize = off
AS $$
DECLARE
    personal record;
    person CONSTANT record := mindwell_internal.identities(user_id, tenant_id);
    row_count bigint := 0;
BEGIN
    -- nothing twice: not what is derived and says what an event says
    FOR personal IN
        SELECT p.*, COALESCE('NOT ' || d.repeats, 'true') AS is_more
        FROM mindwell_internal.personal_tables() p
        LEFT JOIN mindwell_internal.derivations() d USING (table_name)
        ORDER BY p.day, p.table_name
    LOOP
        table_name := personal.table_name;
        -- OFFSET 0: one sort of all, whose memory is bounded, and not one of each partition
        FOR "row" IN EXECUTE pg_catalog.format(
            'SELECT pg_catalog.to_jsonb(d) FROM (SELECT d.* FROM %s d, %s AND %s OFFSET 0) d ORDER BY %s',
            personal.relation, mindwell_internal.theirs_sql(personal.relation), personal.is_more,
            CASE personal.table_name WHEN 'analytics_events' THEN 'd.occurred_at, d.id' ELSE 'd' END)
        USING tenant_id, person.ids, person.until
        LOOP
            row_count := row_count + 1;
            RETURN NEXT;
        END LOOP;
    END LOOP;
    PERFORM mindwell_internal.audit('export', mindwell_internal.pseudonym(tenant_id, user_id), row_count,
                                         pg_catalog.jsonb_build_object('tenant_id', tenant_id));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_export_user_rows(uuid, uuid) IS
'Internal: what analytics_export_user_rows() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_export_user_rows(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (table_name text, "row" jsonb)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1000
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_export_user_rows(@extschema@.analytics_id, uuid) IS
'Everything that the store holds of a user, and of the anonymous visitors who turned out to be them (analytics_alias), a row for each row: its table, and its columns as a JSON object, times in UTC; events in the order of their time. For COPY, of any number of rows in bounded memory. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_export_user(user_id uuid, tenant_id uuid)
RETURNS jsonb
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT pg_catalog.jsonb_build_object(
               'user_id', user_id, 'tenant_id', tenant_id, 'exported_at', pg_catalog.now())
           || pg_catalog.jsonb_object_agg(pg_catalog.substr(p.table_name, pg_catalog.length('analytics_') + 1),
                                          COALESCE(r.rows, '[]'))
    FROM mindwell_internal.personal_tables() p
    LEFT JOIN (SELECT e.table_name, pg_catalog.jsonb_agg(e."row" ORDER BY e.ordinality) AS rows
               FROM mindwell_internal.owner_export_user_rows(user_id, tenant_id) WITH ORDINALITY e
               GROUP BY e.table_name) AS r ON r.table_name = p.table_name
$$;
COMMENT ON FUNCTION mindwell_internal.owner_export_user(uuid, uuid) IS
'Internal: what analytics_export_user() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_export_user(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS jsonb
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_export_user(@extschema@.analytics_id, uuid) IS
'Everything that the store holds of a user, and of the anonymous visitors who turned out to be them (analytics_alias), as one document: user_id, tenant_id, exported_at, and for each table (events, users, event_keys, opt_outs, ...) a list of its rows. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 54000 where the lists become too long for jsonb (take analytics_export_user_rows()), 25006 on a standby, 55000 without a store.';

-- The right to be forgotten ----------------------------------------------------------

CREATE FUNCTION mindwell_internal.begin_erasing()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    -- what else it may meet: a lock of a table or row
    PERFORM mindwell_internal.limit_waits();
END
$$;
COMMENT ON FUNCTION mindwell_internal.begin_erasing() IS
'Internal: keeps maintenance and other erasures away until the end of the transaction, and bounds its waits: 55P03 after mindwell_analytics.wait_timeout; 25000 unless that reads what is committed.';

CREATE FUNCTION mindwell_internal.erase_rows(relation regclass, day text, user_id uuid, tenant_id uuid)
RETURNS TABLE (row_count bigint, days date[])
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
-- as in owner_export_user_rows()
SET enable_hashjoin = off
SET enable_memoize = off
AS $$
DECLARE
    person CONSTANT record := mindwell_internal.identities(user_id, tenant_id);
BEGIN
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %s d USING %s RETURNING %s AS day)'
        ' SELECT pg_catalog.count(*), pg_catalog.array_agg(DISTINCT g.day) FROM gone g',
        relation, mindwell_internal.theirs_sql(relation), COALESCE(day, 'CAST(NULL AS pg_catalog.date)'))
    INTO STRICT row_count, days USING tenant_id, person.ids, person.until;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.erase_rows(regclass, text, uuid, uuid) IS
'Internal: deletes a user''s rows from a table; how many there were, and of which UTC days.';

-- What is left to do for the days of which rows went.
CREATE FUNCTION mindwell_internal.derive_anew(erasure uuid, tenant_id uuid, days date[])
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    all_days date[];
    sealed_days bigint;
BEGIN
    SELECT pg_catalog.array_agg(DISTINCT d.day), pg_catalog.count(DISTINCT s.day)
    INTO all_days, sealed_days
    FROM pg_catalog.unnest(days) AS d (day)
    LEFT JOIN @extschema@.analytics_sealed_days s ON s.day = d.day
    WHERE d.day IS NOT NULL;
    PERFORM mindwell_internal.refresh_days(tenant_id, all_days);
    UPDATE @extschema@.analytics_erasures e
    SET recomputed_days = e.recomputed_days + COALESCE(pg_catalog.cardinality(all_days), 0) - sealed_days,
        unrecoverable_days = e.unrecoverable_days + sealed_days
    WHERE e.erasure_id = erasure;
END
$$;
COMMENT ON FUNCTION mindwell_internal.derive_anew(uuid, uuid, date[]) IS
'Internal: derives the rollups of days anew, save those of which events were purged; adds their numbers to the erasure.';

CREATE FUNCTION mindwell_internal.note_erasure(erasure uuid, user_id uuid, tenant_id uuid, reason text)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_erasures
        (erasure_id, tenant_id, subject, key_id, reason, status, started_at)
    VALUES (erasure, tenant_id, mindwell_internal.pseudonym(tenant_id, user_id), mindwell_internal.hash_key_id(),
            -- a reason is not a place for what goes
            mindwell_internal.mask_text(pg_catalog.regexp_replace(reason, CAST(user_id AS text), '***', 'gi')),
            'running', pg_catalog.clock_timestamp())
$$;
COMMENT ON FUNCTION mindwell_internal.note_erasure(uuid, uuid, uuid, text) IS
'Internal: enters an erasure that begins into analytics_erasures.';

CREATE FUNCTION mindwell_internal.count_erased(erasure uuid, counted name, row_count bigint)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE @extschema@.analytics_erasures e
    SET row_counts = e.row_counts || pg_catalog.jsonb_build_object(
            counted, COALESCE(CAST(e.row_counts ->> CAST(counted AS text) AS pg_catalog.int8), 0) + row_count)
    WHERE e.erasure_id = erasure
$$;
COMMENT ON FUNCTION mindwell_internal.count_erased(uuid, name, bigint) IS
'Internal: adds to the number of rows that an erasure has deleted from a table.';

-- Or the next who signs in would be the first there, and have what several people do.
CREATE FUNCTION mindwell_internal.leave_shared_devices(user_id uuid, tenant_id uuid)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    row_count bigint;
BEGIN
    -- one that is about to end has ended when this has its lock
    PERFORM FROM @extschema@.analytics_aliases a
    WHERE a.tenant_id = leave_shared_devices.tenant_id AND a.user_id = leave_shared_devices.user_id
    ORDER BY a.anonymous_id
    FOR UPDATE;
    UPDATE @extschema@.analytics_aliases a
    SET user_id = '00000000-0000-0000-0000-000000000000', created_at = '-infinity', ended_at = '-infinity'
    WHERE a.tenant_id = leave_shared_devices.tenant_id AND a.user_id = leave_shared_devices.user_id AND a.ended_at IS NOT NULL;
    GET DIAGNOSTICS row_count = ROW_COUNT;
    RETURN row_count;
END
$$;
COMMENT ON FUNCTION mindwell_internal.leave_shared_devices(uuid, uuid) IS
'Internal: makes a user''s aliases that have ended those of nobody, and returns their number.';

-- Tables in the order in which ingest writes them, so that the two do not deadlock
-- more than they must.
CREATE FUNCTION mindwell_internal.erase_user(erasure uuid, user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    personal record;
    erased record;
    days date[];
BEGIN
    -- without their alias nothing would tell any more that the visitors are theirs
    IF keep_opt_out THEN
        INSERT INTO @extschema@.analytics_opt_outs (tenant_id, user_id)
        SELECT a.tenant_id, a.anonymous_id
        FROM @extschema@.analytics_aliases a
        JOIN @extschema@.analytics_opt_outs o ON o.tenant_id = a.tenant_id AND o.user_id = a.user_id
        WHERE a.tenant_id = erase_user.tenant_id AND a.user_id = erase_user.user_id AND a.ended_at IS NULL
        ON CONFLICT ON CONSTRAINT analytics_opt_outs_pkey DO NOTHING;
    END IF;
    FOR erased IN SELECT * FROM mindwell_internal.erase_derived(user_id, tenant_id) LOOP
        PERFORM mindwell_internal.count_erased(erasure, erased.table_name, erased.row_count);
        days := days || erased.days;
    END LOOP;
    FOR personal IN
        SELECT p.*
        FROM mindwell_internal.personal_tables() p
        WHERE NOT (keep_opt_out AND p.table_name = 'analytics_opt_outs')
          AND p.table_name NOT IN (SELECT d.table_name FROM mindwell_internal.derivations() d)
        -- the aliases last: they tell who else the person was
        ORDER BY p.table_name = 'analytics_aliases', p.table_name <> 'analytics_event_keys', p.table_name
    LOOP
        IF personal.table_name = 'analytics_aliases' THEN
            PERFORM mindwell_internal.count_erased(erasure, personal.table_name,
                                                   mindwell_internal.leave_shared_devices(user_id, tenant_id));
        END IF;
        SELECT * INTO STRICT erased FROM mindwell_internal.erase_rows(personal.relation, personal.day, user_id, tenant_id);
        PERFORM mindwell_internal.count_erased(erasure, personal.table_name, erased.row_count);
        days := days || erased.days;
    END LOOP;

    PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
    UPDATE @extschema@.analytics_erasures e
    SET status = 'done', finished_at = pg_catalog.clock_timestamp(), pending = NULL
    WHERE e.erasure_id = erasure;
    PERFORM mindwell_internal.audit('erase', e.subject, CAST(e.row_counts ->> 'analytics_events' AS pg_catalog.int8),
                                         pg_catalog.jsonb_build_object('tenant_id', e.tenant_id, 'erasure_id', e.erasure_id))
    FROM @extschema@.analytics_erasures e
    WHERE e.erasure_id = erasure;

    RETURN QUERY
        SELECT c.key, 'erased', CAST(c.value AS pg_catalog.int8)
        FROM @extschema@.analytics_erasures e, LATERAL pg_catalog.jsonb_each_text(e.row_counts) c
        WHERE e.erasure_id = erasure
        ORDER BY c.key;
    RETURN QUERY
        SELECT 'rollups', s.status, s.days
        FROM @extschema@.analytics_erasures e,
        LATERAL (VALUES ('recomputed', e.recomputed_days), ('unrecoverable', e.unrecoverable_days)) AS s (status, days)
        WHERE e.erasure_id = erasure AND s.days > 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.erase_user(uuid, uuid, uuid, boolean) IS
'Internal: deletes all that the store holds of a user, and ends an erasure; returns what analytics_forget_user() does.';

CREATE FUNCTION mindwell_internal.owner_forget_user(user_id uuid, reason text, tenant_id uuid, keep_opt_out boolean)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure CONSTANT uuid := pg_catalog.gen_random_uuid();
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    PERFORM mindwell_internal.note_erasure(erasure, user_id, tenant_id, reason);
    RETURN QUERY SELECT * FROM mindwell_internal.erase_user(erasure, user_id, tenant_id, COALESCE(keep_opt_out, false));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_forget_user(uuid, text, uuid, boolean) IS
'Internal: what analytics_forget_user() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_forget_user(
    user_id @extschema@.analytics_id, reason text DEFAULT NULL, tenant_id uuid DEFAULT NULL, keep_opt_out boolean DEFAULT false)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_forget_user(@extschema@.analytics_id, text, uuid, boolean) IS
'Erases a user: every row of every table of the store that is theirs, in this transaction, with the rollups derived anew. A row for each table (status erased) with the number of its rows; and for the rollups the number of UTC days that were recomputed, and of those that were not because events of them had been purged (unrecoverable). The anonymous visitors who turned out to be the user (analytics_alias) go along; of those whose alias has ended, an alias of nobody stays, which says that several people use the device. keep_opt_out leaves an opt-out of the user in force, and one of those visitors: the only rows that still name them. analytics_erasures keeps the reason and a keyed hash. Events that are committed meanwhile are not seen: opt the user out before, or CALL analytics_forget_user_batch(). tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25000 above READ COMMITTED, 55P03 when maintenance, another erasure or a lock lasts longer than mindwell_analytics.wait_timeout, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_find_erasures(user_id uuid, tenant_id uuid)
RETURNS TABLE (erasure_id uuid, status text, started_at timestamptz, finished_at timestamptz, reason text,
               row_counts jsonb, recomputed_days bigint, unrecoverable_days bigint)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT e.erasure_id, e.status, e.started_at, e.finished_at, e.reason, e.row_counts, e.recomputed_days, e.unrecoverable_days
    FROM @extschema@.analytics_erasures e
    WHERE e.subject = mindwell_internal.pseudonym(owner_find_erasures.tenant_id, user_id)
    ORDER BY e.started_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_find_erasures(uuid, uuid) IS
'Internal: what analytics_find_erasures() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_find_erasures(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (erasure_id uuid, status text, started_at timestamptz, finished_at timestamptz, reason text,
               row_counts jsonb, recomputed_days bigint, unrecoverable_days bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_find_erasures(@extschema@.analytics_id, uuid) IS
'The rows of analytics_erasures that are of a user, oldest first; those that were written under another hash key are not found. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_delete_events(from_time timestamptz, to_time timestamptz, event_type text, tenant_id uuid)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    deleted bigint;
BEGIN
    IF from_time IS NULL OR to_time IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'from_time and to_time must not be null';
    ELSIF from_time >= to_time THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time';
    END IF;
    PERFORM mindwell_internal.begin_erasing();
    DELETE FROM @extschema@.analytics_events e
    WHERE e.tenant_id = owner_delete_events.tenant_id
      AND e.occurred_at >= from_time AND e.occurred_at < to_time
      AND (owner_delete_events.event_type IS NULL OR e.event_type = owner_delete_events.event_type);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    PERFORM mindwell_internal.audit('delete_events', 'analytics_events', deleted,
        pg_catalog.jsonb_build_object('tenant_id', tenant_id, 'event_type', event_type, 'from_time', from_time, 'to_time', to_time));
    RETURN deleted;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_delete_events(timestamptz, timestamptz, text, uuid) IS
'Internal: what analytics_delete_events() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_delete_events(
    from_time timestamptz, to_time timestamptz, event_type text DEFAULT NULL, tenant_id uuid DEFAULT NULL)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_tenant_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_delete_events(timestamptz, timestamptz, text, uuid) IS
'Deletes the events of a tenant that occurred from a time until before another, of one type or (NULL) of all, and returns their number: what was tracked by mistake. The next refresh derives the rollups of their days anew, save of days that were purged; analytics_audit_log tells of it. A user is erased with analytics_forget_user(). tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL time, 22023 unless from_time lies before to_time, 25000 above READ COMMITTED, 25006 on a standby, 55000 without a store.';

-- An erasure in transactions of their own: opt the user out; wait for those who did
-- not know yet; delete partition by partition; delete the rest.  One that is killed
-- leaves the user opted out and its row running; the next goes on with that.
--
-- Each step is called by the admin who erases, with a user and a tenant of theirs, and trusts
-- nothing else: which erasure it is, and how far it came, is in analytics_erasures.

CREATE FUNCTION mindwell_internal.running_erasure(user_id uuid, tenant_id uuid)
RETURNS uuid
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT e.erasure_id
    FROM @extschema@.analytics_erasures e
    WHERE e.subject = mindwell_internal.pseudonym(running_erasure.tenant_id, user_id) AND e.status = 'running'
    ORDER BY e.started_at
    LIMIT 1
$$;
COMMENT ON FUNCTION mindwell_internal.running_erasure(uuid, uuid) IS
'Internal: the erasure of a user that was begun and has not come to its end; NULL when there is none. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.owner_begin_erasure(user_id uuid, reason text, tenant_id uuid)
RETURNS uuid
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid := mindwell_internal.running_erasure(user_id, tenant_id);
BEGIN
    INSERT INTO @extschema@.analytics_opt_outs (tenant_id, user_id)
    VALUES (owner_begin_erasure.tenant_id, owner_begin_erasure.user_id)
    ON CONFLICT ON CONSTRAINT analytics_opt_outs_pkey DO NOTHING;
    IF erasure IS NULL THEN
        erasure := pg_catalog.gen_random_uuid();
        PERFORM mindwell_internal.note_erasure(erasure, user_id, tenant_id, reason);
    ELSE
        -- all partitions once more: events may have moved
        UPDATE @extschema@.analytics_erasures e SET pending = e.pending - 'partitions' WHERE e.erasure_id = erasure;
    END IF;
    RETURN erasure;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_erasure(uuid, text, uuid) IS
'Internal: what mindwell_internal.begin_erasure() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_erasure(user_id uuid, reason text, tenant_id uuid)
RETURNS uuid
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.begin_erasure(uuid, text, uuid) IS
'Internal: opts a user out and begins an erasure, or goes on with one that did not come to its end; returns its id.';

CREATE FUNCTION mindwell_internal.wait_for_writers() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_wait_for_writers';
COMMENT ON FUNCTION mindwell_internal.wait_for_writers() IS
'Internal: returns when the transactions have ended that are writing events or users now; 55P03 after mindwell_analytics.wait_timeout, whose DETAIL names one that has not. 42501 for those who may erase nothing.';

-- The default partition comes first: what moves out of it afterwards, into partitions
-- that are not in the list, is not the user's.  Rollups are derived when the days of a
-- calendar month are together; until then the log tells that they are stale.
CREATE FUNCTION mindwell_internal.owner_erase_partition(user_id uuid, tenant_id uuid)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid;
    pending jsonb;
    still_pending jsonb;
    partitions jsonb;
    days date[];
    events record;
    erased record;
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    -- as it is now that nobody else goes on with it
    erasure := mindwell_internal.running_erasure(user_id, tenant_id);
    IF erasure IS NULL THEN
        RETURN false;
    END IF;
    SELECT COALESCE(e.pending, '{}') INTO STRICT pending FROM @extschema@.analytics_erasures e WHERE e.erasure_id = erasure;
    days := ARRAY(SELECT CAST(d.day AS pg_catalog.date)
                  FROM pg_catalog.jsonb_array_elements_text(pending -> 'days') AS d (day));
    partitions := pending -> 'partitions';
    IF partitions IS NULL THEN
        SELECT COALESCE(pg_catalog.jsonb_agg(CAST(p.partition AS pg_catalog.oid) ORDER BY p.is_default DESC, p.starts_at), '[]')
        INTO partitions
        FROM mindwell_internal.partitions() p;
    END IF;
    IF partitions = '[]' THEN
        PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
        UPDATE @extschema@.analytics_erasures e SET pending = NULL WHERE e.erasure_id = erasure;
        RETURN false;
    END IF;

    SELECT t.table_name, t.day, CAST(i.inhrelid AS pg_catalog.regclass) AS partition
    INTO events
    FROM mindwell_internal.personal_tables() t
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.relation
    WHERE t.table_name = 'analytics_events' AND i.inhrelid = CAST(partitions ->> 0 AS pg_catalog.oid);
    -- it may have been purged since
    IF FOUND THEN
        SELECT * INTO STRICT erased FROM mindwell_internal.erase_rows(events.partition, events.day, user_id, tenant_id);
        PERFORM mindwell_internal.count_erased(erasure, events.table_name, erased.row_count);
        IF pg_catalog.date_trunc('month', CAST(days[1] AS pg_catalog.timestamp))
           <> pg_catalog.date_trunc('month', CAST(erased.days[1] AS pg_catalog.timestamp)) THEN
            PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
            days := '{}';
        END IF;
        days := days || erased.days;
    END IF;
    still_pending := pg_catalog.jsonb_build_object('partitions', partitions - 0, 'days', pg_catalog.to_jsonb(days));
    UPDATE @extschema@.analytics_erasures e SET pending = still_pending WHERE e.erasure_id = erasure;
    -- or the erasure would begin anew for ever
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_erasures e WHERE e.erasure_id = erasure AND e.pending = still_pending) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the erasure cannot go on',
            DETAIL = 'How far it came is not in analytics_erasures as it was written there.',
            HINT = mindwell_internal.find_changer('analytics_erasures');
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_erase_partition(uuid, uuid) IS
'Internal: what mindwell_internal.erase_partition() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.erase_partition(user_id uuid, tenant_id uuid)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.erase_partition(uuid, uuid) IS
'Internal: deletes a user''s events from the next partition of the erasure that is running; false after the last, or when there is no such erasure.';

CREATE FUNCTION mindwell_internal.owner_end_erasure(user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid;
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    erasure := mindwell_internal.running_erasure(user_id, tenant_id);
    IF erasure IS NULL THEN
        RETURN 'another call has ended this erasure';
    END IF;
    RETURN (
        SELECT pg_catalog.string_agg(pg_catalog.format('%s: %s %s', e.table_name, e.row_count, e.status), ', ')
        FROM mindwell_internal.erase_user(erasure, user_id, tenant_id, COALESCE(keep_opt_out, false)) e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_end_erasure(uuid, uuid, boolean) IS
'Internal: what mindwell_internal.end_erasure() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.end_erasure(user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.end_erasure(uuid, uuid, boolean) IS
'Internal: deletes what is left of a user and ends the erasure that is running; returns what all of it did, in one line.';

-- Commits, and so cannot carry a search_path: see analytics_maintain().
CREATE PROCEDURE @extschema@.analytics_forget_user_batch(
    user_id @extschema@.analytics_id, reason pg_catalog.text DEFAULT NULL, tenant_id pg_catalog.uuid DEFAULT NULL,
    keep_opt_out pg_catalog.bool DEFAULT false)
LANGUAGE plpgsql
AS $$
DECLARE
    erased_user CONSTANT pg_catalog.uuid := CAST(user_id AS pg_catalog.uuid);
BEGIN
    CALL mindwell_internal.require_autocommit('analytics_forget_user_batch(...)');
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    PERFORM mindwell_internal.begin_erasure(erased_user, reason, tenant_id);
    COMMIT;
    PERFORM mindwell_internal.wait_for_writers();
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    WHILE mindwell_internal.erase_partition(erased_user, tenant_id) LOOP
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    END LOOP;
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    RAISE NOTICE '%', mindwell_internal.end_erasure(erased_user, tenant_id, keep_opt_out);
    COMMIT;
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_forget_user_batch(@extschema@.analytics_id, text, uuid, boolean) IS
'As analytics_forget_user(), for a user with very many events, and while others still send them: opts the user out, waits for the transactions that are storing events (55P03 after mindwell_analytics.wait_timeout, and the next call goes on), deletes and commits partition by partition, and takes the opt-out back at the end unless keep_opt_out. What it did is a NOTICE, and in analytics_erasures. Killed, it leaves the user opted out and its row running; the next call goes on with that. For the store''s owner and admins, alone in its statement: 25001 inside a transaction block; else the errors of analytics_forget_user().';
