package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The best tree that asks for slot after slot, in their order, and stops where it likes: least
 *
 * <pre>sum over leaves of their cost + ln 2 for each question,</pre>
 *
 * found from the leaves up (Rissanen 1983b; Nohre 1994). The slots of a context tree are the last token, the one before, and so
 * on. Symbols that never came below a question lead to a leaf of their own, which is judged by all that came there.
 */
final class SlotTree {
    private static final double QUESTION = StrictMath.log(2);

    private final Slots slots;
    private final Leaves costs;
    private final List<CellTree.Leaf> leaves = new ArrayList<>();
    private final double cost;
    private final CellTree.Node root;
    private int questions;

    /** What stands where. */
    interface Slots {
        /** How many slots there are. */
        int count();

        /** How many symbols may stand in a slot. */
        int symbols(int slot);

        /** The symbol of a member. */
        int symbol(int member, int slot);
    }

    /** What leaves cost and hold. */
    interface Leaves {
        /** Nats for putting these members in one leaf, reached by so many questions. */
        double cost(int[] members, int questions);

        /** What a leaf reached by so many questions costs at least, whatever it holds. */
        double least(int questions);

        /** Whether what never came cannot come, so that it may go with whatever is shortest to say. */
        boolean isComplete();

        /** The leaf; {@code came} is false for one that takes what never came, {@code members} being those of its parent. */
        CellTree.Leaf made(int index, int[] members, boolean came);
    }

    /** A subtree; a leaf has no symbols. */
    private record Costed(double cost, int[] members, int[] symbols, Costed[] further) {}

    private SlotTree(int[] members, Slots slots, Leaves costs) {
        this.slots = slots;
        this.costs = costs;
        int[] path = new int[slots.count()];
        Arrays.fill(path, Taxonomy.TOP);
        Costed best = best(members, 0);
        this.cost = best.cost();
        this.root = made(best, 0, path);
    }

    /** @param members of positive weight, at least one */
    static SlotTree of(int[] members, Slots slots, Leaves costs) {
        return new SlotTree(members, slots, costs);
    }

    CellTree.Node root() {
        return root;
    }

    /** In the order of their indices. */
    List<CellTree.Leaf> leaves() {
        return leaves;
    }

    /** The most slots that are asked for. */
    int questions() {
        return questions;
    }

    double cost() {
        return cost;
    }

    private Costed best(int[] members, int slot) {
        Costed leaf = new Costed(costs.cost(members, slot), members, null, null);
        if (slot == slots.count() || leaf.cost() <= QUESTION + 2 * costs.least(slot + 1)) {
            return leaf;
        }
        TreeMap<Integer, List<Integer>> bySymbol = new TreeMap<>();
        for (int member : members) {
            bySymbol.computeIfAbsent(slots.symbol(member, slot), s -> new ArrayList<>())
                    .add(member);
        }
        double sum = QUESTION;
        List<Costed> further = new ArrayList<>();
        for (List<Integer> part : bySymbol.values()) {
            Costed child = best(part.stream().mapToInt(member -> member).toArray(), slot + 1);
            further.add(child);
            sum += child.cost();
        }
        int[] symbols = bySymbol.keySet().stream().mapToInt(s -> s).toArray();
        return sum < leaf.cost() ? new Costed(sum, members, symbols, further.toArray(Costed[]::new)) : leaf;
    }

    private CellTree.Node made(Costed best, int slot, int[] path) {
        if (best.symbols() == null) {
            return leaf(best.members(), true);
        }
        questions = Math.max(questions, slot + 1);
        CellTree.Node[] next = new CellTree.Node[slots.symbols(slot)];
        for (int i = 0; i < best.symbols().length; i++) {
            int[] further = path.clone();
            further[slot] = best.symbols()[i];
            next[best.symbols()[i]] = made(best.further()[i], slot + 1, further);
        }
        CellTree.Leaf unseen = costs.isComplete() ? heaviestLeaf(next) : null;
        for (int symbol = 0; symbol < next.length; symbol++) {
            if (next[symbol] == null) {
                unseen = unseen == null ? leaf(best.members(), false) : unseen;
                next[symbol] = unseen;
            }
        }
        return new CellTree.Refine(slot, path, IntStream.range(0, next.length).toArray(), next);
    }

    /** The first of equals; null where no symbol leads to a leaf. */
    private static CellTree.Leaf heaviestLeaf(CellTree.Node[] nodes) {
        CellTree.Leaf heaviest = null;
        for (CellTree.Node node : nodes) {
            if (node instanceof CellTree.Leaf leaf && (heaviest == null || leaf.weight() > heaviest.weight())) {
                heaviest = leaf;
            }
        }
        return heaviest;
    }

    private CellTree.Leaf leaf(int[] members, boolean came) {
        CellTree.Leaf leaf = costs.made(leaves.size(), members, came);
        leaves.add(leaf);
        return leaf;
    }
}
