package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.monitor.window.SliceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds {@code slices} and {@code lateness}. */
final class SlicesBinder {

  private static final int LIMIT = 100;
  private static final int MOST_LIMIT = 10_000;
  private static final int MOST = 50;

  private final Scope scope;

  SlicesBinder(Scope scope) {
    this.scope = scope;
  }

  SlicingConfig bind(Fields root) {
    SlicingConfig defaults = SlicingConfig.DEFAULT;
    Duration lateness =
        root.duration("lateness", Duration.ofMinutes(1), Duration.ofDays(90))
            .orElse(defaults.lateness());
    if (root.get("slices").isEmpty()) {
      return new SlicingConfig(defaults.definitions(), lateness);
    }
    List<Node> items = root.items("slices");
    if (items.size() > MOST) {
      root.wrong("slices", items.get(MOST), "at most " + MOST);
      return defaults;
    }
    List<SliceDefinition> definitions = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String path = "slices[" + i + "]";
      Node item = items.get(i);
      definition(item, path)
          .ifPresent(
              definition -> {
                if (seen.add(definition.dimensions())) {
                  definitions.add(definition);
                } else {
                  scope.wrong(item, path, "dimensions that no other has");
                }
              });
    }
    return new SlicingConfig(definitions, lateness);
  }

  private Optional<SliceDefinition> definition(Node item, String path) {
    if (!(item instanceof Node.Mapping)) {
      return dimensions(item, path)
          .flatMap(
              dimensions ->
                  scope.attempt(
                      item, path, () -> new SliceDefinition(dimensions, LIMIT, Set.of())));
    }
    return scope.fields(item, path, "slices[]").flatMap(fields -> full(item, path, fields));
  }

  private Optional<SliceDefinition> full(Node item, String path, Fields fields) {
    List<String> dimensions =
        fields
            .require("by", "a dimension, or a list of them")
            .flatMap(node -> dimensions(node, fields.subject("by")))
            .orElse(null);
    int limit = fields.whole("limit", 1, MOST_LIMIT).orElse((long) LIMIT).intValue();
    if (dimensions == null) {
      return Optional.empty();
    }
    Set<List<String>> first = first(fields, dimensions.size());
    return scope.attempt(item, path, () -> new SliceDefinition(dimensions, limit, first));
  }

  private Optional<List<String>> dimensions(Node node, String subject) {
    List<String> dimensions = new ArrayList<>();
    Fields.texts(node, subject, scope.problems())
        .forEach(dimension -> dimensions.add(dimension.meant().stringValue()));
    // What was not a text was noted.
    int given = node instanceof Node.Sequence sequence ? sequence.items().size() : 1;
    return dimensions.size() == given ? Optional.of(dimensions) : Optional.empty();
  }

  /** Values, one for each dimension; for one dimension they need no list of their own. */
  private Set<List<String>> first(Fields fields, int dimensions) {
    Set<List<String>> first = new LinkedHashSet<>();
    for (Node item : fields.items("first")) {
      List<String> values = new ArrayList<>();
      Fields.texts(item, fields.subject("first"), scope.problems())
          .forEach(value -> values.add(value.meant().stringValue()));
      if (values.size() == dimensions) {
        first.add(List.copyOf(values));
      } else {
        fields.wrong(
            "first", item, "one value for each dimension, of which there are " + dimensions);
      }
    }
    return first;
  }
}
