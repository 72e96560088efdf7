package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.detect.TextCount;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of constraint there are. What a kind needs is in its rule's class, which is not loaded
 * before a suite uses it.
 */
final class Kinds {

  private static final Parameter IGNORE_CASE =
      Parameter.bool("ignore_case", "Upper and lower case are the same.").withDefault(true);
  private static final Parameter WHOLE_WORDS =
      Parameter.bool("whole_words", "Not as a part of a longer word.");
  private static final Parameter FENCED =
      Parameter.bool("fenced", "A Markdown code fence around it is allowed.");
  private static final Parameter ALLOW =
      Parameter.strings("allow", "Texts that may stand there; * at an end stands for anything.");

  static final List<Kind> ALL =
      List.of(
          Kind.ofForm(
              Parameter.json("words", "How many words: {min, max}."),
              settings -> CountRule.of(settings, "word", TextCount::words)),
          Kind.ofForm(
              Parameter.json("characters", "How many characters: {min, max}."),
              settings -> CountRule.of(settings, "character", TextCount::characters)),
          Kind.ofForm(
              Parameter.json("sentences", "How many sentences: {min, max}."),
              settings -> CountRule.of(settings, "sentence", TextCount::sentences)),
          Kind.ofForm(
              Parameter.json("paragraphs", "How many paragraphs: {min, max}."),
              settings -> CountRule.of(settings, "paragraph", TextCount::paragraphs)),
          Kind.ofForm(
              Parameter.json("lines", "How many lines that are not blank: {min, max}."),
              settings -> CountRule.of(settings, "line", TextCount::lines)),
          Kind.ofForm(
              Parameter.json("list-items", "How many bulleted or numbered items: {min, max}."),
              settings -> CountRule.of(settings, "list item", TextCount::listItems)),
          Kind.ofForm(
              Parameter.json(
                  "contains-any",
                  "At least one of these texts, or of an example's own: {from: /metadata/…}."),
              ContainsRules::any,
              IGNORE_CASE,
              WHOLE_WORDS),
          Kind.ofForm(
              Parameter.json(
                  "contains-all",
                  "All of these texts, or of an example's own: {from: /metadata/…}."),
              ContainsRules::all,
              IGNORE_CASE,
              WHOLE_WORDS),
          Kind.ofForm(
              Parameter.json(
                  "contains-none",
                  "None of these texts, or of an example's own: {from: /metadata/…}."),
              ContainsRules::none,
              IGNORE_CASE,
              WHOLE_WORDS),
          Kind.ofForm(
              Parameter.string("regex", "A regular expression found in the output."),
              settings -> RegexRule.of(settings, true)),
          Kind.ofForm(
              Parameter.string("not-regex", "A regular expression not found in the output."),
              settings -> RegexRule.of(settings, false)),
          Kind.ofForm(
              Parameter.strings("starts-with", "Starts with one of these texts."),
              EndingRules::startsWith,
              IGNORE_CASE),
          Kind.ofForm(
              Parameter.strings("ends-with", "Ends with one of these texts."),
              EndingRules::endsWith,
              IGNORE_CASE),
          Kind.ofForm(
              Parameter.json("has-closing", "Closes politely: true, or a list of closings."),
              EndingRules::hasClosing),
          Kind.ofForm(
              Parameter.json("no-repetition", "Says nothing twice: true, or {words: n}."),
              RepetitionRule::of),
          Kind.ofForm(
              Parameter.strings("date-format", "Every date is written so: yyyy-MM-dd, …"),
              settings -> DateFormatRule.of(settings)),
          Kind.ofForm(
              Parameter.strings("links-from", "Every link is to one of these hosts, or below."),
              settings -> LinksRule.of(settings)),
          Kind.ofForm(
              Parameter.json("json-valid", "The output is one JSON document: true."),
              JsonValidRule::of,
              FENCED),
          Kind.ofForm(
              Parameter.json("json-schema", "A JSON Schema that it meets, inline or a file."),
              settings -> JsonSchemaRule.of(settings),
              FENCED),
          Kind.ofForm(
              Parameter.strings("language", "Written in one of these languages: en, de, …"),
              settings -> LanguageRule.of(settings)),
          Kind.ofSafety(
              Parameter.json("no-pii", "No personal data: true, or a list of what to look for."),
              settings -> NoPiiRule.of(settings),
              ALLOW,
              Parameter.strings("names", "Names to look for too."),
              Parameter.strings("regions", "Where national phone numbers are from.")
                  .withDefault(List.of("US"))),
          Kind.ofSafety(
              Parameter.json("no-secrets", "No keys, tokens or passwords: true."),
              settings -> NoSecretsRule.of(settings),
              ALLOW),
          Kind.ofForm(
              Parameter.string("expression", "A CEL expression that is true."),
              settings -> ExpressionRule.of(settings)));

  private Kinds() {}

  static List<String> names() {
    return ALL.stream().map(Kind::name).toList();
  }

  /** What may stand beside a kind, of any. */
  static Set<String> optionNames() {
    return ALL.stream()
        .flatMap(kind -> kind.parameters().stream().skip(1))
        .map(Parameter::name)
        .collect(Collectors.toSet());
  }
}
