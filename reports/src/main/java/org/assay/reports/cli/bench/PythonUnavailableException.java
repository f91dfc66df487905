package org.assay.reports.cli.bench;

/** A Python that was to be measured cannot be used: absent, without torch, or at odds with what it was asked. */
public final class PythonUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PythonUnavailableException(String message) {
        super(message);
    }
}
