package dev.assay.core.evaluator.structure;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import dev.assay.core.evaluator.detect.TimedText;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema, draft 2020-12 unless it names another.
 *
 * <p>Nothing is ever fetched: a {@code $ref} reaches inside the schema, and to the drafts' own
 * meta-schemas. Its patterns may look at a text for a second.
 *
 * @since 0.1
 */
public final class JsonSchema {

  private static final int MOST_SHOWN = 3;
  private static final int LONGEST_SHOWN = 200;
  private static final int PATTERN_MILLIS = 1_000;

  private final Schema schema;
  private final String hash;

  private JsonSchema(Schema schema, String hash) {
    this.schema = schema;
    this.hash = hash;
  }

  /**
   * A schema given inline as an object, or by the path of a file that holds one.
   *
   * @param subject what it is the value of, for the error
   * @throws InvalidInputException if there is no such file, or it is no schema
   */
  public static JsonSchema read(String subject, JsonNode setting, Path baseDirectory) {
    return of(subject, document(subject, setting, baseDirectory));
  }

  /**
   * The JSON that {@code setting} is, or that the file holds which it names.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  static JsonNode document(String subject, JsonNode setting, Path baseDirectory) {
    if (!setting.isString()) {
      return setting;
    }
    String name = setting.stringValue();
    try {
      return Json.parse(Files.readString(baseDirectory.resolve(name)), name, 1);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException(
          Problem.of(subject, name, "a readable file in UTF-8")
              .next("paths are relative to the suite"),
          e);
    }
  }

  /**
   * Compiles a schema.
   *
   * @param subject what it is the value of, for the error
   * @throws InvalidInputException if it is no schema, or refers to what is outside it
   */
  public static JsonSchema of(String subject, JsonNode json) {
    if (!json.isObject() && !json.isBoolean()) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(json), "a JSON Schema, or the path of a file with one"));
    }
    try {
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder()
              .locale(Locale.ROOT)
              .regularExpressionFactory(TimedExpression::new)
              .preloadSchema(true)
              .build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              Drafts.DEFAULT,
              builder ->
                  builder
                      .schemaRegistryConfig(config)
                      .schemaLoader(loader -> loader.block(iri -> true)));
      checkAgainstItsDraft(subject, json);
      Schema schema = registry.getSchema(json);
      schema.initializeValidators();
      return new JsonSchema(schema, ContentHash.of(json));
    } catch (SchemaException | PatternSyntaxException e) {
      throw new InvalidInputException(
          Problem.of(subject, String.valueOf(e.getMessage()), "a valid JSON Schema")
              .next("a $ref may only point into the schema itself"),
          e);
    }
  }

  // The library leaves out what it does not understand, and a slip would let everything pass.
  private static void checkAgainstItsDraft(String subject, JsonNode json) {
    String draft = json.path("$schema").asString(Drafts.DEFAULT.getDialectId());
    boolean known =
        Arrays.stream(SpecificationVersion.values())
            .anyMatch(version -> version.getDialectId().equals(draft));
    List<Error> errors =
        known ? Drafts.REGISTRY.getSchema(SchemaLocation.of(draft)).validate(json) : List.of();
    if (!errors.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, words(errors.get(0)), "a valid JSON Schema"));
    }
  }

  /** The drafts' own schemas, which the library brings along; read when first needed. */
  private static final class Drafts {

    static final SpecificationVersion DEFAULT = SpecificationVersion.DRAFT_2020_12;
    static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDefaultDialect(
            DEFAULT,
            builder ->
                builder
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().locale(Locale.ROOT).build())
                    .schemaLoader(
                        loader ->
                            loader.block(iri -> !iri.toString().contains("json-schema.org/"))));

    private Drafts() {}
  }

  /** What in {@code document} breaks the schema. */
  public Violations check(JsonNode document) {
    List<Error> errors = schema.validate(document);
    return new Violations(
        errors.stream().limit(MOST_SHOWN).map(JsonSchema::words).toList(), errors.size());
  }

  /** Its content, as a hash. */
  public String hash() {
    return hash;
  }

  /**
   * What breaks a schema.
   *
   * @param first the first few, each with its place, harmless to print
   * @param count how many there are
   */
  public record Violations(List<String> first, int count) {

    /** Whether there are none. */
    public boolean isEmpty() {
      return count == 0;
    }

    /** The first few on one line, and how many more there are. */
    public String words() {
      int more = count - first.size();
      return first.stream().collect(Collectors.joining(", "))
          + (more > 0 ? " and " + more + " more" : "");
    }
  }

  private static String words(Error error) {
    String at = error.getInstanceLocation().toString();
    String text = (at.isEmpty() ? "" : at + " ") + error.getMessage();
    return Printable.line(text.replaceAll("\\s*\\R\\s*", " "), LONGEST_SHOWN);
  }

  /** A pattern of the schema, on hostile text. */
  private static final class TimedExpression implements RegularExpression {

    private final Pattern pattern;

    TimedExpression(String expression) {
      this.pattern = Pattern.compile(expression);
    }

    @Override
    public boolean matches(String value) {
      return pattern.matcher(TimedText.of(value, PATTERN_MILLIS)).find();
    }
  }
}
