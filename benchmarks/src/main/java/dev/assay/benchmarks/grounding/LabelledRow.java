package dev.assay.benchmarks.grounding;

import dev.assay.core.interaction.Passage;
import java.util.List;

/**
 * An output with its context, and whether people called it grounded.
 *
 * @param id unique in its set
 * @param group rows of one question or document share it
 * @param output the answer, summary or claim
 * @param context what it should rest on
 * @param grounded the label
 */
record LabelledRow(
    String id, String group, String output, List<Passage> context, boolean grounded) {}
