package dev.assay.otel.span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link Field}'s lists turned round: what an attribute's key is good for, so that a span is read
 * in one pass over its attributes, however many dialects there are.
 */
final class FieldTable {

  private static final String INDEXED = ".{i}";

  private static final Map<String, Use[]> KEYS = new HashMap<>();
  private static final Map<String, Use[]> FAMILIES = new HashMap<>();

  static {
    for (Field field : Field.values()) {
      List<String> sources = field.sources();
      for (int rank = 0; rank < sources.size(); rank++) {
        String source = sources.get(rank);
        Use use = new Use(field, rank, source);
        if (source.endsWith(INDEXED)) {
          String prefix = source.substring(0, source.length() - INDEXED.length());
          FAMILIES.merge(prefix, new Use[] {use}, FieldTable::both);
        } else if (!source.startsWith("@")) {
          KEYS.merge(source, new Use[] {use}, FieldTable::both);
        }
      }
    }
  }

  private FieldTable() {}

  /** What a key is good for by itself, or null. */
  static Use @Nullable [] uses(String key) {
    return KEYS.get(key);
  }

  /** What the members of an indexed family are good for, or null. */
  static Use @Nullable [] familyUses(String prefix) {
    return FAMILIES.get(prefix);
  }

  private static Use[] both(Use[] some, Use[] more) {
    List<Use> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(Use[]::new);
  }

  /**
   * One use of a key.
   *
   * @param field for which field
   * @param rank its place among the field's sources, 0 the best
   * @param source its name there
   */
  record Use(Field field, int rank, String source) {}
}
