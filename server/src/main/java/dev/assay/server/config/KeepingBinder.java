package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.otel.trace.TraceRules;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.store.duckdb.DuckDbSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds what is about keeping: {@code store}, {@code journal}, {@code retention}, {@code traces}.
 */
final class KeepingBinder {

  private static final long MEGABYTE = 1_000_000;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1L << 30;
  private static final long MOST_JOURNAL = 1L << 50;
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern POSTGRES = Pattern.compile("(jdbc:)?postgres(ql)?://\\S{1,2000}");

  private final Scope scope;
  private final Fields root;

  KeepingBinder(Scope scope, Fields root) {
    this.scope = scope;
    this.root = root;
  }

  StoreConfig store() {
    Fields fields = scope.section(root, "store").orElse(null);
    if (fields == null) {
      return StoreConfig.DEFAULT;
    }
    String url = fields.secret("url").orElse(null);
    if (url != null && !isPostgres(url)) {
      scope.hidden(fields, "url", POSTGRES_FORM);
    }
    DuckDbSettings defaults = DuckDbSettings.DEFAULT;
    return new StoreConfig(
        url == null ? null : new Secret(url),
        new DuckDbSettings(
            megabytes(fields, "memory", 64, 1_000_000, defaults.memoryMegabytes()),
            fields.whole("threads", 1, 256).orElse((long) defaults.threads()).intValue(),
            megabytes(fields, "checkpoint", 1, 100_000, defaults.checkpointMegabytes())));
  }

  static final String POSTGRES_FORM =
      "postgresql://user:password@host:port/database (value not shown)";

  static boolean isPostgres(String url) {
    return POSTGRES.matcher(url).matches();
  }

  private static int megabytes(Fields fields, String key, long low, long high, int otherwise) {
    return fields
        .size(key, low * MEGABYTE, high * MEGABYTE)
        .map(bytes -> (int) (bytes / MEGABYTE))
        .orElse(otherwise);
  }

  JournalSettings journal(Limits limits) {
    JournalSettings defaults = JournalSettings.DEFAULT;
    // Every request that is taken fits into a frame.
    int frame = Math.max(defaults.frameBytes(), limits.wire().bodyBytes());
    long room = Math.max(defaults.pendingBytes(), frame);
    Fields fields = scope.section(root, "journal").orElse(null);
    if (fields == null) {
      return new JournalSettings(defaults.linger(), defaults.segmentBytes(), frame, room);
    }
    long segment = fields.size("segment", MIB, 4 * GIB).orElse(defaults.segmentBytes());
    return new JournalSettings(
        fields
            .duration("commit_delay", Duration.ZERO, Duration.ofSeconds(1))
            .orElse(defaults.linger()),
        segment,
        frame,
        fields.size("pending", frame, 16 * GIB).orElse(room),
        fields.size("max_bytes", 2 * segment, MOST_JOURNAL).orElse(defaults.mostBytes()),
        fields.size("min_free", 0, MOST_JOURNAL).orElse(defaults.freeBytes()));
  }

  RetentionConfig retention() {
    RetentionConfig defaults = RetentionConfig.DEFAULT;
    Fields fields = scope.section(root, "retention").orElse(null);
    if (fields == null) {
      return defaults;
    }
    return new RetentionConfig(
        kept(fields, "content", defaults.content()),
        kept(fields, "evaluations", defaults.evaluations()),
        kept(fields, "interactions", defaults.interactions()),
        kept(fields, "minutes", defaults.minutes()),
        kept(fields, "hours", defaults.hours()),
        kept(fields, "days", defaults.days()),
        kept(fields, "logs", defaults.logs()));
  }

  private static @Nullable Duration kept(Fields fields, String key, @Nullable Duration otherwise) {
    Optional<Node> node = fields.get(key);
    if (node.isPresent() && node.get().meant().asString("").equals("forever")) {
      return null;
    }
    return fields.duration(key, Duration.ofMinutes(1), LONGEST).orElse(otherwise);
  }

  TraceRules traces() {
    TraceRules defaults = TraceRules.DEFAULT;
    Fields fields = scope.section(root, "traces").orElse(null);
    if (fields == null) {
      return defaults;
    }
    Duration least = Duration.ofMillis(10);
    Duration idle = fields.duration("idle", least, Scope.DAY).orElse(defaults.idle());
    Duration longest = fields.duration("longest", least, Scope.DAY).orElse(defaults.longest());
    if (longest.compareTo(idle) < 0) {
      fields
          .get("longest")
          .or(() -> fields.get("idle"))
          .ifPresent(node -> fields.wrong("longest", node, "at least as long as idle"));
    }
    return new TraceRules(
        fields.duration("complete", least, Scope.DAY).orElse(defaults.complete()),
        idle,
        fields.duration("rootless", least, Scope.DAY).orElse(defaults.rootless()),
        longest,
        fields.duration("late", Duration.ZERO, Scope.DAY).orElse(defaults.late()),
        fields.whole("max_spans", 1, 1_000_000).orElse((long) defaults.mostSpans()).intValue(),
        fields.whole("max_logs", 1, 1_000_000).orElse((long) defaults.mostLogs()).intValue(),
        fields.whole("max_characters", 1_000, 1_000_000_000).orElse(defaults.mostCharacters()));
  }
}
