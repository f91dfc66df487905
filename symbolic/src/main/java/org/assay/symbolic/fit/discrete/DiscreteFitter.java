package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.SetInterpreter;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * Fits a program to a network that answers nearly without doubt, such as one trained on an algorithm or a formal language.
 *
 * <ol>
 *   <li>Questions about a row: which token stands at a place that a head can find (so far back, behind the same token before,
 *       beside a token by name), how often tokens have come, residues of the position, equal tokens at two places.
 *   <li>Rules: a decision list over them, whose answers are constants, the token at a place, or a table by it.
 *   <li>The program: heads, units and votes that do the same, run and compared.
 * </ol>
 *
 * <p>Of every five sequences one is held out.
 */
public final class DiscreteFitter {
    private static final int HELD_OUT = 5;

    /** Whole-sequence match on held-out sequences below which the fit is said to have failed. */
    private static final double ENOUGH = .9;

    /** A program of more lines is none that people read. */
    private static final int MOST_LINES = 400;

    private static final int MOST_RULES = 60;

    private DiscreteFitter() {}

    /** Beside the one control that needs no second network: always the same answer. */
    public static DiscreteFit fit(Answers answers, Vocabulary vocabulary, Progress progress) {
        return fit(answers, Map.of(), vocabulary, progress);
    }

    /**
     * @param answers  what the network says; at least five sequences
     * @param controls what others say at the same rows, by name, such as an untrained network: as many rules at most are fitted to
     *                 them and held against the network
     * @throws IllegalArgumentException when there are too few sequences to hold one out
     */
    public static DiscreteFit fit(
            Answers answers, Map<String, Answers> controls, Vocabulary vocabulary, Progress progress) {
        Answers fitted = part(answers, false);
        Answers heldOut = part(answers, true);
        List<DiscreteRule> rules =
                RuleSearch.find(new DiscreteEvidence(fitted, vocabulary.size()), MOST_RULES, progress);
        Program program = DiscreteDraft.program(vocabulary, rules, answers.output());
        Answers onFitted = answers(program, fitted.contexts());
        Answers onHeldOut = answers(program, heldOut.contexts());
        List<DiscreteFit.Step> steps = new ArrayList<>();
        steps.add(control(vocabulary, fitted, heldOut));
        new TreeMap<>(controls)
                .forEach((name, other) ->
                        steps.add(control(name, other, Math.max(1, rules.size()), vocabulary, fitted, heldOut)));
        double match = onHeldOut.wholeSequenceMatch(heldOut);
        steps.add(new DiscreteFit.Step("rules", rules.size(), onFitted.wholeSequenceMatch(fitted), match));
        int lines = (int) ProgramPrinter.print(program).lines().count();
        steps.add(new DiscreteFit.Step("lines of the program", lines, onFitted.wholeSequenceMatch(fitted), match));
        List<String> said = rules.stream().map(rule -> rule.says(vocabulary)).toList();
        return new DiscreteFit(program, said, steps, gaveUp(rules, fitted, onFitted, match, lines, vocabulary));
    }

    /** The answers of a program. */
    public static Answers answers(Program program, ContextSet contexts) {
        return switch (program.unembedding().output()) {
            case LAW -> Answers.of(contexts, Interpreter.of(program, "program").next(contexts));
            case SETS ->
                Answers.of(contexts, SetInterpreter.of(program, "program").mayFollow(contexts));
        };
    }

    /** The program that always gives the most frequent answer. */
    private static DiscreteFit.Step control(Vocabulary vocabulary, Answers fitted, Answers heldOut) {
        List<Integer> usual = fitted.said().stream()
                .max((a, b) -> Long.compare(often(fitted, a), often(fitted, b)))
                .orElseThrow();
        Program constant = DiscreteDraft.program(
                vocabulary, List.of(new DiscreteRule(List.of(), new Emission.Constant(usual))), fitted.output());
        return new DiscreteFit.Step(
                "control: always the same",
                1,
                answers(constant, fitted.contexts()).wholeSequenceMatch(fitted),
                answers(constant, heldOut.contexts()).wholeSequenceMatch(heldOut));
    }

    /** A program that was fitted to other answers, against those of the network. */
    private static DiscreteFit.Step control(
            String name, Answers other, int most, Vocabulary vocabulary, Answers fitted, Answers heldOut) {
        List<DiscreteRule> rules =
                RuleSearch.find(new DiscreteEvidence(part(other, false), vocabulary.size()), most, Progress.SILENT);
        Program program = DiscreteDraft.program(vocabulary, rules, other.output());
        return new DiscreteFit.Step(
                "control: rules fitted to " + name,
                rules.size(),
                answers(program, fitted.contexts()).wholeSequenceMatch(fitted),
                answers(program, heldOut.contexts()).wholeSequenceMatch(heldOut));
    }

    private static long often(Answers answers, List<Integer> answer) {
        return answers.said().stream().filter(answer::equals).count();
    }

    private static Answers part(Answers answers, boolean heldOut) {
        ContextSet contexts = answers.contexts();
        int[] rows = IntStream.range(0, contexts.rows())
                .filter(row -> contexts.rowSequence(row) % HELD_OUT == HELD_OUT - 1 == heldOut)
                .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException("a fit needs answers in at least " + HELD_OUT
                    + " sequences, one of them held out, got " + contexts.sequences());
        }
        return answers.select(rows);
    }

    private static Optional<String> gaveUp(
            List<DiscreteRule> rules, Answers fitted, Answers found, double match, int lines, Vocabulary vocabulary) {
        if (rules.isEmpty()) {
            return Optional.of("questions: none of them tells one answer from another at a saving");
        }
        if (match < ENOUGH) {
            long wrong = IntStream.range(0, fitted.said().size())
                    .filter(row -> !fitted.said().get(row).equals(found.said().get(row)))
                    .count();
            int first = IntStream.range(0, fitted.said().size())
                    .filter(row -> !fitted.said().get(row).equals(found.said().get(row)))
                    .boxed()
                    .min((a, b) ->
                            fitted.contexts().rowPosition(a) - fitted.contexts().rowPosition(b))
                    .orElse(-1);
            String example = first < 0
                    ? ""
                    : ", such as '" + vocabulary.decode(fitted.contexts().context(first)) + "', where the network says "
                            + vocabulary.decode(tokens(fitted, first)) + " and the program "
                            + vocabulary.decode(tokens(found, first));
            return Optional.of("rules: " + wrong + " of " + fitted.said().size()
                    + " rows are answered otherwise and no rule pays for putting more of them right" + example);
        }
        return lines <= MOST_LINES
                ? Optional.empty()
                : Optional.of("program: it has " + lines + " lines, more than " + MOST_LINES);
    }

    private static int[] tokens(Answers answers, int row) {
        return answers.said().get(row).stream().mapToInt(token -> token).toArray();
    }
}
