package org.assay.symbolic.edit.protocol;

import java.util.List;
import org.assay.symbolic.edit.EditProblem;

/** A request that cannot be answered. The session is as it was. */
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final String fix;
    private final transient List<EditProblem> problems;

    /** Kinds of error, by which programs tell them apart. */
    public enum Kind {
        TOO_LONG("too-long"),
        NOT_UTF8("not-utf-8"),
        NOT_JSON("not-json"),
        BAD_REQUEST("bad-request"),
        UNKNOWN_REQUEST("unknown-request"),
        UNKNOWN_ITEM("unknown-item"),
        UNKNOWN_TOKEN("unknown-token"),
        REFUSED_EDIT("refused-edit"),
        READ_ONLY("read-only"),
        NOTHING_TO_DO("nothing-to-do"),
        CANNOT_WRITE("cannot-write");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it stands in answers. */
        public String word() {
            return word;
        }
    }

    public RequestException(Kind kind, String message, String fix) {
        this(kind, message, fix, List.of());
    }

    public RequestException(Kind kind, String message, String fix, List<EditProblem> problems) {
        super(message);
        this.kind = kind;
        this.fix = fix;
        this.problems = List.copyOf(problems);
    }

    public Kind kind() {
        return kind;
    }

    /** What to do about it, or empty. */
    public String fix() {
        return fix;
    }

    /** What is wrong with a refused edit, else empty. */
    public List<EditProblem> problems() {
        return problems;
    }
}
