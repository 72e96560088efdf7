package dev.assay.models.nli;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Cuts a premise and a hypothesis as the model was trained to read them. Thread-safe. */
final class PairTokenizer {

  private final HuggingFaceTokenizer tokenizer;
  private final List<String> marks;

  private PairTokenizer(HuggingFaceTokenizer tokenizer, List<String> marks) {
    this.tokenizer = tokenizer;
    this.marks = marks;
  }

  static PairTokenizer load(NliFiles files) throws IOException {
    // The library asks a cloud's metadata address who we are, unless told not to.
    if (System.getProperty("OPT_OUT_TRACKING") == null) {
      System.setProperty("OPT_OUT_TRACKING", "true");
    }
    Map<String, String> options =
        Map.of(
            "maxLength", String.valueOf(files.longest()),
            "truncation", "only_first",
            "padding", "false");
    return new PairTokenizer(
        HuggingFaceTokenizer.newInstance(files.tokenizer(), options), files.marks());
  }

  Encoding encode(String premise, String hypothesis) {
    return tokenizer.encode(plain(premise), plain(hypothesis));
  }

  // Text is only ever text: a [SEP] in it must not end the premise.
  private String plain(String text) {
    String plain = wellFormed(text);
    for (String mark : marks) {
      plain = plain.replace(mark, mark.charAt(0) + " " + mark.substring(1));
    }
    return plain;
  }

  // A lone surrogate has no UTF-8, in which the text goes to native code.
  private static String wellFormed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
  }
}
