package dev.assay.server.api;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a part whether it is likely to work.
 *
 * @since 0.1
 */
public interface Check {

  /** The part's name. */
  String name();

  /** How it is; quick, and never throws. */
  State state();

  /**
   * How a part is.
   *
   * @param ready whether it does its work
   * @param detail more in one line, without content or secrets
   * @param degraded whether something of it goes wrong that does not keep the server from its work
   */
  record State(boolean ready, @Nullable String detail, boolean degraded) {

    /** All well, or nothing. */
    public State(boolean ready, @Nullable String detail) {
      this(ready, detail, false);
    }

    /** Does its work, but for what the detail says. */
    public static State degraded(String detail) {
      return new State(true, detail, true);
    }
  }

  /** A check by name. */
  static Check of(String name, Supplier<State> state) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    return new Check() {

      @Override
      public String name() {
        return name;
      }

      @Override
      public State state() {
        return state.get();
      }
    };
  }
}
