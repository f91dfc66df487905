package org.assay.datasets.file;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a file or an option that a person wrote, all at once. Exit code 3. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * @param where  file name or option
     * @param line   from 1, or 0 when there is none
     * @param column from 1, or 0 when there is none
     * @param what   what is wrong and why
     * @param fix    what to do about it
     */
    public record Problem(String where, int line, int column, String what, String fix) {
        @Override
        public String toString() {
            String position = line > 0 ? ":" + line + ":" + column : "";
            return where + position + ": " + what + (fix.isEmpty() ? "" : " - " + fix);
        }
    }
}
