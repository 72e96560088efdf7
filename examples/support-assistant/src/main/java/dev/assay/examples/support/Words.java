package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns text into content words that compare: lower case, lightly stemmed, the domain's synonyms
 * made one.
 */
final class Words {

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+(?:[.'’-][\\p{L}\\p{N}]+)*|[$€£]\\d+|\\d+%");

  // Expressions of several words, or of many forms, and the word that stands for them.
  private static final List<Phrase> PHRASES =
      List.of(
          Phrase.of("single sign[ -]?on|\\bsaml( 2\\.0)?\\b|\\bsso\\b", "sso"),
          Phrase.of(
              "two[ -]factor( authentication)?|\\b2[ -]?fa\\b|\\bmfa\\b|two[ -]step (verification|login)",
              "twofactor"),
          Phrase.of(
              "sign(ed|ing)?[ -]in\\b|\\blog(ged|ging)?[ -]?(in|on)\\b|\\blogins?\\b", "login"),
          Phrase.of(
              "(get )?(my |our |your |the )?money back|paid back|reimburse(d|ment|s)?", "refund"),
          Phrase.of(
              "\\bper year\\b|\\byearly\\b|\\bannual(ly)?\\b|\\ba year\\b|\\bfor a full year\\b",
              "annual"),
          Phrase.of("\\bper month\\b|\\bmonthly\\b|\\ba month\\b|month[ -]to[ -]month", "monthly"),
          Phrase.of("\\b(?:get|bring|have)((?: \\w+){1,4}) back\\b", "restore $1"),
          Phrase.of("\\bat least\\b|\\bat minimum\\b", "minimum"),
          Phrase.of("\\b(?:not|n't|never) work(?:s|ing)?\\b", "fail"),
          Phrase.of("how much (is|are|for|does|do|would|will)\\b", "how much cost"),
          Phrase.of("\\be-mails?\\b", "email"),
          Phrase.of("\\bnon-?profits?\\b|\\bcharit(y|ies)\\b|\\bngos?\\b", "nonprofit"),
          Phrase.of("\\beurope\\b|\\bthe eu\\b|\\beu\\b|european union", "europe"),
          Phrase.of("\\bthe us\\b|\\busa\\b|united states|\\bamerica\\b", "unitedstates"),
          Phrase.of("audit (logs?|trail)", "auditlog"),
          Phrase.of("read[ -]only", "readonly"),
          Phrase.of("self[ -]host(ed|ing)?|on[ -]prem(ises?)?|own servers?", "selfhost"),
          Phrase.of("\\bkeep track\\b", "track"),
          Phrase.of("\\bopen (on|at)\\b", "hours"),
          Phrase.of("rate limits?|requests? (per|a|each) minute", "requests minute ratelimit"));

  // Stems that mean the same in this domain, after the one that stands for all.
  private static final Map<String, String> SYNONYMS =
      synonyms(
          "accessib: blind disabl wcag accessibl",
          "agreement: dpa",
          "allow: permit",
          "app: applic",
          "buy: purchas bought",
          "cancel: terminat stop",
          "card: cards",
          "certifi: certif certific",
          "compliant: complianc comply",
          "contact: reach",
          "cost: pric charg fe expensiv cheap overview",
          "custom: own",
          "delet: remov eras gone",
          "desktop: laptop comput",
          "developer: develop",
          "discount: reduct rebat cheaper",
          "encrypt: cipher",
          "extend: longer extens prolong",
          "fail: reject unpaid declin bounc wrong crash",
          "file: attach attachment video document",
          "finish: stuck hang hung endles",
          "holidai: vacation",
          "hour: weekend",
          "import: migrat mov",
          "incident: outag downtim",
          "invoic: bil bill receipt",
          "keep: stay kept retain retent",
          "limit: maximum max quota cap",
          "lock: unlock frozen",
          "lose: lost",
          "member: people user seat person colleagu employe",
          "nonprofit: ngo charit",
          "notific: notifi notify alert",
          "paus: postpon freez hold",
          "pay: pai paid payment",
          "period: window",
          "permission: perm right",
          "phone: smartphon mobil iphon android ipad tablet call ios",
          "plan: subscript subscrib tier packag membership",
          "renewal: renew",
          "resid: locat stor hosted region",
          "respon: answer repli reply respond respons",
          "restor: recover undelet bring",
          "school: univers educ student academ colleg",
          "selfhost: host",
          "size: bigg bigger biggest big larg largest",
          "sync: synchronis synchroniz synchronisation",
          "try: trial tri",
          "undo: revers",
          "uptim: sla availability",
          "version: history revision old earlier previou",
          "word: docx");

  private record Phrase(Pattern pattern, String word) {

    static Phrase of(String pattern, String word) {
      return new Phrase(Pattern.compile(pattern), " " + word + " ");
    }
  }

  private Words() {}

  /** The content words of {@code text}, in order, repeats included. */
  static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    for (String token : tokens(unified(text))) {
      if (!Lexicon.STOPWORDS.contains(token)) {
        terms.add(canonical(token));
      }
    }
    return terms;
  }

  /** The words of {@code text} in lower case, as they stand. */
  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      tokens.add(matcher.group().replace('’', '\''));
    }
    return tokens;
  }

  /** Whether the domain has another word for {@code token}. */
  static boolean hasSynonym(String token) {
    return SYNONYMS.containsKey(stem(token));
  }

  static String canonical(String token) {
    String stem = stem(token);
    return SYNONYMS.getOrDefault(stem, stem);
  }

  private static String unified(String text) {
    String unified = text.toLowerCase(Locale.ROOT);
    for (Phrase phrase : PHRASES) {
      unified = phrase.pattern().matcher(unified).replaceAll(phrase.word());
    }
    return unified;
  }

  // A few suffixes, longest first; enough for one domain, and the same for question and document.
  static String stem(String token) {
    if (token.length() < 4 || !token.chars().allMatch(Character::isLetter)) {
      return token.endsWith("s") && token.length() == 4 ? token.substring(0, 3) : token;
    }
    String stem = token;
    for (String suffix :
        new String[] {
          "ation", "ions", "ion", "ments", "ment", "able", "ing", "ies", "ied", "ed", "es", "s",
          "ly"
        }) {
      if (stem.endsWith(suffix) && stem.length() - suffix.length() >= 3 && !stem.endsWith("ss")) {
        stem =
            stem.substring(0, stem.length() - suffix.length())
                + (suffix.startsWith("ie") ? "y" : "");
        break;
      }
    }
    if (stem.length() > 3 && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2)) {
      stem = stem.substring(0, stem.length() - 1);
    }
    return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }

  private static Map<String, String> synonyms(String... groups) {
    Map<String, String> synonyms = new HashMap<>();
    for (String group : groups) {
      String[] words = group.split(":? ");
      for (int i = 1; i < words.length; i++) {
        synonyms.put(words[i], words[0]);
      }
    }
    return Map.copyOf(synonyms);
  }
}
