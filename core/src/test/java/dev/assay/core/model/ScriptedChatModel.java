package dev.assay.core.model;

import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat model that answers as a test says and remembers what it was asked. Safe to call from
 * several threads.
 */
public final class ScriptedChatModel implements ChatModel {

  private static final Pattern CODE = Pattern.compile("carry the code ([0-9a-f]{20});");

  private final Function<ChatRequest, ChatResponse> script;
  private final List<ChatRequest> requests = new ArrayList<>();
  private final String name;
  private final boolean schema;
  private final boolean logprobs;

  private ScriptedChatModel(
      String name, boolean schema, boolean logprobs, Function<ChatRequest, ChatResponse> script) {
    this.name = name;
    this.schema = schema;
    this.logprobs = logprobs;
    this.script = script;
  }

  /** Answers every request by {@code script}, which may throw {@link ModelException}. */
  public static ScriptedChatModel of(Function<ChatRequest, ChatResponse> script) {
    return new ScriptedChatModel("scripted:judge", false, false, script);
  }

  /**
   * Answers with these texts by sample index, the last one for all that follow; {@code {code}} in
   * them stands for the code of the fence.
   */
  public static ScriptedChatModel replying(String... texts) {
    return of(
        request -> {
          String text = texts[Math.min(request.sample(), texts.length - 1)];
          return ChatResponse.ofText(text.replace("{code}", code(request)));
        });
  }

  /** Answers every request with this. */
  public static ScriptedChatModel answering(ChatResponse response) {
    return of(request -> response);
  }

  /** Fails every request. */
  public static ScriptedChatModel failing(ModelException.Kind kind, String message) {
    return of(
        request -> {
          throw new ModelException(kind, message, null);
        });
  }

  /** The same script under another name. */
  public ScriptedChatModel named(String name) {
    return new ScriptedChatModel(name, schema, logprobs, script);
  }

  /** The same script from a model that can be held to a schema. */
  public ScriptedChatModel withSchema() {
    return new ScriptedChatModel(name, true, logprobs, script);
  }

  /** The same script from a model that reports log probabilities. */
  public ScriptedChatModel withLogprobs() {
    return new ScriptedChatModel(name, schema, true, script);
  }

  /** Every model asked for is this one. */
  public ChatModels asModels() {
    return ChatModels.of(ModelSettings.NONE, provider());
  }

  /** Opens this model as {@code scripted:…}. */
  public ChatModelProvider provider() {
    ScriptedChatModel model = this;
    return new ChatModelProvider() {
      @Override
      public List<String> prefixes() {
        return List.of("scripted");
      }

      @Override
      public ChatModel open(ModelSpec spec, ModelSettings settings) {
        return model;
      }
    };
  }

  /** What it was asked so far, oldest first. */
  public synchronized List<ChatRequest> requests() {
    return List.copyOf(requests);
  }

  /** The texts of every message of the last request, one after the other. */
  public String lastPrompt() {
    List<ChatRequest> all = requests();
    return String.join(
        "\n", all.get(all.size() - 1).messages().stream().map(Message::text).toList());
  }

  /** The code of the fence in a request; empty if there is none. */
  public static String code(ChatRequest request) {
    for (Message message : request.messages()) {
      Matcher matcher = CODE.matcher(message.text());
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return "";
  }

  /** A complete answer with usage. */
  public static ChatResponse paid(String text, long input, long output, double cost) {
    return new ChatResponse(
        text,
        FinishReason.STOP,
        new Usage(input, output, null, null, cost),
        null,
        12,
        "judge-2026-01-01",
        List.of(),
        1);
  }

  /** An answer that ended for {@code reason}. */
  public static ChatResponse ended(String text, FinishReason reason) {
    return new ChatResponse(text, reason, Usage.NONE, null, 12, null, List.of(), 1);
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    synchronized (this) {
      requests.add(request);
    }
    return script.apply(request);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean supportsSchema() {
    return schema;
  }

  @Override
  public boolean supportsLogprobs() {
    return logprobs;
  }
}
