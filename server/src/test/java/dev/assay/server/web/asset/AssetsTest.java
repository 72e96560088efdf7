package dev.assay.server.web.asset;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AssetsTest {

  private final Assets assets = Assets.load();

  @Test
  void url_ofAKnownName_hasAHashAndIsServed() {
    String url = assets.url("pages.css");
    assertThat(url).matches("/ui/assets/pages\\.[0-9a-f]{16}\\.css");
    Asset asset = assets.find(url.substring(Assets.PATH.length())).orElseThrow();
    assertThat(asset.mediaType()).startsWith("text/css");
    assertThat(asset.gzipped().length).isLessThan(asset.bytes().length);
  }

  @Test
  void url_ofAnUnknownName_saysWhereTheNamesAre() {
    assertThatThrownBy(() -> assets.url("nothing.css")).hasMessageContaining("assets.txt");
  }

  @Test
  void find_aNameWithoutItsHash_findsNothing() {
    assertThat(assets.find("pages.css")).isEmpty();
  }

  // A page shows nothing before it has its style: one file, with all of what is ours in it.
  @Test
  void style_isOneFileOfAll() throws IOException, URISyntaxException {
    Asset style =
        assets.find(assets.url("pages.css").substring(Assets.PATH.length())).orElseThrow();
    String text = new String(style.bytes(), StandardCharsets.UTF_8);
    Path folder = Path.of(requireNonNull(Assets.class.getResource("app.css")).toURI()).getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sheets = files.filter(file -> file.toString().endsWith(".css")).toList();
      assertThat(sheets).hasSizeGreaterThan(5);
      for (Path sheet : sheets) {
        assertThat(text).as(sheet.toString()).contains(Files.readString(sheet));
      }
    }
    // Later rules win: what all build on comes first.
    assertThat(text).startsWith(new String(bytes("tokens.css"), StandardCharsets.UTF_8));
    assertThat(text).doesNotContain("@import", "@charset");
  }

  @Test
  void imports_ofScripts_haveHashes() {
    assertThat(served("panel.js"))
        .containsPattern("from \"\\./chart\\.[0-9a-f]{16}\\.js\"")
        .doesNotContain("\"./chart.js\"");
    // What is loaded later, too.
    assertThat(served("app.js"))
        .containsPattern("import\\(\"\\./panel\\.[0-9a-f]{16}\\.js\"\\)")
        .doesNotContain("\"./panel.js\"");
  }

  private String served(String name) {
    Asset asset = assets.find(assets.url(name).substring(Assets.PATH.length())).orElseThrow();
    return new String(asset.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void ownScripts_makeNoMarkupAndEvaluateNothing() throws IOException {
    for (String name : Set.of("app.js", "chart.js", "live.js", "panel.js", "png.js", "review.js")) {
      String text = new String(bytes(name), StandardCharsets.UTF_8);
      assertThat(text).as(name).doesNotContain("innerHTML =", "outerHTML =", "insertAdjacentHTML");
      assertThat(text).as(name).doesNotContain("eval(", "new Function", "document.write");
    }
  }

  // What others wrote is what they released, and comes with their licence.
  @Test
  void vendored_isWhatTheListSays() throws IOException, GeneralSecurityException {
    JsonNode list =
        Json.parse(
            new String(bytes("vendor/vendored.json"), StandardCharsets.UTF_8), "vendored.json", 1);
    Set<String> listed = new TreeSet<>();
    for (JsonNode library : list.path("libraries")) {
      boolean licence = false;
      for (Map.Entry<String, JsonNode> file : library.path("files").properties()) {
        listed.add(file.getKey());
        licence |= file.getKey().endsWith("LICENSE");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes("/" + file.getKey()));
        assertThat(HexFormat.of().formatHex(hash))
            .as(file.getKey())
            .isEqualTo(file.getValue().stringValue());
      }
      assertThat(licence).as(library.path("name").asString()).isTrue();
    }
    String files = new String(bytes("assets.txt"), StandardCharsets.UTF_8);
    assertThat(
            files
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains(" = "))
                .flatMap(line -> Stream.of(line.split(" = ")[1].split(" \\+ ")))
                .filter(resource -> resource.contains("/")))
        .isNotEmpty()
        .isSubsetOf(listed);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return in.readAllBytes();
    }
  }
}
