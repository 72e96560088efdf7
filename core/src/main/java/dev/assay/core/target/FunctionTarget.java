package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function as a target: it is given the text of the last message. */
final class FunctionTarget implements Target {

  private final Function<Object, @Nullable Object> function;

  @SuppressWarnings("unchecked") // A wrong type shows as a ClassCastException of the first call.
  FunctionTarget(Function<?, ?> function) {
    this.function = (Function<Object, @Nullable Object>) function;
  }

  @Override
  public Interaction call(TargetRequest request) throws TargetException {
    List<Message> messages = request.messages();
    String text = messages.isEmpty() ? "" : messages.get(messages.size() - 1).text();
    Object answer = function.apply(text);
    if (answer == null) {
      throw TargetException.permanent("bad_response", "the function returned null", null);
    }
    return Interaction.ofOutput(answer.toString());
  }
}
