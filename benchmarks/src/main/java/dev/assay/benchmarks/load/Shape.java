package dev.assay.benchmarks.load;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What a trace consists of. */
enum Shape {
  /** One call of a model, which is the whole trace. */
  CHAT(1),
  /** A request, under it a retrieval of three passages and a call of a model. */
  RAG(3);

  private final int spans;

  Shape(int spans) {
    this.spans = spans;
  }

  /** How many spans a trace has; one of them is a model's. */
  int spans() {
    return spans;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Shape ofKey(String key) {
    return Arrays.stream(values())
        .filter(shape -> shape.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(Problem.of("shape", key, "chat or rag")));
  }
}
