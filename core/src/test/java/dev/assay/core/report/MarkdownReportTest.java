package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Partition;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  private static final int GITHUB_LIMIT = 65_536;
  private static final Pattern CODE = Pattern.compile("(`+)(?!`)(.+?)(?<!`)\\1(?!`)");

  @Test
  void passedRun_saysSoWithRatesAndIntervals() {
    String text = MarkdownReport.render(Runs.assistant());
    assertThat(text)
        .startsWith("## ✅ PASS: support-assistant\n")
        .contains("All 4 gate criteria are met. 583 of 600 examples passed, 17 failed.")
        .contains("| golden | 50 | 50 | 0 | 0 | 100.0% [92.9, 100.0] |")
        .contains("- … and 7 more\n")
        .contains("<details><summary>");
  }

  @Test
  void failedCriteria_areNamedWithWhy() {
    String text =
        MarkdownReport.render(Runs.input(List.of(Runs.ruled("one", "q", "a", false, "rude"))));
    assertThat(text)
        .startsWith("## ❌ FAIL")
        .contains("- ❌ `golden.pass_rate`: 1 failed: one\n")
        .contains("- `one` (golden, format): constraints: rude\n");
  }

  @Test
  void fiveThousandFailures_fitAComment() {
    ReportInput input = Runs.assistant(Map.of(Partition.DISTRIBUTION, 5000), 1, 1, false);
    assertThat(MarkdownReport.render(input)).hasSizeLessThan(GITHUB_LIMIT / 8);
  }

  @Test
  void hostileTexts_standInCodeSpansOnly() {
    String text = MarkdownReport.render(HostileTexts.run());
    for (String line : text.split("\n")) {
      String outside = CODE.matcher(line).replaceAll("");
      assertThat(outside)
          .doesNotContain("<script", "<img", "](", "@", "`", "{{")
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]");
    }
    assertThat(text).doesNotContainPattern("[\\p{Cf}\\p{Cs}\\p{Cc}&&[^\\n]]");
  }

  @Test
  void code_fenceIsLongerThanAnyRunInside() {
    assertThat(MarkdownText.code("a `b` ``c", 80)).isEqualTo("```a `b` ``c```");
    assertThat(MarkdownText.code("`", 80)).isEqualTo("`` ` ``");
    assertThat(MarkdownText.code("a|b", 80)).isEqualTo("`a\\u007cb`");
    assertThat(MarkdownText.code(" \n ", 80)).isEqualTo("(empty)");
  }

  @Test
  void words_thatCouldMeanSomething_becomeCode() {
    assertThat(MarkdownText.words("too short: 3 words", 80)).isEqualTo("too short: 3 words");
    for (String text : List.of("@team", "see www.x.org", "#12", "a_b_c", "1. x", "<b>", "- x")) {
      assertThat(MarkdownText.words(text, 80)).isEqualTo("`" + text + "`");
    }
  }
}
