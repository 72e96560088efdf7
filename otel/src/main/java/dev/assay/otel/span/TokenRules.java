package dev.assay.otel.span;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tokens and cost of a span. */
final class TokenRules {

  private static final Pattern PRICED =
      Pattern.compile("^([0-9]{1,20}(?:\\.[0-9]{1,20})?)([A-Z]{3})$");

  private TokenRules() {}

  static Tokens tokens(Bag bag, @Nullable String provider, boolean springAi) {
    JsonNode details = details(bag, Field.USAGE_DETAILS);
    boolean bare = bag.has(Field.OPERATION);
    Long input = or(bag.count(Field.INPUT_TOKENS), sum(details, "input"));
    Long output = or(bag.count(Field.OUTPUT_TOKENS), sum(details, "output"));
    input = or(input, bare ? bag.count(Field.BARE_INPUT_TOKENS) : null);
    output = or(output, bare ? bag.count(Field.BARE_OUTPUT_TOKENS) : null);
    Long read = or(bag.count(Field.CACHE_READ_TOKENS), bucket(details, "input_cached_tokens"));
    read = or(read, bag.count(Field.CACHE_READ_TOKENS_LAST));
    Long write = or(bag.count(Field.CACHE_WRITE_TOKENS), bucket(details, "input_cache_creation"));
    Long reasoning =
        or(bag.count(Field.REASONING_TOKENS), bucket(details, "output_reasoning_tokens"));
    long cached = (read == null ? 0 : read) + (write == null ? 0 : write);
    boolean apart =
        input != null
            && cached > 0
            && (cached > input || (springAi && "anthropic".equals(provider)));
    input = input != null && apart ? (Long) (input + cached) : input;
    Long total = bag.count(Field.TOTAL_TOKENS);
    if (total == null && input != null && output != null) {
      total = input + output;
    }
    return new Tokens(input, output, read, write, reasoning, total, apart);
  }

  static @Nullable Cost cost(Bag bag) {
    JsonNode details = details(bag, Field.COST_DETAILS);
    if (details != null) {
      Double total = amount(details.get("total"));
      Double cost = total != null ? total : sumOfAmounts(details);
      if (cost != null) {
        return new Cost(cost, null);
      }
    }
    Double amount = bag.amount(Field.COST);
    if (amount != null) {
      return new Cost(amount, null);
    }
    String text = bag.text(Field.COST_TEXT);
    Matcher priced = text == null ? null : PRICED.matcher(text.strip());
    return priced != null && priced.matches()
        ? new Cost(Double.parseDouble(priced.group(1)), priced.group(2))
        : null;
  }

  private static @Nullable JsonNode details(Bag bag, Field field) {
    Object value = bag.value(field);
    JsonNode details = value == null ? null : Trees.read(value);
    return details != null && details.isObject() ? details : null;
  }

  // Langfuse's buckets do not overlap: all that begin with the word belong to it.
  private static @Nullable Long sum(@Nullable JsonNode details, String prefix) {
    Long sum = null;
    if (details != null) {
      for (Map.Entry<String, JsonNode> bucket : details.properties()) {
        Long count = bucket.getKey().startsWith(prefix) ? count(bucket.getValue()) : null;
        sum = count == null ? sum : (Long) ((sum == null ? 0 : sum) + count);
      }
    }
    return sum;
  }

  private static @Nullable Double sumOfAmounts(JsonNode details) {
    Double sum = null;
    for (Map.Entry<String, JsonNode> bucket : details.properties()) {
      Double amount = amount(bucket.getValue());
      sum = amount == null ? sum : (Double) ((sum == null ? 0 : sum) + amount);
    }
    return sum;
  }

  private static @Nullable Long bucket(@Nullable JsonNode details, String name) {
    return details == null ? null : count(details.get(name));
  }

  private static @Nullable Long count(@Nullable JsonNode value) {
    Double amount = amount(value);
    return amount == null ? null : (Long) Usable.COUNT.of(amount);
  }

  private static @Nullable Double amount(@Nullable JsonNode value) {
    if (value == null || (!value.isNumber() && !value.isString())) {
      return null;
    }
    double number =
        value.isNumber() ? value.asDouble(Double.NaN) : orNaN(Usable.number(value.stringValue()));
    return Double.isFinite(number) && number >= 0 ? (Double) number : null;
  }

  private static double orNaN(@Nullable Double number) {
    return number == null ? Double.NaN : number;
  }

  private static @Nullable Long or(@Nullable Long one, @Nullable Long other) {
    return one != null ? one : other;
  }
}
