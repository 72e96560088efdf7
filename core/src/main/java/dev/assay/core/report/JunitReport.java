package dev.assay.core.report;

import static java.util.Objects.requireNonNullElse;

import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.summary.RunSummary.PartitionSummary;
import dev.assay.core.verdict.Verdict.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * JUnit XML as Jenkins, GitLab and GitHub's actions read it: a suite per partition, a test case per
 * example, and a suite {@code gate} with a test case per criterion.
 *
 * <p>A failed example is a failure with its mode as type; a target that gave no answer is an error
 * with its kind; what could not be scored is skipped, and so is, in a suite {@code evaluators}, an
 * optional evaluator that was not configured. An inconclusive criterion is an error: CI systems
 * count skipped tests as good.
 */
final class JunitReport implements Report {

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml, input, suites(input));
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("junit.xml: " + e.getMessage(), e);
    }
  }

  private static void write(XMLStreamWriter xml, ReportInput input, List<Suite> suites)
      throws XMLStreamException {
    line(xml, 0);
    xml.writeStartElement("testsuites");
    attribute(xml, "name", input.header().suite());
    counts(xml, suites.stream().flatMap(s -> s.cases().stream()).toList());
    for (Suite suite : suites) {
      line(xml, 1);
      xml.writeStartElement("testsuite");
      attribute(xml, "name", input.header().suite() + "." + suite.name());
      counts(xml, suite.cases());
      long skipped = suite.cases().stream().filter(c -> "skipped".equals(c.element())).count();
      attribute(xml, "skipped", Long.toString(skipped));
      attribute(xml, "timestamp", input.header().startedAt().toString());
      for (Case testCase : suite.cases()) {
        write(xml, input.header().suite() + "." + suite.name(), testCase);
      }
      line(xml, 1);
      xml.writeEndElement();
    }
    line(xml, 0);
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, String className, Case testCase)
      throws XMLStreamException {
    line(xml, 2);
    xml.writeStartElement("testcase");
    attribute(xml, "classname", className);
    attribute(xml, "name", testCase.name());
    attribute(xml, "time", seconds(testCase.millis()));
    if (testCase.element() != null) {
      line(xml, 3);
      xml.writeStartElement(testCase.element());
      attribute(xml, "type", requireNonNullElse(testCase.type(), testCase.element()));
      attribute(xml, "message", requireNonNullElse(testCase.message(), ""));
      xml.writeCharacters(XmlText.of(testCase.text()));
      xml.writeEndElement();
      line(xml, 2);
    }
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
    attribute(xml, "tests", Integer.toString(cases.size()));
    for (String element : List.of("failure", "error")) {
      long count = cases.stream().filter(c -> element.equals(c.element())).count();
      attribute(xml, element + "s", Long.toString(count));
    }
    attribute(xml, "time", seconds(cases.stream().mapToDouble(Case::millis).sum()));
  }

  private static List<Suite> suites(ReportInput input) {
    List<ExampleOutcome> outcomes = ExampleOutcome.of(input);
    List<Suite> suites = new ArrayList<>();
    for (PartitionSummary partition : input.summary().partitions()) {
      suites.add(suite(partition, outcomes));
    }
    List<NotConfigured> missing = input.header().notConfigured();
    if (!missing.isEmpty()) {
      suites.add(new Suite("evaluators", missing.stream().map(JunitReport::missing).toList()));
    }
    List<Case> criteria = input.gate().criteria().stream().map(JunitReport::criterion).toList();
    suites.add(new Suite("gate", criteria));
    return suites;
  }

  private static Suite suite(PartitionSummary summary, List<ExampleOutcome> outcomes) {
    Partition partition = summary.partition();
    List<Case> cases = new ArrayList<>();
    for (ExampleOutcome outcome : outcomes) {
      if (outcome.example().partition() == partition) {
        cases.add(example(outcome));
      }
    }
    int missing = summary.slice().planned() - cases.size();
    if (missing > 0) {
      String name = Figures.counted(missing, "example") + " not run";
      cases.add(new Case(name, 0, "skipped", "not-run", name, ""));
    }
    return new Suite(partition.key(), cases);
  }

  private static Case example(ExampleOutcome outcome) {
    double millis = 0;
    for (ExampleResult result : outcome.results()) {
      millis += requireNonNullElse(result.interaction().latencyMillis(), 0.0);
    }
    String id = outcome.example().id();
    String reason = outcome.reason();
    if (outcome.outcome() == Outcome.PASS) {
      return new Case(id, millis, null, null, null, "");
    }
    String text = FailureText.of(outcome);
    if (outcome.outcome() == Outcome.UNSCORED) {
      return new Case(id, millis, "skipped", "unscored", reason, text);
    }
    String errorKind = outcome.errorKind();
    return errorKind != null
        ? new Case(id, millis, "error", errorKind, reason, text)
        : new Case(id, millis, "failure", outcome.modeKey(), reason, text);
  }

  private static Case missing(NotConfigured evaluator) {
    return new Case(
        evaluator.name(), 0, "skipped", "not-configured", evaluator.words(), evaluator.reason());
  }

  private static Case criterion(Criterion criterion) {
    String text = "required: " + criterion.required() + "\nobserved: " + criterion.observed();
    GateDecision decision = criterion.decision();
    String element =
        switch (decision) {
          case PASS -> null;
          case FAIL -> "failure";
          case INCONCLUSIVE ->
              criterion.fails() ? "failure" : criterion.warns() ? "skipped" : "error";
        };
    String type = decision.name().toLowerCase(Locale.ROOT);
    return new Case(criterion.name(), 0, element, type, Words.explanation(criterion), text);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, XmlText.of(value));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000);
  }

  private record Suite(String name, List<Case> cases) {}

  private record Case(
      String name,
      double millis,
      @Nullable String element,
      @Nullable String type,
      @Nullable String message,
      String text) {}
}
