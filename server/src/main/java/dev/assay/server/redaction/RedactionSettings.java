package dev.assay.server.redaction;

import dev.assay.core.evaluator.detect.PersonalData;
import dev.assay.server.config.ContentRule;
import dev.assay.server.config.RedactionConfig;
import dev.assay.server.config.UserIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is taken out before anything is stored.
 *
 * @param detectors kinds to look for, some of {@link #DETECTORS}
 * @param phoneRegions where national phone numbers are from, as ISO country codes
 * @param names names of persons to look for too
 * @param patterns further shapes to look for
 * @param allow texts that may stand there; {@code *} at an end stands for anything
 * @param users what becomes of users' ids
 * @param content whose content is kept; the first rule that matches decides, and where none does it
 *     is kept
 * @since 0.1
 */
public record RedactionSettings(
    List<String> detectors,
    List<String> phoneRegions,
    List<String> names,
    List<NamedPattern> patterns,
    List<String> allow,
    UserIds.Mode users,
    List<ContentRule> content) {

  /** Every kind that can be found: those of {@link PersonalData}, and credentials. */
  public static final List<String> DETECTORS = all();

  /** Everything is looked for, users are hashed, all content is kept. */
  public static final RedactionSettings DEFAULT =
      new RedactionSettings(
          DETECTORS, List.of("US"), List.of(), List.of(), List.of(), UserIds.Mode.HASH, List.of());

  /** Nothing is looked for or changed. */
  public static final RedactionSettings OFF =
      new RedactionSettings(
          List.of(), List.of(), List.of(), List.of(), List.of(), UserIds.Mode.KEEP, List.of());

  /** Copies the lists. */
  public RedactionSettings {
    detectors = List.copyOf(detectors);
    phoneRegions = List.copyOf(phoneRegions);
    names = List.copyOf(names);
    patterns = List.copyOf(patterns);
    allow = List.copyOf(allow);
    content = List.copyOf(content);
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(PersonalData.KINDS);
    all.add("secrets");
    return List.copyOf(all);
  }

  /**
   * What a configuration says; without regions, phone numbers of the United States as the evaluator
   * {@code pii} does.
   */
  public static RedactionSettings of(RedactionConfig config) {
    List<NamedPattern> patterns = new ArrayList<>();
    config.patterns().forEach((name, regex) -> patterns.add(new NamedPattern(name, regex, true)));
    return new RedactionSettings(
        config.detectors(),
        config.phoneRegions().isEmpty() ? List.of("US") : config.phoneRegions(),
        config.names(),
        patterns,
        List.of(),
        config.users().mode(),
        config.content());
  }

  /** The same with further shapes. */
  public RedactionSettings withPatterns(List<NamedPattern> more) {
    return new RedactionSettings(detectors, phoneRegions, names, more, allow, users, content);
  }

  /** The same with names to look for. */
  public RedactionSettings withNames(List<String> persons) {
    return new RedactionSettings(detectors, phoneRegions, persons, patterns, allow, users, content);
  }

  /** The same with other rules on content. */
  public RedactionSettings withContent(List<ContentRule> rules) {
    return new RedactionSettings(detectors, phoneRegions, names, patterns, allow, users, rules);
  }

  /**
   * A shape to look for.
   *
   * @param name what it finds: letters, digits, {@code _} and {@code -}; {@code order} leaves
   *     {@code [ORDER]}
   * @param regex a Java regular expression
   * @param caseSensitive whether case counts
   */
  public record NamedPattern(String name, String regex, boolean caseSensitive) {

    /** Checks that both are given. */
    public NamedPattern {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(regex, "regex");
    }
  }
}
