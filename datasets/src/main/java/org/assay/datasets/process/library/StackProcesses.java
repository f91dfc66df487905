package org.assay.datasets.process.library;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.StateFactor;

/** Processes whose hidden state is a stack of bounded depth. */
public final class StackProcesses {
    private static final List<String> OPEN = List.of("(", "[", "{", "<");
    private static final List<String> CLOSE = List.of(")", "]", "}", ">");

    private StackProcesses() {}

    /**
     * Matching parentheses of bounded depth: at depth d one opens with probability {@code open[d]}, else one closes; at
     * depth {@code open.length} one must close. Unifilar, yet from the stationary start infinitely many beliefs can be
     * held.
     *
     * @param open open[0] = 1, the others in (0, 1)
     */
    public static HiddenMarkovProcess parens(double... open) {
        if (open.length == 0 || open[0] != 1) {
            throw new IllegalArgumentException("parens must open with probability 1 at depth 0");
        }
        List<String> depths = new ArrayList<>();
        for (int depth = 0; depth <= open.length; depth++) {
            depths.add(Integer.toString(depth));
        }
        StateDiagram diagram = StateDiagram.of(List.of("(", ")"), depths);
        for (int depth = 0; depth <= open.length; depth++) {
            double opens = depth < open.length ? open[depth] : 0;
            if (depth > 0 && depth < open.length) {
                StateDiagram.requireWithin("parens", "open[" + depth + "]", opens, Math.ulp(0.0), 1 - Math.ulp(1.0));
            }
            if (opens > 0) {
                diagram.edge(depth, 0, depth + 1, opens);
            }
            if (opens < 1) {
                diagram.edge(depth, 1, depth - 1, 1 - opens);
            }
        }
        return diagram.process("parens", "matching parentheses of depth at most " + open.length);
    }

    /**
     * Dyck-k of bounded depth: brackets of k types that nest. On the empty stack one opens, on a full one the top
     * closes, between them either with probability 1/2; the type of an opening one is uniform. The next-token law knows
     * depth class and top type only, so the rest of the stack is information beyond the next token. After the Dyck-(k,
     * m) languages of Hewitt et al. 2020.
     *
     * <p>Factors: {@code depth}, and {@code level-1} .. {@code level-D}, the type at each level of the stack, or none.
     *
     * @param types   k, 1 to 4
     * @param deepest D, at least 1
     */
    public static HiddenMarkovProcess dyck(int types, int deepest) {
        if (types < 1 || types > OPEN.size() || deepest < 1) {
            throw new IllegalArgumentException("dyck needs 1 to " + OPEN.size()
                    + " types and a depth of at least 1, got " + types + " and " + deepest);
        }
        List<List<Integer>> stacks = stacks(types, deepest);
        List<String> tokens = new ArrayList<>(OPEN.subList(0, types));
        tokens.addAll(CLOSE.subList(0, types));
        StateDiagram diagram = StateDiagram.of(
                tokens, stacks.stream().map(StackProcesses::name).toList());
        for (List<Integer> stack : stacks) {
            double opens = stack.isEmpty() ? 1 : stack.size() == deepest ? 0 : .5;
            for (int type = 0; type < types && opens > 0; type++) {
                List<Integer> pushed = new ArrayList<>(stack);
                pushed.add(type);
                diagram.edge(name(stack), OPEN.get(type), name(pushed), opens / types);
            }
            if (opens < 1) {
                int top = stack.get(stack.size() - 1);
                diagram.edge(name(stack), CLOSE.get(top), name(stack.subList(0, stack.size() - 1)), 1 - opens);
            }
        }
        return diagram.process(
                "dyck-" + types + "-" + deepest,
                "Dyck-(k, m) after Hewitt et al. 2020, k = " + types + ", m = " + deepest,
                factors(stacks, types, deepest));
    }

    /** All stacks, shorter ones first. */
    private static List<List<Integer>> stacks(int types, int deepest) {
        List<List<Integer>> stacks = new ArrayList<>(List.of(List.of()));
        for (int s = 0; s < stacks.size(); s++) {
            for (int type = 0; type < types && stacks.get(s).size() < deepest; type++) {
                List<Integer> pushed = new ArrayList<>(stacks.get(s));
                pushed.add(type);
                stacks.add(pushed);
            }
        }
        return stacks;
    }

    private static String name(List<Integer> stack) {
        StringBuilder name = new StringBuilder();
        stack.forEach(type -> name.append(OPEN.get(type)));
        return stack.isEmpty() ? "empty" : name.toString();
    }

    private static StateFactor[] factors(List<List<Integer>> stacks, int types, int deepest) {
        StateFactor[] factors = new StateFactor[deepest + 1];
        List<String> depths = new ArrayList<>();
        for (int depth = 0; depth <= deepest; depth++) {
            depths.add(Integer.toString(depth));
        }
        factors[0] = new StateFactor(
                "depth", depths, stacks.stream().mapToInt(List::size).toArray());
        List<String> kinds = new ArrayList<>(OPEN.subList(0, types));
        kinds.add("none");
        for (int level = 0; level < deepest; level++) {
            int at = level;
            int[] values = stacks.stream()
                    .mapToInt(stack -> at < stack.size() ? stack.get(at) : types)
                    .toArray();
            factors[level + 1] = new StateFactor("level-" + (level + 1), kinds, values);
        }
        return factors;
    }
}
