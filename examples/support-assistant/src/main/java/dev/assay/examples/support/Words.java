package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns text into content words that compare: lower case, lightly stemmed, the domain's synonyms
 * made one.
 */
final class Words {

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+(?:[.'’-][\\p{L}\\p{N}]+)*|[$€£]\\d+|\\d+%");

  static final Set<String> STOP =
      Set.of(
          ("a an the of for to in on at by with from as into about and or but if then so than that this these those it its "
                  + "is are was were be been being am do does did done have has had having can could will would shall should may "
                  + "might must i me my mine we us our ours you your yours he she they them their what which who whom whose when "
                  + "where why how much many long often there here please thanks thank hi hello hey dear just really also any "
                  + "some no not nor dont doesnt isnt cant wont don't doesn't isn't can't won't i'm it's we're i've want "
                  + "like know tell need get got let ok okay quick question wondering wonder possible actually anyone cairnbook "
                  + "one only every each up all more other same per use using")
              .split(" "));

  private static final Map<String, String> PHRASES = new LinkedHashMap<>();

  static {
    PHRASES.put("single sign[ -]?on|\\bsaml( 2\\.0)?\\b|\\bsso\\b", "sso");
    PHRASES.put(
        "two[ -]factor( authentication)?|\\b2[ -]?fa\\b|\\bmfa\\b|two[ -]step (verification|login)",
        "twofactor");
    PHRASES.put("sign(ed|ing)?[ -]in\\b|\\blog(ged|ging)?[ -]?(in|on)\\b|\\blogins?\\b", "login");
    PHRASES.put("money back|get (my|our|the) money|paid back|reimburse(d|ment|s)?", "refund");
    PHRASES.put(
        "\\bper year\\b|\\byearly\\b|\\bannual(ly)?\\b|\\ba year\\b|\\bfor a full year\\b",
        "annual");
    PHRASES.put("\\bper month\\b|\\bmonthly\\b|\\ba month\\b|month[ -]to[ -]month", "monthly");
    PHRASES.put("\\be-mails?\\b", "email");
    PHRASES.put("\\bnon-?profits?\\b|\\bcharit(y|ies)\\b|\\bngos?\\b", "nonprofit");
    PHRASES.put("\\beurope\\b|\\bthe eu\\b|\\beu\\b|european union", "europe");
    PHRASES.put("\\bthe us\\b|\\busa\\b|united states|\\bamerica\\b", "unitedstates");
    PHRASES.put("audit (logs?|trail)", "auditlog");
    PHRASES.put("read[ -]only", "readonly");
    PHRASES.put("self[ -]host(ed|ing)?|on[ -]prem(ises?)?|own servers?", "selfhost");
    PHRASES.put("\\bkeep track\\b", "track");
    PHRASES.put("\\bopen (on|at)\\b", "hours");
    PHRASES.put("rate limits?|requests? (per|a|each) minute", "requests minute ratelimit");
  }

  private static final Map<Pattern, String> COMPILED = new LinkedHashMap<>();

  static {
    PHRASES.forEach((pattern, word) -> COMPILED.put(Pattern.compile(pattern), " " + word + " "));
  }

  // Stems on the left mean what the stem on the right means, in this domain.
  private static final Map<String, String> SYNONYMS =
      synonyms(
          "pric cost",
          "charg cost",
          "fe cost",
          "expensiv cost",
          "cheap cost",
          "pai pay",
          "paid pay",
          "payment pay",
          "smartphon phone",
          "mobil phone",
          "iphon phone",
          "android phone",
          "ipad phone",
          "tablet phone",
          "people member",
          "user member",
          "seat member",
          "person member",
          "colleagu member",
          "employe member",
          "maximum limit",
          "max limit",
          "bigg size",
          "bigger size",
          "biggest size",
          "big size",
          "larg size",
          "largest size",
          "quota limit",
          "cap limit",
          "univers school",
          "educ school",
          "student school",
          "academ school",
          "colleg school",
          "attach file",
          "attachment file",
          "video file",
          "document file",
          "remov delet",
          "eras delet",
          "terminat cancel",
          "subscript plan",
          "subscrib plan",
          "tier plan",
          "packag plan",
          "membership plan",
          "history version",
          "revision version",
          "old version",
          "earlier version",
          "previou version",
          "encrypt encrypt",
          "cipher encrypt",
          "outag incident",
          "downtim incident",
          "recover restor",
          "undelet restor",
          "bring restor",
          "bil invoic",
          "bill invoic",
          "receipt invoic",
          "trial try",
          "tri try",
          "unpaid fail",
          "declin fail",
          "bounc fail",
          "wrong fail",
          "crash fail",
          "notifi notific",
          "notify notific",
          "alert notific",
          "postpon paus",
          "freez paus",
          "hold paus",
          "word word",
          "docx word",
          "longer extend",
          "extens extend",
          "prolong extend",
          "ios phone",
          "app app",
          "applic app",
          "browser browser",
          "blind accessib",
          "disabl accessib",
          "wcag accessib",
          "accessibl accessib",
          "migrat import",
          "mov import",
          "guarante guarante",
          "sla uptim",
          "availability uptim",
          "charit nonprofit",
          "reduct discount",
          "rebat discount",
          "cheaper discount",
          "certif certifi",
          "certific certifi",
          "complianc compliant",
          "comply compliant",
          "hour hour",
          "locat resid",
          "stor resid",
          "hosted resid",
          "region resid",
          "resid resid",
          "stay keep",
          "kept keep",
          "keep keep",
          "retain keep",
          "retent keep",
          "stop cancel",
          "lost lose",
          "backup backup",
          "cards card",
          "synchronis sync",
          "synchroniz sync",
          "synchronisation sync",
          "unlock lock",
          "frozen lock",
          "gone delet",
          "allow allow",
          "permit allow",
          "own custom",
          "perm permission",
          "right permission",
          "invit invit",
          "answer respon",
          "repli respon",
          "reply respon",
          "respond respon",
          "respons respon",
          "contact contact",
          "reach contact",
          "vacation holidai",
          "purchas buy",
          "bought buy",
          "free free",
          "develop developer",
          "creat creat");

  private Words() {}

  /** The content words of {@code text}, in order, repeats included. */
  static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    for (String token : tokens(unified(text))) {
      if (!STOP.contains(token)) {
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

  static String canonical(String token) {
    String stem = stem(token);
    return SYNONYMS.getOrDefault(stem, stem);
  }

  private static String unified(String text) {
    String unified = text.toLowerCase(Locale.ROOT);
    for (Map.Entry<Pattern, String> phrase : COMPILED.entrySet()) {
      unified = phrase.getKey().matcher(unified).replaceAll(phrase.getValue());
    }
    return unified;
  }

  // A few suffixes, longest first; enough for one domain, and the same for question and document.
  private static String stem(String token) {
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

  private static Map<String, String> synonyms(String... pairs) {
    Map<String, String> synonyms = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] both = pair.split(" ");
      synonyms.put(both[0], both[1]);
    }
    return Map.copyOf(synonyms);
  }
}
