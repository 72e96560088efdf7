package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.json.Json;
import dev.assay.otel.wire.RefusedException;
import dev.assay.server.config.RedactionConfig;
import dev.assay.server.journal.Frame;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalReader;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.redaction.RedactionSettings;
import dev.assay.server.redaction.Redactor;
import dev.assay.server.redaction.UserHashes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class JournalIntakeTest {

  private static final JournalSettings SMALL =
      new JournalSettings(Duration.ZERO, 1 << 20, 10_000, 1 << 20);

  @TempDir private Path folder;

  @Test
  void interactions_moreThanAFrameHolds_areKeptInSeveral() throws Exception {
    try (Journal journal = Journal.open(folder, SMALL, Position.START)) {
      List<ObservedInteraction> many = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        many.add(interaction(i, "x".repeat(900)));
      }
      intake(journal).interactions(many).join();
      List<String> frames = frames(journal);
      assertThat(frames).hasSizeGreaterThan(3);
      assertThat(String.join("", frames)).contains("\"i-0\"").contains("\"i-39\"");
      assertThat(frames).allSatisfy(frame -> assertThat(frame.length()).isLessThan(10_000));
    }
  }

  @Test
  void interaction_largerThanAFrame_isRefusedAsTooLarge() {
    try (Journal journal = Journal.open(folder, SMALL, Position.START)) {
      List<ObservedInteraction> some =
          List.of(interaction(1, "x"), interaction(2, "y".repeat(20_000)));
      assertThatThrownBy(() -> intake(journal).interactions(some).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("too large");
    }
  }

  private static JournalIntake intake(Journal journal) {
    Redactor redactor =
        Redactor.of(
            RedactionSettings.of(RedactionConfig.DEFAULT),
            UserHashes.of("a salt of sixteen bytes".getBytes(UTF_8)),
            (traceId, origin, attributes) -> true);
    return new JournalIntake(journal, redactor, Clock.systemUTC());
  }

  private static ObservedInteraction interaction(int i, String output) {
    ObjectNode json = Json.object().put("id", "i-" + i).put("output", output);
    json.put("started_at", "2026-11-20T10:00:00Z");
    return ObservedInteractionJson.read(json);
  }

  private static List<String> frames(Journal journal) throws Exception {
    List<String> frames = new ArrayList<>();
    try (JournalReader reader = journal.read(Position.START)) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(new String(frame.payload(), UTF_8));
      }
    }
    return frames;
  }
}
