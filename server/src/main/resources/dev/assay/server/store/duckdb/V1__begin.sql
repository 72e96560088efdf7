-- Times are microseconds since 1970, UTC. No table has an index: keys are kept unique by the one writer, for an
-- index doubles the work of writing, triples the file and takes seconds to open.

CREATE TABLE interactions (
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  trace_id VARCHAR,
  span_id VARCHAR,
  response_id VARCHAR,
  conversation VARCHAR,
  user_hash VARCHAR,
  app VARCHAR,
  environment VARCHAR,
  feature VARCHAR,
  app_release VARCHAR,
  prompt_template VARCHAR,
  prompt_version VARCHAR,
  model VARCHAR,
  tags VARCHAR,
  latency_ms DOUBLE,
  ttft_ms DOUBLE,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cached_tokens BIGINT,
  reasoning_tokens BIGINT,
  cost DOUBLE,
  cache_hit BOOLEAN,
  finish_reason VARCHAR,
  error_kind VARCHAR,
  truncated BOOLEAN NOT NULL,
  failure_mode VARCHAR,
  completion VARCHAR NOT NULL,
  decisions VARCHAR
);

CREATE TABLE contents (
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  body BLOB NOT NULL,
  search VARCHAR NOT NULL
);

CREATE TABLE evaluations (
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  value DOUBLE,
  passed BOOLEAN,
  label VARCHAR,
  failure_mode VARCHAR,
  explanation VARCHAR,
  unscored VARCHAR,
  cost DOUBLE,
  probability DOUBLE NOT NULL,
  evaluated_at BIGINT NOT NULL
);

CREATE TABLE signals (
  signal_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  about_interaction VARCHAR,
  about_trace VARCHAR,
  about_span VARCHAR,
  about_response VARCHAR,
  about_conversation VARCHAR,
  happened_at BIGINT NOT NULL,
  source VARCHAR NOT NULL,
  remark VARCHAR,
  id VARCHAR,
  started_at BIGINT
);

CREATE TABLE external_scores (
  score_id VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  about_interaction VARCHAR,
  about_trace VARCHAR,
  about_span VARCHAR,
  about_response VARCHAR,
  about_conversation VARCHAR,
  annotator VARCHAR NOT NULL,
  value DOUBLE,
  label VARCHAR,
  explanation VARCHAR,
  error VARCHAR,
  happened_at BIGINT NOT NULL,
  id VARCHAR,
  started_at BIGINT
);

CREATE TABLE labels (
  label_id VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator VARCHAR,
  annotator VARCHAR NOT NULL,
  value DOUBLE,
  passed BOOLEAN,
  failure_mode VARCHAR,
  expected VARCHAR,
  remark VARCHAR,
  labelled_at BIGINT NOT NULL
);

CREATE TABLE windows_minute (
  start_at BIGINT NOT NULL,
  slice VARCHAR NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE windows_hour (
  start_at BIGINT NOT NULL,
  slice VARCHAR NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE windows_day (
  start_at BIGINT NOT NULL,
  slice VARCHAR NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE states (
  name VARCHAR NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE work (
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  attempts BIGINT NOT NULL,
  probability DOUBLE NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  lease_until BIGINT,
  last_error VARCHAR
);

CREATE TABLE alerts (
  alert_id VARCHAR NOT NULL,
  monitor VARCHAR NOT NULL,
  slice VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  opened_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  closed_at BIGINT,
  json VARCHAR NOT NULL
);

CREATE TABLE deliveries (
  delivery_id VARCHAR NOT NULL,
  alert_id VARCHAR NOT NULL,
  channel VARCHAR NOT NULL,
  attempt BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL,
  delivered BOOLEAN NOT NULL,
  detail VARCHAR
);

CREATE TABLE failure_cases (
  case_id VARCHAR NOT NULL,
  feature VARCHAR,
  failure_mode VARCHAR,
  status VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  members BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  json VARCHAR NOT NULL
);

CREATE TABLE failure_members (
  case_id VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL
);

CREATE TABLE audit (
  entry_id VARCHAR NOT NULL,
  happened_at BIGINT NOT NULL,
  actor VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  subject VARCHAR,
  detail VARCHAR
);

CREATE TABLE documents (
  collection VARCHAR NOT NULL,
  document_id VARCHAR NOT NULL,
  updated_at BIGINT NOT NULL,
  json VARCHAR NOT NULL
);

CREATE TABLE progress (
  name VARCHAR NOT NULL,
  journal_position VARCHAR NOT NULL
);
