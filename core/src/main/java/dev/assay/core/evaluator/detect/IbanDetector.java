package dev.assay.core.evaluator.detect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** International bank account numbers: a country's length, and ISO 7064 mod 97-10. */
final class IbanDetector implements Detector {

  // SWIFT's registry: country code and length.
  private static final String REGISTRY =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28"
          + " EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23"
          + " IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27"
          + " MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27"
          + " ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";

  private static final Map<String, Integer> LENGTHS = new HashMap<>();

  static {
    for (String entry : REGISTRY.split(" ")) {
      LENGTHS.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
    }
  }

  @Override
  public void find(String text, Predicate<Found> sink) {
    int i = 0;
    while (i + 4 <= text.length()) {
      int end = startsOne(text, i) ? end(text, i) : -1;
      if (end > 0) {
        if (!sink.test(new Found("IBAN", text.substring(i, end), i))) {
          return;
        }
        i = end;
      } else {
        i++;
      }
    }
  }

  private static boolean startsOne(String text, int i) {
    return isLetter(text.charAt(i))
        && isLetter(text.charAt(i + 1))
        && isDigit(text.charAt(i + 2))
        && isDigit(text.charAt(i + 3))
        && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
  }

  // Where the number ends that starts here, or -1 if none does.
  private static int end(String text, int start) {
    Integer length = LENGTHS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
    if (length == null) {
      return -1;
    }
    StringBuilder compact = new StringBuilder(length);
    int i = start;
    while (i < text.length() && compact.length() < length) {
      char c = text.charAt(i);
      if (isLetter(c) || isDigit(c)) {
        compact.append(c);
      } else if ((c != ' ' && c != '-') || text.charAt(i - 1) == c) {
        return -1;
      }
      i++;
    }
    boolean whole = i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
    return compact.length() == length && whole && mod97(compact.toString()) == 1 ? i : -1;
  }

  private static int mod97(String iban) {
    String turned = iban.substring(4) + iban.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
