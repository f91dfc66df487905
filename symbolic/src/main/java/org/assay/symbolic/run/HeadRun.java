package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;

/**
 * A head at work on one sequence after another. What is asked, which kind of key a state is and what it inserts depend on the state
 * alone and are remembered by its number, so a query looks only at keys of kinds that can reach the threshold, along their chain of
 * positions, or only at distances that can. At worst it looks at every key once.
 */
final class HeadRun {
    /** So many chains are followed without asking whether there are fewer keys. */
    private static final int FEW = 4;

    private final CompiledHead head;
    private final StateTable states;
    private final long threshold;
    private final boolean nearest;
    private final boolean summing;
    private final int distance;
    private final int lowest;
    private final BestKeys best;
    private final long[] scratch;

    private final RowTable questionRows = new RowTable();
    private final List<Question> questions = new ArrayList<>();
    private final RowTable keyClasses = new RowTable();
    private final RowTable insertions = new RowTable();
    private final Numbers questionOf = new Numbers();
    private final Numbers classOf = new Numbers();
    private final Numbers insertedOf = new Numbers();
    private final Numbers hereOf = new Numbers();
    private final KeyIndex index = new KeyIndex();
    private final List<RunningSum> sums = new ArrayList<>();
    private int sequence = 1;
    private int none = Numbers.UNKNOWN;

    /** What a question inserts for all keys up to a position of the present sequence. */
    private static final class RunningSum {
        private final long[] inserted;
        private int sequence;
        private int upTo;
        private int kept;

        RunningSum(int width) {
            inserted = new long[width];
        }
    }

    HeadRun(CompiledHead head, StateTable states, StateLayout layout) {
        this.head = head;
        this.states = states;
        Selection selection = head.head().selection();
        this.threshold = selection.threshold();
        this.nearest = selection.ties() == Ties.NEAREST;
        CompiledPositions positions = head.positions();
        this.summing = selection.k() == Selection.ALL
                && positions.isEmpty()
                && !head.values().saysWhere();
        this.distance = head.distance();
        this.lowest = positions.prefersFirst() ? 1 : 0;
        this.scratch = layout.empty();
        this.best = new BestKeys(selection.k(), nearest);
    }

    /** Takes in the state at the next position of the sequence. */
    void append(int state) {
        if (distance == CompiledPositions.SEVERAL) {
            index.append(keyClass(state));
        }
    }

    /** Whether it looks at the query itself alone, so that what it inserts depends on the state there and nothing else. */
    boolean looksHereOnly() {
        return distance == 0 && head.values().byLabelsAlone();
    }

    /** The number of what a head that {@link #looksHereOnly} inserts. */
    int insertHere(int state) {
        int known = hereOf.get(state);
        if (known == Numbers.UNKNOWN) {
            known = insertFrom(0, 0, state, state);
            hereOf.put(state, known);
        }
        return known;
    }

    /** What is inserted at t when only the key at s, in that state, can be kept. */
    private int insertFrom(int t, int s, int own, int key) {
        Question question = questions.get(question(own));
        long score =
                question.score(keyClasses.row(keyClass(key))) + head.positions().score(t, s);
        if (score < threshold) {
            return insertNone();
        }
        if (head.values().byLabelsAlone()) {
            return insertedOf(key);
        }
        Arrays.fill(scratch, 0);
        addKey(t, s, key);
        return counted(1);
    }

    private int insertNone() {
        if (none == Numbers.UNKNOWN) {
            Arrays.fill(scratch, 0);
            none = counted(0);
        }
        return none;
    }

    private void addKey(int t, int s, int key) {
        head.values().add(scratch, insertions.row(insertedOf(key)));
        head.values().addWhere(scratch, t, s);
    }

    /** The number of what is gathered, with how many keys it comes from. */
    private int counted(int kept) {
        head.values().addCount(scratch, kept);
        return insertions.number(scratch);
    }

    /** Forgets the sequence, not what was learned from it. */
    void endSequence() {
        index.clear();
        sequence++;
    }

    /** Forgets everything. */
    void clear() {
        endSequence();
        questionRows.clear();
        questions.clear();
        sums.clear();
        keyClasses.clear();
        insertions.clear();
        questionOf.clear();
        classOf.clear();
        insertedOf.clear();
        hereOf.clear();
        none = Numbers.UNKNOWN;
    }

    /** About how many words are remembered. */
    long words() {
        long words = (long) scratch.length * (keyClasses.size() + insertions.size() + sums.size());
        for (Question question : questions) {
            words += 2L * question.usefulCount();
        }
        return words;
    }

    /** The number of what the head inserts at t, the last position taken in. */
    int insert(int t, int[] stateAt) {
        if (distance != CompiledPositions.SEVERAL) {
            int s = t - distance;
            return s < 0 ? insertNone() : insertFrom(t, s, stateAt[t], stateAt[s]);
        }
        int number = question(stateAt[t]);
        Question question = questions.get(number);
        if (summing) {
            return sum(question, sums.get(number), t, stateAt);
        }
        best.clear();
        select(question, t);
        return inserted(t, stateAt[t], stateAt);
    }

    /** The number of what it inserts at t if the state there were {@code own}; any position of the sequence will do. */
    int insertFor(int own, int t, int[] stateAt) {
        select(own, t, stateAt);
        return inserted(t, own, stateAt);
    }

    /** The keys it keeps at t if the state there were {@code own}, best first, after a look at every one of them. */
    BestKeys keys(int own, int t, int[] stateAt) {
        select(own, t, stateAt);
        best.sort();
        return best;
    }

    /** What is inserted, by number: a row like a state. */
    long[] inserted(int number) {
        return insertions.row(number);
    }

    private int question(int state) {
        int known = questionOf.get(state);
        if (known != Numbers.UNKNOWN) {
            return known;
        }
        long[] asked = head.askedPart(states.closure(state));
        int number = questionRows.number(asked);
        if (number == questions.size()) {
            questions.add(
                    new Question(head.asked(asked), threshold - head.positions().best()));
            sums.add(new RunningSum(scratch.length));
        }
        questionOf.put(state, number);
        return number;
    }

    private int keyClass(int state) {
        int known = classOf.get(state);
        if (known == Numbers.UNKNOWN) {
            known = keyClasses.number(head.soughtPart(states.closure(state)));
            classOf.put(state, known);
        }
        return known;
    }

    /** What one key in that state inserts by its labels. */
    private int insertedOf(int state) {
        int known = insertedOf.get(state);
        if (known == Numbers.UNKNOWN) {
            known = insertions.number(head.values().ofKey(states.row(state)));
            insertedOf.put(state, known);
        }
        return known;
    }

    /** Every key up to t in turn: the definition itself. */
    private void select(int own, int t, int[] stateAt) {
        best.clear();
        Question question = questions.get(question(own));
        for (int s = t; s >= 0; s--) {
            long[] key = keyClasses.row(keyClass(s == t ? own : stateAt[s]));
            long score = question.score(key) + head.positions().score(t, s);
            if (score >= threshold) {
                best.offer(s, score);
            }
        }
    }

    private void select(Question question, int t) {
        if (question.isBlind()) {
            byDistance(question, t);
        } else {
            question.look(keyClasses);
            if (question.usefulCount() <= FEW || question.usefulCount() <= worthwhile(question, t)) {
                byClass(question, t);
            } else {
                byDistance(question, t);
            }
        }
        if (lowest > 0) {
            long score = question.score(keyClasses.row(index.classAt(0)))
                    + head.positions().score(t, 0);
            if (score >= threshold) {
                best.offer(0, score);
            }
        }
    }

    /** How many keys stand where they could reach the threshold. */
    private long worthwhile(Question question, int t) {
        CompiledPositions positions = head.positions();
        long need = threshold - question.best();
        long keys = 0;
        for (int step = 0; step < positions.steps() && positions.start(step) <= t; step++) {
            if (positions.boundWithin(step, t, positions.start(step)) >= need) {
                keys += Math.min(t, positions.reachWithin(step, t, need)) - positions.start(step) + 1;
            }
        }
        return keys;
    }

    /** From the nearest key back over the distances that could reach the threshold. */
    private void byDistance(Question question, int t) {
        CompiledPositions positions = head.positions();
        long need = threshold - question.best();
        for (int step = 0; step < positions.steps() && positions.start(step) <= t - lowest; step++) {
            int from = positions.start(step);
            if (positions.boundWithin(step, t, from) < need) {
                continue;
            }
            int to = Math.min(t - lowest, positions.reachWithin(step, t, need));
            for (int s = t - from; s >= t - to; s--) {
                if (best.isFull() && best.closedTo(question.best() + positions.boundFrom(step, t, t - s), s, true)) {
                    return;
                }
                long score = question.score(keyClasses.row(index.classAt(s))) + positions.scoreInStep(step, t, s);
                if (score >= threshold) {
                    best.offer(s, score);
                }
            }
        }
    }

    /** Along the chains of the classes that could reach the threshold. */
    private void byClass(Question question, int t) {
        boolean anywhere = head.positions().isEmpty();
        for (int i = 0; i < question.usefulCount(); i++) {
            int last = index.last(question.usefulClass(i));
            if (last == KeyIndex.NONE) {
                continue;
            }
            if (!anywhere) {
                placed(last, question.usefulScore(i), t);
            } else if (nearest) {
                backwards(last, question.usefulScore(i));
            } else {
                forwards(index.first(question.usefulClass(i)), question.usefulScore(i));
            }
        }
    }

    private void backwards(int last, long score) {
        for (int s = last; s != KeyIndex.NONE && !best.closedTo(score, s, true); s = index.previous(s)) {
            best.offer(s, score);
        }
    }

    private void forwards(int first, long score) {
        for (int s = first; s != KeyIndex.NONE && !best.closedTo(score, s, false); s = index.next(s)) {
            best.offer(s, score);
        }
    }

    private void placed(int last, long labels, int t) {
        CompiledPositions positions = head.positions();
        for (int s = last; s >= lowest; s = index.previous(s)) {
            int step = positions.step(t - s);
            long bound = labels + positions.boundFrom(step, t, t - s);
            if (bound < threshold || best.closedTo(bound, s, true)) {
                return;
            }
            long score = labels + positions.scoreInStep(step, t, s);
            if (score >= threshold) {
                best.offer(s, score);
            }
        }
    }

    /** What the kept keys insert together. */
    private int inserted(int t, int own, int[] stateAt) {
        if (best.size() == 0) {
            return insertNone();
        }
        if (best.size() == 1 && head.values().byLabelsAlone()) {
            int s = best.position(0);
            return insertedOf(s == t ? own : stateAt[s]);
        }
        Arrays.fill(scratch, 0);
        for (int i = 0; i < best.size(); i++) {
            int s = best.position(i);
            addKey(t, s, s == t ? own : stateAt[s]);
        }
        return counted(best.size());
    }

    /** Every key counts wherever it stands, so only those since the last time are looked at. */
    private int sum(Question question, RunningSum sum, int t, int[] stateAt) {
        if (sum.sequence != sequence) {
            sum.sequence = sequence;
            Arrays.fill(sum.inserted, 0);
            sum.upTo = 0;
            sum.kept = 0;
        }
        for (; sum.upTo <= t; sum.upTo++) {
            if (question.score(keyClasses.row(index.classAt(sum.upTo))) >= threshold) {
                head.values().add(sum.inserted, insertions.row(insertedOf(stateAt[sum.upTo])));
                sum.kept++;
            }
        }
        System.arraycopy(sum.inserted, 0, scratch, 0, scratch.length);
        return counted(sum.kept);
    }
}
