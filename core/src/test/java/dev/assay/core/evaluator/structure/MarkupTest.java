package dev.assay.core.evaluator.structure;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static dev.assay.core.evaluator.EvaluatorHarness.subject;
import static dev.assay.core.evaluator.EvaluatorHarness.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML, HTML, SQL and code fences. */
class MarkupTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a><b x='1'/>text</a> | true",
        "<?xml version='1.0'?><a/> | true",
        "<a><b></a></b> | false",
        "<a> | false",
        "<a/><b/> | false",
        "<a x=1/> | false",
        "<a>&nbsp;</a> | false",
        "<p:a/> | false",
        "plain | false",
        "`` | false",
      })
  void xml_output_isParsed(String output, boolean passed) {
    assertThat(scored("xml-valid", output).passed()).isEqualTo(passed);
  }

  @Test
  void xml_documentType_isRefusedAndNothingIsFetched(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");
    String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>";
    String laughs =
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><a>&b;</a>";
    for (String output : new String[] {external, laughs, "<!DOCTYPE html><html/>"}) {
      assertThat(scored("xml-valid", output).explanation())
          .startsWith("not well-formed XML: line 1, column ")
          .contains("DOCTYPE")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void xml_malformed_printsNothing() {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(scored("xml-valid", "<a>").passed()).isFalse();
    } finally {
      System.setErr(before);
    }
    assertThat(bytes.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>One<p>Two | true",
        "<ul><li>a<li>b</ul> | true",
        "<table><tr><td>x</table> | true",
        "<br><img src=x> | true",
        "<!DOCTYPE html><html><body><p>x</p></body></html> | true",
        "<html><head><title>t</title></head><body>x</body></html> | true",
        "<script>if (a<b) {}</script> | true",
        "a & b, 1 < 3 and &nosuch; | true",
        "plain text | true",
        "` ` | false",
        "<custom-x>y</custom-x> | true",
        "<div><b>x</div> | false",
        "<b><i>x</b></i> | false",
        "<div><span>x | false",
        "</div> | false",
        "<p><div>x</div></p> | false",
        "<div | false",
        "<!-- x | false",
        "<html><body><div>x</body></html> | false",
      })
  void html_output_isParsed(String output, boolean passed) {
    assertThat(scored("html-valid", output).passed()).as(output).isEqualTo(passed);
  }

  @Test
  void html_faults_haveTheirPlaces() {
    assertThat(scored("html-valid", "<div>\n <b>x</div>").explanation())
        .isEqualTo("2:2 <b> is not closed");
    assertThat(scored("html-valid", "<b>".repeat(1_000)).evidence().get("faults")).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sql-valid | select 1 | true",
        "sql-valid | SELECT a, count(*) FROM t WHERE b IN (SELECT c FROM d) GROUP BY a; | true",
        "sql-valid | with x as (select 1) select * from x; delete from t; | true",
        "sql-valid | selec 1 | false",
        "sql-valid | select from where | false",
        "sql-valid | Here is your query | false",
        "sql-valid | `` | false",
        "sql-valid | ; | false",
        "sql-valid(statements=[select]) | select 1 union select 2 | true",
        "sql-valid(statements=[select]) | select a[1] from t | true",
        "sql-valid(statements=[select]) | select top 5 [first name] from [t] | true",
        "sql-valid(statements=[select]) | with x as (delete from t returning *) select * from x | false",
        "sql-valid(statements=[select]) | with x as (with y as (update t set a = 1 returning *)"
            + " select * from y) select * from x | false",
        "sql-valid(statements=[select]) | with x as (insert into t values (1) returning *) (select 1)"
            + " union select 2 | false",
        "sql-valid(statements=[select]) | select * into t2 from t | false",
        "sql-valid(statements=[select]) | (select * into t2 from t) | false",
        "sql-valid(max_statements=1) | with x as (delete from t returning *) select * from x | true",
        "sql-valid(statements=[select]) | select 1; drop table t | false",
        "sql-valid(statements=[create-table, INSERT]) | create table t (a int) | true",
        "sql-valid(max_statements=1) | select 1; select 2 | false",
      })
  void sql_output_isParsed(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).as(output).isEqualTo(passed);
  }

  @Test
  void sql_forbidden_isNamed() {
    assertThat(scored("sql-valid(statements=[select])", "select 1; drop table t").explanation())
        .isEqualTo("has a statement drop (expected: select)");
    assertThat(
            scored("sql-valid(extract=auto)", "Run:\n```sql\nupdate t set a = 1\n```").evidence())
        .isEqualTo(Json.parse("{\"statements\":[\"update\"]}", "json", 1));
    assertThat(
            scored(
                    "sql-valid(statements=[select])",
                    "with x as (delete from t returning *) select * from x")
                .explanation())
        .isEqualTo("has a statement delete (expected: select)");
    assertThat(scored("sql-valid", "selec 1").explanation())
        .startsWith("not SQL: ")
        .contains("selec")
        .hasSizeLessThan(200);
  }

  @Test
  void sql_thatTakesTooLong_isUnscored() {
    assertThat(unscored("sql-valid", "select " + "(".repeat(400) + "1" + ")".repeat(400)))
        .isEqualTo("the SQL takes too long to parse");
    assertThat(unscored("sql-valid", "select " + "(".repeat(40_000)))
        .isEqualTo("the SQL takes too long to parse");
    assertThat(unscored("sql-valid", "x".repeat(10_000_000)))
        .isEqualTo("too long to parse: 10000000 characters (expected: at most 100000)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "code-fence | 'Look:\n```\nx\n```\n' | true",
        "code-fence | '~~~~ruby\n~~~\n~~~~' | true",
        "code-fence | '   ```js\nx\n   ``` ' | true",
        "code-fence | '    ```js\nx\n    ``` ' | false",
        "code-fence | 'Look:\n```\nx' | false",
        "code-fence | 'inline ```x``` code' | false",
        "code-fence(language=[python, py]) | '```Python title=x\nprint()\n```' | true",
        "code-fence(language=[python, py]) | '```js\nx\n```' | false",
        "code-fence(min=2) | '```\na\n```\n```\nb\n```' | true",
        "code-fence(min=0, max=0) | no code | true",
        "code-fence(max=1) | '```\na\n```\n```\nb\n```' | false",
      })
  void fence_blocks_areCounted(String expression, String output, boolean passed) {
    assertThat(scored(expression, output).passed()).as(output).isEqualTo(passed);
  }

  @Test
  void fence_content_isInTheEvidence() {
    assertThat(scored("code-fence", "```SQL\nselect 1\n```\n").evidence())
        .isEqualTo(
            Json.parse(
                "{\"count\":1,\"blocks\":[{\"language\":\"sql\",\"characters\":9,"
                    + "\"text\":\"select 1\\n\"}]}",
                "json",
                1));
    assertThat(scored("code-fence(language=sql)", "```js\nx").explanation())
        .isEqualTo("0 blocks of sql (expected: at least 1); found: js (not closed)");
    assertThatThrownBy(() -> bind("code-fence(min=2, max=1)"))
        .hasMessageStartingWith("code-fence.max: 1 (expected: at least min, which is 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml-valid", "html-valid", "sql-valid", "code-fence"})
  void hostileText_isScoredOrUnscored(String expression) {
    String extract = expression.equals("code-fence") ? expression : expression + "(extract=auto)";
    for (String output :
        new String[] {"<\0", "<a>\ud800</a>", "\u001b[31m<x", "```\n`".repeat(9)}) {
      String explanation = scored(extract, output).explanation();
      if (explanation != null) {
        assertThat(explanation).doesNotContain("\u001b", "\0", "\ud800").hasSizeLessThan(400);
      }
    }
    for (String unit : new String[] {"<a>", "```\n", "~~~x\n", "(", "<p><b>", "'"}) {
      assertThat(
              bind(extract).evaluate(subject(unit.repeat(10_000_000 / unit.length()), List.of())))
          .isNotNull();
    }
  }
}
