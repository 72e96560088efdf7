package dev.assay.core.evaluator.constraint;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.TimedText;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The output must be JSON that meets a schema, draft 2020-12 unless the schema names another.
 *
 * <p>Nothing is ever fetched: a {@code $ref} reaches inside the schema, and to the drafts' own
 * meta-schemas.
 */
final class JsonSchemaRule implements Rule {

  private static final int MOST_SHOWN = 3;

  private final Schema schema;
  private final String hash;
  private final boolean fenced;

  private JsonSchemaRule(Schema schema, String hash, boolean fenced) {
    this.schema = schema;
    this.hash = hash;
    this.fenced = fenced;
  }

  static Rule of(Settings settings) {
    JsonNode setting = settings.setting();
    if (!setting.isString() && !setting.isObject()) {
      throw settings.wrong("a JSON Schema, or the path of a file that holds one");
    }
    JsonNode json = setting.isString() ? file(settings, setting.stringValue()) : setting;
    return new JsonSchemaRule(
        compile(settings, json), ContentHash.of(json), settings.values().bool("fenced"));
  }

  @Override
  public Finding check(Subject subject) {
    JsonNode document;
    try {
      document = JsonValidRule.parse(subject.output(), fenced);
    } catch (InvalidInputException e) {
      return JsonValidRule.broken(e);
    }
    List<Error> errors = schema.validate(document);
    if (errors.isEmpty()) {
      return Finding.HOLDS;
    }
    String found =
        errors.stream()
            .limit(MOST_SHOWN)
            .map(JsonSchemaRule::words)
            .collect(Collectors.joining(", "));
    int more = errors.size() - MOST_SHOWN;
    return Finding.violated(found + (more > 0 ? " and " + more + " more" : ""), "the schema met");
  }

  @Override
  public String fingerprint() {
    return hash;
  }

  private static String words(Error error) {
    String at = error.getInstanceLocation().toString();
    String text = (at.isEmpty() ? "" : at + " ") + error.getMessage();
    return Shown.plain(text);
  }

  private static JsonNode file(Settings settings, String name) {
    try {
      Path path = settings.baseDirectory().resolve(name);
      return Json.parse(Files.readString(path), name, 1);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException(
          Problem.of(settings.subject() + ".json-schema", name, "a readable file in UTF-8")
              .next("paths are relative to the suite"),
          e);
    }
  }

  private static Schema compile(Settings settings, JsonNode json) {
    try {
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder()
              .locale(Locale.ROOT)
              .regularExpressionFactory(TimedExpression::new)
              .preloadSchema(true)
              .build();
      SchemaRegistry registry =
          SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder
                      .schemaRegistryConfig(config)
                      .schemaLoader(loader -> loader.block(iri -> true)));
      Schema schema = registry.getSchema(json);
      schema.initializeValidators();
      return schema;
    } catch (SchemaException | PatternSyntaxException e) {
      throw new InvalidInputException(
          Problem.of(
                  settings.subject() + ".json-schema",
                  String.valueOf(e.getMessage()),
                  "a valid JSON Schema")
              .next("a $ref may only point into the schema itself"),
          e);
    }
  }

  /** A pattern of the schema, on hostile text. */
  private static final class TimedExpression implements RegularExpression {

    private final Pattern pattern;

    TimedExpression(String expression) {
      this.pattern = Pattern.compile(expression);
    }

    @Override
    public boolean matches(String value) {
      return pattern.matcher(TimedText.of(value, RegexRule.MILLIS)).find();
    }
  }
}
