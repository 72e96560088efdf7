package dev.assay.server.pipeline;

import dev.assay.server.journal.Position;
import dev.assay.server.pipeline.Evaluators.StoredScore;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.WorkItem;
import java.util.ArrayList;
import java.util.List;

/** What the next commit stores, and who waits for it. */
final class Draft {

  private Batch.Builder batch = Batch.builder();
  private final List<Runnable> following = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<WorkItem> queued = new ArrayList<>();
  private final List<StoredScore> told = new ArrayList<>();
  private long entries;
  private long characters;
  private long number = 1;

  /** Drafts are numbered from 1. */
  long number() {
    return number;
  }

  /** The batch, to put things in; what is put in is counted. */
  Batch.Builder batch() {
    entries++;
    return batch;
  }

  /** Puts what was said of an interaction into the batch. */
  void put(Content content) {
    characters += Known.characters(content.interaction());
    batch().put(content);
  }

  /** How many characters of content were put in. */
  long characters() {
    return characters;
  }

  /** Puts a unit of work into the batch, to be begun once it is stored. */
  void queue(WorkItem item) {
    batch().put(item);
    queued.add(item);
  }

  /** A score in the batch that others are told once it is stored. */
  void tell(StoredScore score) {
    told.add(score);
  }

  /** What follows from the batch once it is stored, before anybody who waits for it hears of it. */
  void afterwards(Runnable task) {
    following.add(task);
  }

  /** Answers somebody who waits for the batch, once all that follows from it is done. */
  void answer(Runnable answer) {
    waiting.add(answer);
  }

  /** How many things were put in. */
  long entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries == 0;
  }

  /**
   * Takes out what was gathered, and begins anew.
   *
   * @param needed before which place the journal is not needed once this is stored
   */
  Taken take(Position needed) {
    Taken taken =
        new Taken(
            number,
            batch.build(),
            List.copyOf(following),
            List.copyOf(waiting),
            List.copyOf(queued),
            List.copyOf(told),
            entries,
            needed);
    batch = Batch.builder();
    following.clear();
    waiting.clear();
    queued.clear();
    told.clear();
    entries = 0;
    characters = 0;
    number++;
    return taken;
  }

  /**
   * What one commit stores.
   *
   * @param number of the draft
   * @param batch all of it
   * @param following what is done when it is stored
   * @param waiting who is told after that
   * @param queued units of work in it
   * @param told scores in it that others are told
   * @param entries how many things it holds
   * @param needed before which place the journal is not needed once it is stored
   */
  record Taken(
      long number,
      Batch batch,
      List<Runnable> following,
      List<Runnable> waiting,
      List<WorkItem> queued,
      List<StoredScore> told,
      long entries,
      Position needed) {}
}
