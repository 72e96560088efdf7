package dev.assay.server.redaction;

import dev.assay.core.evaluator.detect.Detector;
import dev.assay.core.evaluator.detect.DetectorSearch;
import dev.assay.core.evaluator.detect.Found;
import dev.assay.core.evaluator.detect.NameDetector;
import dev.assay.core.evaluator.detect.PersonalData;
import dev.assay.core.evaluator.detect.SecretDetector;
import dev.assay.core.evaluator.text.BoundedPattern;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces what is found in a text by a word for its kind. Takes time linear in the text, never
 * fails: a text that cannot be searched to its end is dropped whole.
 */
final class TextRedactor {

  /** Stands for a text that could not be searched. */
  static final String NOT_SEARCHED = "[NOT SEARCHED]";

  private static final String SUBJECT = "redaction";
  private static final String SECRET = "secret";
  private static final int MOST_FOUND = 20_000;
  private static final int SHORTEST = 5;
  private static final long STEPS_A_TEXT = 20_000_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  // What each needs to be there at all, which one pass over the text tells.
  private static final Map<String, Need> NEEDS =
      Map.of(
          "email", signs -> signs.ats > 0,
          "phone", signs -> signs.digits >= 7,
          "card", signs -> signs.digits >= 13,
          "iban", signs -> signs.digits >= 6,
          "ssn", signs -> signs.digits >= 9,
          "ip", signs -> (signs.dots >= 3 && signs.digits >= 4) || signs.colons >= 3);

  private final List<Search> searches = new ArrayList<>();
  private final DetectorSearch allowed;
  private final Tally tally;

  private TextRedactor(RedactionSettings settings, Tally tally) {
    this.tally = tally;
    this.allowed = DetectorSearch.of((text, sink) -> {}, settings.allow());
  }

  static TextRedactor of(RedactionSettings settings, Tally tally) {
    TextRedactor redactor = new TextRedactor(settings, tally);
    redactor.addDetectors(settings);
    if (!settings.names().isEmpty()) {
      NameDetector names = NameDetector.of(settings.names());
      redactor.searches.add(new Search("name", signs -> true, names));
    }
    for (RedactionSettings.NamedPattern pattern : settings.patterns()) {
      redactor.addPattern(pattern);
    }
    return redactor;
  }

  private void addDetectors(RedactionSettings settings) {
    List<String> personal = new ArrayList<>();
    for (String kind : settings.detectors()) {
      if (!RedactionSettings.DETECTORS.contains(kind)) {
        throw new InvalidInputException(
            Problem.of(
                    SUBJECT + ".detectors",
                    kind,
                    "one of " + String.join(", ", RedactionSettings.DETECTORS))
                .next(Nearest.advice(kind, RedactionSettings.DETECTORS)));
      }
      if (kind.equals("secrets")) {
        SecretDetector secrets = SecretDetector.withDefaults();
        searches.add(new Search(SECRET, signs -> signs.length >= 12, secrets::findSecrets));
      } else {
        personal.add(kind);
      }
    }
    PersonalData.detectors(SUBJECT, personal, settings.phoneRegions())
        .forEach(
            (kind, detector) ->
                searches.add(new Search(kind, NEEDS.getOrDefault(kind, signs -> true), detector)));
  }

  private void addPattern(RedactionSettings.NamedPattern pattern) {
    String subject = SUBJECT + ".patterns." + pattern.name();
    if (!NAME.matcher(pattern.name()).matches()) {
      throw new InvalidInputException(
          Problem.of(subject, pattern.name(), "a name of letters, digits, _ and -"));
    }
    BoundedPattern bounded =
        BoundedPattern.compile(subject, pattern.regex(), pattern.caseSensitive(), STEPS_A_TEXT);
    String kind = pattern.name();
    searches.add(
        new Search(
            kind,
            signs -> true,
            (text, sink) -> {
              for (BoundedPattern.Span span :
                  bounded.find(text, MOST_FOUND + 1).orElseThrow(NotSearchedException::new)) {
                String found = text.substring(span.start(), span.end());
                if (!sink.test(new Found(kind, found, span.start()))) {
                  return;
                }
              }
            }));
  }

  /** The text without what was found in it; the very same if nothing was. */
  String redact(String text) {
    if (text.length() < SHORTEST || searches.isEmpty()) {
      return text;
    }
    try {
      return searched(text);
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever went wrong, what may be in the text must not be stored.
      tally.dropped(Tally.NOT_SEARCHED);
      return NOT_SEARCHED;
    }
  }

  private String searched(String given) {
    boolean json = Escapes.looksLikeJson(given);
    String text = json && given.indexOf('\\') >= 0 ? Escapes.plain(given) : given;
    Signs signs = Signs.of(text);
    String masked = signs.backslashes > 0 ? Escapes.masked(text) : text;
    List<Part> parts = new ArrayList<>(0);
    for (Search search : searches) {
      if (search.need.met(signs)) {
        search.find.find(masked, found -> add(parts, search.kind, found, text));
      }
    }
    if (parts.isEmpty()) {
      return given;
    }
    if (parts.size() > MOST_FOUND) {
      throw new NotSearchedException();
    }
    return Replacement.of(text, merged(parts), json);
  }

  private boolean add(List<Part> parts, String kind, Found found, String text) {
    if (!allowed.isAllowed(found.text())) {
      int end = found.start() + found.text().length();
      boolean keyBlock = found.what().equals("private key");
      Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
      if (keyBlock && last != null && last.end() >= end && last.start() <= found.start()) {
        // Inside a block already, whose end is not looked for once more.
        return true;
      }
      parts.add(new Part(found.start(), keyBlock ? blockEnd(text, end) : end, kind));
    }
    return parts.size() <= MOST_FOUND;
  }

  // To the end of the key's last line, or as far as it may still be the key.
  private static int blockEnd(String text, int from) {
    int last = text.indexOf("-----END ", from);
    if (last >= 0) {
      int close = text.indexOf("-----", last + 9);
      return close < 0 ? text.length() : close + 5;
    }
    int end = from;
    while (end < text.length() && "\"'`<>{}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  // Where two overlap the one that begins first names them both.
  private List<Part> merged(List<Part> parts) {
    parts.sort(
        Comparator.comparingInt(Part::start)
            .thenComparing(part -> part.kind().equals(SECRET) ? 0 : 1)
            .thenComparing(Comparator.comparingInt(Part::end).reversed()));
    List<Part> merged = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Part last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && part.start() < last.end()) {
        int end = Math.max(last.end(), part.end());
        merged.set(merged.size() - 1, new Part(last.start(), end, last.kind()));
      } else {
        merged.add(part);
        tally.redacted(part.kind());
      }
    }
    return merged;
  }

  /**
   * A part of a text that must go.
   *
   * @param start from 0
   * @param end behind it
   * @param kind what it is
   */
  record Part(int start, int end, String kind) {

    String placeholder() {
      return "[" + kind.toUpperCase(Locale.ROOT) + "]";
    }
  }

  private record Search(String kind, Need need, Detector find) {}

  private interface Need {
    boolean met(Signs signs);
  }

  /** What characters a text has. */
  private static final class Signs {

    private final int length;
    private int ats;
    private int digits;
    private int dots;
    private int colons;
    private int backslashes;

    private Signs(int length) {
      this.length = length;
    }

    static Signs of(String text) {
      Signs signs = new Signs(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c > '\\') {
          continue;
        }
        if (c >= '0' && c <= '9') {
          signs.digits++;
        } else {
          signs.add(c);
        }
      }
      return signs;
    }

    private void add(char c) {
      switch (c) {
        case '@' -> ats++;
        case '.' -> dots++;
        case ':' -> colons++;
        case '\\' -> backslashes++;
        default -> {}
      }
    }
  }

  private static final class NotSearchedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
