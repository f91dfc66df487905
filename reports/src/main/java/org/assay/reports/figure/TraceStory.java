package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.reports.table.Decimals;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Choice;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Kept;
import org.assay.symbolic.run.LabelTrace.Share;
import org.assay.symbolic.run.LabelTrace.Step;
import org.assay.symbolic.run.LabelTrace.Term;
import org.assay.symbolic.run.LabelTrace.Vote;

/** How a program came to its most probable token, told from the answer back along what inserted what. */
final class TraceStory {
    /** Links that are told: answer, unit, head, and what the head's key came from. */
    private static final int LINKS = 3;

    private final LabelTrace trace;
    private final LabelGraph labels;
    private final List<String> tokens;

    private TraceStory(LabelTrace trace, LabelGraph labels, List<String> tokens) {
        this.trace = trace;
        this.labels = labels;
        this.tokens = tokens;
    }

    static String of(String program, LabelTrace trace, LabelGraph labels, List<String> tokens) {
        TraceStory story = new TraceStory(trace, labels, tokens);
        int last = tokens.size() - 1;
        Choice choice = trace.said().get(last).choices().get(0);
        StringBuilder text = new StringBuilder("After " + story.named(last) + ", " + program + " says \u201c"
                + choice.token() + "\u201d with " + Decimals.shown(choice.probability(), 3));
        Optional<String> reason = reason(choice);
        if (reason.isEmpty()) {
            return text + ": no expert and no vote speaks for it.";
        }
        text.append(": ").append(story.speaks(choice, reason.get())).append('.');
        int layer = trace.steps().get(trace.steps().size() - 1).layer();
        return text + story.told(reason.get(), layer, last, LINKS);
    }

    /** The label that does most for the token. */
    private static Optional<String> reason(Choice choice) {
        Optional<Share> expert = choice.experts().stream().findFirst();
        Optional<Vote> vote = choice.votes().stream()
                .filter(its -> its.weight() > 0 && !its.label().equals("bias"))
                .findFirst();
        return expert.map(Share::label).or(() -> vote.map(Vote::label));
    }

    private String speaks(Choice choice, String label) {
        return choice.experts().isEmpty()
                ? "the largest vote for it is that of " + label
                : "the expert of " + label + " gives it "
                        + Decimals.shown(choice.experts().get(0).share(), 3) + " of the mixture";
    }

    /** What made the label active at t by the end of the layer, and then what made that. */
    private String told(String label, int layer, int t, int links) {
        for (int n = layer; n > 0 && links > 0; n--) {
            Step step = trace.at(n, t);
            Optional<String> made =
                    step.inserted().stream().filter(its -> isFrom(its, label)).findFirst();
            if (made.isPresent()) {
                return madeBy(made.get(), step, links);
            }
        }
        return "";
    }

    /** Whether an explicit label makes the other active; a copy expert stands for all copies under its prefix. */
    private boolean isFrom(String explicit, String label) {
        if (label.endsWith("*") && !labels.contains(label)) {
            return explicit.startsWith(label.substring(0, label.length() - 1));
        }
        return labels.isA(explicit, label);
    }

    private String madeBy(String label, Step step, int links) {
        for (Fired unit : step.fired()) {
            if (unit.add().contains(label)) {
                List<String> matched = unit.terms().stream()
                        .filter(term -> term.weight() > 0)
                        .map(Term::what)
                        .toList();
                String sentence = " Unit " + unit.unit() + " of layer " + step.layer() + " inserted " + label
                        + (matched.isEmpty() ? "" : " where it found " + listed(matched)) + ".";
                List<String> next = new ArrayList<>(matched);
                next.sort((a, b) -> Boolean.compare(b.contains(":"), a.contains(":")));
                return sentence
                        + next.stream()
                                .map(its -> told(its, step.layer() - 1, step.position(), links - 1))
                                .filter(told -> !told.isEmpty())
                                .findFirst()
                                .orElse("");
            }
        }
        for (Attended head : step.attended()) {
            if (head.inserted().containsKey(label)) {
                return lookedAt(head, label, step, links);
            }
        }
        return "";
    }

    private String lookedAt(Attended head, String label, Step step, int links) {
        String start = " Head " + head.head() + " of layer " + step.layer() + " inserted " + label;
        if (head.kept().isEmpty()) {
            return start + ", as no key reached " + head.threshold() + ".";
        }
        Kept key = head.kept().get(0);
        String why = key.terms().stream()
                .filter(term -> term.weight() > 0)
                .map(Term::what)
                .collect(Collectors.collectingAndThen(Collectors.toList(), TraceStory::listed));
        String copied = label.substring(label.indexOf(':') + 1);
        String before = labels.contains(copied) ? told(copied, step.layer() - 1, key.position(), links - 1) : "";
        return start + " when it looked at " + named(key.position()) + (why.isEmpty() ? "" : " for " + why) + "."
                + before;
    }

    private String named(int position) {
        return "\u201c" + tokens.get(position) + "\u201d (" + position + ")";
    }

    private static String listed(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}
