package org.assay.datasets.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one file, gathered so that a person can mend it in one go. */
public final class ConfigProblems {
    private final String where;
    private final List<ConfigException.Problem> problems = new ArrayList<>();

    /** @param where name of the file, for messages */
    public ConfigProblems(String where) {
        this.where = where;
    }

    public void add(ConfigNode at, String what, String fix) {
        boolean elsewhere = at instanceof ConfigNode.Text text && !text.origin().isEmpty();
        add(elsewhere ? ((ConfigNode.Text) at).origin() : where, at.line(), at.column(), what, fix);
    }

    /** The same problem at the same place counts once, however often a field is asked for. */
    public void add(int line, int column, String what, String fix) {
        add(where, line, column, what, fix);
    }

    private void add(String where, int line, int column, String what, String fix) {
        ConfigException.Problem problem = new ConfigException.Problem(where, line, column, what, fix);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** How many so far. */
    public int count() {
        return problems.size();
    }

    /** Ends the reading when anything was wrong: all of it, in the order of the file. */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream()
                    .sorted(Comparator.comparingInt(ConfigException.Problem::line)
                            .thenComparingInt(ConfigException.Problem::column))
                    .toList());
        }
    }
}
