package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void chunks_sectionsWithListsAndParagraphs_keepOrderAndIds() {
    List<Chunk> chunks =
        Markdown.chunks(
            "limits",
            """
            # Limits

            An introduction that is left out.

            ## File size & co.

            - The Free plan allows 10 MB.
            - The Team plan allows 100 MB.

            ## Empty

            ## Pages

            Pages use TLS 1.2 or later. See docs.yourcompany.com for more.
            Another line.
            """);
    assertThat(chunks).extracting(Chunk::id).containsExactly("limits#file-size-co", "limits#pages");
    assertThat(chunks.get(0).sentences())
        .extracting(Sentence::subject)
        .containsExactly(Set.of(Plan.FREE), Set.of(Plan.TEAM));
    assertThat(chunks.get(1).sentences())
        .extracting(Sentence::text)
        .containsExactly(
            "Pages use TLS 1.2 or later.", "See docs.yourcompany.com for more.", "Another line.");
  }
}
