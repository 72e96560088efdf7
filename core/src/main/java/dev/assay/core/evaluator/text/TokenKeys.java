package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The keys of tokens given as strings; see {@link TokenList}. */
final class TokenKeys {

  private TokenKeys() {}

  static long of(String token, LongTokens longTokens) {
    boolean ascii = true;
    boolean packable = token.length() <= 8;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      ascii &= c < 0x80;
      // NUL would vanish among the zeros that fill up a short key.
      packable &= c > 0 && c < 0x80;
    }
    if (packable) {
      byte[] bytes = token.getBytes(US_ASCII);
      return Bytes.load(bytes, 0, bytes.length);
    }
    byte[] bytes = ascii ? token.getBytes(US_ASCII) : utf16(token);
    return longTokens.key(bytes, 0, bytes.length);
  }

  // Marked by a first byte that no ASCII token has; by hand, for encoders replace lone surrogates.
  private static byte[] utf16(String token) {
    byte[] bytes = new byte[1 + 2 * token.length()];
    bytes[0] = -1;
    for (int i = 0; i < token.length(); i++) {
      bytes[1 + 2 * i] = (byte) (token.charAt(i) >>> 8);
      bytes[2 + 2 * i] = (byte) token.charAt(i);
    }
    return bytes;
  }
}
