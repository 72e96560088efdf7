package dev.assay.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.target.Template.MissingVariableException;
import dev.assay.core.target.Template.Syntax;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{input.q}}!              | why?!
          {{ input.list.1 }}        | b
          {{input.deep.er}}         | {"x":1}
          {{metadata.n}} {{id}}     | 3 ex 1
          {{repeat}}/{{seed}}       | 0/7
          {{{{input.q}}             | {{input.q}}
          a } b }} c                | a } b }} c
          no places                 | no places
          """)
  void plain_takesPartsOfTheExample(String template, String text) throws Exception {
    assertThat(Template.parse(template, Syntax.PLAIN, "t").render(request())).isEqualTo(text);
  }

  @Test
  void json_escapesInsideStringsAndStandsAsJsonOutside() throws Exception {
    String template = "{\"a\": \"say \\\"{{input.q}}\\\"\", \"b\": {{input.list}}, \"c\": {{id}}}";
    String text = Template.parse(template, Syntax.JSON, "t").render(request());
    assertThat(text)
        .isEqualTo("{\"a\": \"say \\\"why?\\\"\", \"b\": [\"a\",\"b\"], \"c\": \"ex 1\"}");
  }

  @Test
  void anyText_staysInItsPlace() throws Exception {
    Random random = new Random(7);
    Template json = Template.parse("{\"a\": \"<{{input}}>\"}", Syntax.JSON, "t");
    Template url = Template.parse("http://h/{{input}}?x", Syntax.URL, "t");
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
      }
      TargetRequest request = Requests.of("x", Requests.text(text.toString()), Json.object());
      JsonNode body = Json.parse(json.render(request), "body", 1);
      assertThat(body.get("a").stringValue()).isEqualTo("<" + text + ">");
      assertThat(body.size()).isEqualTo(1);
      assertThat(url.render(request)).matches("http://h/[-A-Za-z0-9_.~%]*\\?x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{input.none}}", "{{metadata.none.more}}", "{{input.list.9}}", "{{input.q.x}}"})
  void aMissingPart_isNamed(String template) {
    String name = template.substring(2, template.length() - 2);
    assertThatThrownBy(() -> Template.parse(template, Syntax.PLAIN, "t").render(request()))
        .isInstanceOf(MissingVariableException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{inputs}}", "{{}}", "{{id.x}}", "{{input..q}}", "{{input", "{{{input}}"})
  void aPlaceThatNamesNothing_isRefused(String template) {
    assertThatThrownBy(() -> Template.parse(template, Syntax.PLAIN, "body"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("body: ");
  }

  @Test
  void variables_areListed() {
    assertThat(Template.parse("{{id}} {{input.q}} {{id}}", Syntax.PLAIN, "t").variables())
        .containsExactly("id", "input.q");
  }

  @Test
  void aTemplateOfOnePlace_keepsTheJsonType() throws Exception {
    assertThat(Template.parse("{{metadata.n}}", Syntax.PLAIN, "t").renderJson(request()).isInt())
        .isTrue();
    assertThat(Template.parse("n{{metadata.n}}", Syntax.PLAIN, "t").renderJson(request()))
        .isEqualTo(Requests.text("n3"));
  }

  private static TargetRequest request() {
    ObjectNode input = Json.object().put("q", "why?");
    input.putArray("list").add("a").add("b");
    input.putObject("deep").putObject("er").put("x", 1);
    return Requests.of("ex 1", input, Json.object().put("n", 3));
  }
}
