package org.assay.symbolic.run;

import java.util.List;
import java.util.SortedMap;

/**
 * What a program did on one sequence and why. All terms of a score sum to it, and what is said of a token gives its probability
 * back, so a trace can be checked against itself.
 *
 * @param steps the embedding of every position, then layer by layer every position
 * @param said  what the unembedding made of every position
 */
public record LabelTrace(List<Step> steps, List<Said> said) {
    public LabelTrace {
        steps = List.copyOf(steps);
        said = List.copyOf(said);
    }

    /**
     * One position after one layer.
     *
     * @param layer     0 is the embedding
     * @param position  from 0
     * @param explicit  labels held explicitly after the layer, by name
     * @param inherited labels that are active only because a descendant is held
     * @param numbers   for every counter among the explicit labels what it holds
     * @param inserted  labels that are explicit now and were not before the layer
     * @param deleted   labels that were explicit before the layer and are not now
     * @param fired     units of the layer that fired
     * @param attended  what each head of the layer selected
     */
    public record Step(
            int layer,
            int position,
            List<String> explicit,
            List<String> inherited,
            SortedMap<String, Integer> numbers,
            List<String> inserted,
            List<String> deleted,
            List<Fired> fired,
            List<Attended> attended) {}

    /**
     * A unit that fired.
     *
     * @param matched labels of its atoms that were active, those of negative weight among them
     * @param terms   what each of them adds to the score
     * @param amount  how much it inserts and deletes, 1 for a step
     * @param add     labels that it inserts
     * @param delete  labels that it deletes
     */
    public record Fired(
            String unit,
            long score,
            int threshold,
            List<String> matched,
            List<Term> terms,
            int amount,
            List<String> add,
            List<String> delete) {}

    /**
     * What a head asked, kept and inserted.
     *
     * @param keys     positions that the head kept, best first; none when nothing was selected
     * @param asked    labels sought at keys, with their weights, over the queries that hold and the labels to be matched
     * @param kept     the same keys with their scores
     * @param inserted what it inserts, each label with its number, 1 unless it is a counter
     */
    public record Attended(
            String head,
            List<Integer> keys,
            List<Weighted> asked,
            int threshold,
            List<Kept> kept,
            SortedMap<String, Long> inserted) {}

    /** @param label sought, with its weight */
    public record Weighted(String label, long weight) {}

    /**
     * A key that was kept.
     *
     * @param terms what made its score
     */
    public record Kept(int position, long score, List<Term> terms) {}

    /**
     * One part of a score: {@code weight} times {@code times}.
     *
     * @param what  a label or a place
     * @param times the number of a counter, else 1
     */
    public record Term(String what, long weight, long times) {}

    /**
     * What the unembedding made of a position.
     *
     * @param experts the active experts, the largest share first; none in a program of votes alone
     * @param choices the most probable tokens, the first of them first
     */
    public record Said(int position, List<Share> experts, List<Choice> choices) {}

    /** @param share of the mixture of experts, from 0 to 1 */
    public record Share(String label, double share) {}

    /**
     * One token that may come.
     *
     * @param probability in the law, or that it may follow at all
     * @param mixture     its probability in the mixture of experts
     * @param experts     of those that give it any probability, how much of {@code mixture} comes from each; the largest first
     * @param votes       bias and votes, which multiply it by their exponential; the largest first
     */
    public record Choice(String token, double probability, double mixture, List<Share> experts, List<Vote> votes) {}

    /** @param label whose vote it is, or {@code bias} */
    public record Vote(String label, double weight) {}

    /** What happened at {@code position} in {@code layer}. */
    public Step at(int layer, int position) {
        return steps.stream()
                .filter(step -> step.layer() == layer && step.position() == position)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the trace has no layer " + layer + " at position " + position));
    }
}
