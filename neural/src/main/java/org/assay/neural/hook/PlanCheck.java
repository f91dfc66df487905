package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.Positions;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;

/** Everything that can be wrong with a plan for a network and contexts, found before anything is run and named by its site. */
final class PlanCheck {
    private final TransformerConfig config;
    private final List<HookPoint> points;
    private final ContextSet contexts;

    private PlanCheck(TransformerConfig config, ContextSet contexts) {
        this.config = config;
        this.points = HookPoint.of(config);
        this.contexts = contexts;
    }

    /** The edits of {@code plan}, checked, each with its hook point and, where it takes from other rows, with these. */
    static List<CheckedEdit> of(InterventionPlan plan, TransformerConfig config, ContextSet contexts) {
        PlanCheck check = new PlanCheck(config, contexts);
        List<CheckedEdit> checked = new ArrayList<>();
        for (Edit edit : plan.edits()) {
            checked.add(check.edit(edit));
        }
        boolean split = checked.stream()
                .anyMatch(edit ->
                        edit.point().isHeadInput() || !edit.edit().receivers().isEmpty());
        for (CheckedEdit edit : checked) {
            if (split && edit.point().name().contains(".ln1.")) {
                throw wrong(
                        edit.edit(),
                        "cannot be edited while heads are given inputs of their own, which have a norm"
                                + " of their own: edit the inputs");
            }
        }
        return checked;
    }

    private CheckedEdit edit(Edit edit) {
        HookPoint point = NameFilter.point(points, edit.site().name());
        if (point.name().equals(HookPoint.LOGITS)) {
            throw wrong(edit, "is the answer: the logits; there is nothing to see in editing them");
        }
        if (point.layout() == Layout.TOKEN) {
            throw wrong(edit, "is what the network is given: ask it about other contexts");
        }
        int[] heads = heads(edit, point);
        int size = point.layout() == Layout.KEYS ? contexts.longest() : point.size();
        if (point.layout() == Layout.KEYS) {
            keys(edit, point);
        }
        widths(edit, heads.length * size);
        positions(edit);
        receivers(edit);
        return new CheckedEdit(edit, point, heads, size, sources(edit));
    }

    private int[] heads(Edit edit, HookPoint point) {
        boolean has = point.layout() == Layout.HEADS || point.layout() == Layout.KEYS;
        if (edit.heads().isEmpty()) {
            return IntStream.range(0, point.heads()).toArray();
        }
        for (int head : edit.heads()) {
            if (!has || head >= point.heads()) {
                throw wrong(edit, has ? "has heads 0 .. " + (point.heads() - 1) + ", not " + head : "has no heads");
            }
        }
        return edit.heads().stream().mapToInt(Integer::intValue).toArray();
    }

    private void keys(Edit edit, HookPoint point) {
        if (edit.basis().isPresent()) {
            throw wrong(edit, "has one number for each key and no subspaces: edit it whole");
        }
        Change change = edit.change();
        boolean vectors =
                change instanceof Change.Mean || change instanceof Change.Add || change instanceof Change.Replace;
        boolean scores = !point.name().endsWith("hook_pattern");
        if (edit.positions().kind() == Positions.Kind.OWN) {
            return;
        }
        if (vectors) {
            throw wrong(
                    edit,
                    "has as many keys as the query sees: at other positions than the row's own it can be made"
                            + " zero, frozen, or taken from other rows");
        }
        if (scores && change instanceof Change.Zero && config.attention() == Attention.SOFTMAX) {
            throw wrong(edit, "is minus infinity where a key is out of sight; zero would bring it into sight");
        }
    }

    private void widths(Edit edit, int width) {
        edit.basis().ifPresent(basis -> require(edit, "the basis", basis.columns(), width));
        if (edit.change() instanceof Change.Replace replace) {
            require(edit, "the replacement", replace.values().columns(), width);
            InterventionPlan.spread(replace.values(), contexts.rows(), edit.site());
        } else if (edit.change() instanceof Change.Add add) {
            require(edit, "the direction", add.direction().columns(), width);
            InterventionPlan.spread(add.direction(), contexts.rows(), edit.site());
        }
    }

    private static void require(Edit edit, String role, int columns, int width) {
        if (columns != width) {
            throw wrong(edit, "holds " + width + " numbers where it is edited, " + role + " has " + columns);
        }
    }

    private void positions(Edit edit) {
        if (edit.positions().kind() != Positions.Kind.LISTED) {
            return;
        }
        int longest = IntStream.range(0, contexts.rows())
                .map(contexts::rowPosition)
                .max()
                .orElseThrow();
        for (int position : edit.positions().indices()) {
            if (position > longest) {
                throw wrong(edit, "is edited at position " + position + ", which no row sees: the last is " + longest);
            }
        }
    }

    private void receivers(Edit edit) {
        if (edit.receivers().isEmpty()) {
            return;
        }
        ResidualStream stream = ResidualStream.of(config);
        int write = stream.writer(edit.site().name())
                .orElseThrow(() -> wrong(
                        edit,
                        "does not write to the residual stream, so nobody can receive it alone:"
                                + " name hook_embed, attn.hook_z, hook_attn_out or hook_mlp_out of a block"));
        for (Receiver receiver : edit.receivers()) {
            HookPoint point = NameFilter.point(points, receiver.site().name());
            int read = stream.reader(point.name())
                    .orElseThrow(() -> wrong(
                            edit,
                            "cannot be received at " + receiver.site() + ", which does not read the"
                                    + " residual stream on its own: name a hook_q_input, hook_k_input, hook_v_input,"
                                    + " hook_mlp_in, or " + HookPoint.lastResidual(config)));
            if (read < write) {
                throw wrong(edit, "is behind " + receiver.site() + ", which cannot receive it");
            }
            boolean heads = point.layout() == Layout.HEADS;
            if (receiver.head() >= (heads ? point.heads() : 0)) {
                throw wrong(edit, "cannot be received by head " + receiver.head() + " of " + receiver.site());
            }
        }
    }

    /** For each row the row that it takes from; empty when the change takes from no other row. */
    private int[] sources(Edit edit) {
        boolean aligned = edit.positions().kind() != Positions.Kind.OWN;
        if (edit.change() instanceof Change.Resample resample) {
            return aligned
                    ? resampledAlike(edit, resample.seed())
                    : InterventionPlan.resampledRows(contexts.rows(), resample.seed());
        }
        if (!(edit.change() instanceof Change.Interchange interchange)) {
            return new int[0];
        }
        int[] sources = InterventionPlan.sources(interchange, contexts.rows(), edit.site());
        for (int row = 0; aligned && row < sources.length; row++) {
            if (contexts.rowPosition(row) != contexts.rowPosition(sources[row])) {
                throw wrong(
                        edit,
                        "takes position by position, so row " + row + " of "
                                + (contexts.rowPosition(row) + 1) + " tokens cannot take from row " + sources[row]
                                + " of "
                                + (contexts.rowPosition(sources[row]) + 1));
            }
        }
        return sources;
    }

    /** Another row as long as the row itself, drawn uniformly. */
    private int[] resampledAlike(Edit edit, long seed) {
        Draws draws = Seed.of(seed).child("resampled rows").draws();
        int[] sources = new int[contexts.rows()];
        for (int row = 0; row < sources.length; row++) {
            int self = row;
            int[] alike = IntStream.range(0, contexts.rows())
                    .filter(other -> other != self && contexts.rowPosition(other) == contexts.rowPosition(self))
                    .toArray();
            if (alike.length == 0) {
                throw wrong(
                        edit, "is resampled position by position, and no other row has as many tokens as row " + row);
            }
            sources[row] = alike[draws.nextInt(alike.length)];
        }
        return sources;
    }

    private static IllegalArgumentException wrong(Edit edit, String what) {
        return new IllegalArgumentException("site " + edit.site() + " " + what);
    }

    /**
     * An edit that fits the network.
     *
     * @param heads   which heads, {0} where there are none
     * @param size    entries of one head: of its vector, or one for each key of the longest context
     * @param sources for each row the row that it takes from, or nothing
     */
    record CheckedEdit(Edit edit, HookPoint point, int[] heads, int size, int[] sources) {
        /** Whether every row must be run on its own: the edit is different for different rows of one sequence. */
        boolean differsByRow() {
            Change change = edit.change();
            return edit.positions().kind() == Positions.Kind.OWN
                    || sources.length > 0
                    || change instanceof Change.Replace replace
                            && replace.values().rows() > 1
                    || change instanceof Change.Add add && add.direction().rows() > 1;
        }

        /** Whether what it takes from other rows comes position by position. */
        boolean takesAligned() {
            return sources.length > 0 && edit.positions().kind() != Positions.Kind.OWN;
        }

        /** Whether it needs to know what the site holds without edits. */
        boolean needsClean() {
            return edit.change() instanceof Change.Freeze || !edit.receivers().isEmpty();
        }

        int width() {
            return heads.length * size;
        }
    }
}
