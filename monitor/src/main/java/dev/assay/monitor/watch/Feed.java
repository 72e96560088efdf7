package dev.assay.monitor.watch;

import dev.assay.monitor.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came since the last commit.
 *
 * @param windows drained parts of minutes, or whole hours; possibly late
 * @param findings about single interactions
 * @param inputs embeddings of inputs that were drawn
 * @param health how the evaluation is doing; null if nothing is known
 * @since 0.1
 */
public record Feed(
    List<Window> windows,
    List<Finding> findings,
    List<EmbeddedInput> inputs,
    @Nullable Health health) {

  /** Copies the lists. */
  public Feed {
    windows = List.copyOf(windows);
    findings = List.copyOf(findings);
    inputs = List.copyOf(inputs);
  }

  /** Nothing: time alone has gone on. */
  public static Feed nothing() {
    return new Feed(List.of(), List.of(), List.of(), null);
  }

  /** Windows alone. */
  public static Feed of(List<Window> windows) {
    return new Feed(windows, List.of(), List.of(), null);
  }

  /** With these findings. */
  public Feed with(List<Finding> findings) {
    return new Feed(windows, findings, inputs, health);
  }

  /** With these embeddings. */
  public Feed withInputs(List<EmbeddedInput> inputs) {
    return new Feed(windows, findings, inputs, health);
  }

  /** With these numbers. */
  public Feed with(Health health) {
    return new Feed(windows, findings, inputs, health);
  }
}
