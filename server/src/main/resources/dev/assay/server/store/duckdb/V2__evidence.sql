-- What evaluations showed: claims, quotes, replies of judges. It goes when what was said goes.
CREATE TABLE evaluation_evidence (
  id VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  body BLOB NOT NULL
);
