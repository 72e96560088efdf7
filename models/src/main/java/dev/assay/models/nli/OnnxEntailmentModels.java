package dev.assay.models.nli;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.assay.core.model.EntailmentModel;
import dev.assay.core.model.EntailmentModelProvider;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens a model of natural language inference from the files that Hugging Face's exporter writes:
 * {@code model.onnx}, {@code tokenizer.json} and {@code config.json}. Each is opened once and stays
 * until the process ends; what it answers belongs to a version made of the file's content.
 *
 * @since 0.1
 */
public final class OnnxEntailmentModels implements EntailmentModelProvider {

  private static final Map<Path, EntailmentModel> OPEN = new ConcurrentHashMap<>();
  private static final int DIGITS = 12;

  /** Made by {@link java.util.ServiceLoader}. */
  public OnnxEntailmentModels() {}

  @Override
  public EntailmentModel open(Path path, String setting) {
    NliFiles files = NliFiles.in(path, setting);
    Path key = files.model().toAbsolutePath().normalize();
    return OPEN.computeIfAbsent(key, model -> load(files, path, setting));
  }

  private static EntailmentModel load(NliFiles files, Path path, String setting) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session =
          OrtEnvironment.getEnvironment().createSession(files.model().toString(), options);
      PairTokenizer tokenizer = PairTokenizer.load(files);
      String runtime = OrtEnvironment.class.getPackage().getImplementationVersion();
      String version = "nli/" + digest(files.model()) + " onnxruntime/" + runtime;
      OnnxEntailment opened = new OnnxEntailment(files, tokenizer, session, version);
      // Better now than at the first claim.
      opened.decide("It is.", "It is.");
      return opened;
    } catch (OrtException | IOException | RuntimeException | LinkageError e) {
      throw new InvalidInputException(
          Problem.of(
                  setting,
                  path.toString(),
                  "a sequence classifier for pairs of texts that ONNX Runtime can run")
              .next("it says: " + e.getMessage()),
          e);
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: " + e.getMessage(), e);
    }
  }
}
