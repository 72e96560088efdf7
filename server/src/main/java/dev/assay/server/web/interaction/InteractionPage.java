package dev.assay.server.web.interaction;

import dev.assay.core.interaction.Interaction;
import dev.assay.server.store.Decision;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.web.explore.ExploreRoom;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.page.Words;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One interaction.
 *
 * @param shell the frame
 * @param detail everything that is stored of it
 * @param claims as each evaluator found them that looks for them
 * @param chosen whose claims are marked; null where there are none
 * @param judged what evaluators made of it
 * @param turns the conversation around it
 * @param trace the trace in time; null where it has none
 * @param cases the failure cases it is in
 * @param askable who can be asked for one more opinion
 */
record InteractionPage(
    Shell shell,
    InteractionDetail detail,
    List<Claims> claims,
    @Nullable Claims chosen,
    List<Judged> judged,
    Turns turns,
    @Nullable Waterfall trace,
    List<CaseLink> cases,
    Askable askable) {

  private static final int LONGEST_JSON = 4_000;

  InteractionRow row() {
    return detail.row();
  }

  InteractionKey key() {
    return row().key();
  }

  @Nullable Interaction said() {
    return detail.content();
  }

  Formats formats() {
    return shell.formats();
  }

  boolean may(Role role) {
    return shell.visitor().person() != null && shell.visitor().person().may(role);
  }

  /** What is below the page. */
  String address(String below) {
    return InteractionAddress.of(shell.view(), key(), below);
  }

  /** The page with another evaluator's claims marked. */
  String marking(Claims other) {
    return address("") + "&claims=" + View.encoded(other.key());
  }

  /** Others that have this in common. */
  String alike(String name, String value) {
    return shell.view().at(ExploreRoom.PATH, name, value);
  }

  /** What is known of it in few words, each with what it is. */
  List<String[]> facts() {
    List<String[]> facts = new ArrayList<>();
    var dimensions = row().dimensions();
    add(facts, "Application", dimensions.app());
    add(facts, "Environment", dimensions.environment());
    add(facts, "Feature", dimensions.feature());
    add(facts, "Release", dimensions.release());
    add(facts, "Prompt", joined(dimensions.promptTemplate(), dimensions.promptVersion()));
    add(facts, "Model", dimensions.model());
    var operation = row().operation();
    add(facts, "Latency", millis(operation.latencyMillis()));
    add(facts, "First token", millis(operation.ttftMillis()));
    var usage = operation.usage();
    add(facts, "Tokens in", count(usage.inputTokens()));
    add(facts, "of them cached", count(usage.cachedTokens()));
    add(facts, "Tokens out", count(usage.outputTokens()));
    add(facts, "of them reasoning", count(usage.reasoningTokens()));
    add(facts, "Cost", usage.cost() == null ? null : formats().of(Unit.MONEY, usage.cost()));
    add(facts, "Ended by", operation.finishReason());
    add(facts, "Error", operation.errorKind());
    dimensions.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> add(facts, tag.getKey(), tag.getValue()));
    return facts;
  }

  private static void add(List<String[]> facts, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.add(new String[] {Words.line(name, 60), Words.line(value, 200)});
    }
  }

  private static @Nullable String joined(@Nullable String a, @Nullable String b) {
    return a == null ? b : b == null ? a : a + " " + b;
  }

  private @Nullable String millis(@Nullable Double millis) {
    return millis == null ? null : formats().of(Unit.MILLIS, millis);
  }

  private @Nullable String count(@Nullable Long number) {
    return number == null ? null : formats().count(number);
  }

  /** The answer, with the chosen claims marked. */
  MarkedText answer() {
    String output = said() == null || said().output() == null ? "" : said().output();
    return chosen == null
        ? MarkedText.of(output)
        : MarkedText.of(output, chosen.claims(), Claim::said);
  }

  /** A passage, with what bears on the chosen claims marked. */
  MarkedText passage(int index) {
    String text = said() == null ? "" : said().context().get(index).text();
    return chosen == null
        ? MarkedText.of(text)
        : MarkedText.of(
            text,
            chosen.claims(),
            claim ->
                claim.support() != null && claim.support().passage() == index
                    ? claim.support()
                    : null);
  }

  /** How many of the chosen claims a passage bears on. */
  long bearsOn(int index) {
    return chosen == null
        ? 0
        : chosen.claims().stream()
            .filter(claim -> claim.support() != null && claim.support().passage() == index)
            .count();
  }

  /** Whether there is an answer but nobody's claims. */
  boolean unchecked() {
    return claims.isEmpty() && said() != null && said().output() != null;
  }

  List<Decision> draws() {
    return Missing.draws(detail);
  }

  /** Why estimates do not count it; null where they do. */
  @Nullable String uncounted() {
    return row().decisions().stream()
        .filter(Missing::isWindow)
        .map(Decision::reason)
        .findFirst()
        .orElse(null);
  }

  String json(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    String text = value.isString() ? value.stringValue() : value.toPrettyString();
    return clipped(text, LONGEST_JSON);
  }

  String text(@Nullable String text) {
    return text == null ? "" : clipped(text, MarkedText.LONGEST);
  }

  private static String clipped(String text, int longest) {
    return text.length() <= longest
        ? Words.shown(text)
        : Words.shown(text.substring(0, longest)) + " …";
  }

  String words(String text) {
    return Words.line(text, 300);
  }
}
