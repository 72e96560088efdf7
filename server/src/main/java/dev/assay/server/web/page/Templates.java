package dev.assay.server.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** The templates, as compiled with the program. */
final class Templates {

  private static final String PACKAGE = "dev.assay.server.web";
  private static final int USUAL_SIZE = 16 << 10;

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  /**
   * Writes a page.
   *
   * @param template such as {@code overview/overview.jte}
   * @param model its one parameter
   */
  byte[] write(String template, Object model) {
    Utf8ByteOutput output = new Utf8ByteOutput(USUAL_SIZE);
    engine.render(template, model, new ShownOutput(output));
    return output.toByteArray();
  }
}
