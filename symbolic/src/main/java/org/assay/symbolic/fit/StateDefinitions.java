package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.UniversalCode;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * Labels defined by the states that a machine may be in, which is known by elimination. At first a position holds every state that
 * its token leads to. In each step every state is deleted to which the token leads from none of the states that the position before
 * still holds:
 *
 * <pre>A_0(t) = image of all states by x_t,   A_(j+1)(t) = A_j(t) and image of A_j(t-1) by x_t,   A_j(0) = A_0(0)</pre>
 *
 * <p>so after j steps that which cannot be by the last j + 1 tokens is gone: the forward pass of a machine that is known to be in
 * one of its states, as far as a fixed number of layers carries it. A set of states that is left is a cell, with a unit of its own.
 */
final class StateDefinitions implements LabelDefinitions {
    /** More sets of states than this say that the machine is wrong. */
    private static final int MOST_CELLS = 256;

    /** Atoms of a unit, for a first guess of how long it is. */
    private static final int ATOMS = 2;

    private final StateMachine machine;
    private final int steps;
    private final int[] cells;
    private final int[] labelOfCell;
    private final int[] labels;

    /** What is left after so many steps: sets of states, as bits, and for each context its set, as an index. */
    private record Cells(int steps, int[] sets, int[] ofRow) {
        static Cells of(int steps, int[][] held) {
            Map<Integer, Integer> index = new LinkedHashMap<>();
            int[] ofRow = new int[held.length];
            for (int row = 0; row < held.length; row++) {
                int left = held[row][held[row].length - 1];
                ofRow[row] = index.computeIfAbsent(left, set -> index.size());
            }
            return new Cells(steps, index.keySet().stream().mapToInt(set -> set).toArray(), ofRow);
        }
    }

    private StateDefinitions(StateMachine machine, Cells cells, Items rows, double observations) {
        this.machine = machine;
        this.steps = cells.steps();
        this.cells = cells.sets();
        Dendrogram dendrogram = Merging.of(rows.grouped(cells.ofRow(), this.cells.length), 0);
        this.labelOfCell = dendrogram.cut(dendrogram.bestClusters(observations, machine.tokens() - 1));
        this.labels =
                Arrays.stream(cells.ofRow()).map(cell -> labelOfCell[cell]).toArray();
    }

    /**
     * The definitions of as many steps as make N x nats lost + length least, with a label for each set.
     *
     * @param most nats that they may cost at most to be looked at
     * @return none where too many sets are left or they cost more
     */
    static Optional<StateDefinitions> of(
            StateMachine machine, ContextSet contexts, double[][] futures, double observations, double most) {
        Items rows = new Items(contexts.weights(), futures, new double[futures.length][0]);
        int[][] images = machine.images();
        int[][] held = new int[contexts.rows()][];
        Arrays.setAll(held, row -> first(images, contexts.context(row)));
        Cells best = null;
        double least = most;
        for (int steps = 0; steps < contexts.longest(); steps++) {
            Cells cells = Cells.of(steps, held);
            if (cells.sets().length <= MOST_CELLS) {
                double atom = StrictMath.log(2.0 * machine.tokens()
                                + machine.states()
                                + cells.sets().length
                                + steps * (machine.states() + 1))
                        + StrictMath.log(2)
                        + UniversalCode.natural(1);
                double units = cells.sets().length + (double) steps * machine.states();
                double nats = observations * rows.lost(cells.ofRow(), cells.sets().length)
                        + units * TokenDefinitions.unit(ATOMS, atom);
                if (nats < least) {
                    least = nats;
                    best = cells;
                }
            }
            for (int row = 0; row < held.length; row++) {
                held[row] = eliminated(images, contexts.context(row), held[row]);
            }
        }
        return best == null ? Optional.empty() : Optional.of(new StateDefinitions(machine, best, rows, observations));
    }

    private static int[] first(int[][] images, int[] context) {
        return Arrays.stream(context)
                .map(token -> images[token][images[token].length - 1])
                .toArray();
    }

    private static int[] eliminated(int[][] images, int[] context, int[] held) {
        int[] next = held.clone();
        for (int t = 1; t < held.length; t++) {
            next[t] &= images[context[t]][held[t - 1]];
        }
        return next;
    }

    @Override
    public int[] labels() {
        return labels;
    }

    /** The bits of the states that tell a cell from those of other labels, and whether they are held. */
    private TreeMap<Integer, Boolean> condition(int cell) {
        TreeMap<Integer, Boolean> condition = new TreeMap<>();
        for (int state = 0; state < machine.states(); state++) {
            condition.put(state, (cells[cell] >> state & 1) == 1);
        }
        for (boolean held : new boolean[] {false, true}) {
            for (int state = machine.states() - 1; state >= 0; state--) {
                if (condition.get(state) != null && condition.get(state) == held) {
                    condition.remove(state);
                    if (holdsForOthers(condition, labelOfCell[cell])) {
                        condition.put(state, held);
                    }
                }
            }
        }
        return condition;
    }

    private boolean holdsForOthers(Map<Integer, Boolean> condition, int label) {
        return IntStream.range(0, cells.length)
                .anyMatch(other -> labelOfCell[other] != label
                        && condition.entrySet().stream()
                                .allMatch(atom -> (cells[other] >> atom.getKey() & 1) == 1 == atom.getValue()));
    }

    /**
     * A state goes where none of these states stood before.
     *
     * @param token  only where this token stands, or {@link StateMachine#NEVER} for whatever leads to the state
     * @param before bits
     */
    private record Deletion(int state, int token, int before) {}

    /** Tokens that lead to a state from the same states are said at once. */
    private List<Deletion> deletions() {
        List<Deletion> deletions = new ArrayList<>();
        for (int state = 0; state < machine.states(); state++) {
            int to = state;
            int[] tokens = IntStream.range(0, machine.tokens())
                    .filter(token -> machine.before(to, token) != 0)
                    .toArray();
            boolean alike = Arrays.stream(tokens)
                            .map(token -> machine.before(to, token))
                            .distinct()
                            .count()
                    == 1;
            if (alike) {
                deletions.add(new Deletion(state, StateMachine.NEVER, machine.before(state, tokens[0])));
            } else {
                Arrays.stream(tokens)
                        .forEach(token -> deletions.add(new Deletion(to, token, machine.before(to, token))));
            }
        }
        return deletions;
    }

    @Override
    public ProgramDraft draft(Vocabulary vocabulary) {
        Taxonomy tokens = Taxonomy.of(ProgramDraft.ownLabels(vocabulary), List.of(), Set.of(), (level, members) -> "");
        return new ProgramDraft(vocabulary, tokens, 1);
    }

    @Override
    public Program program(ProgramDraft draft, int[] number, Taxonomy taxonomy, Unembedding unembedding) {
        Set<String> used = new TreeSet<>(draft.taken());
        IntStream.range(0, taxonomy.nodes()).mapToObj(taxonomy::name).forEach(used::add);
        String any = Taxonomy.unused("state", used);
        List<String> names = IntStream.range(0, machine.states())
                .mapToObj(state -> Taxonomy.unused("S" + (state + 1), used))
                .toList();
        Map<String, List<String>> parents = new TreeMap<>(Map.of(any, List.of()));
        names.forEach(name -> parents.put(name, List.of(any)));
        List<List<String>> ofTokens = new ArrayList<>();
        for (int token = 0; token < machine.tokens(); token++) {
            int leads = token;
            ofTokens.add(IntStream.range(0, machine.states())
                    .filter(state -> machine.before(state, leads) != 0)
                    .mapToObj(names::get)
                    .toList());
        }
        List<Layer> layers = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            Head head = Head.at(draft.headName("before" + step), 1, List.of(any));
            layers.add(new Layer(List.of(head), List.of()));
            layers.add(new Layer(List.of(), deleting(head, step, names, draft)));
        }
        return draft.program(parents, ofTokens, layers, taxonomy, inserting(names, number, taxonomy), unembedding);
    }

    private List<Unit> deleting(Head head, int step, List<String> names, ProgramDraft draft) {
        List<Unit> units = new ArrayList<>();
        for (Deletion deletion : deletions()) {
            String state = names.get(deletion.state());
            boolean always = deletion.token() == StateMachine.NEVER;
            List<Atom> when = new ArrayList<>();
            when.add(Atom.has(always ? state : draft.token(deletion.token())));
            when.add(Atom.not(head.copyOf(Head.NONE)));
            IntStream.range(0, machine.states())
                    .filter(from -> (deletion.before() >> from & 1) == 1)
                    .forEach(from -> when.add(Atom.not(head.copyOf(names.get(from)))));
            String name = state + "/" + step + (always ? "" : "/" + draft.token(deletion.token()));
            units.add(new Unit(name, when, 1, List.of(), List.of(state)));
        }
        return units;
    }

    /** One unit for each cell. */
    private List<Unit> inserting(List<String> names, int[] number, Taxonomy taxonomy) {
        List<Unit> units = new ArrayList<>();
        for (int cell = 0; cell < cells.length; cell++) {
            String label = taxonomy.name(number[labelOfCell[cell]]);
            List<Atom> when = new ArrayList<>();
            int threshold = 0;
            for (Map.Entry<Integer, Boolean> atom : condition(cell).entrySet()) {
                String state = names.get(atom.getKey());
                when.add(atom.getValue() ? Atom.has(state) : Atom.not(state));
                threshold += atom.getValue() ? 1 : 0;
            }
            units.add(new Unit(
                    String.format(Locale.ROOT, "%s/%03d", label, cell + 1),
                    when,
                    threshold,
                    List.of(label),
                    List.of()));
        }
        return units;
    }
}
