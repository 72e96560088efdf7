package dev.assay.core.judge;

import dev.assay.core.model.ReplySchema;

/**
 * Asks for an answer of a form, and reads it.
 *
 * @param <T> what an answer says
 * @since 0.1
 */
public interface ReplyReader<T> {

  /** The JSON that a model is held to where its provider can do that. */
  ReplySchema schema();

  /** Asks a model that is held to {@link #schema}: what the fields mean. */
  String askForJson();

  /**
   * Asks a model that answers with text.
   *
   * @param code what to write beside the result: nothing that is judged can hold it
   */
  String askForText(String code);

  /** Reads a reply, whichever form it took. */
  Reading<T> read(Reply reply);

  /**
   * A reply to read.
   *
   * @param text what the judge said; hostile, for it may repeat what it judged
   * @param code the code of the prompt
   * @param judged the texts that were judged
   */
  record Reply(String text, String code, String judged) {}

  /**
   * What a reply says.
   *
   * @param <T> what an answer says
   */
  sealed interface Reading<T> {

    /** It says this. */
    record Read<T>(T value) implements Reading<T> {}

    /** It cannot be taken to say anything, for this reason. */
    record Unread<T>(String reason) implements Reading<T> {}
  }
}
