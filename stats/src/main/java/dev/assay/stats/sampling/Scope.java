package dev.assay.stats.sampling;

/**
 * What an estimate from a sample is about.
 *
 * @since 0.1
 */
public enum Scope {
  /**
   * Just the items that were sampled from, such as yesterday's traffic: of what was looked at in
   * full there is no uncertainty left.
   */
  POPULATION,
  /**
   * What brought these items forth and will bring forth more, such as the model in service: for
   * comparing one day with another. The items sampled from are themselves taken as a sample.
   */
  PROCESS
}
