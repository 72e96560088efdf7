package dev.assay.models.nli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The files of a model as Hugging Face's exporter lays them out.
 *
 * @param model the ONNX file
 * @param tokenizer {@code tokenizer.json}
 * @param labels what its outputs stand for, by index
 * @param longest the most tokens it reads
 * @param marks the texts of its special tokens
 */
record NliFiles(
    Path model, Path tokenizer, List<NliLabel> labels, int longest, List<String> marks) {

  private static final String NEXT =
      "export it with optimum-cli export onnx --task text-classification, which writes all three";
  // What most encoders can read; RoBERTa counts two positions that it cannot use.
  private static final int USUAL = 512;
  private static final int SHORTEST = 16;
  private static final long LARGEST_JSON = 64L << 20;

  static NliFiles in(Path path, String setting) {
    boolean folder = Files.isDirectory(path);
    Path parent = path.toAbsolutePath().getParent();
    Path home = folder || parent == null ? path : parent;
    Path model = folder ? path.resolve("model.onnx") : path;
    Path tokenizer = home.resolve("tokenizer.json");
    Path config = home.resolve("config.json");
    for (Path file : List.of(model, tokenizer, config)) {
      if (!Files.isRegularFile(file)) {
        throw new InvalidInputException(
            Problem.of(
                    setting,
                    path.toString(),
                    "a folder with model.onnx, tokenizer.json and config.json, or the .onnx file"
                        + " beside the other two; there is no "
                        + file.getFileName())
                .next(NEXT));
      }
    }
    JsonNode settings = json(config, setting);
    int positions = settings.path("max_position_embeddings").asInt(USUAL);
    return new NliFiles(
        model,
        tokenizer,
        labels(settings, config, setting),
        Math.max(SHORTEST, Math.min(USUAL, positions)),
        marks(json(tokenizer, setting)));
  }

  private static List<NliLabel> labels(JsonNode config, Path file, String setting) {
    JsonNode names = config.path("id2label");
    List<NliLabel> labels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      labels.add(label(names.path(String.valueOf(i)).asString("")));
    }
    if (labels.stream().filter(NliLabel.ENTAILMENT::equals).count() != 1
        || labels.size() < 2
        || labels.contains(NliLabel.UNKNOWN)) {
      throw new InvalidInputException(
          Problem.of(
                  setting + ": " + file + ": id2label",
                  names.isMissingNode() ? null : names.toString(),
                  "the labels entailment, neutral and contradiction, or entailment and"
                      + " not_entailment")
              .next("take a model of natural language inference, or name its labels so"));
    }
    return labels;
  }

  private static NliLabel label(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("not") || lower.contains("neutral")) {
      return NliLabel.NEUTRAL;
    }
    if (lower.contains("contradict")) {
      return NliLabel.CONTRADICTION;
    }
    return lower.contains("entail") ? NliLabel.ENTAILMENT : NliLabel.UNKNOWN;
  }

  private static List<String> marks(JsonNode tokenizer) {
    List<String> marks = new ArrayList<>();
    for (JsonNode token : tokenizer.path("added_tokens")) {
      String content = token.path("content").asString("");
      if (token.path("special").asBoolean(false) && content.length() > 1) {
        marks.add(content);
      }
    }
    return marks;
  }

  private static JsonNode json(Path file, String setting) {
    try {
      if (Files.size(file) > LARGEST_JSON) {
        throw new InvalidInputException(
            Problem.of(setting + ": " + file, Files.size(file) + " bytes", "at most 64 MiB"));
      }
      return Json.parse(Json.decode(Files.readAllBytes(file), file.toString()), file.toString(), 1);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(setting + ": " + file, e.getMessage(), "a file that can be read"), e);
    }
  }

  /** The probabilities of {@code logits}, by label. */
  Map<NliLabel, Double> probabilities(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double total = 0;
    for (float logit : logits) {
      total += Math.exp(logit - most);
    }
    Map<NliLabel, Double> shares = new EnumMap<>(NliLabel.class);
    for (int i = 0; i < logits.length; i++) {
      shares.merge(labels.get(i), Math.exp(logits[i] - most) / total, Double::sum);
    }
    return shares;
  }
}
