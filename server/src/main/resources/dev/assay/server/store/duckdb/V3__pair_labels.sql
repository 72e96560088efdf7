-- Which of two answers people preferred, shown side by side. A label has no interaction: pairs come from runs.
CREATE TABLE pair_labels (
  label_id VARCHAR NOT NULL,
  set_id VARCHAR NOT NULL,
  pair VARCHAR NOT NULL,
  annotator VARCHAR NOT NULL,
  choice VARCHAR NOT NULL,
  shown_first VARCHAR NOT NULL,
  settles BOOLEAN NOT NULL,
  remark VARCHAR,
  labelled_at BIGINT NOT NULL
);
