package dev.assay.server.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;

/** The templates, as compiled with the program. */
final class Templates {

  private static final String PACKAGE = "dev.assay.server.web";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  /**
   * Writes a page, and sends it.
   *
   * @param template such as {@code overview/overview.jte}
   * @param model its one parameter
   */
  void write(String template, Object model, Reply reply) {
    engine.render(template, model, new ShownOutput(reply));
    reply.end();
  }
}
