// JDBC: how an application tracks events. Run by test/clients/run, or with PG* variables set:
//
//   java -cp /usr/share/java/postgresql.jar test/clients/Track.java
//
// Prints a line for each thing that holds, and stops with status 1 at the first that does not.

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.postgresql.util.PSQLException;

public class Track {
    static final String TRACK = "SELECT analytics_track(?, ?, ?, ?, ?, ?, ?, ?)";

    /** What may be left null. Users and sessions are UUIDs, strings or integers, as the application has them. */
    record Options(Object userId, Object sessionId, OffsetDateTime occurredAt, String funnelStage, UUID tenantId,
                   String idempotencyKey) {
        static final Options NONE = new Options(null, null, null, null, null, null);

        static Options key(Object userId, String idempotencyKey) {
            return new Options(userId, null, null, null, null, idempotencyKey);
        }
    }

    /** The id of the stored event; null when the user has opted out. properties is a JSON object. */
    static UUID track(Connection connection, String eventType, String properties, Options options)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRACK)) {
            statement.setString(1, eventType);
            statement.setObject(2, options.userId());
            statement.setObject(3, options.sessionId());
            // setString would send it as varchar, and properties are jsonb: OTHER leaves it to the server.
            statement.setObject(4, properties, Types.OTHER);
            statement.setObject(5, options.occurredAt());
            statement.setString(6, options.funnelStage());
            statement.setObject(7, options.tenantId());
            statement.setString(8, options.idempotencyKey());
            return onlyId(statement);
        }
    }

    /** How many came how far. The steps: an array of event types, or JSON as a string. */
    static List<Long> funnel(Connection connection, Object steps) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT actors FROM"
                + " analytics_funnel(?, now() - interval '1 hour', now() + interval '1 hour') ORDER BY step")) {
            statement.setObject(1, steps);
            return actors(statement);
        }
    }

    static List<Long> retention(Connection connection, String startStep, String returnStep) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT actors FROM"
                + " analytics_retention(?, ?, now() - interval '1 hour', now() + interval '1 hour', periods => 0)")) {
            statement.setString(1, startStep);
            statement.setString(2, returnStep);
            return actors(statement);
        }
    }

    static List<Long> actors(PreparedStatement statement) throws SQLException {
        List<Long> actors = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                actors.add(rows.getLong(1));
            }
        }
        return actors;
    }

    /** The text form: no more than setString, whatever the connection's stringtype. */
    static UUID trackJson(Connection connection, String event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT analytics_track_json(?)")) {
            statement.setString(1, event);
            return onlyId(statement);
        }
    }

    record Outcome(long ord, UUID eventId, String status, String errorCode, String error) {}

    /** An outcome for each event of a JSON array, in order. */
    static List<Outcome> trackBatch(Connection connection, String events, String onError) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT * FROM analytics_track_batch(?, ?)")) {
            statement.setObject(1, events, Types.OTHER);
            statement.setString(2, onError);
            List<Outcome> outcomes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    outcomes.add(new Outcome(rows.getLong("ord"), rows.getObject("event_id", UUID.class),
                            rows.getString("status"), rows.getString("error_code"), rows.getString("error")));
                }
            }
            return outcomes;
        }
    }

    /**
     * With stringtype=unspecified every setString goes untyped, and the server takes it for what the function wants:
     * uuid, jsonb and timestamptz from plain strings, as many frameworks send them.
     */
    static UUID trackStrings(Connection connection, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRACK)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            return onlyId(statement);
        }
    }

    static UUID onlyId(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    static void check(String what, boolean holds) {
        if (!holds) {
            System.out.println("not ok - " + what);
            System.exit(1);
        }
        System.out.println("ok - " + what);
    }

    interface Call {
        Object run() throws SQLException;
    }

    /** The call must fail so; prints what the application's log would say, and returns the hint. */
    static String refused(String what, String sqlState, Call call) throws SQLException {
        try {
            call.run();
        } catch (PSQLException error) {
            var server = Objects.requireNonNull(error.getServerErrorMessage());
            System.out.printf("# %s: %s; hint: %s%n", error.getSQLState(), server.getMessage(), server.getHint());
            check(what + " (" + sqlState + ")", sqlState.equals(error.getSQLState()));
            return server.getHint();
        }
        check(what + ": an error", false);
        return null;
    }

    static Connection connect(String... settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", System.getenv("PGUSER"));
        if (System.getenv("PGPASSWORD") != null) {
            properties.setProperty("password", System.getenv("PGPASSWORD"));
        }
        for (String setting : settings) {
            properties.setProperty(setting.split("=")[0], setting.split("=")[1]);
        }
        // The driver speaks TCP only; the directory of a Unix socket means this machine.
        String host = System.getenv().getOrDefault("PGHOST", "localhost");
        return DriverManager.getConnection(String.format("jdbc:postgresql://%s:%s/%s",
                host.startsWith("/") ? "localhost" : host, System.getenv().getOrDefault("PGPORT", "5432"),
                System.getenv("PGDATABASE")), properties);
    }

    static final UUID USER = UUID.fromString("6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10");
    static final UUID SESSION = UUID.fromString("0b9d6a52-3c1e-4d0f-8f27-5a6b7c8d9e01");
    static final String ORDER = """
            {"plan": "premium", "amount": 19.99, "currency": "USD", "note": "naïve ☕", "email": "ada@example.com"}""";
    static final String SUMMARY = """
            {"event_type": "summary_viewed", "user_id": "alice", "properties": {"summary_type": "daily"},
             "idempotency_key": "s-1"}""";
    static final String EVENTS = """
            [{"event_type": "page_view", "user_id": "6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10", "properties": {"path": "/"}},
             {"event_type": "Not a name"},
             {"event_type": "summary_viewed", "properties": {"summary_type": "hourly"}},
             %s,
             %s]""".formatted(SUMMARY, SUMMARY);

    static void scenario(Connection connection) throws SQLException {
        OffsetDateTime hourAgo = OffsetDateTime.now(ZoneOffset.ofHoursMinutes(5, 30)).minusHours(1);
        Options order = new Options(USER, SESSION, hourAgo, "conversion", null, "order-1");

        UUID first = track(connection, "subscription_created", ORDER, order);
        check("prepared analytics_track with an argument of every kind returns a UUIDv7", first.version() == 7);
        check("defaults", track(connection, "page_view", "{\"path\": \"/pricing\"}", Options.NONE) != null);
        // Users and sessions as the application has them: one user, however it is named.
        check("ids that are numbers and strings",
                track(connection, "login", "{}", Options.key(42, null)) != null
                && track(connection, "login", "{}", Options.key("42", null)) != null
                && track(connection, "login", "{}", new Options("42", 5000000000L, null, null, null, null)) != null);
        List<Long> expected = List.of(1L, 0L);
        check("a funnel of steps that are an array, by the name of either type",
                funnel(connection, connection.createArrayOf("text", new String[] {"login", "logout"})).equals(expected)
                && funnel(connection, connection.createArrayOf("varchar", new String[] {"login", "logout"})).equals(expected));
        check("a funnel of steps that are a string of JSON",
                funnel(connection, "[\"login\", {\"event\": \"logout\"}]").equals(expected));
        check("retention of steps that are strings",
                retention(connection, "login", "{\"any\": [\"login\", \"page_view\"]}").equals(List.of(1L)));
        check("a retry returns the id of the first call",
                first.equals(track(connection, "subscription_created", ORDER, order)));
        refused("a key used for another event is refused", "23505",
                () -> track(connection, "page_view", "{}", Options.key(null, "order-1")));

        List<Outcome> outcomes = trackBatch(connection, EVENTS, "report");
        StringBuilder statuses = new StringBuilder();
        for (Outcome outcome : outcomes) {
            statuses.append(String.format("%d %s %s;", outcome.ord(), outcome.status(), outcome.errorCode()));
        }
        check("analytics_track_batch answers for each event", statuses.toString().equals(
                "1 stored null;2 rejected 22023;3 rejected 22023;4 stored null;5 duplicate null;")
                && outcomes.get(3).eventId().equals(outcomes.get(4).eventId()));
        refused("on_error => abort is all or nothing", "22023", () -> trackBatch(connection, EVENTS, "abort"));

        OffsetDateTime longAgo = OffsetDateTime.of(2001, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        String hint = refused("an event that is too old is refused", "22008", () -> track(connection, "page_view",
                "{}", new Options(null, null, longAgo, null, null, null)));
        check("the hint says what to do", hint.contains("mindwell_analytics.max_event_age"));

        // Events belong to the transaction: what is rolled back never happened, and its key is free again.
        connection.setAutoCommit(false);
        check("track inside a transaction",
                track(connection, "payment_completed", "{\"amount\": 1}", Options.key(USER, "payment-1")) != null);
        connection.rollback();
        connection.setAutoCommit(true);
        check("after the rollback the key is free",
                track(connection, "payment_completed", "{\"amount\": 2}", Options.key(USER, "payment-1")) != null);

        check("analytics_track_json, text form by setString", trackJson(connection,
                "{\"name\": \"feature_used\", \"userId\": \"alice\", \"properties\": {\"feature_name\": \"search\"}}")
                != null);
    }

    /** The driver prepares on the server what one PreparedStatement has run five times (prepareThreshold). */
    static void prepared(Connection connection) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            ids.add(track(connection, "page_view", "{\"path\": \"/again\"}", Options.NONE));
        }
        try (Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_prepared_statements"
                     + " WHERE statement LIKE '%analytics_track(%'")) {
            rows.next();
            check("a prepared statement, 12 times", ids.size() == 12 && rows.getLong(1) > 0);
        }
    }

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = connect()) {
            scenario(connection);
            refused("properties sent as varchar find no function", "42883", () -> trackStrings(connection,
                    "page_view", USER.toString(), SESSION.toString(), "{}", null, null, null, null));
            prepared(connection);
        }
        try (Connection connection = connect("stringtype=unspecified")) {
            UUID first = trackStrings(connection, "goal_created", USER.toString(), SESSION.toString(),
                    "{\"goal_type\": \"smart\"}", OffsetDateTime.now(ZoneOffset.UTC).toString(), null, null, "goal-1");
            check("stringtype=unspecified: every argument a string", first != null);
            check("stringtype=unspecified: the text form of analytics_track_json", trackJson(connection,
                    "{\"event_type\": \"goal_completed\", \"user_id\": \"" + USER + "\"}") != null);
        }
    }
}
