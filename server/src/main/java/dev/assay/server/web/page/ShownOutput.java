package dev.assay.server.web.page;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What templates write: escaped, and what people read with everything that cannot be seen made
 * visible, whichever page it is on.
 *
 * <p>What programs read stays as it is: addresses, and what a form sends back.
 */
final class ShownOutput extends OwaspHtmlTemplateOutput {

  private static final Set<String> READ =
      Set.of("title", "aria-label", "data-title", "label", "placeholder", "alt");

  private boolean read = true;

  ShownOutput(TemplateOutput output) {
    super(output);
  }

  @Override
  public void setContext(@Nullable String tag, @Nullable String attribute) {
    super.setContext(tag, attribute);
    read = attribute == null ? !"textarea".equals(tag) : READ.contains(attribute);
  }

  @Override
  public void writeUserContent(@Nullable String text) {
    super.writeUserContent(read && text != null ? Words.shown(text) : text);
  }
}
