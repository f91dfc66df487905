package org.assay.symbolic.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.symbolic.edit.Change.Action;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.text.ItemLine;
import org.assay.symbolic.text.ProgramParser;

/** Changes that are made together or not at all: items need not fit one another in between. */
final class Edit {
    /** Why a program with sets for answers cannot be edited here. */
    static final String NO_LAW = "a program that answers with sets gives no law, and has no loss";

    private static final String WHERE = "edit";

    private final Listing before;
    private final Map<String, Source> lines = new LinkedHashMap<>();
    private final List<EditProblem> problems = new ArrayList<>();

    /** A line of the text to be parsed; {@code change} is 0 for one that was there before, {@code line} its number in what was given. */
    private record Source(int change, int line, String text) {}

    private Edit(Listing before) {
        this.before = before;
        before.items().forEach((address, item) -> lines.put(address, new Source(0, 1, item.text())));
    }

    /**
     * @param changes in order, at least one
     * @throws RefusedEditException with every problem that was found; {@code before} stays as it was in any case
     */
    static Listing apply(Listing before, List<Change> changes) throws RefusedEditException {
        Edit edit = new Edit(before);
        for (int c = 0; c < changes.size(); c++) {
            edit.make(changes.get(c), c + 1, changes.size());
        }
        edit.failIfWrong();
        return edit.parse();
    }

    private void make(Change change, int number, int of) {
        if (change.action() == Action.REWRITE) {
            rewrite(change.text(), number, of);
            return;
        }
        if (change.text().lines().count() > 1) {
            problem(number, change.item(), "the text of a change is one line", "make one change for each item");
            return;
        }
        boolean holds = change.action() == Action.REMOVE || holdsItem(change.text());
        if (!holds) {
            problem(number, change.item(), "the text holds no item", "write one, such as: label noun");
            return;
        }
        Optional<String> written = ItemLine.of(change.text()).map(ItemLine::address);
        if (change.action() != Action.ADD && !takeOut(change, written, number)) {
            return;
        }
        if (change.action() != Action.REMOVE) {
            putIn(change.text(), written, number);
        }
    }

    /** A line that cannot be cut into words holds something all the same; the parser says what is wrong with it. */
    private static boolean holdsItem(String text) {
        String stripped = text.strip();
        return !stripped.isEmpty() && !stripped.startsWith("#");
    }

    private boolean takeOut(Change change, Optional<String> written, int number) {
        String named = change.item().isEmpty() ? written.orElse("") : change.item();
        String address = ItemLine.of(named).map(ItemLine::address).orElse(named);
        if (named.isEmpty() && change.action() == Action.REPLACE) {
            return true; // the line cannot be read, which the parser says better
        }
        if (lines.remove(address) == null) {
            problem(number, address, "there is no item '" + address + "'", before.hint(address));
            return false;
        }
        return true;
    }

    private void putIn(String text, Optional<String> written, int number) {
        String address = written.orElse("change " + number);
        if (lines.containsKey(address)) {
            problem(number, address, "there is a '" + address + "' already", "replace it, or remove it first");
            return;
        }
        lines.put(address, new Source(number, 1, text));
    }

    private void rewrite(String program, int number, int of) {
        if (of > 1) {
            problem(number, "", "a rewrite stands alone", "make the other changes in an edit of their own");
            return;
        }
        lines.clear();
        for (String line : program.lines().toList()) {
            lines.put("line " + lines.size(), new Source(number, lines.size() + 1, line));
        }
    }

    private Listing parse() throws RefusedEditException {
        List<Source> sources = List.copyOf(lines.values());
        StringBuilder text = new StringBuilder();
        sources.forEach(source -> text.append(source.text()).append('\n'));
        try {
            Program program = ProgramParser.parse(text.toString(), WHERE);
            if (!program.vocabulary().equals(before.program().vocabulary())) {
                problem(
                        0,
                        "vocab",
                        "the vocabulary is that of the data and cannot be changed",
                        "keep the line as it was");
            }
            if (program.unembedding().output() != Output.LAW) {
                problem(0, "output", NO_LAW, "remove the line");
            }
            failIfWrong();
            return Listing.of(program);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> locate(problem, sources));
            failIfWrong();
            throw e;
        }
    }

    private void locate(Problem problem, List<Source> sources) {
        if (problem.line() == 0) {
            problems.add(new EditProblem(0, "", 0, 0, "", problem.what(), problem.fix()));
            return;
        }
        Source source = sources.get(problem.line() - 1);
        String item = ItemLine.of(source.text()).map(ItemLine::address).orElse("");
        problems.add(new EditProblem(
                source.change(), item, source.line(), problem.column(), source.text(), problem.what(), problem.fix()));
    }

    private void problem(int change, String item, String what, String fix) {
        problems.add(new EditProblem(change, item, 0, 0, "", what, fix));
    }

    private void failIfWrong() throws RefusedEditException {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(EditProblem::change).reversed());
            throw new RefusedEditException(problems);
        }
    }
}
