package dev.assay.monitor.failure;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The binary form of {@link FailureCases}. */
final class CaseState {

  private static final String KIND = "failure.cases";
  private static final int VERSION = 1;
  private static final int LONGEST_ID = 1000;
  private static final int MOST_DIMENSIONS = 8192;
  private static final int MOST_EXAMPLES = 100;
  private static final long MOST_SECONDS = 100_000_000_000L;

  private CaseState() {}

  /**
   * What was read.
   *
   * @param clusters by id
   * @param members by interaction, in order of arrival
   * @param changed ids
   * @param forgotten a count
   */
  record Read(
      TreeMap<String, Cluster> clusters,
      LinkedHashMap<String, Member> members,
      Set<String> changed,
      long forgotten) {}

  static byte[] write(
      Map<String, Cluster> clusters,
      Map<String, Member> members,
      Collection<String> changed,
      long forgotten) {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(forgotten);
    out.count(clusters.size());
    for (Cluster cluster : clusters.values()) {
      out.block(Json.writeUtf8(FailureCaseJson.write(cluster.value)));
      out.count(cluster.centre.sum().length);
      for (double each : cluster.centre.sum()) {
        out.number(each);
      }
      out.count(cluster.meanings.size());
      new TreeMap<>(cluster.meanings)
          .forEach(
              (id, meaning) -> {
                out.text(id);
                out.block(meaning.toBytes());
              });
    }
    out.count(members.size());
    members.forEach(
        (id, member) -> {
          out.text(id);
          out.text(member.caseId());
          Instant at = member.at();
          out.signed(at.getEpochSecond());
          out.count(at.getNano());
          out.number(member.probability());
        });
    out.count(changed.size());
    changed.forEach(out::text);
    return out.toBytes();
  }

  static Read read(byte[] bytes) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    long forgotten = in.count(Long.MAX_VALUE);
    TreeMap<String, Cluster> clusters = new TreeMap<>();
    for (int i = in.size(Integer.MAX_VALUE, 3); i > 0; i--) {
      Cluster cluster = cluster(in);
      clusters.put(cluster.value.id(), cluster);
    }
    LinkedHashMap<String, Member> members = new LinkedHashMap<>();
    for (int i = in.size(Integer.MAX_VALUE, 12); i > 0; i--) {
      String id = in.text(LONGEST_ID);
      String caseId = in.text(LONGEST_ID);
      long seconds = in.signed();
      if (Math.abs(seconds) > MOST_SECONDS) {
        throw in.refuse("time " + seconds, "a time there is");
      }
      Instant at = Instant.ofEpochSecond(seconds, in.count(999_999_999));
      members.put(id, new Member(caseId, at, in.probability()));
    }
    Set<String> changed = new LinkedHashSet<>();
    for (int i = in.size(Integer.MAX_VALUE, 1); i > 0; i--) {
      changed.add(in.text(LONGEST_ID));
    }
    in.end();
    return new Read(clusters, members, changed, forgotten);
  }

  private static Cluster cluster(StateReader in) {
    FailureCase value;
    try {
      String json = new String(in.block(), StandardCharsets.UTF_8);
      value = FailureCaseJson.read(Json.parse(json, KIND, 1));
    } catch (InvalidInputException e) {
      throw in.refuse(e.problems().get(0).subject(), "a failure case");
    }
    double[] centre = new double[in.size(MOST_DIMENSIONS, Double.BYTES)];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = in.finite();
    }
    Cluster cluster = new Cluster(value, new Centre(centre));
    for (int i = in.size(MOST_EXAMPLES, 2); i > 0; i--) {
      String id = in.text(LONGEST_ID);
      cluster.meanings.put(id, Meaning.ofBytes(in.block()));
    }
    return cluster;
  }
}
