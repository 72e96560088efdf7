package dev.assay.server.web.latency;

/**
 * What traffic is told apart by.
 *
 * @param name as slices spell it
 * @param noun what its values are
 */
record Dimension(String name, String noun) {

  static final Dimension TEMPLATE = new Dimension("prompt_template", "templates");
  static final Dimension MODEL = new Dimension("model", "models");
}
