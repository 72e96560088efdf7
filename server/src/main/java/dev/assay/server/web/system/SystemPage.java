package dev.assay.server.web.system;

import dev.assay.server.api.Check;
import dev.assay.server.api.metrics.Reading;
import dev.assay.server.store.StoreSizes;
import dev.assay.server.store.WorkItem;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import java.util.List;
import java.util.Map;

/**
 * How the server does.
 *
 * @param shell the frame
 * @param parts each with how it is
 * @param numbers the server's own
 * @param storage what lies where
 * @param givenUp evaluation that was given up
 */
record SystemPage(
    Shell shell, List<Part> parts, Numbers numbers, Storage storage, GivenUp givenUp) {

  /** A part of the server and how it is. */
  record Part(String name, Check.State state) {

    String word() {
      if (!state.ready()) {
        return "not ready";
      }
      return state.degraded() ? "degraded" : "ready";
    }

    String style() {
      if (!state.ready()) {
        return "state-bad";
      }
      return state.degraded() ? "state-warn" : "state-good";
    }
  }

  /**
   * What lies where.
   *
   * @param folder the data directory
   * @param free bytes that are left on its disk; negative where that is not known
   * @param journal bytes of the journal
   * @param store what is stored
   */
  record Storage(String folder, long free, long journal, StoreSizes store) {}

  Formats formats() {
    return shell.formats();
  }

  /** Whether the person may have evaluation tried again. */
  boolean mayRetry() {
    Person person = shell.visitor().person();
    return person != null && person.may(Role.EDITOR);
  }

  /** What a number is of, such as {@code evaluator grounding}; empty for all. */
  static String of(Reading reading) {
    StringBuilder words = new StringBuilder();
    for (Map.Entry<String, String> tag : reading.tags().entrySet()) {
      words.append(words.length() == 0 ? "" : ", ");
      words.append(tag.getKey()).append(' ').append(tag.getValue().replace('_', ' '));
    }
    return words.toString();
  }

  String interaction(WorkItem item) {
    return InteractionAddress.of(shell.view(), item.interaction());
  }

  String value(Reading reading) {
    if (reading.name().endsWith(".bytes")) {
      return bytes((long) reading.value());
    }
    if (reading.name().endsWith(".seconds")) {
      return formats().of(Unit.MILLIS, 1_000 * reading.value());
    }
    return formats().of(Unit.COUNT, reading.value());
  }

  String millis(double millis) {
    return Double.isNaN(millis) ? "over 10 s" : formats().of(Unit.MILLIS, millis);
  }

  String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return formats().count(bytes) + " B";
    }
    if (bytes < 1 << 20) {
      return formats().number(bytes / 0x1p10) + " KiB";
    }
    return bytes < 1 << 30
        ? formats().number(bytes / 0x1p20) + " MiB"
        : formats().number(bytes / 0x1p30) + " GiB";
  }
}
