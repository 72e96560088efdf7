package dev.assay.monitor.behaviour;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.monitor.internal.SipHash;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a user said, as far as it is compared with what they say next.
 *
 * @param hash of the folded text: equal for messages that are the same but for case, white space,
 *     compatibility forms and punctuation at the ends; of a long text, of the text as it is
 * @param text what meaning is compared by; null if it is too long (a document, of which the
 *     question is a small part) or too short (a word that is rightly said twice) to tell
 * @param substantial whether it is long enough for saying it twice to mean something
 */
record UserMessage(long hash, @Nullable String text, boolean substantial) {

  /** The longest text, in UTF-16 units, of which the meaning is compared. */
  static final int LONGEST = 1000;

  // "continue", "next page" and "yes please" are said twice by people who are content.
  private static final int LEAST_LETTERS = 12;
  private static final int IDEOGRAPH_COUNTS = 3;
  private static final SipHash HASH = SipHash.withSalt("assay user message");

  /** The message a user just sent; empty if the exchange goes on without one, or does not say. */
  static Optional<UserMessage> newest(Interaction interaction) {
    List<Message> input = interaction.input();
    for (int i = input.size() - 1; i >= 0; i--) {
      Message message = input.get(i);
      if (message.role().equals("user")) {
        return Optional.of(of(message.text()));
      }
      if (!message.role().equals("system") && !message.role().equals("developer")) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  static UserMessage of(String raw) {
    boolean substantial = substantial(raw);
    if (raw.length() > LONGEST) {
      return new UserMessage(HASH.of(raw), null, substantial);
    }
    return new UserMessage(HASH.of(folded(raw)), substantial ? raw : null, substantial);
  }

  /** Whether both name numbers, and each one that the other does not. */
  static boolean namesOtherNumbers(String a, String b) {
    Set<String> first = numbers(a);
    Set<String> second = numbers(b);
    return !first.containsAll(second) && !second.containsAll(first);
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new TreeSet<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean digit = i < text.length() && Character.isDigit(text.charAt(i));
      if (digit && start < 0) {
        start = i;
      } else if (!digit && start >= 0) {
        numbers.add(text.substring(start, i));
        start = -1;
      }
    }
    return numbers;
  }

  private static boolean substantial(String text) {
    int letters = 0;
    for (int i = 0; i < text.length() && letters < LEAST_LETTERS; ) {
      int c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters += Character.isIdeographic(c) ? IDEOGRAPH_COUNTS : 1;
      }
      i += Character.charCount(c);
    }
    return letters >= LEAST_LETTERS;
  }

  private static String folded(String raw) {
    String text = Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(text.length());
    int end = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean separates = Character.isWhitespace(c) || Character.isSpaceChar(c);
      if (separates && (folded.isEmpty() || folded.charAt(folded.length() - 1) == ' ')) {
        continue;
      }
      if (separates) {
        folded.append(' ');
      } else if (!folded.isEmpty() || Character.isLetterOrDigit(c)) {
        folded.appendCodePoint(c);
        end = Character.isLetterOrDigit(c) ? folded.length() : end;
      }
    }
    // Of a text without letters all is kept.
    return end == 0 ? text.strip() : folded.substring(0, end);
  }
}
