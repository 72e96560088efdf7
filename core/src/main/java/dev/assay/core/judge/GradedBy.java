package dev.assay.core.judge;

import dev.assay.core.evaluator.Subject;

/** A way to ask for a grade: how the prompt looks and how the reply is read. */
interface GradedBy {

  /** Why {@code subject} cannot be asked about, or the prompt. */
  sealed interface Asked {
    /** It can be asked. */
    record Ready(JudgePrompt prompt) implements Asked {}

    /** It cannot. */
    record Not(String reason) implements Asked {}
  }

  /**
   * The prompt for {@code subject}.
   *
   * @param schema whether the model can be held to a schema
   */
  Asked ask(Subject subject, TextLimit limit, boolean schema);

  ReplyReader<Grade> reader();

  /** Everything the judge is told that does not come from the subject. */
  String identity();
}
