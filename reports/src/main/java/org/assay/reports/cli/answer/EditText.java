package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.assay.symbolic.edit.Ablation.Removal;
import org.assay.symbolic.edit.Change;
import org.assay.symbolic.edit.Difference;
import org.assay.symbolic.edit.EditProblem;
import org.assay.symbolic.edit.EditRecord;
import org.assay.symbolic.edit.EditSession;
import org.assay.symbolic.edit.Evaluation;
import org.assay.symbolic.edit.Evaluator;
import org.assay.symbolic.edit.Replay;
import org.assay.symbolic.edit.WorstContexts;
import org.assay.symbolic.edit.WorstContexts.TokenLaws;
import org.assay.symbolic.edit.WorstContexts.Worst;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.edit.protocol.Answer;
import org.assay.symbolic.edit.protocol.RequestException;

/** What an editing session answers, for people. Every text ends with a newline where it is a result. */
public final class EditText {
    private static final int LAST_TOKENS = 12;

    private EditText() {}

    /** What is said before the first command. */
    public static String greeting(EditSession session) {
        Evaluator evaluator = session.evaluator();
        return String.format(
                Locale.ROOT,
                "%d held-out contexts; weighed against the %s at N = %.0e%s; 'help' lists the commands",
                evaluator.heldOut().contexts().rows(),
                evaluator.yardstick().word(),
                evaluator.observations(),
                session.steps() == 0 ? "" : "; " + session.steps() + " earlier steps taken up");
    }

    /** The commands. */
    public static String help() {
        return """
                looking
                  program                            the whole program, canonical
                  items [KIND]                       its items, one a line
                  item KIND NAME                     one of them, such as: item unit u1
                  uses LABEL                         the items that name a label or a copy of it
                  unused                             items without which nothing changes
                  simulate TOKEN ...                 one sequence, layer by layer, and the law after it
                  evaluate [positions]               loss, length and their sum
                  worst [N] [by WHAT] [group G] [alike] [tokens T]
                                                     where most is lost: N contexts, or groups that share their last G
                                                     tokens, or that the program takes alike; with T tokens of each law;
                                                     by data, network or truth
                  ablate [KIND ...]                  what each item is worth: the program without it
                editing
                  add LINE                           a new item, such as: add label noun
                  replace LINE                       another line for the item of that kind and name
                  remove KIND NAME                   no such item any more
                  try add|replace|remove ...         the same, evaluated and not kept
                  keep                               makes the edit that was evaluated last and not kept
                  begin                              then changes, one a line, made together by: end, or try; or cancel
                  undo, redo
                  history [N]                        the last N steps
                  save                               writes the program
                  quit                               or the end of the input
                """;
    }

    /** What an answer says; {@code session} is the one that gave it. */
    public static String of(Answer answer, EditSession session) {
        if (answer instanceof Answer.ProgramText program) {
            return program.text();
        } else if (answer instanceof Answer.ItemLines lines) {
            StringBuilder text = new StringBuilder();
            lines.items().forEach(item -> text.append(item.line()).append('\n'));
            return text.isEmpty() ? "none\n" : text.toString();
        } else if (answer instanceof Answer.Simulation simulation) {
            return ProgramText.of(new ProgramAnswer(
                    "the program",
                    simulation.context(),
                    simulation.next(),
                    simulation.entropy(),
                    simulation.trace(),
                    simulation.said()));
        } else if (answer instanceof Answer.Evaluated evaluated) {
            return evaluated(evaluated);
        } else if (answer instanceof Answer.Worst worst) {
            return worst(worst);
        } else if (answer instanceof Answer.Ablated ablated) {
            return ablated(ablated.removals(), session.evaluator().yardstick());
        } else if (answer instanceof Answer.Stepped stepped) {
            StringBuilder text =
                    new StringBuilder(step(stepped.step(), session.evaluator().yardstick()));
            stepped.warnings()
                    .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
            return text.toString();
        } else if (answer instanceof Answer.Steps steps) {
            return history(steps.last());
        } else if (answer instanceof Answer.Saved saved) {
            return "saved as " + saved.file() + "\n";
        }
        return help();
    }

    /** What went wrong, for standard error. */
    public static String of(RequestException e) {
        StringJoiner text = new StringJoiner("\n");
        text.add(e.getMessage() + (e.fix().isEmpty() ? "" : "; " + e.fix()));
        for (EditProblem problem : e.problems()) {
            if (e.problems().size() > 1) {
                text.add("  " + problem);
            }
            if (problem.column() > 0) {
                text.add("    " + problem.text()).add("    " + " ".repeat(problem.column() - 1) + "^");
            }
        }
        return text.toString();
    }

    private static String evaluated(Answer.Evaluated answer) {
        Evaluation evaluation = answer.evaluation();
        Columns lines = new Columns().add("loss", number(evaluation.loss()), "nats per token, on the tokens that came");
        evaluation.klFromNetwork().ifPresent(kl -> lines.add("from network", number(kl), "KL(network || program)"));
        evaluation
                .excess()
                .ifPresent(excess -> lines.add(
                        "excess",
                        number(excess),
                        "KL(truth || program); the floor here is "
                                + number(evaluation.floor().getAsDouble())));
        lines.add("length", nats(evaluation.programNats()), "nats");
        lines.add(
                "total",
                nats(evaluation.total()),
                String.format(
                        Locale.ROOT,
                        "length + %.0e x the loss against the %s",
                        answer.observations(),
                        answer.against().word()));
        StringBuilder text = new StringBuilder(lines.text());
        answer.byPosition().ifPresent(losses -> {
            Columns positions = new Columns();
            for (int position = 0; position < losses.size(); position++) {
                positions.add("  after " + (position + 1), number(losses.get(position)));
            }
            text.append("\nloss against the ").append(answer.against().word()).append(" by tokens seen\n");
            text.append(positions.text());
        });
        return text.toString();
    }

    private static String worst(Answer.Worst answer) {
        StringBuilder text = new StringBuilder();
        for (Worst each : answer.contexts()) {
            int from = Math.max(0, each.context().size() - LAST_TOKENS);
            text.append(answer.question().alike() ? "such as ... " : from > 0 ? "... " : "")
                    .append(String.join(
                            " ", each.context().subList(from, each.context().size())))
                    .append("   ")
                    .append(lost(each, answer.question()))
                    .append('\n');
            TokenLaws first = each.laws().get(0);
            Columns laws = new Columns()
                    .add(
                            "   ",
                            "program",
                            "data",
                            first.network().isPresent() ? "network" : "",
                            first.truth().isPresent() ? "truth" : "");
            for (TokenLaws token : each.laws()) {
                laws.add(
                        "    " + token.token(),
                        LawText.decimal(token.program()),
                        LawText.decimal(token.data()),
                        optional(token.network()),
                        optional(token.truth()));
            }
            text.append(laws.text());
        }
        return text.toString();
    }

    private static String lost(Worst each, WorstContexts.Question question) {
        if (question.group() == 0 && !question.alike()) {
            return "loses " + number(each.loss());
        }
        String group = String.format(
                Locale.ROOT,
                "%d contexts, %.2f%% of all, lose %.4f each, %.4f of the whole",
                each.rows(),
                100 * each.weight(),
                each.loss(),
                each.contribution());
        return each.byWeights().isEmpty()
                ? group
                : group + "; other weights alone could gain "
                        + number(each.byWeights().getAsDouble());
    }

    private static String optional(OptionalDouble probability) {
        return probability.isPresent() ? LawText.decimal(probability.getAsDouble()) : "";
    }

    private static String ablated(List<Removal> removals, Yardstick yardstick) {
        if (removals.isEmpty()) {
            return "none\n";
        }
        Columns lines = new Columns().add("without", name(yardstick), "length", "total", "");
        for (Removal removal : removals) {
            StringJoiner remarks = new StringJoiner("; ");
            if (removal.sameLaws()) {
                remarks.add("nothing changes");
            }
            if (!removal.alsoRemoved().isEmpty()) {
                remarks.add("takes with it " + String.join(", ", removal.alsoRemoved()));
            }
            if (!removal.alsoChanged().isEmpty()) {
                remarks.add("cuts " + String.join(", ", removal.alsoChanged()));
            }
            Difference difference = removal.difference();
            lines.add(
                    removal.item(),
                    signed(against(difference, yardstick)),
                    signedNats(difference.programNats()),
                    signedNats(difference.total()),
                    remarks.toString());
        }
        return lines.text();
    }

    private static double against(Difference difference, Yardstick yardstick) {
        return switch (yardstick) {
            case DATA -> difference.loss();
            case NETWORK -> difference.klFromNetwork().getAsDouble();
            case TRUTH -> difference.excess().getAsDouble();
        };
    }

    private static String step(EditRecord step, Yardstick yardstick) {
        Evaluation before = step.before();
        Evaluation after = step.after().orElseThrow();
        Difference difference = step.difference().orElseThrow();
        Columns table = new Columns().add("", "before", "after", "change");
        for (Yardstick each : Yardstick.values()) {
            OptionalDouble now = against(after, each);
            if (now.isPresent()) {
                double then = against(before, each).getAsDouble();
                OptionalDouble error = each == yardstick ? difference.standardError() : OptionalDouble.empty();
                table.add(
                        name(each),
                        number(then),
                        number(now.getAsDouble()),
                        signed(now.getAsDouble() - then),
                        error.isPresent() ? "+- " + number(error.getAsDouble()) : "");
            }
        }
        table.add(
                "length", nats(before.programNats()), nats(after.programNats()), signedNats(difference.programNats()));
        table.add("total", nats(before.total()), nats(after.total()), signedNats(difference.total()));
        return step.number() + ". " + step.act().word() + ": " + outcome(step) + "\n" + table.text();
    }

    private static String name(Yardstick yardstick) {
        return switch (yardstick) {
            case DATA -> "loss";
            case NETWORK -> "from network";
            case TRUTH -> "excess";
        };
    }

    private static OptionalDouble against(Evaluation evaluation, Yardstick yardstick) {
        return switch (yardstick) {
            case DATA -> OptionalDouble.of(evaluation.loss());
            case NETWORK -> evaluation.klFromNetwork();
            case TRUTH -> evaluation.excess();
        };
    }

    private static String outcome(EditRecord step) {
        return switch (step.outcome()) {
            case KEPT -> "kept";
            case TRIED -> "tried, not kept ('keep' makes it so)";
            case ROLLED_BACK -> "rolled back, the total did not fall ('keep' makes it all the same)";
            case REFUSED -> "refused";
        };
    }

    private static String history(List<EditRecord> steps) {
        Columns lines = new Columns();
        for (EditRecord step : steps) {
            lines.add(
                    Integer.toString(step.number()),
                    step.outcome().word(),
                    step.difference()
                            .map(difference -> signedNats(difference.total()))
                            .orElse(""),
                    step.act() == EditRecord.Act.EDIT
                            ? changes(step.changes())
                            : step.act().word());
        }
        return steps.isEmpty() ? "no step yet\n" : lines.text();
    }

    private static String changes(List<Change> changes) {
        StringJoiner text = new StringJoiner("; ");
        for (Change change : changes) {
            String first = change.text().lines().findFirst().orElse("");
            text.add((change.action().word() + " " + change.item() + " " + first)
                    .replaceAll(" +", " ")
                    .strip());
        }
        return text.toString();
    }

    /** What a replay found. */
    public static String of(Replay replay) {
        return new Columns()
                .add("steps", Integer.toString(replay.steps()))
                .add(
                        "not the same",
                        replay.same() ? "none" : replay.differs().toString().replaceAll("[\\[\\],]", ""))
                .add("loss", number(replay.last().loss()))
                .add("length", nats(replay.last().programNats()))
                .add("program", replay.program().id().brief())
                .text();
    }

    /** What a replay found, for JSON. */
    public static Map<String, Object> replayed(Replay replay) {
        return new TreeMap<>(Map.of(
                "steps", replay.steps(),
                "differs", replay.differs(),
                "evaluation", replay.last(),
                "program", replay.program().id().hex(),
                "text", replay.program().text()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, small(value) ? "%.1e" : "%.4f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, small(value) ? "%+.1e" : "%+.4f", value);
    }

    /** Whether four decimals would all be 0. */
    private static boolean small(double value) {
        return value != 0 && Math.abs(value) < 0.00005;
    }

    private static String nats(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String signedNats(double value) {
        return String.format(Locale.ROOT, "%+.1f", value);
    }
}
