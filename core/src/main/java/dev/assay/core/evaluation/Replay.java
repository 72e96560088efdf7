package dev.assay.core.evaluation;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers what was answered in a stored run. */
final class Replay implements Target {

  private final Map<Key, Interaction> answers = new HashMap<>();

  Replay(List<ExampleResult> results) {
    for (ExampleResult result : results) {
      answers.put(new Key(result.example().id(), result.repeat()), result.interaction());
    }
  }

  private record Key(String id, int repeat) {}

  @Override
  public Interaction call(TargetRequest request) throws TargetException {
    Interaction answer = answers.get(new Key(request.exampleId(), request.repeat()));
    if (answer == null) {
      throw TargetException.permanent("bad_response", "not answered in the stored run", null);
    }
    return answer;
  }

  // What it gives took the time that was stored with it.
  @Override
  public boolean live() {
    return false;
  }
}
