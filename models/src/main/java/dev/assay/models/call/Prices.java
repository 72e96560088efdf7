package dev.assay.models.call;

import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, in US dollars.
 *
 * <p>Looked up in a table of the user's own ({@link ModelSettings#prices}, else the file that the
 * environment variable {@code ASSAY_PRICES} names), then in the one that comes with Assay. That one
 * holds list prices of the providers' own services, says of when and that they need checking, and
 * is used for those services only, not for what else answers at another {@code base_url}. A model
 * that is in neither has no known cost, which is not zero; that goes for models on one's own
 * machine too, until a table says what they cost.
 */
final class Prices {

  /** The environment variable that names a table. */
  static final String VARIABLE = "ASSAY_PRICES";

  private static final double TOKENS_PER_PRICE = 1e6;
  private static final String SHIPPED = "prices.json";
  private static final int LARGEST_FILE = 16 << 20;

  private final List<Price> own;
  private final List<Price> shipped;

  private Prices(List<Price> own, List<Price> shipped) {
    this.own = own;
    this.shipped = shipped;
  }

  /**
   * The prices under these settings.
   *
   * @throws InvalidInputException if the user's table cannot be read, with the place
   */
  static Prices of(ModelSettings settings) {
    Path file = settings.prices();
    String named = settings.environment().getOrDefault(VARIABLE, "");
    if (file == null && !named.isBlank()) {
      file = Path.of(named.strip());
    }
    return new Prices(file == null ? List.of() : read(file), shipped());
  }

  /**
   * What {@code usage} cost; null if the price or the number of tokens is not known. Input tokens
   * from the provider's cache cost the table's cached price, or the full one where it has none;
   * what a provider takes for writing its cache is not counted.
   *
   * @param listedAs the provider in tables, if the model is at the provider's own place; else null
   */
  @Nullable Double cost(ModelSpec spec, @Nullable String listedAs, Usage usage) {
    Long input = usage.inputTokens();
    Long output = usage.outputTokens();
    if (input == null || output == null) {
      return null;
    }
    Price price = find(spec, listedAs).orElse(null);
    if (price == null) {
      return null;
    }
    long cached = usage.cachedTokens() == null ? 0 : Math.min(usage.cachedTokens(), input);
    double cachedPrice = price.cachedInput() == null ? price.input() : price.cachedInput();
    return ((input - cached) * price.input() + cached * cachedPrice + output * price.output())
        / TOKENS_PER_PRICE;
  }

  private Optional<Price> find(ModelSpec spec, @Nullable String listedAs) {
    Optional<Price> price = Price.nearest(own, spec.provider(), spec.model());
    if (price.isPresent() || listedAs == null) {
      return price;
    }
    return Price.nearest(own, listedAs, spec.model())
        .or(() -> Price.nearest(shipped, listedAs, spec.model()));
  }

  private static List<Price> read(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new InvalidInputException(Problem.of("prices", file, "a file of at most 16 MiB"));
      }
      return PriceTable.read(
          Json.decode(Files.readAllBytes(file), file.toString()), file.toString());
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(
                  "prices", file, "a JSON file that can be read: " + e.getClass().getSimpleName())
              .next("correct prices in the suite, or " + VARIABLE),
          e);
    }
  }

  private static List<Price> shipped() {
    try (InputStream in = Prices.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + ": missing (expected: in assay-models)");
      }
      return PriceTable.read(Json.decode(in.readAllBytes(), SHIPPED), SHIPPED);
    } catch (IOException e) {
      throw new IllegalStateException(SHIPPED + ": unreadable (expected: in assay-models)", e);
    }
  }
}
