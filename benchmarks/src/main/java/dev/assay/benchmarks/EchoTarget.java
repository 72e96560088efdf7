package dev.assay.benchmarks;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetRequest;

/** Answers with what it was asked: what a run costs beside its target. */
public final class EchoTarget implements Target {

  @Override
  public Interaction call(TargetRequest request) {
    return Interaction.ofOutput(request.messages().get(0).text());
  }
}
