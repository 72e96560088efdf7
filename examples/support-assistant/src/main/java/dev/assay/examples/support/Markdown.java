package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a Markdown document into sections, and these into sentences. */
final class Markdown {

  // A full stop ends a sentence where a capital follows: not within "docs.yourcompany.com" or "TLS
  // 1.2".
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z\"])");
  private static final Pattern NOT_SLUG = Pattern.compile("[^a-z0-9]+");

  private Markdown() {}

  /** The sections of a document, each with at least one sentence; the introduction is left out. */
  static List<Chunk> chunks(String document, String text) {
    List<Chunk> chunks = new ArrayList<>();
    String title = document;
    String heading = "";
    List<Sentence> sentences = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (line.startsWith("# ")) {
        title = line.substring(2).strip();
      } else if (line.startsWith("## ")) {
        add(chunks, document, title, heading, sentences);
        heading = line.substring(3).strip();
        sentences = new ArrayList<>();
      } else if (line.startsWith("- ")) {
        sentences.add(Sentence.of(line.substring(2).strip(), true));
      } else {
        for (String sentence : SENTENCE_END.split(line)) {
          sentences.add(Sentence.of(sentence, false));
        }
      }
    }
    add(chunks, document, title, heading, sentences);
    return chunks;
  }

  private static void add(
      List<Chunk> chunks, String document, String title, String heading, List<Sentence> sentences) {
    if (!heading.isEmpty() && !sentences.isEmpty()) {
      chunks.add(new Chunk(document + "#" + slug(heading), title, heading, sentences));
    }
  }

  private static String slug(String heading) {
    String slug = NOT_SLUG.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("-");
    return slug.replaceAll("^-|-$", "");
  }
}
