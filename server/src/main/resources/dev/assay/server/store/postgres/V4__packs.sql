-- The minutes of an hour, and the hours of a day, of one slice in one row: a slice's month is few rows, and nothing
-- else is read for it. Each bit of "present" is one window, the first is the lowest.
CREATE TABLE packs_minute (
  start_at BIGINT NOT NULL,
  slice TEXT COLLATE "C" NOT NULL,
  present BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (start_at, slice)
);

CREATE TABLE packs_hour (
  start_at BIGINT NOT NULL,
  slice TEXT COLLATE "C" NOT NULL,
  present BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (start_at, slice)
);
