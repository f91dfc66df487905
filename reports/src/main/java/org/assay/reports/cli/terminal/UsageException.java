package org.assay.reports.cli.terminal;

/** What was typed cannot be meant: the message says what, the fix says what to type instead. Exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String fix;

    public UsageException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    public String fix() {
        return fix;
    }
}
