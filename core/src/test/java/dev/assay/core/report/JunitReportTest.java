package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {

  @Test
  void suites_arePartitionsAndTheGate() throws Exception {
    Element root = parse(Runs.assistant());
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(elements(root, "testsuite"))
        .extracting(s -> s.getAttribute("name"))
        .containsExactly(
            "support-assistant.golden",
            "support-assistant.regression",
            "support-assistant.adversarial",
            "support-assistant.distribution",
            "support-assistant.gate");
    Element golden = elements(root, "testsuite").get(0);
    assertThat(golden.getAttribute("tests")).isEqualTo("50");
    Element first = elements(golden, "testcase").get(0);
    assertThat(first.getAttribute("classname")).isEqualTo("support-assistant.golden");
    assertThat(first.getAttribute("name")).isEqualTo("golden-001");
    assertThat(Double.parseDouble(first.getAttribute("time"))).isBetween(0.01, 10.0);
  }

  @Test
  void counts_equalWhatIsThere() throws Exception {
    Element root = parse(Runs.assistant());
    for (Element suite : elements(root, "testsuite")) {
      assertThat(suite.getAttribute("tests"))
          .isEqualTo(String.valueOf(elements(suite, "testcase").size()));
      assertThat(suite.getAttribute("failures"))
          .isEqualTo(String.valueOf(elements(suite, "failure").size()));
      assertThat(suite.getAttribute("errors"))
          .isEqualTo(String.valueOf(elements(suite, "error").size()));
      assertThat(suite.getAttribute("skipped"))
          .isEqualTo(String.valueOf(elements(suite, "skipped").size()));
    }
    assertThat(root.getAttribute("tests")).isEqualTo("604");
    assertThat(root.getAttribute("failures"))
        .isEqualTo(String.valueOf(elements(root, "failure").size()));
  }

  @Test
  void failure_hasModeReasonAndTexts() throws Exception {
    Element root =
        parse(Runs.input(List.of(Runs.ruled("one", "the question", "the answer", false, "rude"))));
    Element failure = elements(root, "failure").get(0);
    assertThat(failure.getAttribute("type")).isEqualTo("format");
    assertThat(failure.getAttribute("message")).isEqualTo("constraints: rude");
    assertThat(failure.getTextContent())
        .contains("input: the question", "output: the answer", "constraints: 0.000, failed: rude");
  }

  @Test
  void targetFailure_isAnError() throws Exception {
    Example example = Runs.example(Partition.GOLDEN, 0);
    Interaction failed = Interaction.ofError("timeout", "no answer");
    Element root = parse(Runs.input(List.of(Runs.result(example, 0, failed, List.of(), false))));
    Element error = elements(elements(root, "testsuite").get(0), "error").get(0);
    assertThat(error.getAttribute("type")).isEqualTo("timeout");
    assertThat(error.getAttribute("message")).isEqualTo("timeout: no answer");
  }

  @Test
  void unscored_isSkippedWithItsReason() throws Exception {
    Example example = Runs.example(Partition.GOLDEN, 0);
    ExampleResult result = Runs.result(example, 0, Interaction.ofOutput("x"), List.of(), false);
    Element root = parse(Runs.input(List.of(result)));
    Element skipped = elements(root, "skipped").get(0);
    assertThat(skipped.getAttribute("message")).isEqualTo(result.verdict().reason());
  }

  @Test
  void examplesThatDidNotRun_areSkippedTogether() throws Exception {
    List<ExampleResult> results =
        new ArrayList<>(Runs.assistant(Map.of(Partition.GOLDEN, 5), 0, 1, false).results());
    ReportInput input =
        Runs.input(Runs.header("s", results, RunOptions.DEFAULT), results.subList(0, 2));
    List<Element> skipped = elements(parse(input), "skipped");
    assertThat(skipped)
        .extracting(s -> s.getAttribute("message"))
        .containsExactly("3 examples not run");
  }

  @Test
  void criteria_failOrErrButNeverSkip() throws Exception {
    Element root = parse(Runs.input(List.of(Runs.ruled("one", "q", "a", false, "rude"))));
    Element gate = elements(root, "testsuite").get(1);
    assertThat(elements(gate, "failure")).hasSize(1);
    assertThat(elements(gate, "error"))
        .hasSize(2)
        .allSatisfy(e -> assertThat(e.getAttribute("type")).isEqualTo("inconclusive"));
    assertThat(elements(gate, "skipped")).isEmpty();
  }

  @Test
  void hostileTexts_stayWellFormedAndVisible() throws Exception {
    Element root = parse(HostileTexts.run());
    assertThat(elements(root, "testcase"))
        .extracting(c -> c.getAttribute("name"))
        .contains("1 </script><script>alert(1)</script>")
        .contains("7 nul\\u0000nul\\u0001\\ufffe\\uffff")
        .contains("5 \\u001b[31mred\\u001b[0m\\u001b]0;title\\u0007\\u009b2J");
  }

  @Test
  void document_isValidByTheSchemaThatCiSystemsShare() throws Exception {
    for (ReportInput input : List.of(Runs.assistant(), HostileTexts.run())) {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(JunitReportTest.class.getResource("junit.xsd"))
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(bytes(input))));
    }
  }

  private static byte[] bytes(ReportInput input) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.JUNIT.write(input, out);
    return out.toByteArray();
  }

  private static Element parse(ReportInput input) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes(input)));
    return document.getDocumentElement();
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
