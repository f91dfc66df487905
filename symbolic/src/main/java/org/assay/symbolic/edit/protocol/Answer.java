package org.assay.symbolic.edit.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.symbolic.edit.Ablation.Removal;
import org.assay.symbolic.edit.EditRecord;
import org.assay.symbolic.edit.Evaluation;
import org.assay.symbolic.edit.WorstContexts;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.run.LabelTrace;

/** What a request is answered with; its fields are those of the JSON. */
public sealed interface Answer {
    /** @param requests name, fields, meaning */
    record Requests(List<Requestable> requests) implements Answer {}

    /** @param fields those with a question mark may be left out */
    record Requestable(String name, List<String> fields, String words) {}

    /**
     * @param text    canonical
     * @param program its id
     */
    record ProgramText(String text, String program) implements Answer {}

    /** @param items address and line */
    record ItemLines(List<ItemText> items) implements Answer {}

    /** @param line as the program prints it */
    record ItemText(String item, String line) {}

    /**
     * @param context its tokens, oldest first
     * @param next    probability of every token after it
     * @param entropy of {@code next}, in nats
     * @param trace   what happened at every position in every layer
     * @param said    what the unembedding made of every position
     */
    record Simulation(
            List<String> context,
            Map<String, Double> next,
            double entropy,
            List<LabelTrace.Step> trace,
            List<LabelTrace.Said> said)
            implements Answer {}

    /**
     * @param evaluation of the program as it is
     * @param against    the session's yardstick
     * @param observations N
     * @param rows       held-out contexts
     * @param byPosition loss against the yardstick at each position, when it was asked for
     */
    record Evaluated(
            Evaluation evaluation, Yardstick against, double observations, int rows, Optional<List<Double>> byPosition)
            implements Answer {}

    /** @param question what was asked, with what was left to the session */
    record Worst(WorstContexts.Question question, List<WorstContexts.Worst> contexts) implements Answer {}

    /** @param removals what shortens the description most comes first */
    record Ablated(List<Removal> removals) implements Answer {}

    /**
     * @param step     what was asked and what came of it
     * @param warnings about the program as it is now
     */
    record Stepped(EditRecord step, List<String> warnings) implements Answer {}

    /**
     * @param steps how many there are
     * @param last  the last ones, oldest first
     */
    record Steps(int steps, List<EditRecord> last) implements Answer {}

    /**
     * @param file    where the program is now
     * @param program its id
     */
    record Saved(String file, String program) implements Answer {}
}
