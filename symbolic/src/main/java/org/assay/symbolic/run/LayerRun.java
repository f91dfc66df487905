package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer at work. The state after it depends on the state before and on what each head inserts, so each such combination is worked
 * out once: step by step from the state over the heads, every pair met gets a number, and the last one is the state after.
 */
final class LayerRun {
    private final CompiledLayer layer;
    private final StateTable before;
    private final StateTable after;
    private final List<HeadRun> heads = new ArrayList<>();
    /** Heads that look at the query itself alone: like units they add to the state what it says. */
    private final List<HeadRun> here = new ArrayList<>();
    /** All other heads. */
    private final HeadRun[] around;

    private final PairTable[] pairs;
    private final Numbers alone = new Numbers();
    private final Changes changes;
    private final int[] inserted;
    private long[][] byUnits = new long[0][];
    private int met;

    LayerRun(CompiledLayer layer, StateTable before, StateTable after) {
        this.layer = layer;
        this.before = before;
        this.after = after;
        for (CompiledHead head : layer.heads()) {
            heads.add(new HeadRun(head, before, layer.layout()));
        }
        heads.stream().filter(HeadRun::looksHereOnly).forEach(here::add);
        this.around = heads.stream().filter(head -> !head.looksHereOnly()).toArray(HeadRun[]::new);
        this.pairs = new PairTable[around.length];
        Arrays.setAll(pairs, h -> new PairTable());
        this.inserted = new int[around.length];
        this.changes = new Changes(layer.layout());
    }

    HeadRun head(int h) {
        return heads.get(h);
    }

    /** The states after the layer at the positions from {@code from} to {@code length} - 1, from those before it at all of them. */
    void run(int[] statesBefore, int length, int from, int[] statesAfter) {
        if (around.length == 0) {
            for (int t = from; t < length; t++) {
                statesAfter[t] = alone(statesBefore[t]);
            }
            return;
        }
        for (int t = 0; t < length; t++) {
            for (int h = 0; h < inserted.length; h++) {
                around[h].append(statesBefore[t]);
            }
            if (t >= from) {
                for (int h = 0; h < inserted.length; h++) {
                    inserted[h] = around[h].insert(t, statesBefore);
                }
                statesAfter[t] = together(statesBefore[t]);
            }
        }
        for (HeadRun head : around) {
            head.endSequence();
        }
    }

    /** The state after the layer at t if the one before it there were {@code own}. */
    int runEdited(int own, int t, int[] statesBefore) {
        if (around.length == 0) {
            return alone(own);
        }
        for (int h = 0; h < inserted.length; h++) {
            inserted[h] = around[h].insertFor(own, t, statesBefore);
        }
        return together(own);
    }

    private int alone(int state) {
        int known = alone.get(state);
        if (known == Numbers.UNKNOWN) {
            known = after(state);
            alone.put(state, known);
        }
        return known;
    }

    /** From a state and what each head inserts there. */
    private int together(int state) {
        int at = state;
        for (int h = 0; h < inserted.length; h++) {
            int next = pairs[h].get(at, inserted[h]);
            if (next == PairTable.ABSENT) {
                next = h == inserted.length - 1 ? after(state) : met++;
                pairs[h].put(at, inserted[h], next);
            }
            at = next;
        }
        return at;
    }

    private int after(int state) {
        changes.addPairs(byUnits(state));
        for (int h = 0; h < inserted.length; h++) {
            changes.addInserted(around[h].inserted(inserted[h]));
        }
        for (HeadRun head : here) {
            changes.addInserted(head.inserted(head.insertHere(state)));
        }
        long[] row = before.row(state).clone();
        changes.takeInto(row);
        layer.keepNeeded(row);
        return after.number(row);
    }

    private long[] byUnits(int state) {
        if (state >= byUnits.length) {
            byUnits = Arrays.copyOf(byUnits, Math.max(state + 1, 2 * byUnits.length));
        }
        if (byUnits[state] == null) {
            byUnits[state] = layer.changesByUnits(before.closure(state), changes);
        }
        return byUnits[state];
    }

    /** About how many words are remembered. */
    long words() {
        long words = 0;
        for (PairTable table : pairs) {
            words += table.words();
        }
        for (HeadRun head : heads) {
            words += head.words();
        }
        return words;
    }

    void clear() {
        heads.forEach(HeadRun::clear);
        for (PairTable table : pairs) {
            table.clear();
        }
        alone.clear();
        byUnits = new long[0][];
        met = 0;
    }
}
