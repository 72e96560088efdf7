package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HtmlReportTest {

  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"assay-([a-z0-9-]+)\">(.*?)</script>",
          Pattern.DOTALL);

  @Test
  void run_isEmbeddedWithItsNumbers() throws IOException {
    JsonNode run = data(html(Runs.assistant()), "run").get(0);
    assertThat(run.at("/gate/decision").stringValue()).isEqualTo("PASS");
    assertThat(run.at("/partitions/golden/n").intValue()).isEqualTo(50);
    assertThat(run.at("/partitions/golden/pass_rate/level").doubleValue()).isEqualTo(0.95);
    assertThat(run.at("/words/decision").stringValue()).isEqualTo("All 4 gate criteria are met.");
  }

  @Test
  void index_hasARowPerExampleInOrder() throws IOException {
    ReportInput input = Runs.assistant();
    JsonNode index = data(html(input), "index").get(0);
    assertThat(index).hasSize(600);
    assertThat(index.get(0).get("id").stringValue()).isEqualTo("golden-001");
    JsonNode failed = index.valueStream().filter(r -> r.has("broken")).findFirst().orElseThrow();
    assertThat(failed.get("broken").get(0).stringValue()).isEqualTo("polite-closing");
    assertThat(failed.get("scores").get(2).get(1).booleanValue()).isFalse();
  }

  @Test
  void pieces_startWhereTheirIdsSay() throws IOException {
    ReportInput input = Runs.assistant();
    String html = html(input);
    Matcher matcher = DATA.matcher(html);
    int expected = 0;
    while (matcher.find()) {
      if (matcher.group(1).startsWith("piece-")) {
        assertThat(matcher.group(1)).isEqualTo("piece-" + expected);
        expected += Json.parse(matcher.group(2), "piece", 1).size();
      }
    }
    assertThat(expected).isEqualTo(600);
    assertThat(data(html, "piece-")).hasSizeGreaterThan(1);
  }

  @Test
  void hostileTexts_comeBackExactly() throws IOException {
    List<JsonNode> pieces = data(html(HostileTexts.run()), "piece-");
    List<String> outputs = new ArrayList<>();
    pieces.forEach(
        piece ->
            piece.forEach(example -> outputs.add(example.at("/results/0/output").stringValue())));
    assertThat(outputs).containsExactlyElementsOf(HostileTexts.ALL);
  }

  @Test
  void hostileTexts_leaveOnlyThePagesOwnMarkup() throws IOException {
    String plain = html(Runs.input(List.of()));
    String hostile = html(HostileTexts.run());
    assertThat(tags(hostile)).isEqualTo(tags(plain) + 2); // one piece of data, opened and closed
    Matcher matcher = DATA.matcher(hostile);
    while (matcher.find()) {
      assertThat(matcher.group(2)).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\u202e");
    }
  }

  @Test
  void page_isValidUtf8WithLoneSurrogates() throws IOException {
    byte[] bytes = bytes(HostileTexts.run());
    assertThat(decode(bytes)).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  @Test
  void policy_allowsTheOneScriptAndStyleByHashAndNothingElse() throws Exception {
    String html = html(Runs.assistant());
    String policy = between(html, "Content-Security-Policy\" content=\"", "\">");
    assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe", "http");
    String script = between(html, "<script>", "</script>");
    String style = between(html, "<style>", "</style>");
    assertThat(policy).contains("script-src '" + hash(script) + "'");
    assertThat(policy).contains("style-src '" + hash(style) + "'");
  }

  @Test
  void page_loadsNothingAndTakesNoMarkup() throws IOException {
    String html = html(Runs.assistant());
    String shell = DATA.matcher(html).replaceAll("");
    assertThat(shell)
        .doesNotContainPattern("(?i)(src|href)\\s*=")
        .doesNotContainPattern("https?://(?!127)")
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    assertThat(shell).doesNotContain("{{");
  }

  @Test
  void machinePaths_areNotShown() throws IOException {
    String html = html(Runs.assistant());
    assertThat(html).doesNotContain("/home/someone").contains("suite.yaml");
  }

  @Test
  void repetitions_stayTogether() throws IOException {
    ReportInput input = Runs.assistant(Map.of(Partition.GOLDEN, 4), 0.3, 3, false);
    JsonNode piece = data(html(input), "piece-").get(0);
    assertThat(piece).hasSize(4);
    assertThat(piece.get(0).get("results")).hasSize(3);
    assertThat(piece.get(0).at("/results/2/repeat").intValue()).isEqualTo(2);
  }

  @Test
  void cachedOutputs_areMarkedAndNotCountedInLatency() throws IOException {
    ReportInput input = Runs.assistant(Map.of(Partition.GOLDEN, 4), 0, 1, true);
    JsonNode row = data(html(input), "index").get(0).get(0);
    assertThat(row.get("cached").intValue()).isEqualTo(1);
    assertThat(row.has("latencies")).isFalse();
  }

  @Test
  void tenMegabyteOutput_isThereWhole() throws IOException {
    String output = "word\u0000<b>".repeat(1_250_000);
    ExampleResult result = Runs.ruled("huge", "q", output, false, "too long");
    JsonNode piece = data(html(Runs.input(List.of(result))), "piece-").get(0);
    assertThat(piece.get(0).at("/results/0/output").stringValue().equals(output)).isTrue();
  }

  @Test
  void withoutScripts_theTableIsShown() throws IOException {
    String plain = between(html(Runs.assistant()), "<noscript><pre>", "</pre></noscript>");
    assertThat(plain).contains("golden", "100.0%", "All 4 gate criteria are met.");
  }

  private static byte[] bytes(ReportInput input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.HTML.write(input, out);
    return out.toByteArray();
  }

  private static String html(ReportInput input) throws IOException {
    return decode(bytes(input));
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static List<JsonNode> data(String html, String prefix) {
    List<JsonNode> found = new ArrayList<>();
    Matcher matcher = DATA.matcher(html);
    while (matcher.find()) {
      if (matcher.group(1).startsWith(prefix)) {
        found.add(Json.parse(matcher.group(2), matcher.group(1), 1));
      }
    }
    return found;
  }

  // What a browser would take for a tag outside of the script, whose strings hold none.
  private static long tags(String html) {
    String page = html.replace(between(html, "<script>", "</script>"), "");
    return Pattern.compile("<[a-zA-Z/!]").matcher(page).results().count();
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
