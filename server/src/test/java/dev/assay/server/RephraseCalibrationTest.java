package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.monitor.behaviour.BehaviourRules;
import dev.assay.monitor.behaviour.Conversations;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The similarity from which on two messages say the same, chosen and measured on labelled pairs of
 * consecutive messages with the in-process model.
 *
 * <p>The threshold is the lowest, in hundredths, at which nine of ten pairs that are called a
 * rephrase are one, on every other pair; what it is worth is measured on the rest. Processors round
 * the quantised model differently, hence the room.
 */
class RephraseCalibrationTest {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final List<Pair> PAIRS = new ArrayList<>();
  private static final EmbeddingModel MODEL = new Remembering();

  private record Pair(String label, String first, String second) {

    boolean same() {
      return label.equals("same");
    }
  }

  private record Found(long right, long called, long same, long other) {

    double precision() {
      return (double) right / called;
    }
  }

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in =
        RephraseCalibrationTest.class.getResourceAsStream("/behaviour/consecutive-messages.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] fields = line.split("\t", -1);
        PAIRS.add(new Pair(fields[1], fields[2], fields[3]));
      }
    }
  }

  @Test
  void threshold_choosingHalf_isTheDefault() {
    double chosen = 1;
    for (int hundredths = 100; hundredths >= 50; hundredths--) {
      Found found = found(half(0), hundredths / 100.0);
      chosen = found.called() > 0 && found.precision() >= 0.9 ? hundredths / 100.0 : chosen;
    }
    assertThat(chosen).isCloseTo(BehaviourRules.withDefaults().rephraseSimilarity(), within(0.03));
  }

  @Test
  void threshold_otherHalf_isWorthWhatTheDocumentationSays() {
    Found found = found(half(1), BehaviourRules.withDefaults().rephraseSimilarity());
    WilsonInterval wilson = WilsonInterval.withDefaults();
    Estimate precision = wilson.of(found.right(), found.called());
    Estimate recall = wilson.of(found.right(), found.same());
    Estimate wrong = wilson.of(found.called() - found.right(), found.other());
    String all = found + " precision " + precision + " recall " + recall + " false " + wrong;
    assertThat(precision.value()).as(all).isCloseTo(0.935, within(0.05));
    assertThat(recall.value()).as(all).isCloseTo(0.879, within(0.05));
    assertThat(wrong.value()).as(all).isLessThan(0.06);
  }

  @Test
  void threshold_followUps_areNoRephrases() {
    List<Pair> followUps = PAIRS.stream().filter(p -> p.label().equals("follow-up")).toList();
    Found found = found(followUps, BehaviourRules.withDefaults().rephraseSimilarity());
    assertThat(followUps).hasSize(47);
    assertThat(found.called()).isZero();
  }

  private static List<Pair> half(int which) {
    List<Pair> half = new ArrayList<>();
    for (int i = which; i < PAIRS.size(); i += 2) {
      half.add(PAIRS.get(i));
    }
    return half;
  }

  private static Found found(List<Pair> pairs, double similarity) {
    long right = 0;
    long called = 0;
    long same = pairs.stream().filter(Pair::same).count();
    for (Pair pair : pairs) {
      if (isRephrase(pair, similarity)) {
        called++;
        right += pair.same() ? 1 : 0;
      }
    }
    return new Found(right, called, same, pairs.size() - same);
  }

  private static boolean isRephrase(Pair pair, double similarity) {
    Conversations conversations =
        new Conversations(BehaviourRules.withDefaults().withRephraseSimilarity(similarity), MODEL);
    conversations.closed(said("first", 0, pair.first()), START);
    conversations.closed(said("second", 60, pair.second()), START.plusSeconds(60));
    List<Signal> signals = conversations.due(START.plusSeconds(600));
    return signals.stream().anyMatch(signal -> signal.kind() == Signal.Kind.REPHRASE);
  }

  private static ObservedInteraction said(String id, long second, String text) {
    Interaction interaction =
        Interaction.builder()
            .input(List.of(Message.user(text)))
            .output("An answer.")
            .conversation("c")
            .build();
    return new ObservedInteraction(
        id,
        null,
        null,
        null,
        START.plusSeconds(second),
        null,
        null,
        null,
        null,
        null,
        false,
        interaction);
  }

  /** The in-process model, each text once. */
  private static final class Remembering implements EmbeddingModel {

    private final EmbeddingModel model = EmbeddingModels.installed().get("in-process");
    private final Map<String, float[]> known = new HashMap<>();

    @Override
    public float[] embed(String text) {
      return known.computeIfAbsent(text, model::embed);
    }

    @Override
    public int dimensions() {
      return model.dimensions();
    }

    @Override
    public String version() {
      return model.version();
    }
  }
}
