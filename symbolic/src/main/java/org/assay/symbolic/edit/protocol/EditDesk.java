package org.assay.symbolic.edit.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.edit.Ablation;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.Change;
import org.assay.symbolic.edit.EditProblem;
import org.assay.symbolic.edit.EditRecord;
import org.assay.symbolic.edit.EditRecord.Outcome;
import org.assay.symbolic.edit.EditSession;
import org.assay.symbolic.edit.Evaluator;
import org.assay.symbolic.edit.Listing;
import org.assay.symbolic.edit.WorstContexts;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.edit.protocol.RequestException.Kind;
import org.assay.symbolic.lint.Finding;
import org.assay.symbolic.lint.Lint;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.text.ItemLine;

/** Answers requests about one session. A request that cannot be answered leaves everything as it was. */
public final class EditDesk {
    private static final int LONGEST_CONTEXT = 4096;

    private final EditSession session;
    private final List<EditRecord> steps;
    private final Options options;

    /**
     * @param accept   when an edit is kept that does not say so itself
     * @param readOnly whether whatever changes something is refused
     * @param saveTo   where a program is saved
     * @param progress told of what takes long
     */
    public record Options(Acceptance accept, boolean readOnly, Path saveTo, Progress progress) {}

    /** @param earlier steps that the session has behind it */
    public EditDesk(EditSession session, List<EditRecord> earlier, Options options) {
        this.session = session;
        this.steps = new ArrayList<>(earlier);
        this.options = options;
    }

    /** The session that is asked. */
    public EditSession session() {
        return session;
    }

    /** @throws RequestException when there is no answer, an edit is refused, or the history or the program cannot be written */
    public Answer answer(Request request) throws RequestException {
        if (options.readOnly() && request.changes()) {
            throw new RequestException(
                    Kind.READ_ONLY, "this session may look, not edit", "start one without --read-only");
        }
        Listing current = session.current();
        if (request instanceof Request.Help) {
            return requests();
        } else if (request instanceof Request.Text) {
            return new Answer.ProgramText(current.text(), current.id().hex());
        } else if (request instanceof Request.Items items) {
            return items(items);
        } else if (request instanceof Request.Item item) {
            ItemLine line = current.item(item.item())
                    .orElseThrow(() -> new RequestException(
                            Kind.UNKNOWN_ITEM, "there is no item '" + item.item() + "'", current.hint(item.item())));
            return lines(List.of(line));
        } else if (request instanceof Request.Uses uses) {
            return uses(uses.label());
        } else if (request instanceof Request.Simulate simulate) {
            return simulate(simulate.context());
        } else if (request instanceof Request.Evaluate evaluate) {
            return evaluate(evaluate);
        } else if (request instanceof Request.Worst worst) {
            return worst(worst);
        } else if (request instanceof Request.Unused) {
            return new Answer.Ablated(removals(kind -> true).stream()
                    .filter(Ablation.Removal::sameLaws)
                    .toList());
        } else if (request instanceof Request.Ablate ablate) {
            return ablate(ablate.kinds());
        } else if (request instanceof Request.History history) {
            return new Answer.Steps(
                    steps.size(), steps.subList(Math.max(0, steps.size() - history.last()), steps.size()));
        }
        try {
            return act(request);
        } catch (IOException e) {
            throw new RequestException(
                    Kind.CANNOT_WRITE, "cannot write: " + e.getMessage(), "is the disk full, or the folder read-only?");
        }
    }

    private Answer act(Request request) throws RequestException, IOException {
        if (request instanceof Request.MakeEdit edit) {
            return edit(edit.edits(), edit.accept().orElse(options.accept()));
        } else if (request instanceof Request.Keep) {
            require(!session.givenUp().isEmpty(), "no edit was evaluated and given up since the program changed");
            return edit(session.givenUp(), Acceptance.ALWAYS);
        } else if (request instanceof Request.Undo) {
            require(session.canUndo(), "no kept edit is left to undo");
            return stepped(session.undo());
        } else if (request instanceof Request.Redo) {
            require(session.canRedo(), "nothing was undone since the last kept edit");
            return stepped(session.redo());
        }
        return save();
    }

    private static void require(boolean possible, String otherwise) throws RequestException {
        if (!possible) {
            throw new RequestException(Kind.NOTHING_TO_DO, otherwise, "");
        }
    }

    private static Answer requests() {
        return new Answer.Requests(Arrays.stream(RequestKind.values())
                .map(kind -> new Answer.Requestable(kind.word(), kind.fields(), kind.words()))
                .toList());
    }

    private Answer items(Request.Items request) throws RequestException {
        List<ItemLine> all = List.copyOf(session.current().items().values());
        if (request.kind().isEmpty()) {
            return lines(all);
        }
        requireKinds(Set.of(request.kind().get()));
        return lines(all.stream()
                .filter(item -> item.kind().equals(request.kind().get()))
                .toList());
    }

    private static Answer lines(List<ItemLine> items) {
        return new Answer.ItemLines(items.stream()
                .map(item -> new Answer.ItemText(item.address(), item.text()))
                .toList());
    }

    private Answer uses(String label) throws RequestException {
        if (!session.current().program().labels().contains(label)) {
            throw new RequestException(
                    Kind.UNKNOWN_ITEM,
                    "there is no label '" + label + "'",
                    Spelling.hint(label, session.current().program().labels().names()));
        }
        return lines(session.current().uses(label));
    }

    private Answer simulate(String context) throws RequestException {
        Vocabulary vocabulary = session.current().program().vocabulary();
        List<String> words =
                context.isBlank() ? List.of() : List.of(context.strip().split("\\s+"));
        if (words.isEmpty() || words.size() > LONGEST_CONTEXT) {
            throw new RequestException(
                    Kind.BAD_REQUEST,
                    "a context has 1 to " + LONGEST_CONTEXT + " tokens, got " + words.size(),
                    "separate tokens by spaces");
        }
        for (int i = 0; i < words.size(); i++) {
            if (!vocabulary.contains(words.get(i))) {
                throw new RequestException(
                        Kind.UNKNOWN_TOKEN,
                        "token " + (i + 1) + ", '" + words.get(i) + "', is not in the vocabulary",
                        Spelling.hint(words.get(i), vocabulary.tokens()));
            }
        }
        int[] tokens = words.stream().mapToInt(vocabulary::id).toArray();
        Interpreter interpreter = Interpreter.of(session.current().program(), "edited");
        double[] law = interpreter
                .next(ContextSet.lastPosition(List.of(tokens)))
                .probabilities()
                .row(0);
        Map<String, Double> next = new LinkedHashMap<>();
        for (int token = 0; token < law.length; token++) {
            next.put(vocabulary.token(token), law[token]);
        }
        LabelTrace trace = interpreter.trace(tokens);
        return new Answer.Simulation(words, next, Entropy.of(law), trace.steps(), trace.said());
    }

    private Answer evaluate(Request.Evaluate request) {
        Evaluator evaluator = session.evaluator();
        Optional<List<Double>> positions = request.positions()
                ? Optional.of(
                        Arrays.stream(session.assessed().byPosition()).boxed().toList())
                : Optional.empty();
        return new Answer.Evaluated(
                session.assessed().evaluation(),
                evaluator.yardstick(),
                evaluator.observations(),
                evaluator.heldOut().contexts().rows(),
                positions);
    }

    private Answer worst(Request.Worst request) throws RequestException {
        Yardstick by = request.by().orElse(session.evaluator().yardstick());
        if (!session.evaluator().knows(by)) {
            throw new RequestException(
                    Kind.BAD_REQUEST, "there are no laws to count against: " + by.word(), "leave 'by' out");
        }
        WorstContexts.Question question =
                new WorstContexts.Question(by, request.group(), request.alike(), request.count(), request.tokens());
        return new Answer.Worst(
                question,
                WorstContexts.of(
                        session.assessed(),
                        session.evaluator().heldOut(),
                        session.current().program().vocabulary(),
                        question));
    }

    private Answer ablate(Set<String> kinds) throws RequestException {
        requireKinds(kinds);
        return new Answer.Ablated(removals(kinds.isEmpty() ? Ablation::acts : kinds::contains));
    }

    private List<Ablation.Removal> removals(Predicate<String> kinds) {
        return Ablation.of(session.current(), session.evaluator(), kinds, options.progress());
    }

    private void requireKinds(Set<String> kinds) throws RequestException {
        List<String> known = session.current().items().values().stream()
                .map(ItemLine::kind)
                .distinct()
                .toList();
        for (String kind : kinds) {
            if (!known.contains(kind)) {
                throw new RequestException(
                        Kind.UNKNOWN_ITEM,
                        "the program has no items of the kind '" + kind + "'",
                        Spelling.hint(kind, known));
            }
        }
    }

    private Answer edit(List<Change> changes, Acceptance accept) throws RequestException, IOException {
        EditRecord step = session.edit(changes, accept);
        Answer answer = stepped(step);
        if (step.outcome() == Outcome.REFUSED) {
            List<EditProblem> problems = step.problems();
            String first = problems.get(0).toString();
            throw new RequestException(
                    Kind.REFUSED_EDIT,
                    problems.size() == 1 ? first : problems.size() + " problems, the first: " + first,
                    "nothing was changed",
                    problems);
        }
        return answer;
    }

    private Answer stepped(EditRecord step) {
        steps.add(step);
        List<String> findings = Lint.of(session.current().program()).stream()
                .map(Finding::toString)
                .toList();
        return new Answer.Stepped(step, findings);
    }

    private Answer save() throws IOException {
        AtomicFile.write(options.saveTo(), session.current().text());
        return new Answer.Saved(
                options.saveTo().toString(), session.current().id().hex());
    }
}
