package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ComparisonFormatTest {

  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"assay-([a-z0-9-]+)\">(.*?)</script>",
          Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ComparisonFormat.class)
  void write_replacesTheFileAndLeavesNothingElse(ComparisonFormat format) throws IOException {
    Path file = folder.resolve("deep").resolve(format.fileName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old");
    format.write(Comparisons.hostile(), file);
    assertThat(Files.size(file)).isGreaterThan(500);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void page_putsWhatGotWorseFirst() throws IOException {
    String html = text(ComparisonFormat.HTML, Comparisons.worse());
    JsonNode index = data(html, "index").get(0);
    assertThat(index).hasSize(40);
    JsonNode first = index.get(0);
    assertThat(first.get("change").stringValue()).isEqualTo("newly_failing");
    assertThat(first.get("candidate_reason").stringValue()).isEqualTo("constraints: says 5 GB");
    assertThat(first.get("same").booleanValue()).isFalse();
    assertThat(index.get(39).get("change").stringValue()).isEqualTo("still_passing");
    JsonNode comparison = data(html, "comparison").get(0);
    assertThat(comparison.at("/words/kind").stringValue()).isEqualTo("fail");
    assertThat(comparison.at("/words/decision").stringValue()).isEqualTo("Block the deployment.");
  }

  @Test
  void page_holdsTheDifferenceOfAnswersWordByWord() throws IOException {
    JsonNode pieces = data(text(ComparisonFormat.HTML, Comparisons.worse()), "piece-").get(0);
    assertThat(Json.write(pieces.get(0).get("diff")))
        .isEqualTo("[[\"=\",\"Up to \"],[\"b\",\"2\"],[\"c\",\"5\"],[\"=\",\" GB a file.\"]]");
  }

  @Test
  void page_ofABaselineFile_hasNoTextsAndSaysSo() throws IOException {
    ComparisonInput input = Comparisons.withoutBaseTexts(Comparisons.worse());
    String html = text(ComparisonFormat.HTML, input);
    assertThat(data(html, "piece-")).isEmpty();
    assertThat(html).doesNotContain("Up to 5 GB");
    assertThat(data(html, "comparison").get(0).get("texts").booleanValue()).isFalse();
    assertThat(data(html, "index").get(0)).hasSize(40);
  }

  @Test
  void hostileTexts_leaveOnlyThePagesOwnMarkup() throws IOException {
    String plain = text(ComparisonFormat.HTML, Comparisons.worse());
    String hostile = text(ComparisonFormat.HTML, Comparisons.hostile());
    assertThat(tags(hostile)).isEqualTo(tags(plain));
    Matcher matcher = DATA.matcher(hostile);
    while (matcher.find()) {
      assertThat(matcher.group(2)).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\u202e");
    }
  }

  @Test
  void page_ofLongForeignAnswers_staysSmallAndSaysWhatItLeavesOut() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ComparisonFormat.HTML.write(Comparisons.longAndForeign(), out);
    assertThat(out.size()).isLessThan(9_000_000);
    String html = out.toString(StandardCharsets.UTF_8);
    String small = text(ComparisonFormat.HTML, Comparisons.worse());
    int pieces = data(html, "piece-").size() - data(small, "piece-").size();
    // Each piece is an element of its own, and what is in it is none.
    assertThat(tags(html)).isEqualTo(tags(small) + 2 * pieces);
    int shown = data(html, "index").get(0).size();
    assertThat(shown).isBetween(5, 59);
    assertThat(data(html, "comparison").get(0).at("/words/left_out").stringValue())
        .startsWith("Top " + shown + " of 60 shared examples");
    // What is in the page is there as it was, and does nothing.
    assertThat(data(html, "piece-").get(0).get(0).get("input_text").stringValue())
        .startsWith("質問 0 </script><img src=x onerror=alert(1)>");
  }

  @Test
  void page_loadsNothingAndTakesNoMarkup() throws IOException {
    String html = text(ComparisonFormat.HTML, Comparisons.worse());
    String shell = DATA.matcher(html).replaceAll("");
    assertThat(html).contains("default-src 'none'; script-src 'sha256-");
    assertThat(shell)
        .doesNotContainPattern("(?i)(src|href)\\s*=")
        .doesNotContainPattern("https?://")
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        .doesNotContain("{{");
  }

  @Test
  void markdown_saysTheDecisionTheNumbersAndTheFlipsInOneScreen() throws IOException {
    String markdown = text(ComparisonFormat.MARKDOWN, Comparisons.worse());
    assertThat(markdown)
        .startsWith("## \u274c block_deployment: support-assistant\n\nBlock the deployment.")
        .contains("| pass rate | 95.0% | 52.5% | -42.5 pt [")
        .contains(
            "**Newly failing** (19)", "- `example-3` (golden, format): constraints: says 5 GB")
        .contains("- \u2026 and 9 more")
        .contains(
            "**Newly passing** (2)", "- `example-1` (golden, was format): constraints: too short");
    String screen = markdown.substring(0, markdown.indexOf("<details>"));
    assertThat(screen.lines().count()).isLessThan(40);
  }

  @Test
  void markdown_ofHostileTexts_isBoundedAndHoldsNoMarkup() throws IOException {
    String markdown = text(ComparisonFormat.MARKDOWN, Comparisons.hostile());
    assertThat(markdown).hasSizeLessThan(65_536);
    String outside = markdown.replaceAll("(`+)(?!`).*?(?<!`)\\1(?!`)", "");
    assertThat(outside)
        .doesNotContain("<script", "<img", "<svg", "](", "@everyone", "\u001b", "\u202e");
  }

  @Test
  void json_hasTheReasonsOfBothBesideEachFlip() throws IOException {
    JsonNode json = Json.parse(text(ComparisonFormat.JSON, Comparisons.worse()), "comparison", 1);
    assertThat(json.at("/flips/0/candidate_reason").stringValue())
        .isEqualTo("constraints: says 5 GB");
    assertThat(json.at("/flips/0/base_reason").isNull()).isTrue();
  }

  private static int tags(String html) {
    return html.split("<", -1).length;
  }

  private static List<JsonNode> data(String html, String id) {
    List<JsonNode> found = new ArrayList<>();
    Matcher matcher = DATA.matcher(html);
    while (matcher.find()) {
      if (matcher.group(1).startsWith(id)) {
        found.add(Json.parse(matcher.group(2), id, 1));
      }
    }
    return found;
  }

  private static String text(ComparisonFormat format, ComparisonInput input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(input, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
