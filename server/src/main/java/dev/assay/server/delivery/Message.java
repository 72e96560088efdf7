package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.json.ContentHash;
import java.time.Instant;
import java.util.List;

/**
 * What goes to a channel at once.
 *
 * @param id the same at every attempt
 * @param channel the channel's name
 * @param at when it is sent
 * @param notices oldest first, at least one
 */
record Message(String id, String channel, Instant at, List<Notice> notices) {

  Message {
    notices = List.copyOf(notices);
  }

  /** The id of a message that consists of these. */
  static String id(String channel, List<Notice> notices) {
    StringBuilder all = new StringBuilder(channel);
    notices.forEach(notice -> all.append('\n').append(notice.id()));
    String hash = ContentHash.ofBytes(all.toString().getBytes(UTF_8));
    return "msg_" + hash.substring("sha256:".length(), "sha256:".length() + 32);
  }

  /** In one line what it is about. */
  String title() {
    if (notices.size() == 1) {
      return headline(notices.get(0));
    }
    long firing = notices.stream().filter(notice -> notice.state() == Notice.State.FIRING).count();
    long resolved = notices.size() - firing;
    String counts =
        firing == 0
            ? resolved + " alerts resolved"
            : firing + " alerts firing" + (resolved == 0 ? "" : ", " + resolved + " resolved");
    return counts + ": " + notices.get(0).title();
  }

  /** In one line what a notice says. */
  static String headline(Notice notice) {
    return notice.state() == Notice.State.FIRING
        ? "[" + notice.severity().key() + "] " + notice.title()
        : "[resolved] " + notice.title();
  }
}
