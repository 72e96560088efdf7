package dev.assay.server.delivery;

import dev.assay.server.store.Batch;

/**
 * Takes what people are to be told of. For any thread.
 *
 * @since 0.1
 */
public interface Notices {

  /** Tells nobody. */
  Notices NONE =
      new Notices() {
        @Override
        public void tell(Batch.Builder batch, Notice notice) {}

        @Override
        public void committed() {}
      };

  /**
   * Puts a notice into the batch that also stores what it is about: once that is committed, it will
   * be told; if it is not, it never happened.
   */
  void tell(Batch.Builder batch, Notice notice);

  /** Says that a batch with notices is committed. Never blocks; forgotten, it is found later. */
  void committed();
}
