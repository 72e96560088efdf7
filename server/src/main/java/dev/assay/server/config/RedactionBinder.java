package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.evaluator.detect.PersonalData;
import dev.assay.core.evaluator.text.BoundedPattern;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Binds {@code redaction}. */
final class RedactionBinder {

  // Stands in the place of what was found.
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");
  private static final List<String> MODES = List.of("keep", "hash", "drop");
  private static final List<String> CONTENT = List.of("keep", "drop");

  private final Scope scope;

  RedactionBinder(Scope scope) {
    this.scope = scope;
  }

  RedactionConfig bind(Fields root) {
    return scope.section(root, "redaction").map(this::bindFields).orElse(RedactionConfig.DEFAULT);
  }

  private RedactionConfig bindFields(Fields fields) {
    RedactionConfig defaults = RedactionConfig.DEFAULT;
    return new RedactionConfig(
        fields.get("detectors").map(this::detectors).orElse(defaults.detectors()),
        fields.get("phone_regions").map(this::regions).orElse(defaults.phoneRegions()),
        fields.texts("names").stream()
            .map(node -> node.meant().stringValue())
            .filter(name -> !name.isBlank())
            .toList(),
        patterns(fields),
        content(fields),
        fields.get("users").flatMap(this::users).orElse(defaults.users()));
  }

  private List<String> detectors(Node node) {
    if (Scope.off(node)) {
      return List.of();
    }
    Set<String> detectors = new LinkedHashSet<>();
    for (Node.Scalar item : Fields.texts(node, "redaction.detectors", scope.problems())) {
      String name = item.meant().stringValue();
      if (!RedactionConfig.DETECTORS.contains(name)) {
        scope
            .problems()
            .add(
                new Problem(
                    item.at(),
                    "redaction.detectors",
                    item.shown(),
                    "off, or some of " + String.join(", ", RedactionConfig.DETECTORS),
                    Nearest.to(name, RedactionConfig.DETECTORS)
                        .map(near -> "did you mean " + near + "?")
                        .orElse(null)));
      }
      detectors.add(name);
    }
    return List.copyOf(detectors);
  }

  private List<String> regions(Node node) {
    List<String> regions = new ArrayList<>();
    for (Node.Scalar item : Fields.texts(node, "redaction.phone_regions", scope.problems())) {
      String region = item.meant().stringValue();
      scope
          .attempt(
              item,
              "redaction.phone_regions",
              () ->
                  PersonalData.detectors(
                      "redaction.phone_regions", List.of("phone"), List.of(region)))
          .ifPresent(found -> regions.add(region));
    }
    return regions;
  }

  private Map<String, String> patterns(Fields fields) {
    Map<String, String> patterns = new LinkedHashMap<>();
    fields
        .entries("patterns")
        .forEach(
            (name, entry) -> {
              String subject = "redaction.patterns." + name;
              if (!NAME.matcher(name).matches()) {
                scope
                    .problems()
                    .add(
                        new Problem(
                            entry.keyAt(),
                            subject,
                            null,
                            "a name of up to 40 letters, digits, hyphens and underscores",
                            "it stands in the place of what was found"));
              }
              Fields.text(entry.value(), subject, scope.problems())
                  .flatMap(regex -> pattern(entry.value(), subject, regex))
                  .ifPresent(regex -> patterns.put(name, regex));
            });
    return patterns;
  }

  private Optional<String> pattern(Node node, String subject, String regex) {
    Optional<BoundedPattern> compiled =
        scope.attempt(node, subject, () -> BoundedPattern.compile(subject, regex, true));
    if (compiled.isPresent() && Pattern.compile(regex).matcher("").find()) {
      scope.wrong(node, subject, "a pattern that does not match where nothing stands");
    }
    return compiled.map(pattern -> regex);
  }

  private List<ContentRule> content(Fields fields) {
    List<ContentRule> rules = new ArrayList<>();
    Node node = fields.get("content").orElse(null);
    if (node instanceof Node.Scalar scalar) {
      String text = Scope.off(scalar) ? "drop" : scalar.meant().asString("");
      if (!CONTENT.contains(text)) {
        scope.wrong(node, "redaction.content", "keep, drop, or a list of rules");
      }
      return text.equals("drop")
          ? List.of(new ContentRule(Set.of(), Set.of(), Set.of(), false))
          : List.of();
    }
    List<Node> items = fields.items("content");
    for (int i = 0; i < items.size(); i++) {
      String path = "redaction.content[" + i + "]";
      scope.fields(items.get(i), path, "redaction.content[]").ifPresent(f -> rules.add(rule(f)));
    }
    return rules;
  }

  private static ContentRule rule(Fields fields) {
    if (fields.require("keep", "true or false").isEmpty()) {
      return new ContentRule(Set.of(), Set.of(), Set.of(), false);
    }
    return new ContentRule(
        set(fields, "app"),
        set(fields, "environment"),
        set(fields, "feature"),
        fields.flag("keep").orElse(false));
  }

  private static Set<String> set(Fields fields, String key) {
    Set<String> values = new LinkedHashSet<>();
    fields.texts(key).forEach(node -> values.add(node.meant().stringValue()));
    fields
        .get(key)
        .filter(node -> values.isEmpty() && node instanceof Node.Sequence)
        .ifPresent(node -> fields.wrong(key, node, "at least one, or leave it out"));
    return values;
  }

  private Optional<UserIds> users(Node node) {
    if (node instanceof Node.Scalar scalar) {
      String text = scalar.meant().asString("");
      if (MODES.contains(text)) {
        return Optional.of(new UserIds(mode(text), null));
      }
      scope.wrong(node, "redaction.users", "keep, hash or drop, or mode and salt");
      return Optional.empty();
    }
    return scope
        .fields(node, "redaction.users", "redaction.users")
        .map(
            fields ->
                new UserIds(
                    mode(fields.oneOf("mode", MODES).orElse("hash")),
                    fields.secret("salt").map(Secret::new).orElse(null)));
  }

  private static UserIds.Mode mode(String text) {
    return UserIds.Mode.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
