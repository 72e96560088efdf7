package dev.assay.monitor.sampling;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions a stratum holds: those that have one of the values named, for everything that
 * is named. Values are compared exactly. What an interaction does not say matches no value.
 *
 * @since 0.1
 */
public final class Match {

  private enum Field {
    APP,
    ENVIRONMENT,
    FEATURE,
    PROMPT_TEMPLATE,
    PROMPT_VERSION,
    MODEL
  }

  private static final Match ANY = new Match(Map.of(), Map.of(), Set.of());

  private final Map<Field, Set<String>> fields;
  private final Map<String, Set<String>> tags;
  private final Set<Integer> hours;

  private Match(Map<Field, Set<String>> fields, Map<String, Set<String>> tags, Set<Integer> hours) {
    this.fields = fields;
    this.tags = tags;
    this.hours = hours;
  }

  /** Everything. */
  public static Match any() {
    return ANY;
  }

  /** Of these only those of one of these applications. */
  public Match app(String... values) {
    return with(Field.APP, values);
  }

  /** Of these only those in one of these environments. */
  public Match environment(String... values) {
    return with(Field.ENVIRONMENT, values);
  }

  /** Of these only those of one of these features. */
  public Match feature(String... values) {
    return with(Field.FEATURE, values);
  }

  /** Of these only those by one of these prompt templates. */
  public Match promptTemplate(String... values) {
    return with(Field.PROMPT_TEMPLATE, values);
  }

  /** Of these only those by one of these versions of their prompt template. */
  public Match promptVersion(String... values) {
    return with(Field.PROMPT_VERSION, values);
  }

  /** Of these only those by one of these models. */
  public Match model(String... values) {
    return with(Field.MODEL, values);
  }

  /** Of these only those that carry the tag, a user's segment say, with one of these values. */
  public Match tag(String name, String... values) {
    Map<String, Set<String>> more = new TreeMap<>(tags);
    more.put(name, some("tag " + name, values));
    return new Match(fields, Map.copyOf(more), hours);
  }

  /**
   * Of these only those begun in one of these hours of the day, 0 to 23, in the plan's time zone.
   *
   * @throws IllegalArgumentException if an hour is out of range
   */
  public Match hours(int... values) {
    Set<Integer> more = new TreeSet<>();
    for (int hour : values) {
      if (hour < 0 || hour > 23) {
        throw new IllegalArgumentException("hour: " + hour + " (expected: 0 to 23)");
      }
      more.add(hour);
    }
    if (more.isEmpty()) {
      throw new IllegalArgumentException("hours: none (expected: at least one)");
    }
    return new Match(fields, tags, Set.copyOf(more));
  }

  /** The tags that it asks for. */
  public Set<String> tagNames() {
    return tags.keySet();
  }

  /** Whether the interaction is one of these. */
  public boolean holds(ObservedInteraction observed, ZoneId zone) {
    for (Map.Entry<Field, Set<String>> field : fields.entrySet()) {
      if (!oneOf(field.getValue(), value(field.getKey(), observed))) {
        return false;
      }
    }
    for (Map.Entry<String, Set<String>> tag : tags.entrySet()) {
      if (!oneOf(tag.getValue(), observed.interaction().tags().get(tag.getKey()))) {
        return false;
      }
    }
    return hours.isEmpty() || hours.contains(observed.startedAt().atZone(zone).getHour());
  }

  private Match with(Field field, String... values) {
    Map<Field, Set<String>> more = new EnumMap<>(Field.class);
    more.putAll(fields);
    more.put(field, some(field.name(), values));
    return new Match(Map.copyOf(more), tags, hours);
  }

  private static Set<String> some(String subject, String... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(subject + ": no value (expected: at least one)");
    }
    return Set.copyOf(List.of(values));
  }

  private static boolean oneOf(Set<String> wanted, @Nullable String value) {
    return value != null && wanted.contains(value);
  }

  private static @Nullable String value(Field field, ObservedInteraction observed) {
    Interaction interaction = observed.interaction();
    return switch (field) {
      case APP -> observed.app();
      case ENVIRONMENT -> observed.environment();
      case FEATURE -> observed.feature();
      case PROMPT_TEMPLATE -> interaction.promptTemplate();
      case PROMPT_VERSION -> interaction.promptVersion();
      case MODEL -> interaction.model();
    };
  }
}
