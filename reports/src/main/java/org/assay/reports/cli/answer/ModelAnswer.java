package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.weights.LensForms;
import org.assay.neural.weights.foreign.OpenedModel;

/**
 * What a folder with a network holds: what {@code model check --json} prints, component by component.
 *
 * @param origin         who wrote it, and in which layout of keys
 * @param shape          a line
 * @param outputs        {@code softmax} or {@code sigmoid}
 * @param parameters     how many numbers
 * @param context        longest sequence that it can read
 * @param vocabulary     number of tokens
 * @param weights        hash of names, shapes and numbers
 * @param transformerLens whether it can be this architecture, or what it lacks
 * @param remarks        what is unusual, in sentences
 */
public record ModelAnswer(
        String origin,
        String shape,
        String outputs,
        int parameters,
        int context,
        int vocabulary,
        String weights,
        String transformerLens,
        List<String> remarks) {

    public static ModelAnswer of(OpenedModel model) {
        TransformerConfig config = model.weights().config();
        Optional<String> obstacle = LensForms.hookedObstacle(config);
        return new ModelAnswer(
                model.origin().words(),
                config.shape(),
                model.outputs().name().toLowerCase(Locale.ROOT),
                model.weights().size(),
                config.nCtx(),
                config.dVocab(),
                model.weights().id().hex(),
                obstacle.map("cannot be it: "::concat).orElse("can be it"),
                model.remarks());
    }

    /** One line for each; ends with a newline. */
    public String text() {
        Columns lines = new Columns();
        lines.add("origin", origin);
        lines.add("architecture", shape);
        lines.add("outputs", outputs);
        lines.add("parameters", Integer.toString(parameters));
        lines.add("longest context", Integer.toString(context));
        lines.add("vocabulary", vocabulary + " tokens");
        lines.add("weights", weights);
        lines.add("TransformerLens", transformerLens);
        remarks.forEach(remark -> lines.add("remark", remark));
        return lines.text();
    }
}
