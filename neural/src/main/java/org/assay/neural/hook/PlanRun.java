package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.PlanCheck.CheckedEdit;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;

/** Carries a plan out: turns its edits into edits of units, batch by batch, and reads the logits off. */
final class PlanRun {
    private final HookedTransformer network;
    private final ContextSet contexts;
    private final List<CheckedEdit> edits;

    /** For edits that take vectors from elsewhere, not position by position: what every row is given, rows x full width. */
    private final Map<CheckedEdit, Matrix> given = new HashMap<>();

    private PlanRun(HookedTransformer network, ContextSet contexts, List<CheckedEdit> edits) {
        this.network = network;
        this.contexts = contexts;
        this.edits = edits;
    }

    /** The logits of every row under the plan: rows x V. */
    static Matrix logits(HookedTransformer network, ContextSet contexts, InterventionPlan plan) {
        PlanRun run = new PlanRun(network, contexts, PlanCheck.of(plan, network.config(), contexts));
        run.edits.forEach(run::prepare);
        Matrix logits = Matrix.zeros(contexts.rows(), network.config().dVocab());
        if (run.edits.stream().anyMatch(CheckedEdit::differsByRow)) {
            run.rowByRow(logits);
        } else {
            run.sequenceBySequence(logits);
        }
        return logits;
    }

    private void prepare(CheckedEdit edit) {
        Change change = edit.edit().change();
        if (change instanceof Change.Mean) {
            double[] mean = recorded(edit).leftTimes(contexts.weights());
            given.put(
                    edit,
                    InterventionPlan.spread(
                            Matrix.ofRows(mean), contexts.rows(), edit.edit().site()));
        } else if (edit.sources().length > 0 && !edit.takesAligned()) {
            given.put(edit, recorded(edit).selectRows(edit.sources()));
        }
    }

    private Matrix recorded(CheckedEdit edit) {
        return network.record(contexts, edit.edit().site()).values();
    }

    /** Every row on its own, cut at its position. */
    private void rowByRow(Matrix logits) {
        for (int[] rows : RowBatches.rows(contexts)) {
            int length = contexts.rowPosition(rows[0]) + 1;
            int[][] sequences = Arrays.stream(rows).mapToObj(contexts::context).toArray(int[][]::new);
            int[] last = IntStream.range(0, rows.length)
                    .map(i -> i * length + length - 1)
                    .toArray();
            RowBatches.put(answer(sequences, rows, last), logits, rows);
        }
    }

    /** Every sequence once: the edits are the same for all its rows. */
    private void sequenceBySequence(Matrix logits) {
        for (RowBatches.Batch batch : RowBatches.sequences(contexts)) {
            int[] first = new int[batch.tokens().length]; // any row: nothing depends on it
            RowBatches.put(answer(batch.tokens(), first, batch.places()), logits, batch.rows());
        }
    }

    private double[] answer(int[][] sequences, int[] rows, int[] places) {
        Set<String> clean = new LinkedHashSet<>();
        edits.stream()
                .filter(CheckedEdit::needsClean)
                .forEach(edit -> clean.add(edit.point().name()));
        Map<String, NamedArray> held = clean.isEmpty() ? Map.of() : network.held(sequences, clean);
        List<UnitEdit> units = new ArrayList<>();
        for (CheckedEdit edit : edits) {
            int[] positions = edit.edit().positions().within(sequences[0].length);
            if (positions.length > 0) {
                units.addAll(unitEdits(edit, sequences, rows, positions, held));
            }
        }
        return network.engine().record(sequences, units, HookPoint.LOGITS, places);
    }

    private List<UnitEdit> unitEdits(
            CheckedEdit edit, int[][] sequences, int[] rows, int[] positions, Map<String, NamedArray> held) {
        Selection part = Selection.all(edit.point(), sequences.length, sequences[0].length)
                .at(positions)
                .ofHeads(edit.heads());
        double[] wanted = wanted(edit, part, rows, held);
        if (!edit.edit().receivers().isEmpty()) {
            double[] before = part.of(held.get(edit.point().name()));
            return received(edit, part, difference(edit, before, wanted));
        }
        if (edit.edit().change() instanceof Change.Add) {
            return List.of(part.add(wanted));
        }
        return List.of(edit.edit().basis().isEmpty() ? part.set(wanted) : projected(edit, part, wanted));
    }

    /** What the part is given (or what is added to it), ordered as its units. */
    private double[] wanted(CheckedEdit edit, Selection part, int[] rows, Map<String, NamedArray> held) {
        Change change = edit.edit().change();
        if (change instanceof Change.Zero) {
            return new double[part.units().length * part.width()];
        } else if (change instanceof Change.Freeze) {
            return part.of(held.get(edit.point().name()));
        } else if (change instanceof Change.Replace replace) {
            return spread(edit, replace.values(), 1, part, rows);
        } else if (change instanceof Change.Add add) {
            return spread(edit, add.direction(), add.scale(), part, rows);
        } else if (edit.takesAligned()) {
            int[][] sources = Arrays.stream(rows)
                    .mapToObj(row -> contexts.context(edit.sources()[row]))
                    .toArray(int[][]::new);
            String name = edit.point().name();
            return part.of(network.held(sources, Set.of(name)).get(name));
        }
        return spread(edit, ofHeads(given.get(edit), edit), 1, part, rows);
    }

    /** {@code scale} times one vector per row, or one for all, at every position of the part; keys out of sight are left out. */
    private static double[] spread(CheckedEdit edit, Matrix values, double scale, Selection part, int[] rows) {
        int heads = part.heads().length;
        int entries = part.width();
        double[] spread = new double[part.units().length * entries];
        for (int i = 0; i < spread.length; i++) {
            int unit = i / entries;
            int row = values.rows() == 1 ? 0 : rows[unit / (part.positions().length * heads)];
            spread[i] = scale * values.get(row, unit % heads * edit.size() + i % entries);
        }
        return spread;
    }

    private static Matrix ofHeads(Matrix full, CheckedEdit edit) {
        int size = edit.size();
        Matrix part = Matrix.zeros(full.rows(), edit.width());
        for (int r = 0; r < full.rows(); r++) {
            for (int c = 0; c < edit.width(); c++) {
                part.set(r, c, full.get(r, edit.heads()[c / size] * size + c % size));
            }
        }
        return part;
    }

    /** The edit in a subspace, in units of whole positions: heads that are not meant lie outside the subspace. */
    private static UnitEdit projected(CheckedEdit edit, Selection part, double[] wanted) {
        int size = edit.point().size();
        int full = edit.point().width();
        Matrix basis = edit.edit().basis().orElseThrow();
        Matrix wide = Matrix.zeros(basis.rows(), full);
        double[] values = new double[wanted.length / edit.width() * full];
        for (int c = 0; c < edit.width(); c++) {
            int to = edit.heads()[c / size] * size + c % size;
            for (int r = 0; r < basis.rows(); r++) {
                wide.set(r, to, basis.get(r, c));
            }
            for (int v = 0; v < wanted.length / edit.width(); v++) {
                values[v * full + to] = wanted[v * edit.width() + c];
            }
        }
        int[] units = new int[part.sequences().length * part.positions().length];
        for (int u = 0; u < units.length; u++) {
            int sequence = part.sequences()[u / part.positions().length];
            units[u] = sequence * part.length() + part.positions()[u % part.positions().length];
        }
        double[] projector = wide.transpose().times(wide).values();
        return new UnitEdit(edit.point().name(), units, full, values, projector, false);
    }

    /** By how much the part changes, ordered as its units. */
    private static double[] difference(CheckedEdit edit, double[] before, double[] wanted) {
        if (edit.edit().change() instanceof Change.Add) {
            return wanted;
        }
        double[] difference = new double[before.length];
        for (int i = 0; i < before.length; i++) {
            difference[i] = wanted[i] - before[i];
        }
        if (edit.edit().basis().isEmpty()) {
            return difference;
        }
        Matrix basis = edit.edit().basis().get();
        return Matrix.wrap(difference.length / edit.width(), edit.width(), difference)
                .times(basis.transpose())
                .times(basis)
                .values();
    }

    /** The change of the part as it arrives at each receiver, added to what it reads. */
    private List<UnitEdit> received(CheckedEdit edit, Selection part, double[] difference) {
        ResidualStream stream = ResidualStream.of(network.config());
        int write = stream.writer(edit.point().name()).orElseThrow();
        double[] written = written(edit, difference, stream.written(write));
        List<UnitEdit> units = new ArrayList<>();
        for (Receiver receiver : edit.edit().receivers()) {
            HookPoint point = network.point(receiver.site());
            double kept = stream.kept(write, stream.reader(point.name()).orElseThrow());
            double[] arriving =
                    Arrays.stream(written).map(value -> kept * value).toArray();
            int[] heads =
                    receiver.head() < 0 ? IntStream.range(0, point.heads()).toArray() : new int[] {receiver.head()};
            Selection reads = Selection.all(point, part.batch(), part.length())
                    .at(part.positions())
                    .ofHeads(heads);
            units.add(
                    reads.add(ResidualStream.repeated(arriving, network.config().dModel(), heads.length)));
        }
        return units;
    }

    /** The change of the residual stream: one vector for each sequence and position of the part. */
    private double[] written(CheckedEdit edit, double[] difference, double scale) {
        if (edit.point().layout() == Layout.VECTOR) {
            return difference;
        }
        int size = edit.point().size();
        int width = network.config().dModel();
        boolean result = size == width && edit.point().name().endsWith("hook_result");
        double[] written = new double[difference.length / edit.width() * width];
        for (int unit = 0; unit < difference.length / size; unit++) {
            int head = edit.heads()[unit % edit.heads().length];
            double[] vector = Arrays.copyOfRange(difference, unit * size, (unit + 1) * size);
            double[] part = result ? vector : ResidualStream.times(vector, size, network.output(edit.point(), head));
            for (int d = 0; d < width; d++) {
                written[unit / edit.heads().length * width + d] += scale * part[d];
            }
        }
        return written;
    }
}
