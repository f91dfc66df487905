package org.assay.symbolic.edit;

import java.util.List;
import java.util.stream.Collectors;

/** An edit that gives no program. Nothing was changed. */
final class RefusedEditException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<EditProblem> problems;

    RefusedEditException(List<EditProblem> problems) {
        super(problems.stream().map(EditProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    List<EditProblem> problems() {
        return problems;
    }
}
