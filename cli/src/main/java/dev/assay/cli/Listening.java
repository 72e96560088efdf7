package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.TraceSource;
import dev.assay.server.listen.ListenCounts;
import dev.assay.server.listen.ListenSettings;
import dev.assay.server.listen.TraceListener;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The listener for a target's spans, where one was asked for. */
final class Listening implements AutoCloseable {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");

  private final @Nullable TraceListener listener;

  private Listening(@Nullable TraceListener listener) {
    this.listener = listener;
  }

  static Listening of(@Nullable Integer port, @Nullable String wait) {
    if (port == null) {
      if (wait != null) {
        throw new InvalidInputException(Problem.of("--otlp-wait", wait, "--otlp-port beside it"));
      }
      return new Listening(null);
    }
    if (port < 0 || port > 65_535) {
      throw new InvalidInputException(Problem.of("--otlp-port", port, "0 to 65535"));
    }
    ListenSettings settings = ListenSettings.ofPort(port);
    if (wait != null) {
      settings = settings.withLongest(time(wait));
    }
    return new Listening(TraceListener.start(settings, new SecureRandom(), Clock.systemUTC()));
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new InvalidInputException(
          Problem.of("--otlp-wait", text, "a time such as 500ms, 6s or 1m"));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  Optional<TraceSource> source() {
    return Optional.ofNullable(listener);
  }

  Optional<String> endpoint() {
    return listener == null ? Optional.empty() : Optional.of(listener.endpoint());
  }

  /** Says so if calls were not heard of: that is easily a wrong setting. */
  Optional<String> unheard() {
    if (listener == null || listener.counts().unheard() == 0) {
      return Optional.empty();
    }
    ListenCounts counts = listener.counts();
    return Optional.of(
        "warning: no spans in time of "
            + counts.unheard()
            + " calls ("
            + counts.unknown()
            + " spans of other traces came); does the target continue the traceparent, and export"
            + " to "
            + listener.endpoint()
            + " within --otlp-wait?");
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
