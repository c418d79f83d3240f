// node-postgres: how an application tracks events. Run by test/clients/run, or with PG* variables set, after
// npm install in this folder.
//
// Prints a line for each thing that holds, and stops with status 1 at the first that does not.

import pg from 'pg';

const TRACK = {
  // A name makes it a prepared statement of the connection; leave it out behind a pooler that cannot carry those.
  name: 'analytics_track',
  text: 'SELECT analytics_track($1, $2, $3, $4, $5, $6, $7, $8) AS id',
};

/** The id of the stored event; null when the user has opted out. */
async function track(client, eventType, properties = {}, options = {}) {
  const result = await client.query({
    ...TRACK,
    // node-postgres sends an object as JSON and a Date as a timestamp with its time zone.
    values: [
      eventType,
      options.userId ?? null,
      options.sessionId ?? null,
      properties,
      options.occurredAt ?? null,
      options.funnelStage ?? null,
      options.tenantId ?? null,
      options.idempotencyKey ?? null,
    ],
  });
  return result.rows[0].id;
}

/** One { ord, event_id, status, error_code, error } for each event, in order. */
async function trackBatch(client, events, onError = 'report') {
  // JSON.stringify: node-postgres would send a JavaScript array as a PostgreSQL array.
  const result = await client.query(
    'SELECT * FROM analytics_track_batch($1, $2)', [JSON.stringify(events), onError]);
  return result.rows;
}

async function trackJson(client, document) {
  const result = await client.query('SELECT analytics_track_json($1) AS id', [document]);
  return result.rows[0].id;
}

/** How many came how far: steps are event types, or JSON as a string. */
async function funnel(client, steps, from, to) {
  // An array of strings arrives as it is; conditions and the rest of JSON need JSON.stringify.
  const result = await client.query('SELECT actors FROM analytics_funnel($1, $2, $3) ORDER BY step', [steps, from, to]);
  return result.rows.map((row) => row.actors);
}

async function retention(client, startStep, returnStep, from, to) {
  const result = await client.query(
    'SELECT actors FROM analytics_retention($1, $2, $3, $4, periods => 0)', [startStep, returnStep, from, to]);
  return result.rows.map((row) => row.actors);
}

function check(what, holds) {
  if (!holds) throw new Error(`not ok - ${what}`);
  console.log(`ok - ${what}`);
}

/** The promise must be rejected so; prints what the application's log would say. */
async function refused(what, sqlstate, promise) {
  const error = await promise.then(() => null, (reason) => reason);
  check(`${what}: an error of the server`, error instanceof pg.DatabaseError);
  console.log(`# ${error.code}: ${error.message}; hint: ${error.hint}`);
  check(`${what} (${sqlstate})`, error.code === sqlstate);
  return error;
}

async function scenario(pool) {
  const userId = '6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10';
  const sessionId = '0b9d6a52-3c1e-4d0f-8f27-5a6b7c8d9e01';
  const order = { plan: 'premium', amount: 19.99, currency: 'USD', note: 'naïve ☕', email: 'ada@example.com' };
  const orderOptions = {
    userId,
    sessionId,
    occurredAt: new Date(Date.now() - 60 * 60 * 1000),
    funnelStage: 'conversion',
    idempotencyKey: 'order-1',
  };

  const first = await track(pool, 'subscription_created', order, orderOptions);
  check('analytics_track with an argument of every kind returns a UUIDv7', first[14] === '7');
  check('defaults', await track(pool, 'page_view', { path: '/pricing' }));

  // Users and sessions as the application has them: one user, however it is named.
  check('ids that are numbers and strings',
    await track(pool, 'login', {}, { userId: 42 }) && await track(pool, 'login', {}, { userId: '42' })
    && await track(pool, 'login', {}, { userId: '42', sessionId: 5000000000 }));
  const period = [new Date(Date.now() - 60 * 60 * 1000), new Date(Date.now() + 60 * 60 * 1000)];
  check('a funnel of steps that are an array',
    (await funnel(pool, ['login', 'logout'], ...period)).join() === '1,0');
  check('a funnel of steps that are JSON',
    (await funnel(pool, JSON.stringify(['login', { event: 'logout' }]), ...period)).join() === '1,0');
  check('retention of a step that is an event type',
    (await retention(pool, 'login', { any: ['login', 'page_view'] }, ...period)).join() === '1');

  const again = await track(pool, 'subscription_created', order, orderOptions);
  check('a retry returns the id of the first call', again === first);
  await refused('a key used for another event is refused', '23505',
    track(pool, 'page_view', {}, { idempotencyKey: 'order-1' }));

  const summary = {
    event_type: 'summary_viewed', user_id: 'alice', properties: { summary_type: 'daily' }, idempotency_key: 's-1',
  };
  const events = [
    { event_type: 'page_view', user_id: userId, properties: { path: '/' } },
    { event_type: 'Not a name' },
    { event_type: 'summary_viewed', properties: { summary_type: 'hourly' } },
    summary,
    summary,
  ];
  const rows = await trackBatch(pool, events);
  check('analytics_track_batch answers for each event',
    rows.map((row) => `${row.ord} ${row.status} ${row.error_code}`).join(', ')
      === '1 stored null, 2 rejected 22023, 3 rejected 22023, 4 stored null, 5 duplicate null'
    && rows[3].event_id === rows[4].event_id);
  await refused('on_error => abort is all or nothing', '22023', trackBatch(pool, events, 'abort'));

  const tooOld = await refused('an event that is too old is refused', '22008',
    track(pool, 'page_view', {}, { occurredAt: new Date('2001-01-01T00:00:00Z') }));
  check('the hint says what to do', tooOld.hint.includes('mindwell_analytics.max_event_age'));

  // Events belong to the transaction: what is rolled back never happened, and its key is free again. A transaction
  // needs one client of the pool for all of its statements.
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    check('track inside a transaction',
      await track(client, 'payment_completed', { amount: 1 }, { userId, idempotencyKey: 'payment-1' }));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  check('after the rollback the key is free',
    await track(pool, 'payment_completed', { amount: 2 }, { userId, idempotencyKey: 'payment-1' }));

  check('analytics_track_json',
    await trackJson(pool, { name: 'feature_used', userId: 'alice', properties: { feature_name: 'search' } }));

  const ids = await Promise.all(Array.from({ length: 12 }, () => track(pool, 'page_view', { path: '/again' })));
  check('the same statement, 12 times, over the pool', new Set(ids).size === 12);
}

const pool = new pg.Pool({ max: 4 });
try {
  await scenario(pool);
} catch (error) {
  console.log(error.message.startsWith('not ok') ? error.message : `not ok - ${error.stack}`);
  process.exitCode = 1;
} finally {
  await pool.end();
}
