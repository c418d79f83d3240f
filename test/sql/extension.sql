-- The extension itself: it installs, and says what it is.
CREATE EXTENSION mindwell_analytics;
SELECT extversion FROM pg_extension WHERE extname = 'mindwell_analytics';
