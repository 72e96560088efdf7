package dev.assay.examples.support;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A section of a document: what is retrieved.
 *
 * @param id {@code document#section}, stable as long as the headings are
 * @param title the document's title
 * @param heading the section's heading
 * @param sentences its sentences, in order
 */
record Chunk(String id, String title, String heading, List<Sentence> sentences) {

  Chunk {
    sentences = List.copyOf(sentences);
  }

  String text() {
    return heading + "\n" + sentences.stream().map(Sentence::text).collect(Collectors.joining(" "));
  }
}
