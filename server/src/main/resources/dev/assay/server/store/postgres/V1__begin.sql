-- Times are microseconds since 1970, UTC. Ids are ordered by their bytes, as cursors expect.

CREATE TABLE interactions (
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  trace_id TEXT,
  span_id TEXT,
  response_id TEXT,
  conversation TEXT,
  user_hash TEXT,
  app TEXT,
  environment TEXT,
  feature TEXT,
  app_release TEXT,
  prompt_template TEXT,
  prompt_version TEXT,
  model TEXT,
  tags TEXT,
  latency_ms DOUBLE PRECISION,
  ttft_ms DOUBLE PRECISION,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cached_tokens BIGINT,
  reasoning_tokens BIGINT,
  cost DOUBLE PRECISION,
  cache_hit BOOLEAN,
  finish_reason TEXT,
  error_kind TEXT,
  truncated BOOLEAN NOT NULL,
  failure_mode TEXT,
  completion TEXT NOT NULL,
  decisions TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE contents (
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  body BYTEA NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE evaluations (
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  value DOUBLE PRECISION,
  passed BOOLEAN,
  label TEXT,
  failure_mode TEXT,
  explanation TEXT,
  unscored TEXT,
  cost DOUBLE PRECISION,
  probability DOUBLE PRECISION NOT NULL,
  evaluated_at BIGINT NOT NULL,
  PRIMARY KEY (id, evaluator, version)
);

CREATE TABLE signals (
  signal_id TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  about_interaction TEXT,
  about_trace TEXT,
  about_span TEXT,
  about_response TEXT,
  about_conversation TEXT,
  happened_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  remark TEXT,
  id TEXT,
  started_at BIGINT,
  PRIMARY KEY (signal_id)
);

CREATE TABLE external_scores (
  score_id TEXT COLLATE "C" NOT NULL,
  name TEXT NOT NULL,
  about_interaction TEXT,
  about_trace TEXT,
  about_span TEXT,
  about_response TEXT,
  about_conversation TEXT,
  annotator TEXT NOT NULL,
  value DOUBLE PRECISION,
  label TEXT,
  explanation TEXT,
  error TEXT,
  happened_at BIGINT NOT NULL,
  id TEXT,
  started_at BIGINT,
  PRIMARY KEY (score_id)
);

CREATE TABLE labels (
  label_id TEXT COLLATE "C" NOT NULL,
  id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator TEXT,
  annotator TEXT NOT NULL,
  value DOUBLE PRECISION,
  passed BOOLEAN,
  failure_mode TEXT,
  expected TEXT,
  remark TEXT,
  labelled_at BIGINT NOT NULL,
  PRIMARY KEY (label_id)
);

CREATE TABLE windows_minute (
  start_at BIGINT NOT NULL,
  slice TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (start_at, slice)
);

CREATE TABLE windows_hour (
  start_at BIGINT NOT NULL,
  slice TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (start_at, slice)
);

CREATE TABLE windows_day (
  start_at BIGINT NOT NULL,
  slice TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (start_at, slice)
);

CREATE TABLE states (
  name TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE work (
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  lease_until BIGINT,
  last_error TEXT,
  PRIMARY KEY (id, evaluator, version)
);

CREATE TABLE alerts (
  alert_id TEXT COLLATE "C" NOT NULL,
  monitor TEXT NOT NULL,
  slice TEXT NOT NULL,
  state TEXT NOT NULL,
  severity TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  closed_at BIGINT,
  json TEXT NOT NULL,
  PRIMARY KEY (alert_id)
);

CREATE TABLE deliveries (
  delivery_id TEXT COLLATE "C" NOT NULL,
  alert_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL,
  delivered BOOLEAN NOT NULL,
  detail TEXT,
  PRIMARY KEY (delivery_id)
);

CREATE TABLE failure_cases (
  case_id TEXT COLLATE "C" NOT NULL,
  feature TEXT,
  failure_mode TEXT,
  status TEXT NOT NULL,
  title TEXT NOT NULL,
  members BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (case_id)
);

CREATE TABLE failure_members (
  case_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, id)
);

CREATE TABLE audit (
  entry_id TEXT COLLATE "C" NOT NULL,
  happened_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  PRIMARY KEY (entry_id)
);

CREATE TABLE documents (
  collection TEXT COLLATE "C" NOT NULL,
  document_id TEXT COLLATE "C" NOT NULL,
  updated_at BIGINT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (collection, document_id)
);

CREATE TABLE progress (
  name TEXT COLLATE "C" NOT NULL,
  journal_position TEXT NOT NULL,
  PRIMARY KEY (name)
);

CREATE INDEX interactions_by_time ON interactions (started_at, id);
CREATE INDEX interactions_by_trace ON interactions (trace_id);
CREATE INDEX interactions_by_response ON interactions (response_id) WHERE response_id IS NOT NULL;
CREATE INDEX interactions_by_conversation ON interactions (conversation, started_at) WHERE conversation IS NOT NULL;
CREATE INDEX interactions_by_user ON interactions (user_hash) WHERE user_hash IS NOT NULL;
CREATE INDEX contents_by_time ON contents (started_at);
CREATE INDEX evaluations_by_time ON evaluations (started_at, evaluator);
CREATE INDEX signals_by_interaction ON signals (id) WHERE id IS NOT NULL;
CREATE INDEX signals_by_time ON signals (happened_at);
CREATE INDEX external_scores_by_interaction ON external_scores (id) WHERE id IS NOT NULL;
CREATE INDEX external_scores_by_time ON external_scores (happened_at);
CREATE INDEX labels_by_interaction ON labels (id);
CREATE INDEX failure_members_by_interaction ON failure_members (id);
CREATE INDEX deliveries_by_alert ON deliveries (alert_id);
