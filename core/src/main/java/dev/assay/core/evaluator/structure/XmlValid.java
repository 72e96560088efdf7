package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.problem.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Whether the output is well-formed XML. A document type is refused, and with it entities of its
 * own: nothing is fetched and nothing grows.
 */
final class XmlValid implements Evaluator {

  private static final Set<String> LANGUAGES = Set.of("xml", "svg", "xhtml", "rss", "xsd", "xsl");
  private static final int LONGEST = 20_000_000;
  private static final int LONGEST_SHOWN = 200;

  private final Extraction extraction;

  private XmlValid(Parameters parameters) {
    this.extraction = Extraction.of(parameters);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "xml-valid", "1", "Passes when the output is one well-formed XML document.")
        .documentation(
            "Parses the output as XML 1.0 with namespaces: one root element, every tag closed in"
                + " order, attributes quoted, only defined entities. A document type declaration"
                + " fails, so no entity is expanded and nothing is fetched. Checks the form only, not"
                + " a schema.")
        .example("- xml-valid: {extract: auto}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(Extraction.parameter())
        .decidesItself()
        .createdBy((parameters, context) -> new XmlValid(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> text = extraction.from(subject.output(), LANGUAGES);
    if (text.isEmpty()) {
      return Score.ofPass(false, Extraction.missing("XML"));
    }
    if (text.get().length() > LONGEST) {
      return Score.unscored(
          "too long to parse: "
              + text.get().length()
              + " characters (expected: at most "
              + LONGEST
              + ")");
    }
    try {
      XMLReader reader = reader();
      reader.parse(new InputSource(new StringReader(text.get())));
      return Score.ofPass(true, null);
    } catch (SAXParseException e) {
      String where = "line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": ";
      String what = Printable.line(String.valueOf(e.getMessage()), LONGEST_SHOWN);
      return Score.ofPass(false, "not well-formed XML: " + where + what);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return Score.unscored("the XML parser failed: " + e.getMessage());
    }
  }

  private static XMLReader reader() throws SAXException, ParserConfigurationException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    XMLReader reader = factory.newSAXParser().getXMLReader();
    // Its own handler, for the default one prints.
    DefaultHandler strict =
        new DefaultHandler() {
          @Override
          public void error(SAXParseException e) throws SAXParseException {
            throw e;
          }

          @Override
          public InputSource resolveEntity(String publicId, String systemId) {
            return new InputSource(new StringReader(""));
          }
        };
    reader.setErrorHandler(strict);
    reader.setEntityResolver(strict);
    return reader;
  }
}
