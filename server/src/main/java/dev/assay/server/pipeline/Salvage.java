package dev.assay.server.pipeline;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.StateBlob;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch that the store refuses for what is in it: halves it again and again until the
 * smallest parts that are refused are found, sets those aside, and stores the rest. What belongs to
 * one interaction stays together.
 *
 * <p>Windows, states and the place in the journal come last, in one piece where they can: if the
 * process dies in between, the rows are found stored when the journal is read again.
 */
final class Salvage {

  private static final String PROBE = "pipeline.probe";
  // Halving costs two commits for each level and part that is found; beyond, parts stay whole.
  private static final int MOST_COMMITS = 2_000;

  /** Stores batches. */
  interface Committer {

    /** Stores one, however long it takes; gives why if the store refuses it for what it is. */
    @Nullable RuntimeException refusal(Batch batch);
  }

  private final Committer committer;
  private final SetAside aside;
  private int commits;

  Salvage(Committer committer, SetAside aside) {
    this.committer = committer;
    this.aside = aside;
  }

  /** What is stored or set aside together. */
  private static final class Part {

    private final String name;
    private final List<Object> things = new ArrayList<>();
    private final List<Consumer<Batch.Builder>> puts = new ArrayList<>();

    Part(String name) {
      this.name = name;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Object thing : things) {
        String text =
            thing instanceof Content content
                ? Json.write(InteractionJson.write(content.interaction()))
                : String.valueOf(thing);
        all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        all.write('\n');
      }
      return all.toByteArray();
    }
  }

  /**
   * Stores as much of a batch as can be.
   *
   * @return false if the store takes nothing at all, so that it is not the batch's fault
   */
  boolean store(Batch batch) {
    if (committer.refusal(probe()) != null) {
      return false;
    }
    return halve(rows(batch), null) && halve(last(batch), batch);
  }

  private static Batch probe() {
    return Batch.builder().put(new StateBlob(PROBE, new byte[] {1})).build();
  }

  // Of what comes last, the place in the journal comes with whatever is stored last of it.
  private boolean halve(List<Part> parts, @Nullable Batch last) {
    if (parts.isEmpty() && last == null) {
      return true;
    }
    commits++;
    RuntimeException refusal = committer.refusal(batch(parts, last));
    if (refusal == null) {
      return true;
    }
    if (parts.size() > 1 && commits < MOST_COMMITS) {
      int half = parts.size() / 2;
      return halve(parts.subList(0, half), null) && halve(parts.subList(half, parts.size()), last);
    }
    // Not what else may have befallen the store meanwhile.
    if (parts.isEmpty() || committer.refusal(probe()) != null) {
      return false;
    }
    parts.forEach(part -> aside.refused("stored-" + part.name, part::bytes, refusal));
    return last == null || halve(List.of(), last);
  }

  private static Batch batch(List<Part> parts, @Nullable Batch last) {
    Batch.Builder builder = Batch.builder();
    parts.forEach(part -> part.puts.forEach(put -> put.accept(builder)));
    if (last != null) {
      last.removedStates().forEach(builder::removeState);
      builder.removeState(PROBE);
      if (last.position() != null) {
        builder.position(Objects.requireNonNull(last.position()));
      }
    }
    return builder.build();
  }

  private static List<Part> rows(Batch batch) {
    Map<String, Part> parts = new LinkedHashMap<>();
    batch.interactions().forEach(each -> of(parts, each.key(), each, b -> b.put(each)));
    batch.contents().forEach(each -> of(parts, each.key(), each, b -> b.put(each)));
    batch.evaluations().forEach(each -> of(parts, each.interaction(), each, b -> b.put(each)));
    batch.evidence().forEach(each -> of(parts, each.interaction(), each, b -> b.put(each)));
    batch.labels().forEach(each -> of(parts, each.interaction(), each, b -> b.put(each)));
    batch.work().forEach(each -> of(parts, each.interaction(), each, b -> b.put(each)));
    batch.failureMembers().forEach(each -> of(parts, each.interaction(), each, b -> b.put(each)));
    batch.outcomes().forEach((key, each) -> of(parts, key, each, b -> b.put(key, each)));
    batch
        .signals()
        .forEach(each -> of(parts, each.interaction(), each.signal().id(), each, b -> b.put(each)));
    batch
        .externalScores()
        .forEach(each -> of(parts, each.interaction(), each.score().id(), each, b -> b.put(each)));
    batch.removedContents().forEach(key -> of(parts, key, key, b -> b.removeContent(key)));
    batch.removedMembers().forEach(key -> of(parts, key, key, b -> b.removeMember(key)));
    batch
        .doneWork()
        .forEach(key -> add(parts, interaction(key.interactionId()), key, b -> b.done(key)));
    batch.alerts().forEach(each -> add(parts, "alert-" + each.id(), each, b -> b.put(each)));
    batch.deliveries().forEach(each -> add(parts, "delivery-" + each.id(), each, b -> b.put(each)));
    batch.failureCases().forEach(each -> add(parts, "case-" + each.id(), each, b -> b.put(each)));
    batch.auditEntries().forEach(each -> add(parts, "audit-" + each.id(), each, b -> b.put(each)));
    batch
        .documents()
        .forEach(
            each ->
                add(
                    parts,
                    "document-" + each.collection() + "-" + each.id(),
                    each,
                    b -> b.put(each)));
    batch
        .removedDocuments()
        .forEach(
            key ->
                add(
                    parts,
                    "document-" + key.collection() + "-" + key.id(),
                    key,
                    b -> b.removeDocument(key)));
    return List.copyOf(parts.values());
  }

  private static List<Part> last(Batch batch) {
    Map<String, Part> parts = new LinkedHashMap<>();
    batch
        .windows()
        .forEach(
            each ->
                add(
                    parts,
                    "window-" + each.level() + "-" + each.start() + "-" + each.slice(),
                    each,
                    b -> b.put(each)));
    batch.states().forEach(each -> add(parts, "state-" + each.name(), each, b -> b.put(each)));
    return List.copyOf(parts.values());
  }

  private static void of(
      Map<String, Part> parts,
      InteractionKey interaction,
      Object thing,
      Consumer<Batch.Builder> put) {
    add(parts, interaction(interaction.id()), thing, put);
  }

  private static void of(
      Map<String, Part> parts,
      @Nullable InteractionKey interaction,
      String id,
      Object thing,
      Consumer<Batch.Builder> put) {
    add(parts, interaction == null ? "opinion-" + id : interaction(interaction.id()), thing, put);
  }

  private static String interaction(String id) {
    return "interaction-" + id;
  }

  private static void add(
      Map<String, Part> parts, String name, Object thing, Consumer<Batch.Builder> put) {
    Part part = parts.computeIfAbsent(name, Part::new);
    part.things.add(thing);
    part.puts.add(put);
  }
}
