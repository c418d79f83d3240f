/* mindwell_analytics--1.0.0.sql */

-- complain if the script is sourced in psql instead of run by CREATE EXTENSION
\echo Use "CREATE EXTENSION mindwell_analytics" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;
