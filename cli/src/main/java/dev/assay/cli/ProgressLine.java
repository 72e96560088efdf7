package dev.assay.cli;

import dev.assay.core.problem.Printable;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunListener;
import dev.assay.core.verdict.Verdict.Outcome;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a run is: on a terminal one line that is redrawn, elsewhere a line twice a minute, so
 * that a build log shows that something goes on.
 */
final class ProgressLine implements RunListener {

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long REPEAT_NANOS = 30_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int BAR = 20;

  private final Terminal terminal;
  private final String name;
  private final LongSupplier nanoTime;
  private int total;
  private int done;
  private int resumed;
  private int failed;
  private int unscored;
  private long start;
  private long last;

  ProgressLine(Terminal terminal, String name, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.name = Printable.line(name, 40);
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void started(int total, int resumed) {
    this.total = total;
    this.resumed = resumed;
    this.done = resumed;
    this.start = nanoTime.getAsLong();
    this.last = start;
    if (terminal.errIsTerminal()) {
      draw(start);
    }
  }

  @Override
  public synchronized void finished(ExampleResult result) {
    done++;
    Outcome outcome = result.verdict().outcome();
    failed += outcome == Outcome.FAIL ? 1 : 0;
    unscored += outcome == Outcome.UNSCORED ? 1 : 0;
    long now = nanoTime.getAsLong();
    if (now - last >= (terminal.errIsTerminal() ? REDRAW_NANOS : REPEAT_NANOS)) {
      last = now;
      draw(now);
    }
  }

  /** Takes the line away again. */
  synchronized void clear() {
    if (terminal.errIsTerminal()) {
      write("\r\u001b[K");
    }
  }

  private void draw(long now) {
    if (terminal.errIsTerminal()) {
      write("\r\u001b[K" + fit(text(now)));
    } else {
      terminal.note(text(now));
    }
  }

  String text(long now) {
    StringBuilder text = new StringBuilder(name).append("  ").append(done).append('/');
    text.append(total).append("  ").append(bar());
    text.append("  ").append(failed).append(" failed, ").append(unscored).append(" unscored");
    double seconds = (now - start) / (double) SECOND;
    int finished = done - resumed;
    if (finished > 0 && seconds > 0) {
      double rate = finished / seconds;
      text.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate));
      text.append(", ").append(duration((total - done) / rate)).append(" left");
    }
    return text.toString();
  }

  private String bar() {
    int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
    return "█".repeat(filled) + "░".repeat(BAR - filled);
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private String fit(String text) {
    int room = Math.max(20, terminal.columns() - 1);
    return text.length() <= room ? text : text.substring(0, room);
  }

  private void write(String text) {
    terminal.err().print(text);
    terminal.err().flush();
  }
}
