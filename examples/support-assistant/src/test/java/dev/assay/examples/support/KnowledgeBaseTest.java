package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeBaseTest {

  private static final Path KNOWLEDGE = Path.of("knowledge");

  @Test
  void read_theFolder_equalsWhatIsPackaged() {
    KnowledgeBase read = KnowledgeBase.read(KNOWLEDGE);
    assertThat(read).isEqualTo(KnowledgeBase.packaged(Map.of()));
    assertThat(read.chunks()).extracting(Chunk::id).doesNotHaveDuplicates();
    assertThat(read.chunks().stream().map(Chunk::title).distinct()).hasSizeGreaterThanOrEqualTo(15);
  }

  @Test
  void stale_differsInThreeSentences() {
    List<String> fresh = sentences(KnowledgeBase.read(KNOWLEDGE));
    List<String> stale = sentences(KnowledgeBase.read(Path.of("knowledge-stale")));
    List<String> changed = new ArrayList<>(stale);
    changed.removeAll(fresh);
    assertThat(stale).hasSameSizeAs(fresh);
    assertThat(changed)
        .containsExactlyInAnyOrder(
            "The Business plan costs $14 per member per month when billed monthly, or $160 per"
                + " member per year when billed annually.",
            "The Team plan allows uploads of files up to 50 MB each.",
            "The first payment of an annual plan is refunded in full if you ask within 14 days of"
                + " the payment.");
  }

  @Test
  void read_noFolderOrNoDocuments_saysWhatWasExpected(@TempDir Path empty) throws IOException {
    Path missing = empty.resolve("missing");
    assertThatThrownBy(() -> KnowledgeBase.read(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("knowledge: " + missing + " (expected: a folder of Markdown files)");
    Files.writeString(empty.resolve("a.txt"), "x");
    assertThatThrownBy(() -> KnowledgeBase.read(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least one Markdown file");
  }

  private static List<String> sentences(KnowledgeBase knowledge) {
    return knowledge.chunks().stream()
        .flatMap(c -> c.sentences().stream())
        .map(Sentence::text)
        .toList();
  }
}
