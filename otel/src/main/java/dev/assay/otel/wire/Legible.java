package dev.assay.otel.wire;

/** Text of a sender, made fit for a message: one short line of printable characters. */
final class Legible {

  private static final int LONGEST = 200;

  private Legible() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      boolean odd = Character.isISOControl(c) || Character.isSurrogate(c);
      line.append(odd ? '\uFFFD' : c);
    }
    return text.length() > LONGEST ? line.append('…').toString() : line.toString();
  }
}
