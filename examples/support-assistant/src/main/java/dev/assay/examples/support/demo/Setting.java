package dev.assay.examples.support.demo;

import java.time.Instant;

/**
 * How the application was set up at a time.
 *
 * @param template the prompt's name
 * @param version the prompt's version
 * @param release of the application
 * @param largeModel the share of answers by the larger model
 * @param cached the share of prompts that the provider's cache served in part
 */
record Setting(String template, String version, String release, double largeModel, double cached) {

  static Setting of(String feature, Instant at, Scenario scenario) {
    boolean released = !at.isBefore(scenario.releasedAt());
    String release = released ? "2026.11.4" : "2026.11.3";
    return switch (feature) {
      case DemoQuestions.REFUNDS, "billing" ->
          new Setting("billing-answer", "5", release, 0.15, 0.2);
      // The new wording begins with what never changes, which the provider's cache likes.
      case "account", "troubleshooting" ->
          new Setting("support-answer", released ? "4" : "3", release, 0.15, released ? 0.5 : 0.2);
      default -> new Setting("product-answer", "2", release, 0.6, 0.2);
    };
  }
}
