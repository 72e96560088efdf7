package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.detect.PersonalData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is taken out of everything before it is stored.
 *
 * @param detectors what is looked for: kinds of {@link PersonalData#KINDS}, and {@link #SECRETS};
 *     none switches detection off
 * @param phoneRegions where national phone numbers are from, as ISO country codes
 * @param names of people, to be found as they are written
 * @param patterns Java regular expressions by the name that takes the place of what they match, in
 *     the file's order; each compiles
 * @param content whose content is kept, the first rule that matches deciding; kept where none does
 * @param users what becomes of users' ids
 * @since 0.1
 */
public record RedactionConfig(
    List<String> detectors,
    List<String> phoneRegions,
    List<String> names,
    Map<String, String> patterns,
    List<ContentRule> content,
    UserIds users) {

  /** The name of the detector of credentials. */
  public static final String SECRETS = "secrets";

  /** The names that {@link #detectors} may hold. */
  public static final List<String> DETECTORS = detectorNames();

  /** All detectors, no patterns, content kept, users' ids hashed with a generated salt. */
  public static final RedactionConfig DEFAULT =
      new RedactionConfig(
          DETECTORS,
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          new UserIds(UserIds.Mode.HASH, null));

  /** Checks and copies the parts. */
  public RedactionConfig {
    detectors = List.copyOf(detectors);
    phoneRegions = List.copyOf(phoneRegions);
    names = List.copyOf(names);
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    content = List.copyOf(content);
    requireNonNull(users, "users");
  }

  private static List<String> detectorNames() {
    List<String> names = new ArrayList<>(PersonalData.KINDS);
    names.add(SECRETS);
    return List.copyOf(names);
  }
}
