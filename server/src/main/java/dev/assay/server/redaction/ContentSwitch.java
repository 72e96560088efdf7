package dev.assay.server.redaction;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.Origin;
import dev.assay.otel.span.SpanKeys;
import dev.assay.server.config.ContentRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where content is switched off. */
final class ContentSwitch {

  private final List<ContentRule> rules;
  private final boolean asksForFeature;

  ContentSwitch(List<ContentRule> rules) {
    this.rules = rules;
    this.asksForFeature = rules.stream().anyMatch(rule -> !rule.features().isEmpty());
  }

  boolean asksForFeature() {
    return asksForFeature;
  }

  boolean keeps(Origin origin, Attributes attributes, @Nullable String featureOfTrace) {
    if (rules.isEmpty()) {
      return true;
    }
    String own = asksForFeature ? SpanKeys.feature(attributes) : null;
    return keeps(
        SpanKeys.environment(origin, attributes),
        SpanKeys.app(origin),
        own == null ? featureOfTrace : own);
  }

  boolean keeps(@Nullable String environment, @Nullable String app, @Nullable String feature) {
    for (ContentRule rule : rules) {
      if (rule.matches(app, environment, feature)) {
        return rule.keep();
      }
    }
    return true;
  }
}
