-- What evaluations showed: claims, quotes, replies of judges. It goes when what was said goes.
CREATE TABLE evaluation_evidence (
  id TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  evaluator TEXT COLLATE "C" NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (id, evaluator, version)
);

CREATE INDEX evaluation_evidence_by_time ON evaluation_evidence (started_at);
