package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.run.LabelTrace.Choice;
import org.assay.symbolic.run.LabelTrace.Said;
import org.assay.symbolic.run.LabelTrace.Share;
import org.assay.symbolic.run.LabelTrace.Vote;

/** Says which experts and votes made the most probable tokens so, from the unembedding as it is written. */
final class AnswerTracer {
    private static final int CHOICES = 5;

    private final Program program;
    private final StateLayout layout;

    AnswerTracer(Program program, StateLayout layout) {
        this.program = program;
        this.layout = layout;
    }

    Said said(int position, long[] closure, double[] answer) {
        SortedMap<String, SortedMap<Integer, Double>> experts = experts(closure);
        double total = experts.values().stream()
                .flatMap(law -> law.values().stream())
                .mapToDouble(mass -> mass)
                .sum();
        List<Share> shares = new ArrayList<>();
        experts.forEach((label, law) -> shares.add(
                new Share(label, law.values().stream().mapToDouble(mass -> mass).sum() / total)));
        shares.sort(Comparator.comparingDouble(share -> -share.share()));
        List<Choice> choices = IntStream.range(0, answer.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -answer[token]))
                .limit(CHOICES)
                .map(token -> choice(token, answer[token], experts, total, closure))
                .toList();
        return new Said(position, shares, choices);
    }

    private Choice choice(
            int token,
            double probability,
            SortedMap<String, SortedMap<Integer, Double>> experts,
            double total,
            long[] closure) {
        List<Share> from = new ArrayList<>();
        experts.forEach((label, law) -> {
            if (law.containsKey(token)) {
                from.add(new Share(label, law.get(token) / total));
            }
        });
        from.sort(Comparator.comparingDouble(share -> -share.share()));
        double mixture = experts.isEmpty()
                ? 1.0 / program.vocabulary().size()
                : from.stream().mapToDouble(Share::share).sum();
        return new Choice(program.vocabulary().token(token), probability, mixture, from, votes(token, closure));
    }

    private long amount(String label, long[] closure) {
        return layout.amount(closure, layout.graph().index(label));
    }

    /** For every active expert what it adds to each token before the mixture is divided by its sum. */
    private SortedMap<String, SortedMap<Integer, Double>> experts(long[] closure) {
        Unembedding unembedding = program.unembedding();
        SortedMap<String, SortedMap<Integer, Double>> experts = new TreeMap<>();
        unembedding.experts().forEach((label, expert) -> {
            double weight = amount(label, closure) * expert.weight();
            if (weight > 0) {
                experts.put(label, scaled(expert, weight));
            }
        });
        unembedding.copyExperts().forEach((prefix, weight) -> {
            SortedMap<Integer, Double> copied = new TreeMap<>();
            program.ownLabels(prefix).forEach((token, label) -> {
                if (amount(label, closure) > 0) {
                    copied.put(token, (double) amount(label, closure));
                }
            });
            double all = copied.values().stream().mapToDouble(amount -> amount).sum();
            copied.replaceAll((token, amount) -> weight * amount / all);
            if (all > 0) {
                experts.put(prefix.isEmpty() ? "*" : prefix + ":*", copied);
            }
        });
        return experts;
    }

    private static SortedMap<Integer, Double> scaled(Expert expert, double weight) {
        double sum = expert.law().values().stream().mapToDouble(p -> p).sum();
        SortedMap<Integer, Double> scaled = new TreeMap<>(expert.law());
        scaled.replaceAll((token, probability) -> weight * probability / sum);
        return scaled;
    }

    private List<Vote> votes(int token, long[] closure) {
        Unembedding unembedding = program.unembedding();
        List<Vote> votes = new ArrayList<>();
        if (unembedding.bias().containsKey(token)) {
            votes.add(new Vote("bias", unembedding.bias().get(token)));
        }
        unembedding.votes().forEach((label, weights) -> {
            if (weights.containsKey(token) && amount(label, closure) > 0) {
                votes.add(new Vote(label, amount(label, closure) * weights.get(token)));
            }
        });
        unembedding.copyVotes().forEach((prefix, weight) -> {
            String own = program.ownLabels(prefix).get(token);
            if (own != null && amount(own, closure) > 0) {
                votes.add(new Vote(own, amount(own, closure) * weight));
            }
        });
        votes.sort(Comparator.comparingDouble(vote -> -Math.abs(vote.weight())));
        return votes;
    }
}
