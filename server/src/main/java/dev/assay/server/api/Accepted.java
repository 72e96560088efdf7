package dev.assay.server.api;

import java.util.Locale;

/**
 * What a client says it takes, in the header {@code Accept} (RFC 9110, section 12.5.1): nothing
 * said is all, and of the ranges that hold a type the narrowest decides.
 *
 * @param header its value; blank if there is none
 */
record Accepted(String header) {

  static Accepted of(String header) {
    return new Accepted(header);
  }

  /** Whether it takes this type, given in lower case. */
  boolean takes(String type, String subtype) {
    if (header.isBlank()) {
      return true;
    }
    int narrowest = 0;
    boolean takes = false;
    for (String range : header.split(",", -1)) {
      String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
      int width = width(parts[0].strip(), type, subtype);
      if (width > narrowest || (width > 0 && width == narrowest && !takes)) {
        narrowest = width;
        takes = wanted(parts);
      }
    }
    return takes;
  }

  private static int width(String range, String type, String subtype) {
    if (range.equals(type + "/" + subtype)) {
      return 3;
    }
    if (range.equals(type + "/*")) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  // A quality of 0 refuses; what is no number refuses nothing.
  private static boolean wanted(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=0(\\.0*)?")) {
        return false;
      }
    }
    return true;
  }
}
