package dev.assay.server.store.sql;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.DimensionIn;
import dev.assay.server.store.InteractionFilter.LatencyIn;
import dev.assay.server.store.InteractionFilter.ScoreIn;
import dev.assay.server.store.InteractionFilter.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What a filter says, in SQL over the table of interactions. */
final class Conditions {

  private Conditions() {}

  static Condition of(InteractionFilter filter) {
    Condition all = within(Columns.STARTED_AT, filter.from(), filter.to());
    for (DimensionIn dimension : filter.dimensions()) {
      all = all.and(dimension(dimension));
    }
    for (Tag tag : filter.tags()) {
      all = all.and(tag(tag));
    }
    for (ScoreIn score : filter.scores()) {
      all = all.and(score(score, filter));
    }
    if (!filter.failureModes().isEmpty()) {
      List<String> modes = filter.failureModes().stream().map(FailureMode::key).toList();
      all = all.and(Columns.FAILURE_MODE.in(modes));
    }
    if (!filter.completions().isEmpty()) {
      List<String> completions =
          filter.completions().stream().map(InteractionTable::completion).toList();
      all = all.and(InteractionTable.COMPLETION.in(completions));
    }
    if (!filter.signals().isEmpty()) {
      all = all.and(signals(filter));
    }
    return all.and(latency(filter.latency())).and(failed(filter.failed())).and(content(filter));
  }

  /** In {@code [from, to)}. */
  static Condition within(Field<Long> time, @Nullable Instant from, @Nullable Instant to) {
    Condition within = DSL.noCondition();
    if (from != null) {
      within = within.and(time.ge(Micros.of(from)));
    }
    if (to != null) {
      within = within.and(time.lt(Micros.of(to)));
    }
    return within;
  }

  private static Condition tag(Tag tag) {
    Field<String> tags = InteractionTable.TAGS;
    String value = tag.value();
    if (value != null) {
      return Compact.hasTag(tags, tag.name(), value);
    }
    Set<String> others = tag.others();
    if (others == null) {
      return tags.isNull().or(Compact.hasTag(tags, tag.name()).not());
    }
    Condition beyond = Compact.hasTag(tags, tag.name());
    for (String other : others) {
      beyond = beyond.and(Compact.hasTag(tags, tag.name(), other).not());
    }
    return beyond;
  }

  private static Condition dimension(DimensionIn dimension) {
    if (dimension.beyond() && dimension.values().isEmpty()) {
      return column(dimension.dimension()).isNotNull();
    }
    if (dimension.values().isEmpty()) {
      return column(dimension.dimension()).isNull();
    }
    boolean named = dimension.dimension().compareTo(Dimension.CONVERSATION) >= 0;
    List<String> values =
        dimension.values().stream().map(named ? Texts::key : Texts::required).toList();
    return dimension.beyond()
        ? column(dimension.dimension()).notIn(values)
        : column(dimension.dimension()).in(values);
  }

  private static Field<String> column(Dimension dimension) {
    return switch (dimension) {
      case APP -> InteractionTable.APP;
      case ENVIRONMENT -> InteractionTable.ENVIRONMENT;
      case FEATURE -> InteractionTable.FEATURE;
      case RELEASE -> InteractionTable.RELEASE;
      case PROMPT_TEMPLATE -> InteractionTable.TEMPLATE;
      case PROMPT_VERSION -> InteractionTable.TEMPLATE_VERSION;
      case MODEL -> InteractionTable.MODEL;
      case FINISH_REASON -> InteractionTable.FINISH_REASON;
      case ERROR_KIND -> InteractionTable.ERROR_KIND;
      case CONVERSATION -> InteractionTable.CONVERSATION;
      case USER -> InteractionTable.USER;
      case TRACE -> InteractionTable.TRACE;
    };
  }

  private static Condition score(ScoreIn score, InteractionFilter filter) {
    Condition such = Columns.EVALUATOR.eq(Texts.key(score.evaluator()));
    if (score.min() != null) {
      such = such.and(EvidenceTables.VALUE.ge(score.min()));
    }
    if (score.max() != null) {
      such = such.and(EvidenceTables.VALUE.le(score.max()));
    }
    if (score.passed() != null) {
      such = such.and(EvidenceTables.PASSED.eq(score.passed()));
    }
    return among(EvidenceTables.EVALUATIONS, filter, such);
  }

  private static Condition signals(InteractionFilter filter) {
    List<String> kinds = filter.signals().stream().map(Signal.Kind::name).toList();
    return among(EvidenceTables.SIGNALS, filter, EvidenceTables.KIND.in(kinds));
  }

  private static Condition among(Shape other, InteractionFilter filter, Condition such) {
    return Columns.ID.in(
        DSL.select(Columns.ID)
            .from(other.table())
            .where(within(Columns.STARTED_AT, filter.from(), filter.to()))
            .and(Columns.ID.isNotNull())
            .and(such));
  }

  private static Condition latency(@Nullable LatencyIn latency) {
    Condition within = DSL.noCondition();
    if (latency != null && latency.minMillis() != null) {
      within = within.and(InteractionTable.LATENCY.ge(latency.minMillis()));
    }
    if (latency != null && latency.maxMillis() != null) {
      within = within.and(InteractionTable.LATENCY.le(latency.maxMillis()));
    }
    return within;
  }

  private static Condition failed(@Nullable Boolean failed) {
    if (failed == null) {
      return DSL.noCondition();
    }
    return failed ? InteractionTable.ERROR_KIND.isNotNull() : InteractionTable.ERROR_KIND.isNull();
  }

  private static Condition content(InteractionFilter filter) {
    Condition such = DSL.noCondition();
    if (filter.text() != null) {
      String sought = Packed.lower(filter.text());
      such = such.and(among(EvidenceTables.CONTENTS, filter, contains(sought)));
    }
    if (filter.hasContent() != null) {
      Condition kept = among(EvidenceTables.CONTENTS, filter, DSL.noCondition());
      such = such.and(filter.hasContent() ? kept : DSL.not(kept));
    }
    return such;
  }

  private static Condition contains(String sought) {
    return DSL.position(EvidenceTables.SEARCH, sought).gt(0);
  }
}
