package dev.assay.server.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownOutputTest {

  private static final String HIDDEN = "a\u001b[31m\u0000<b>\u202egpj.exe\ud800";

  private static String written(String tag, @Nullable String attribute) {
    StringOutput output = new StringOutput();
    ShownOutput shown = new ShownOutput(output);
    shown.setContext(tag, attribute);
    shown.writeUserContent(HIDDEN);
    return output.toString();
  }

  @Test
  void text_hasNothingThatCannotBeSeen() {
    assertThat(written("p", null)).isEqualTo("a\u241b[31m\u2400&lt;b&gt;\ufffdgpj.exe\ufffd");
  }

  @Test
  void attributeThatIsRead_likewise() {
    assertThat(written("td", "title")).startsWith("a\u241b[31m\u2400").endsWith("\ufffd");
    assertThat(written("optgroup", "label")).startsWith("a\u241b[31m\u2400");
  }

  @Test
  void whatIsSentBack_staysAsItIs() {
    assertThat(written("input", "value")).contains("\u001b", "\u202e");
    assertThat(written("textarea", null)).contains("\u001b", "\u202e", "&lt;b&gt;");
  }

  @Test
  void lettersThatNeedTheirNeighbours_keepThem() {
    String text =
        "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \ud83d\udc69\u200d\ud83d\udcbb \u2067\u05d0\u2069";
    assertThat(Words.shown(text)).isEqualTo(text);
  }
}
