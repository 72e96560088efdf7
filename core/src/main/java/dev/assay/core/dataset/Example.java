package dev.assay.core.dataset;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of a dataset.
 *
 * <p>JSON values are treated as read-only by everyone who holds them.
 *
 * @param id unique within the dataset
 * @param partition what the example is for
 * @param input what goes to the target: a string, or any JSON
 * @param expectedOutput a reference answer or a list of them, if there is one
 * @param context the passages that hold the answer: what a retriever should find
 * @param tags free labels to slice by
 * @param metadata anything else; a regression example has {@code root_cause} here
 * @param createdAt when it was written, ISO date or instant
 * @param provenance where it came from, such as a production trace
 * @param reviews expert reviews; a golden example needs two, by different people
 * @since 0.1
 */
public record Example(
    String id,
    Partition partition,
    JsonNode input,
    @Nullable JsonNode expectedOutput,
    List<Passage> context,
    List<String> tags,
    ObjectNode metadata,
    @Nullable String createdAt,
    @Nullable JsonNode provenance,
    List<Review> reviews) {

  /**
   * The fields of an object input that may hold the text a person would have typed; the first that
   * is a string counts.
   */
  public static final List<String> TEXT_FIELDS =
      List.of("question", "query", "prompt", "message", "text", "input");

  /** Copies the collections; a JSON null as expectation or provenance is none. */
  public Example {
    requireNonNull(id, "id");
    requireNonNull(partition, "partition");
    requireNonNull(input, "input");
    expectedOutput = expectedOutput == null || expectedOutput.isNull() ? null : expectedOutput;
    provenance = provenance == null || provenance.isNull() ? null : provenance;
    context = List.copyOf(context);
    tags = List.copyOf(tags);
    requireNonNull(metadata, "metadata");
    reviews = List.copyOf(reviews);
  }

  /** Starts an example with what it cannot do without. */
  public static Builder builder(String id, Partition partition, JsonNode input) {
    return new Builder(id, partition, input);
  }

  /** Starts an example whose input is one text. */
  public static Builder builder(String id, Partition partition, String input) {
    return new Builder(id, partition, Json.array().add(input).get(0));
  }

  /** The reference answers: none, one, or several of which any is right. */
  public List<String> references() {
    if (expectedOutput == null) {
      return List.of();
    }
    if (!expectedOutput.isArray()) {
      return List.of(requireNonNull(InteractionJson.text(expectedOutput)));
    }
    List<String> references = new ArrayList<>(expectedOutput.size());
    for (JsonNode reference : expectedOutput) {
      String text = InteractionJson.text(reference);
      if (text != null) {
        references.add(text);
      }
    }
    return references;
  }

  /**
   * The input as the text a person would have typed: a string as it is; of an object the first of
   * {@link #TEXT_FIELDS} that is a string; else the JSON text.
   */
  public String inputText() {
    if (input.isObject()) {
      for (String name : TEXT_FIELDS) {
        JsonNode value = input.get(name);
        if (value != null && value.isString()) {
          return value.stringValue();
        }
      }
    }
    String text = InteractionJson.text(input);
    return text == null ? "" : text;
  }

  /** The input as messages: {@code messages} of an object, else {@link #inputText} of the user. */
  public List<Message> inputMessages() {
    if (input.isObject() && input.path("messages").isArray()) {
      ObjectNode wrapper = Json.object();
      wrapper.set("messages", input.get("messages"));
      return InteractionJson.read(wrapper).input();
    }
    return List.of(Message.user(inputText()));
  }

  /** Starts from this example. */
  public Builder toBuilder() {
    return new Builder(id, partition, input)
        .expectedOutput(expectedOutput)
        .context(context)
        .tags(tags)
        .metadata(metadata)
        .createdAt(createdAt)
        .provenance(provenance)
        .reviews(reviews);
  }

  /** Builds an {@link Example}. */
  public static final class Builder {

    private String id;
    private Partition partition;
    private JsonNode input;
    private @Nullable JsonNode expectedOutput;
    private List<Passage> context = List.of();
    private List<String> tags = List.of();
    private ObjectNode metadata = Json.object();
    private @Nullable String createdAt;
    private @Nullable JsonNode provenance;
    private List<Review> reviews = List.of();

    private Builder(String id, Partition partition, JsonNode input) {
      this.id = id;
      this.partition = partition;
      this.input = input;
    }

    /** Replaces the id. */
    public Builder id(String id) {
      this.id = id;
      return this;
    }

    /** Replaces the partition. */
    public Builder partition(Partition partition) {
      this.partition = partition;
      return this;
    }

    /** Replaces the input. */
    public Builder input(JsonNode input) {
      this.input = input;
      return this;
    }

    /** One reference answer. */
    public Builder expected(String reference) {
      return expectedOutput(Json.array().add(reference).get(0));
    }

    /** The expected output as JSON: a string, a list of alternatives, or a structure. */
    public Builder expectedOutput(@Nullable JsonNode expectedOutput) {
      this.expectedOutput = expectedOutput;
      return this;
    }

    /** The passages that hold the answer. */
    public Builder context(List<Passage> context) {
      this.context = context;
      return this;
    }

    /** Free labels. */
    public Builder tags(List<String> tags) {
      this.tags = tags;
      return this;
    }

    /** Anything else. */
    public Builder metadata(ObjectNode metadata) {
      this.metadata = metadata;
      return this;
    }

    /** When it was written. */
    public Builder createdAt(@Nullable String createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /** Where it came from. */
    public Builder provenance(@Nullable JsonNode provenance) {
      this.provenance = provenance;
      return this;
    }

    /** Expert reviews. */
    public Builder reviews(List<Review> reviews) {
      this.reviews = reviews;
      return this;
    }

    /** The example. */
    public Example build() {
      return new Example(
          id,
          partition,
          input,
          expectedOutput,
          context,
          tags,
          metadata,
          createdAt,
          provenance,
          reviews);
    }
  }
}
