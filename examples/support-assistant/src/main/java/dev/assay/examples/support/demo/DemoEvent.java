package dev.assay.examples.support.demo;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.time.Instant;

/**
 * Something that a monitor gets to know.
 *
 * @since 0.1
 */
public sealed interface DemoEvent {

  /** When it becomes known: of an interaction, when the answer was complete. */
  Instant at();

  /** Whose turn it is among events of one time. */
  String id();

  /** A question and its answer. */
  record Asked(ObservedInteraction observed, Instant at) implements DemoEvent {

    @Override
    public String id() {
      return observed.id();
    }
  }

  /** What somebody did about an answer. */
  record Acted(Signal signal) implements DemoEvent {

    @Override
    public Instant at() {
      return signal.at();
    }

    @Override
    public String id() {
      return signal.id();
    }
  }
}
