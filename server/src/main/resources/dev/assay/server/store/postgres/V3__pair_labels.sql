-- Which of two answers people preferred, shown side by side. A label has no interaction: pairs come from runs.
CREATE TABLE pair_labels (
  label_id TEXT COLLATE "C" PRIMARY KEY,
  set_id TEXT COLLATE "C" NOT NULL,
  pair TEXT COLLATE "C" NOT NULL,
  annotator TEXT NOT NULL,
  choice TEXT NOT NULL,
  shown_first TEXT NOT NULL,
  settles BOOLEAN NOT NULL,
  remark TEXT,
  labelled_at BIGINT NOT NULL
);

CREATE INDEX pair_labels_by_set ON pair_labels (set_id);
